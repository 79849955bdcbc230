package dev.hallpass.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hallpass.compiler.YamlCatalog;
import dev.hallpass.infra.HallpassStack.Assets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.App;

/// What is deployed in another partition of AWS names nothing of the first one.
class PartitionsTest {

  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.*-]*amazonaws\\.com[.a-z]*");

  /// Services by the names that they have in each partition, as principals and as the sources of
  /// events (source: the CDK's service principals; CloudTrail, `eventSource`).
  private static final List<String> SERVICES =
      List.of(
          "apigateway.amazonaws.com",
          "cloudformation.amazonaws.com",
          "cloudtrail.amazonaws.com",
          "cloudwatch.amazonaws.com",
          "dynamodb.amazonaws.com",
          "events.amazonaws.com",
          "iam.amazonaws.com",
          "kms.amazonaws.com",
          "lambda.amazonaws.com",
          "logs.amazonaws.com",
          "monitoring.amazonaws.com",
          "pipes.amazonaws.com",
          "s3.amazonaws.com",
          "sns.amazonaws.com",
          "sso.amazonaws.com",
          "states.amazonaws.com",
          "sts.amazonaws.com");

  @TempDir private Path folder;

  @Test
  void noTemplateForGovCloudNamesAnotherPartition() throws IOException {
    Path output = folder.resolve("cdk.out");
    app(catalog("aws-us-gov"), output).synth();

    assertNothingOfTheFirstPartition(output);
  }

  /// The stack itself would do in China, if its mails had a way.
  @Test
  void noTemplateForChinaNamesAnotherPartition() throws IOException {
    Path output = folder.resolve("cdk.out");
    YamlCatalog catalog = catalog("aws-cn");
    App app = App.Builder.create().outdir(output.toString()).build();
    new HallpassStack(
        app,
        "Hallpass",
        new Assets(
            Files.writeString(folder.resolve("functions.jar"), ""),
            Synthesis.PROJECT.resolve("statemachines/grant-lifecycle.asl.json"),
            Synthesis.PROJECT.resolve("functions/handlers/openapi.yaml"),
            Synthesis.PROJECT.resolve("events/bus")),
        catalog.catalog(),
        catalog.installation());
    app.synth();

    assertNothingOfTheFirstPartition(output);
  }

  @Test
  void aPartitionWithoutAWayForMailsIsRefused() throws IOException {
    YamlCatalog catalog = catalog("aws-cn");

    assertThatThrownBy(() -> app(catalog, folder.resolve("cdk.out")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("aws-cn", "Amazon SES is in no region of it", "aws-us-gov");
  }

  @ParameterizedTest
  @ValueSource(strings = {"aws", "aws-us-gov", "aws-cn"})
  void whatFunctionsReadNamesOnePartition(String partition) throws IOException {
    assertThat(catalog(partition).text()).doesNotContainPattern("arn:(?!%s:)".formatted(partition));
  }

  private App app(YamlCatalog catalog, Path output) throws IOException {
    Path jar = Files.writeString(folder.resolve("functions.jar"), "");
    return HallpassApp.app(
        Synthesis.PROJECT, jar, output, catalog.catalog(), catalog.installation());
  }

  private static void assertNothingOfTheFirstPartition(Path output) throws IOException {
    assertThat(templates(output))
        .isNotEmpty()
        .allSatisfy(template -> {
          String text = Files.readString(template);
          assertThat(text)
              .doesNotContain("arn:aws:", "signin.aws.", "console.aws.", "aws.amazon.com");
          assertThat(HOST.matcher(text).results().map(MatchResult::group).distinct())
              .isSubsetOf(SERVICES);
        });
  }

  /// The shipped catalogue in another partition.
  private YamlCatalog catalog(String partition) throws IOException {
    return CatalogCopy.in(folder.resolve(partition))
        .replace("arn:aws:", "arn:%s:".formatted(partition))
        .append("hallpass.yaml", "\npartition: %s\n".formatted(partition))
        .read();
  }

  private static List<Path> templates(Path output) throws IOException {
    try (Stream<Path> files = Files.walk(output)) {
      return files.filter(file -> file.toString().endsWith(".template.json")).sorted().toList();
    }
  }
}
