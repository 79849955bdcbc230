package dev.hallpass.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What is in the jar that is deployed.
class DeployedJarTest {

  private static final String SBOM = "META-INF/sbom/functions.cdx.json";

  /// The digest of the jar is in the template, so it covers this list.
  @Test
  void itListsItsPartsWithTheirDigests() throws IOException {
    try (JarFile jar = new JarFile(Path.of(System.getProperty("functions.jar")).toFile())) {
      ZipEntry entry = jar.getEntry(SBOM);
      assertThat(entry).as(SBOM).isNotNull();
      JsonNode sbom = JsonMapper.shared().readTree(jar.getInputStream(entry));

      assertThat(sbom.path("bomFormat").asString()).isEqualTo("CycloneDX");
      assertThat(sbom.path("components").valueStream())
          .extracting(part -> part.path("name").asString())
          .contains("dynamodb", "kms", "aws-crt", "jackson-core");
      assertThat(sbom.path("components").valueStream())
          .filteredOn(part -> !part.path("group").asString().equals("dev.hallpass"))
          .allSatisfy(part ->
              assertThat(part.path("hashes").valueStream())
                  .extracting(hash -> hash.path("alg").asString())
                  .contains("SHA-256"));
    }
  }
}
