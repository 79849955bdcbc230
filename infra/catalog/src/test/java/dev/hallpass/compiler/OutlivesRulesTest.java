package dev.hallpass.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hallpass.catalog.AwsReference;
import dev.hallpass.compiler.yaml.CatalogRefused;
import dev.hallpass.policy.Outliving;
import dev.hallpass.reference.CatalogCheck;
import dev.hallpass.reference.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OutlivesRulesTest {

  private static final AwsReference AWS = new CatalogCheck(Reference.snapshot());

  private static final Path DEPLOYED = Path.of("entitlements/open-database-console.yaml");
  private static final String FILE = "entitlements/open-database-console.yaml";
  private static final String SHELLS = "entitlements/open-instance-shell.yaml";
  private static final String SAID = "outlives: [connection]";

  @TempDir private Path folder;

  private SampleCatalog sample;

  @BeforeEach
  void copyTheSample() throws IOException {
    sample = SampleCatalog.in(folder);
    sample.with(FILE, deployed());
  }

  @Test
  void anEntitlementSaysWhatGoesOnWhenItsAccessIsOver() {
    assertThat(YamlCatalog.load(folder, AWS).entitlements()).hasSize(2);
  }

  @Test
  void anEntitlementThatDoesNotSayItIsRefused() throws IOException {
    assertRefused("", "rds-db:connect begins a connection", "add connection to the list outlives");
  }

  @Test
  void whatItsPolicyCannotBeginIsRefused() throws IOException {
    assertRefused(
        "outlives: [connection, session]", "no action of the policy begins a session", "leave it");
  }

  @Test
  void whatExceptDeniesOnEveryResourceDoesNotGoOn() throws IOException {
    sample.with(FILE, movingMessages("*"));
    assertThat(YamlCatalog.load(folder, AWS).entitlements()).hasSize(2);

    sample.with(FILE, movingMessages("arn:aws:sqs:eu-central-1:444455556666:orders"));
    assertThatExceptionOfType(CatalogRefused.class)
        .isThrownBy(() -> YamlCatalog.load(folder, AWS))
        .withMessageContaining("sqs:StartMessageMoveTask begins a job")
        .withMessageContaining("add job to the list outlives");
  }

  private static String movingMessages(String denied) throws IOException {
    return deployed()
        + """
          - sid: Messages
            actions: ["sqs:*Message*"]
            resources: ["arn:aws:sqs:eu-central-1:444455556666:orders*"]
        except:
          - {sid: Staying, actions: [sqs:StartMessageMoveTask], resources: ["%s"]}
        """
            .formatted(denied);
  }

  @Test
  void anotherWordIsRefused() throws IOException {
    assertRefused(
        "outlives: [forever]",
        "must be connection, session, shell, job, credentials, identity or change");
  }

  @ParameterizedTest
  @CsvSource({
    "'', names no region",
    "*, in the place of the region",
    "{instance}, in the place of the region"
  })
  void aShellIsOpenedOnlyWhereItCanBeFound(String region, String reason) throws IOException {
    sample.with(SHELLS, shells());
    assertThat(YamlCatalog.load(folder, AWS).entitlements()).hasSize(3);
    sample.with(SHELLS, shells().replace("ec2:eu-central-1:", "ec2:" + region + ":"));

    assertThatExceptionOfType(CatalogRefused.class)
        .isThrownBy(() -> YamlCatalog.load(folder, AWS))
        .withMessageStartingWith(SHELLS + ":")
        .withMessageContaining(reason);
  }

  private static String shells() throws IOException {
    return Files.readString(Path.of("").resolve(SHELLS));
  }

  @ParameterizedTest
  @EnumSource
  void eachListedActionIsOneOfAws(Outliving what) {
    assertThat(what.actions())
        .allSatisfy(action -> assertThat(Reference.snapshot().matching(action)).isNotEmpty());
  }

  private void assertRefused(String instead, String... reasons) throws IOException {
    sample.with(FILE, deployed().replace(SAID, instead));

    assertThatExceptionOfType(CatalogRefused.class)
        .isThrownBy(() -> YamlCatalog.load(folder, AWS))
        .withMessageStartingWith(FILE + ":")
        .satisfies(refused -> assertThat(refused).hasMessageContainingAll(reasons));
  }

  private static String deployed() throws IOException {
    return Files.readString(DEPLOYED);
  }
}
