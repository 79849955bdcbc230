package dev.hallpass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.cli.scene.Desk;
import dev.hallpass.cli.scene.Ran;
import dev.hallpass.cli.scene.Town;
import dev.hallpass.cli.surroundings.ExitCode;
import dev.hallpass.cli.surroundings.Programs.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The accounts of an organization, as lines of hallpass.yaml.
class AccountsTest {

  private static final String BEFORE =
      """
      sender: hallpass@example.com
      hub: "111122223333"
      accounts:
        - account: "444455556666"
          name: production
          # It has entitlements of its own.
          externalId: hallpass-5f0c1c52

      alarms: [ops@example.com]
      """;

  private final Town town;
  private final Desk carol;
  private final Path file;
  private final Map<String, Output> answers = new LinkedHashMap<>();

  AccountsTest(@TempDir Path folder) {
    town = new Town(folder);
    carol = town.desk("carol");
    carol.programs().print(this::answer);
    file = folder.resolve("hallpass.yaml");
  }

  @BeforeEach
  void anOrganization() throws IOException {
    Files.writeString(file, BEFORE);
    says(
        "list-accounts-for-parent --parent-id ou-a1b2-top ",
        accounts("444455556666", "Production", "ACTIVE"));
    says(
        "list-organizational-units-for-parent --parent-id ou-a1b2-top ",
        "{'OrganizationalUnits': [{'Id': 'ou-a1b2-sub'}]}");
    says(
        "list-accounts-for-parent --parent-id ou-a1b2-sub ",
        """
        {'Accounts': [
          {'Id': '777788889999', 'Name': 'Shop (EU)', 'Status': 'ACTIVE'},
          {'Id': '666677778888', 'Name': '42', 'Status': 'ACTIVE'},
          {'Id': '555566667777', 'Name': 'Old shop', 'Status': 'SUSPENDED'}]}
        """);
    says(
        "list-organizational-units-for-parent --parent-id ou-a1b2-sub ",
        "{'OrganizationalUnits': []}");
  }

  @AfterEach
  void close() {
    town.close();
  }

  private static String accounts(String number, String name, String status) {
    return "{'Accounts': [{'Id': '%s', 'Name': '%s', 'Status': '%s'}]}"
        .formatted(number, name, status);
  }

  private void says(String command, String json) {
    answers.put(command, new Output(0, json.replace('\'', '"'), ""));
  }

  private Output answer(String command) {
    return answers.entrySet().stream()
        .filter(known -> command.startsWith("aws organizations " + known.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseGet(() -> new Output(254, "", "AccessDeniedException: you may not"));
  }

  private Ran run(String unit) {
    return carol.hallpass(
        "accounts",
        file.toString(),
        "--ops",
        "organization",
        "--unit",
        unit,
        "--group",
        "workloads",
        "--external-id",
        "hallpass-of-workloads");
  }

  @Test
  void newAccountsStandBehindThoseThatAreThereAndNothingElseChanges() throws IOException {
    Ran ran = run("ou-a1b2-top");

    assertThat(ran.exit()).isZero();
    assertThat(ran.err()).contains("2 accounts are new");
    assertThat(file)
        .hasContent(
            BEFORE.replace(
                "  externalId: hallpass-5f0c1c52\n",
                """
                  externalId: hallpass-5f0c1c52
                  - account: "666677778888"
                    name: account-8888
                    groups: [workloads]
                    externalId: hallpass-of-workloads
                  - account: "777788889999"
                    name: shop-eu-9999
                    groups: [workloads]
                    externalId: hallpass-of-workloads
                """));
  }

  @Test
  void newAccountsStandAsFarToTheRightAsThoseThatAreThere() throws IOException {
    String flush =
        """
        identityStore: {id: d-1234567890, region: eu-central-1, account: "222233334444", externalId: hallpass-9b1e}
        accounts:
        - name: production
          account: '444455556666'

        - {name: shop, account: "777788889999"}
        alarms: [ops@example.com]
        """;
    Files.writeString(file, flush);

    Ran ran = run("ou-a1b2-top");

    assertThat(ran.err()).contains("1 accounts are new").doesNotContain("222233334444");
    assertThat(file)
        .hasContent(
            flush.replace(
                "alarms:",
                """
                - account: "666677778888"
                  name: account-8888
                  groups: [workloads]
                  externalId: hallpass-of-workloads
                alarms:\
                """));
  }

  @Test
  void aSecondTimeChangesNothing() throws IOException {
    run("ou-a1b2-top");
    String once = Files.readString(file);

    assertThat(run("ou-a1b2-top").err()).contains("0 accounts are new");

    assertThat(file).hasContent(once);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "archive: {account: '%s', retention: P7Y}\n",
        "archive:\n  retention: P7Y\n  account: \"%s\"\n"
      })
  void accountsInWhichNothingCanBeOpenedAreLeftOutWithTheReason(String archive) throws IOException {
    Files.writeString(file, BEFORE + archive.formatted("777788889999"));
    says(
        "list-accounts-for-parent --parent-id ou-a1b2-top ",
        """
        {'Accounts': [
          {'Id': '111122223333', 'Name': 'Hub', 'Status': 'ACTIVE',
            'Arn': 'arn:aws:organizations::999900001111:account/o-a1b2c3d4e5/111122223333'},
          {'Id': '999900001111', 'Name': 'Management', 'Status': 'ACTIVE',
            'Arn': 'arn:aws:organizations::999900001111:account/o-a1b2c3d4e5/999900001111'}]}
        """);

    Ran ran = run("ou-a1b2-top");

    assertThat(ran.err())
        .contains(
            "1 accounts are new",
            "111122223333 is left out: it is the hub",
            "777788889999 is left out: it is the account of the archive",
            "999900001111 is left out: it is the management account");
    assertThat(Files.readString(file))
        .contains("- account: \"666677778888\"")
        .doesNotContain(
            "- account: \"111122223333\"",
            "- account: \"777788889999\"",
            "- account: \"999900001111\"");
  }

  @Test
  void aCommentInTheBlockDoesNotEndIt() throws IOException {
    String commented =
        BEFORE.replace(
            "\nalarms:",
            """
            # The shop:
              - account: "777788889999"
                name: shop
                externalId: hallpass-shop

            # Who is told.
            alarms:\
            """);
    Files.writeString(file, commented);

    assertThat(run("ou-a1b2-top").err()).contains("1 accounts are new");

    assertThat(file)
        .hasContent(
            commented.replace(
                "  externalId: hallpass-shop\n",
                """
                  externalId: hallpass-shop
                  - account: "666677778888"
                    name: account-8888
                    groups: [workloads]
                    externalId: hallpass-of-workloads
                """));
  }

  @ParameterizedTest
  @ValueSource(strings = {"accounts: # all of them", "accounts:  ", "accounts: []"})
  void theKeyIsFoundWithWhatStandsBehindIt(String key) throws IOException {
    Files.writeString(file, key + "\nalarms: [ops@example.com]\n");

    assertThat(run("ou-a1b2-top").err()).contains("3 accounts are new");

    assertThat(Files.readString(file).lines().filter(line -> line.startsWith("accounts:")))
        .hasSize(1)
        .noneMatch(line -> line.contains("["));
    assertThat(Files.readString(file)).endsWith("\nalarms: [ops@example.com]\n");
  }

  @Test
  void accountsInAnotherFormAreNotWrittenASecondTime() throws IOException {
    String flow = "accounts: [{account: \"444455556666\", externalId: hallpass-5f0c}]\n";
    Files.writeString(file, flow);

    Ran ran = run("ou-a1b2-top");

    assertThat(ran.exit()).isEqualTo(ExitCode.FAILED.code());
    assertThat(ran.err()).contains("has its accounts in another form");
    assertThat(file).hasContent(flow);
  }

  @Test
  void aNumberInATextIsNoAccount() throws IOException {
    Files.writeString(
        file,
        """
        note: |
          hub: "666677778888" was the first one
        "accounts":
          - account: &first "444455556666"
            name: "before it was account: 777788889999"
            groups: [workloads,
              shop] # both
        # The end.
        """);

    Ran ran = run("ou-a1b2-top");

    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.err()).contains("2 accounts are new").doesNotContain("is left out");
    assertThat(Files.readString(file))
        .contains("      shop] # both\n  - account: \"666677778888\"\n")
        .endsWith("    externalId: hallpass-of-workloads\n# The end.\n");
  }

  @Test
  void aFileThatIsNoYamlIsSaidAndStays() throws IOException {
    Files.writeString(file, "accounts: [");

    Ran ran = run("ou-a1b2-top");

    assertThat(ran.exit()).isEqualTo(ExitCode.FAILED.code());
    assertThat(ran.err()).contains("is no YAML", "Nothing was changed.", "line 1");
    assertThat(file).hasContent("accounts: [");
  }

  @Test
  void anAccountThatIsNoneOfTheUnitAnyMoreIsNamedAndStays() throws IOException {
    says(
        "list-accounts-for-parent --parent-id ou-a1b2-top ",
        accounts("444455556666", "Production", "SUSPENDED"));

    assertThat(run("ou-a1b2-top").err())
        .contains("444455556666 is in", "no active account of ou-a1b2-top");

    assertThat(Files.readString(file)).contains("444455556666");
  }

  @Test
  void whatTheOrganizationDoesNotSayChangesNothing() {
    Ran ran = run("ou-a1b2-other");

    assertThat(ran.exit()).isEqualTo(ExitCode.FAILED.code());
    assertThat(ran.err()).contains("ou-a1b2-other", "AccessDeniedException");
    assertThat(file).hasContent(BEFORE);
  }
}
