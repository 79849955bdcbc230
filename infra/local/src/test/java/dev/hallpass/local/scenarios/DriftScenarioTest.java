package dev.hallpass.local.scenarios;

import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.local.scenarios.Intruder.DENYING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hallpass.adapters.cloudformation.DeployedStack;
import dev.hallpass.adapters.json.Json;
import dev.hallpass.drift.Difference;
import dev.hallpass.emulator.sns.InMemorySns;
import dev.hallpass.emulator.template.Stack;
import dev.hallpass.emulator.template.TemplateResource;
import dev.hallpass.local.scene.Asked;
import dev.hallpass.local.scene.AwsCli;
import dev.hallpass.local.scene.Scene;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.iam.IamClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// That what somebody changes in the deployed system by hand is found, that nothing is found
/// besides, and that it is brought back by what the check names.
class DriftScenarioTest {

  /// A row of the guide's table: the aspect, what is found of it, and its remedy.
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\|[^|]*\\| ([^|]+) \\| (not [^|]+) \\| ([^|]+) \\|$");

  private final Scene scene = Scene.onDynamoDbLocal(Scene.SYNTHESIZED);
  private final Intruder intruder = new Intruder(scene.system());
  private final AwsCli cli =
      new AwsCli(
          Map.of(
              "iam", intruder.iam(),
              "lambda", intruder.lambda(),
              "dynamodb", intruder.dynamoDb(),
              "events", intruder.rules(),
              "kms", intruder.kms(),
              "sns", intruder.sns(),
              "stepfunctions", intruder.stepFunctions()));

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void whatWasDeployedAndIsUntouchedIsNoDrift() {
    assertThat(differences()).isEmpty();
  }

  @Test
  void aGrantThatComesAndGoesIsNoDrift() {
    scene.opened(Asked.prefix("PT15M"), BOB);

    assertThat(differences()).isEmpty();
  }

  @Test
  void aDenialOfHallpassIsNoDrift() {
    intruder.put("read-bucket-prefix", "denied-grant-1", DENYING);

    assertThat(differences()).isEmpty();
  }

  @Test
  void theSamePolicyWrittenInAnotherWayIsNoDrift() {
    TemplateResource policy = Intruder.policyOf("Reap");
    ObjectNode rewritten = Json.object();
    var statements = rewritten.putArray("Statement");
    policy
        .properties()
        .path("PolicyDocument")
        .path("Statement")
        .valueStream()
        .toList()
        .reversed()
        .forEach(statement -> {
          ObjectNode other = (ObjectNode) statement.deepCopy();
          if (other.path("Action").isString()) {
            other
                .putArray("Action")
                .add(statement.path("Action").asString().toUpperCase(Locale.ROOT));
          }
          statements.add(other);
        });
    rewritten.put("Version", "2012-10-17");
    intruder.put(Intruder.roleOf("Reap"), policy.text("PolicyName"), rewritten.toString());

    assertThat(differences()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void whatSomebodyChangesIsFoundWithItsRemedy(ChangeByHand change) {
    String name = change.by(intruder);

    assertThat(differences())
        .filteredOn(one -> Json.text(one, "name").equals(name))
        .singleElement()
        .satisfies(one -> {
          assertThat(Json.text(one, "aspect")).matches(named(change.aspect()));
          assertThat(Json.text(one, "found")).isEqualTo(change.found());
          assertThat(Json.text(one, "remedy")).startsWith(change.remedy());
        });
  }

  @ParameterizedTest
  @MethodSource("withCommands")
  void theRemediesBringEverythingBack(ChangeByHand change) {
    change.by(intruder);

    // What was made anew lacks what stood on it, which the next check names.
    for (int checks = 0; checks < 3; checks++) {
      differences().forEach(one -> cli.run(withToken(Json.text(one, "remedy"))));
    }

    assertThat(differences()).isEmpty();
  }

  /// The remedy with the token from the mail to the address of the alarms.
  private String withToken(String remedy) {
    return remedy.replace(
        "--token TOKEN", "--token " + InMemorySns.token(intruder.topic(), intruder.watcher()));
  }

  static Stream<ChangeByHand> withCommands() {
    return Arrays.stream(ChangeByHand.values()).filter(one -> one.remedy().startsWith("aws "));
  }

  /// IAM asks for leave to see a role that is not there as if it had no path.
  @Test
  void whoMaySeeEverythingFindsAnEntitlementWithoutItsRole() {
    intruder.remove("read-bucket-prefix");
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(scene::checkForDrift)
        .withMessageContaining("could not be determined: 1");

    DeployedStack seen = intruder.deployed(Scene.SYNTHESIZED.hub());
    assertThat(seen.differences())
        .singleElement()
        .isInstanceOfSatisfying(
            Difference.Missing.class, missing -> assertThat(missing.aspect()).isEqualTo("role"));
    bringBack(seen);
    bringBack(seen);

    assertThat(differences()).isEmpty();
  }

  @Test
  void theStackOfAnotherAccountIsCheckedByWhoMaySeeEverythingThere() {
    Stack target = Scene.SYNTHESIZED.targets().getFirst();
    DeployedStack seen = intruder.deployed(target);
    assertThat(seen.differences()).isEmpty();
    IamClient iam = scene.system().accounts().account(target.place().account()).iam();

    iam.updateAssumeRolePolicy(
        update -> update.roleName("hallpass-provisioner").policyDocument(Intruder.TRUSTING));

    assertThat(seen.differences())
        .singleElement()
        .isInstanceOfSatisfying(
            Difference.Changed.class,
            changed -> assertThat(changed.aspect()).isEqualTo("trust policy"));
  }

  private void bringBack(DeployedStack seen) {
    seen.differences().stream().map(one -> ((Difference.Missing) one).remedy()).forEach(cli::run);
  }

  @Test
  void theGuideNamesTheRemedyOfEachAspect() throws IOException {
    Set<List<String>> rows =
        ROW.matcher(Files.readString(Path.of("../README.md")))
            .results()
            .map(row -> List.of(plain(row.group(1)), row.group(2), plain(row.group(3))))
            .collect(Collectors.toSet());

    assertThat(rows)
        .isEqualTo(
            Arrays.stream(ChangeByHand.values())
                .map(one -> List.of(one.aspect(), one.found(), one.remedy()))
                .collect(Collectors.toSet()));
  }

  @Test
  void whatSomebodyPutThereIsNeverRepeated() {
    ChangeByHand.SET_A_VARIABLE.by(intruder);

    assertThat(scene.checkForDrift()).doesNotContain("a-secret-table");
  }

  private static String plain(String cell) {
    return cell.replace("`", "");
  }

  /// The words in capitals stand for names.
  private static String named(String aspect) {
    return aspect.replaceAll("\\b[A-Z]{2,}\\b", ".+");
  }

  private List<JsonNode> differences() {
    return Json.read(scene.checkForDrift()).valueStream().toList();
  }
}
