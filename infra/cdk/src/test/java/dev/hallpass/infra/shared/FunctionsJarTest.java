package dev.hallpass.infra.shared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.infra.Deployment;
import dev.hallpass.infra.Synthesis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(Synthesis.class)
class FunctionsJarTest {

  @Test
  void theTemplateHasTheDigestThatLambdaGives(Deployment deployment)
      throws IOException, NoSuchAlgorithmException {
    byte[] jar = Files.readAllBytes(deployment.folder().resolve("functions.jar"));
    String digest =
        Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(jar));

    assertThat(deployment.template().path("Resources").valueStream())
        .filteredOn(one -> one.path("Type").asString().equals("AWS::Lambda::Function"))
        .isNotEmpty()
        .allSatisfy(function ->
            assertThat(function.at("/Metadata/CodeSha256").asString()).isEqualTo(digest));
  }

  /// Another packaging would make another file, which has another digest.
  @Test
  void theToolUploadsTheFileAsItIs(Deployment deployment) {
    Path assets = deployment.folder().resolve("cdk.out/Hallpass.assets.json");
    JsonNode files = JsonMapper.shared().readTree(assets).path("files");

    assertThat(files.valueStream())
        .extracting(file -> file.path("source"))
        .filteredOn(source -> source.path("path").asString().endsWith(".jar"))
        .singleElement()
        .satisfies(source -> assertThat(source.path("packaging").asString()).isEqualTo("file"));
  }
}
