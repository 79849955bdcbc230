package dev.hallpass.infra;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hallpass.compiler.YamlCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Accounts of the same kind have one template, and hundreds of accounts fit.
class TargetKindsTest {

  private static final String ENTITLEMENT =
      """
      entitlement: read-orders
      title: Read orders
      use: Look at orders.
      accounts: [shops]
      requesters: {domains: [example.com]}
      longest: PT1H
      approval:
        - {approvers: [bob@example.com], quorum: 1}
      policy:
        - sid: Read
          actions: [dynamodb:GetItem]
          resources: ["arn:{partition}:dynamodb:eu-central-1:{account}:table/orders"]
          conditions: {StringEquals: {"aws:PrincipalAccount": ["{account}"]}}
      """;

  @TempDir private Path folder;

  @Test
  void twoAccountsOfAKindHaveTheSameTemplateByteForByte() throws IOException {
    Path one = synthesized("one", account(1));
    Path other = synthesized("other", account(2));

    assertThat(Files.readString(template(one, 1)))
        .isEqualTo(Files.readString(template(other, 2)))
        .contains("read-orders", "AWS::AccountId")
        .doesNotContain(number(1), "BootstrapVersion");
  }

  @Test
  void eachAccountOfAKindHasAStackThatIsBoundToItAndTheTemplateOfTheKind() throws IOException {
    Path output = synthesized("out", account(1) + account(2) + account(3));

    List<JsonNode> stacks = stacks(output, "HallpassTarget");
    assertThat(stacks)
        .extracting(stack -> stack.path("displayName").asString())
        .contains("HallpassTarget/" + number(1), "HallpassTarget/" + number(3));
    assertThat(stacks)
        .filteredOn(stack -> IntStream.of(1, 2, 3).anyMatch(i -> isOf(stack, i)))
        .hasSize(3)
        .allSatisfy(stack -> {
          assertThat(stack.at("/properties/templateFile").asString()).contains(number(1));
          assertThat(stack.at("/properties/assumeRoleArn").asString())
              .contains(number(number(stack)));
        });
    assertThat(Files.readString(assets(output, 3)))
        .contains("cdk-hallpass-assets-" + number(3), template(output, 1).getFileName().toString())
        .doesNotContain("cdk-hallpass-assets-" + number(1));
    assertThat(stacks(output, "HallpassCalls").stream().map(stack -> stack.path("displayName")))
        .extracting(JsonNode::asString)
        .contains("HallpassCalls/" + number(2), "HallpassCalls/" + number(3));
  }

  @Test
  void theHubNamesHundredsOfAccountsByTheirOrganization() throws IOException {
    String accounts = IntStream.rangeClosed(1, 200).mapToObj(this::account).collect(joining());
    Path output = synthesized("out", accounts, "\napi: {organization: o-a1b2c3d4e5}\n");

    JsonNode hub = JsonMapper.shared().readTree(output.resolve("Hallpass.template.json").toFile());
    assertThat(hub.toString()).doesNotContain(number(7)).contains("aws:ResourceOrgID");
    assertThat(
            hub.path("Resources")
                .valueStream()
                .filter(one -> one.path("Type").asString().equals("AWS::Events::EventBusPolicy"))
                .filter(one -> !one.path("Properties").has("EventBusName")))
        .singleElement()
        .satisfies(
            policy -> assertThat(policy.toString()).contains("aws:PrincipalOrgID", "o-a1b2c3d4e5"));
  }

  @Test
  void hundredsOfAccountsWithoutTheirOrganizationAreRefused() throws IOException {
    String accounts = IntStream.rangeClosed(1, 200).mapToObj(this::account).collect(joining());

    assertThatThrownBy(() -> synthesized("out", accounts))
        .hasMessageContainingAll("201 accounts", "api: {organization: o-…}");
  }

  private Path synthesized(String name, String accounts) throws IOException {
    return synthesized(name, accounts, "");
  }

  private Path synthesized(String name, String accounts, String more) throws IOException {
    YamlCatalog catalog =
        CatalogCopy.in(folder.resolve(name))
            .replace(
                "hub: \"111122223333\"\naccounts:\n",
                "hub: \"111122223333\"\naccounts:\n" + accounts)
            .append("hallpass.yaml", more)
            .write("entitlements/read-orders.yaml", ENTITLEMENT)
            .read();
    Path jar = Files.writeString(folder.resolve("functions.jar"), "");
    Path output = folder.resolve(name).resolve("cdk.out");
    HallpassApp.synthesize(
        Synthesis.PROJECT, jar, output, catalog.catalog(), catalog.installation());
    return output;
  }

  private String account(int number) {
    return """
      - account: "%s"
        name: shop-%d
        groups: [shops]
        externalId: hallpass-of-shops
    """
        .formatted(number(number), number);
  }

  private static String number(int number) {
    return "%012d".formatted(900_000 + number);
  }

  private static int number(JsonNode stack) {
    return IntStream.rangeClosed(1, 3).filter(i -> isOf(stack, i)).findFirst().orElseThrow();
  }

  private static boolean isOf(JsonNode stack, int number) {
    return stack.path("environment").asString().contains(number(number));
  }

  private static Path template(Path output, int number) throws IOException {
    return file(output, number, ".template.json");
  }

  private static Path assets(Path output, int number) throws IOException {
    return file(output, number, ".assets.json");
  }

  private static Path file(Path output, int number, String end) throws IOException {
    try (Stream<Path> files = Files.list(output.resolve("assembly-HallpassTarget"))) {
      return files
          .filter(file -> file.getFileName().toString().contains(number(number)))
          .filter(file -> file.toString().endsWith(end))
          .findFirst()
          .orElseThrow();
    }
  }

  private static List<JsonNode> stacks(Path output, String stage) {
    return JsonMapper.shared()
        .readTree(output.resolve("assembly-%s/manifest.json".formatted(stage)).toFile())
        .path("artifacts")
        .valueStream()
        .filter(one -> one.path("type").asString().equals("aws:cloudformation:stack"))
        .toList();
  }
}
