package dev.hallpass.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.infra.shared.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// The pipelines that others copy: nobody has a key, and nothing is deployed that was not signed
/// and shown.
class PipelinesTest {

  private static final String GITHUB = ".github/workflows/deploy.yml";
  private static final String CODE_PIPELINE = "infra/pipelines/codepipeline.yaml";

  @ParameterizedTest
  @ValueSource(strings = {GITHUB, CODE_PIPELINE})
  void noPersonAndNoSecretHasAKeyOfAws(String file) throws IOException {
    assertThat(text(file))
        .doesNotContainIgnoringCase("access_key", "access-key", "AWS::IAM::User", "secrets.");
  }

  @ParameterizedTest
  @ValueSource(strings = {GITHUB, CODE_PIPELINE})
  void theSignatureIsVerifiedBeforeAnythingOfTheAssemblyIsRead(String file) throws IOException {
    String text = text(file);
    String verify = file.equals(GITHUB) ? "gh attestation verify" : "aws kms verify";
    String deployments = text.substring(text.indexOf(verify));

    assertThat(text.substring(0, text.indexOf(verify))).doesNotContain("cdk deploy", "--extract");
    assertThat(deployments).contains("--extract", "cdk diff --app", "cdk deploy --app");
  }

  @Test
  void stagingComesBeforeProductionAndBothAfterTheReview() {
    JsonNode jobs = Yaml.read(Synthesis.PROJECT.resolve(GITHUB)).path("jobs");

    assertThat(jobs.propertyNames())
        .containsExactly("build", "sign", "review", "staging", "production");
    assertThat(jobs.valueStream().skip(1).map(job -> job.path("needs").asString()))
        .containsExactly("build", "sign", "review", "staging");
    assertThat(Stream.of("staging", "production"))
        .allSatisfy(name -> {
          assertThat(jobs.path(name).path("environment").asString()).isEqualTo(name);
          assertThat(jobs.path(name).at("/permissions/id-token").asString()).isEqualTo("write");
        });
  }

  /// A token would let the code of tests and plugins sign in the name of the repository.
  @Test
  void noCodeOfTheBuildRunsWhereItsResultIsSigned() {
    JsonNode jobs = Yaml.read(Synthesis.PROJECT.resolve(GITHUB)).path("jobs");

    assertThat(jobs.at("/build/permissions").propertyNames()).containsExactly("contents");
    assertThat(jobs.at("/sign/steps").valueStream())
        .isNotEmpty()
        .noneMatch(step -> step.has("run"));
  }

  @Test
  void aDeploymentOfGitHubHasNoRightToWriteInTheRepository() {
    JsonNode workflow = Yaml.read(Synthesis.PROJECT.resolve(GITHUB));

    assertThat(
            Stream.concat(Stream.of(workflow), workflow.path("jobs").valueStream())
                .map(scope -> scope.at("/permissions/contents").asString()))
        .containsOnly("read");
  }

  @ParameterizedTest
  @ValueSource(strings = {GITHUB, CODE_PIPELINE})
  void bothInstallationsArePackagedFromOneCheckedBuild(String file) throws IOException {
    assertThat(text(file))
        .containsOnlyOnce("mvnw --batch-mode --no-transfer-progress verify")
        .containsOnlyOnce("package -DskipTests -Dcatalog.settings=$environment.yaml")
        .contains("for environment in staging production");
    assertThat(List.of("mvnw", "infra/package.json", "infra/package-lock.json"))
        .allMatch(one -> Files.exists(Synthesis.PROJECT.resolve(one)));
  }

  @ParameterizedTest
  @ValueSource(strings = {GITHUB, CODE_PIPELINE})
  void nothingIsBuiltFromAFileOfMavenThatIsNotListed(String file) throws IOException {
    assertThat(text(file))
        .contains(
            "MAVEN_ARGS: -Daether.artifactResolver.postProcessor.trustedChecksums.failIfMissing=true");
  }

  private static String text(String file) throws IOException {
    return Files.readString(Synthesis.PROJECT.resolve(file));
  }
}
