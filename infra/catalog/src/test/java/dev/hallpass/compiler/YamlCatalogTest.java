package dev.hallpass.compiler;

import static dev.hallpass.catalog.Language.ENGLISH;
import static dev.hallpass.catalog.Language.GERMAN;
import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.grant.Examples.DAVE;
import static dev.hallpass.grant.Examples.ERIN;
import static dev.hallpass.grant.Examples.TARGET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.hallpass.approval.ApprovalPlan.BreakGlass;
import dev.hallpass.approval.ApprovalPlan.ByPeople;
import dev.hallpass.approval.ApprovalPlan.ByRule;
import dev.hallpass.approval.Escalation;
import dev.hallpass.approval.Escalation.Mode;
import dev.hallpass.approval.Level;
import dev.hallpass.catalog.AwsReference;
import dev.hallpass.catalog.Catalog;
import dev.hallpass.catalog.Entitlement;
import dev.hallpass.catalog.Reader;
import dev.hallpass.catalog.Readers;
import dev.hallpass.catalog.TargetAccount;
import dev.hallpass.catalog.condition.ApprovalRule;
import dev.hallpass.catalog.condition.BreakGlassRule;
import dev.hallpass.catalog.condition.Conditions;
import dev.hallpass.catalog.condition.OfficeHours;
import dev.hallpass.catalog.condition.TimeLimit;
import dev.hallpass.catalog.people.Groups;
import dev.hallpass.catalog.people.IdentityStore;
import dev.hallpass.catalog.people.Requesters;
import dev.hallpass.catalog.people.TrustedIdentities.IamUsers;
import dev.hallpass.catalog.people.TrustedIdentities.NamedRole;
import dev.hallpass.catalog.people.TrustedIdentities.PermissionSet;
import dev.hallpass.catalog.people.UserNames;
import dev.hallpass.compiler.yaml.CatalogRefused;
import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.DutyName;
import dev.hallpass.identity.GroupName;
import dev.hallpass.identity.Person;
import dev.hallpass.policy.Statement;
import dev.hallpass.reference.CatalogCheck;
import dev.hallpass.reference.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class YamlCatalogTest {

  private static final Path DEPLOYED = Path.of("");
  private static final AwsReference AWS = new CatalogCheck(Reference.snapshot());
  private static final AccountId OTHER = new AccountId("777788889999");
  private static final AccountId HUB = new AccountId("999900001111");
  private static final String EC2 = "arn:aws:ec2:eu-central-1:111122223333";

  @TempDir Path folder;
  SampleCatalog sample;

  @BeforeEach
  void writeSample() throws IOException {
    sample = SampleCatalog.in(folder);
  }

  @Test
  void theDeployedCatalogueIsTaken() {
    Catalog catalog = YamlCatalog.load(DEPLOYED, AWS);

    assertThat(catalog.openTo(ALICE, Groups.NONE))
        .extracting(entitlement -> entitlement.id().value())
        .containsExactly(
            "edit-table-partition",
            "open-container-shell",
            "open-database-console",
            "open-instance-shell",
            "read-bucket-prefix",
            "read-log-group",
            "read-parameters",
            "see-bills");
  }

  @Test
  void whatIsWrittenIsWhatIsRead() {
    Entitlement entitlement = things();

    assertThat(entitlement.longest()).isEqualTo(Duration.ofHours(2));
    assertThat(entitlement.rules().getLast().plan().levels())
        .singleElement()
        .satisfies(level -> {
          assertThat(level.approvers())
              .extracting(Person::email)
              .containsExactly("bob@example.com", "carol@example.com");
          assertThat(level.quorum()).isEqualTo(2);
          assertThat(level.answerWithin()).isEqualTo(Duration.ofHours(4));
        });
    assertThat(
            entitlement.render(Map.of("bucket", "blue", "prefix", "a/b"), ALICE, HUB).statements())
        .singleElement()
        .satisfies(statement -> {
          assertThat(statement.resources()).containsExactly("arn:aws:s3:::blue/a/b/*");
          assertThat(statement.conditions())
              .isEqualTo(
                  Map.of("StringEquals", Map.of("s3:ExistingObjectTag/open", List.of("yes"))));
        });
  }

  @Test
  void aListOfLevelsIsOneRuleThatHoldsAlways() {
    assertThat(things().rules())
        .singleElement()
        .satisfies(rule -> {
          assertThat(rule.when().areNone()).isTrue();
          assertThat(rule.plan().rule()).isEqualTo("approval");
        });
  }

  @Test
  void rulesStandInTheirOrderWithAllTheyAskFor() throws IOException {
    approval(
        """
          - rule: short
            when:
              parameters: {bucket: [blue]}
              longest: PT1H
              hours: {zone: Europe/Berlin, days: [MON, TUE], from: "08:00", to: "18:00"}
              requesters: {people: [b.jones@example.com], domains: [example.org]}
              ticket: "INC-[0-9]{1,6}"
              within: {time: P1D, longest: PT1H}
            automatic: true
          - rule: rest
            signed: true
            levels:
              - approvers: [bob@example.com]
                quorum: 1
        """);

    assertThat(things().rules())
        .containsExactly(
            new ApprovalRule(
                new Conditions(
                    Map.of("bucket", List.of("blue")),
                    Optional.of(Duration.ofHours(1)),
                    Optional.of(
                        new OfficeHours(
                            ZoneId.of("Europe/Berlin"),
                            Set.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY),
                            LocalTime.of(8, 0),
                            LocalTime.of(18, 0))),
                    Optional.of(new Requesters(List.of(BOB), List.of("example.org"))),
                    Optional.of("INC-[0-9]{1,6}"),
                    Optional.of(new TimeLimit(Duration.ofDays(1), Duration.ofHours(1)))),
                new ByRule("short")),
            new ApprovalRule(
                Conditions.NONE,
                new ByPeople(
                    "rest", List.of(new Level(List.of(BOB), 1, Duration.ofHours(4))), true)));
  }

  @Test
  void aLevelRemindsAndEscalatesAsItIsWritten() throws IOException {
    approval(
        """
          - approvers: [bob@example.com]
            quorum: 1
            remindAfter: PT30M
            escalation: {after: PT1H, approvers: [carol@example.com], mode: join}
          - approvers: [bob@example.com]
            quorum: 1
            escalation: {after: PT2H, approvers: [platform@example.com], mode: take-over}
        """);

    assertThat(things().rules().getLast().plan().levels())
        .containsExactly(
            new Level(
                List.of(BOB),
                1,
                Duration.ofHours(4),
                Optional.of(Duration.ofMinutes(30)),
                Optional.of(new Escalation(Duration.ofHours(1), List.of(CAROL), Mode.JOIN))),
            new Level(
                List.of(BOB),
                1,
                Duration.ofHours(4),
                Optional.empty(),
                Optional.of(
                    new Escalation(Duration.ofHours(2), List.of(DAVE, ERIN), Mode.TAKE_OVER))));
  }

  @Test
  void aListStandsForItsMembersAndEveryAddressForItsPerson() throws IOException {
    approval(
        """
          - approvers: [B.Jones@Example.com, platform@example.com, dave@example.com]
            quorum: 3
        """);

    assertThat(things().rules().getLast().plan().levels())
        .extracting(Level::approvers)
        .containsExactly(List.of(BOB, DAVE, ERIN));
    assertThat(YamlCatalog.load(folder, AWS).settings().people().person("platform@example.com"))
        .isEmpty();
  }

  @Test
  void groupsOfIdentityCenterAreNamedBesidePeople() throws IOException {
    sample
        .with(
            SampleCatalog.SETTINGS_FILE,
            SampleCatalog.SETTINGS.replace("sender:", SampleCatalog.IDENTITY_STORE + "sender:"))
        .with(
            SampleCatalog.ENTITLEMENT_FILE,
            SampleCatalog.ENTITLEMENT
                .replace("  domains: [example.com]\n", "  groups: [engineers]\n")
                .replace(
                    "  - approvers: [bob@example.com, carol@example.com]\n    quorum: 2\n",
                    """
                      - groups: [platform-team, "On call, EU"]
                        quorum: 2
                      - approvers: [carol@example.com]
                        groups: [platform-team]
                        quorum: 2
                    """));

    Catalog catalog = YamlCatalog.load(folder, AWS);
    Entitlement things = catalog.entitlements().getFirst();
    assertThat(things.requesters().groups()).containsExactly(new GroupName("engineers"));
    assertThat(things.rules().getLast().plan().levels())
        .extracting(Level::approvers, Level::groups, Level::quorum)
        .containsExactly(
            tuple(
                List.of(),
                List.of(new GroupName("platform-team"), new GroupName("On call, EU")),
                2),
            tuple(List.of(CAROL), List.of(new GroupName("platform-team")), 2));
    assertThat(catalog.openTo(ALICE, Groups.NONE)).isEmpty();
    assertThat(catalog.settings().identityStore())
        .contains(
            new IdentityStore(
                new AccountId("222233334444"),
                "eu-central-1",
                "d-1234567890",
                "hallpass-9b1e77a0"));
  }

  @Test
  void dutiesAreNamedBesidePeopleAndGroups() throws IOException {
    sample
        .with(
            SampleCatalog.SETTINGS_FILE,
            SampleCatalog.SETTINGS.replace("sender:", SampleCatalog.IDENTITY_STORE + "sender:"))
        .with(
            SampleCatalog.ENTITLEMENT_FILE,
            SampleCatalog.ENTITLEMENT
                .replace("  domains: [example.com]\n", "  duties: [orders-on-call]\n")
                .replace(
                    "  - approvers: [bob@example.com, carol@example.com]\n    quorum: 2\n",
                    """
                      - rule: on-call
                        when: {requesters: {duties: [payments-on-call]}}
                        automatic: true
                      - rule: others
                        levels:
                          - duties: [payments-on-call]
                            quorum: 1
                          - groups: [platform-team]
                            duties: [orders-on-call]
                            quorum: 2
                    """));

    YamlCatalog catalog = YamlCatalog.read(folder, AWS);
    Entitlement things = catalog.entitlements().getFirst();
    assertThat(things.requesters().groups()).containsExactly(new DutyName("orders-on-call"));
    assertThat(things.rules().getFirst().when().requesters().orElseThrow().groups())
        .containsExactly(new DutyName("payments-on-call"));
    assertThat(things.rules().getLast().plan().levels())
        .extracting(Level::groups)
        .containsExactly(
            List.of(new DutyName("payments-on-call")),
            List.of(new GroupName("platform-team"), new DutyName("orders-on-call")));
    assertThat(catalog.installation().dutyWriters())
        .containsExactly("arn:aws:iam::111122223333:role/on-call");
  }

  @Test
  void permissionSetsRolesAndUsersAreTrustedIdentities() throws IOException {
    sample.with(
        SampleCatalog.SETTINGS_FILE,
        SampleCatalog.SETTINGS.replace(
            "sender:",
            """
              - account: "444455556666"
                permissionSet: Engineer
                domain: example.com
                userNames: logins
              - role: arn:aws:iam::444455556666:role/okta/eu/Developer
                domain: example.com
                reason: Only Okta is trusted, and it sets the session name.
              - account: "111122223333"
                users: {bob-cli: B.Jones@example.com}
            sender:\
            """));
    AccountId people = new AccountId("111122223333");
    UserNames addresses = new UserNames(UserNames.Form.ADDRESSES, "example.com");

    assertThat(YamlCatalog.load(folder, AWS).settings().identities())
        .containsExactly(
            new PermissionSet(people, "Engineer", addresses),
            new PermissionSet(
                TARGET, "Engineer", new UserNames(UserNames.Form.LOGINS, "example.com")),
            new NamedRole(
                TARGET,
                "okta/eu/",
                "Developer",
                "Only Okta is trusted, and it sets the session name.",
                addresses),
            new IamUsers(people, Map.of("bob-cli", BOB)));
  }

  @Test
  void aProofOfEachCallerIsDemandedWhereTheSettingsSaySo() throws IOException {
    assertThat(YamlCatalog.load(folder, AWS).settings().demandsProof()).isFalse();

    for (String proof : List.of("required", "optional")) {
      sample.with(
          SampleCatalog.SETTINGS_FILE,
          SampleCatalog.SETTINGS.replace("organization: o-a1b2c3d4e5", "proof: " + proof));
      assertThat(YamlCatalog.load(folder, AWS).settings().demandsProof())
          .isEqualTo(proof.equals("required"));
      assertThat(YamlCatalog.read(folder, AWS).installation().organizations()).isEmpty();
    }
  }

  @Test
  void aListThatIsOpenToRequestersIsOpenToItsMembers() throws IOException {
    sample.with(
        SampleCatalog.ENTITLEMENT_FILE,
        SampleCatalog.ENTITLEMENT.replace(
            "domains: [example.com]", "people: [platform@example.com, alice@example.com]"));

    Catalog catalog = YamlCatalog.load(folder, AWS);
    assertThat(catalog.openTo(DAVE, Groups.NONE)).hasSize(1);
    assertThat(catalog.openTo(BOB, Groups.NONE)).isEmpty();
    assertThat(catalog.openTo(new Person("platform@example.com"), Groups.NONE)).isEmpty();
  }

  @Test
  void whoMayBreakTheGlassIsRead() {
    assertThat(things().breakGlass())
        .contains(
            new BreakGlassRule(
                List.of(ALICE),
                Duration.ofMinutes(30),
                new BreakGlass(
                    "break-glass",
                    List.of(CAROL, DAVE),
                    Duration.ofDays(1),
                    Duration.ofHours(12))));
  }

  @Test
  void nobodyBreaksTheGlassWhereNothingIsSaidOfIt() throws IOException {
    String entitlement = SampleCatalog.ENTITLEMENT;
    sample.with(
        SampleCatalog.ENTITLEMENT_FILE,
        entitlement.substring(0, entitlement.indexOf("breakGlass:")));

    assertThat(things().breakGlass()).isEmpty();
  }

  @Test
  void twentyRequestsAnHourAreUsualAndAnyOtherNumberIsWritten() throws IOException {
    assertThat(YamlCatalog.load(folder, AWS).settings().limits().requestsPerHour()).isEqualTo(20);

    sample.with(
        SampleCatalog.SETTINGS_FILE,
        SampleCatalog.SETTINGS.replace("  listed: 20", "  listed: 20\n  requestsPerHour: 7"));
    assertThat(YamlCatalog.load(folder, AWS).settings().limits().requestsPerHour()).isEqualTo(7);
  }

  @Test
  void sixtyQuestionsByMailAnHourAreUsualAndAnyOtherNumberIsWritten() throws IOException {
    assertThat(YamlCatalog.load(folder, AWS).settings().limits().mailsPerHour()).isEqualTo(60);

    sample.with(
        SampleCatalog.SETTINGS_FILE,
        SampleCatalog.SETTINGS.replace("  listed: 20", "  listed: 20\n  mailsPerHour: 7"));
    assertThat(YamlCatalog.load(folder, AWS).settings().limits().mailsPerHour()).isEqualTo(7);
  }

  @Test
  void peopleReadInUtcAndEnglishUnlessTheSettingsSayOtherwise() throws IOException {
    assertThat(YamlCatalog.load(folder, AWS).settings().readers()).isEqualTo(Readers.USUAL);

    sample.with(
        SampleCatalog.SETTINGS_FILE,
        SampleCatalog.SETTINGS.replace(
            "limits:",
            """
            readers:
              zone: Europe/Berlin
              language: de
              others:
                - who: [example.co.uk, B.Jones@example.com]
                  zone: Europe/London
                  language: en
                - {who: [platform@example.com], zone: America/New_York}
            limits:\
            """));
    Readers readers = YamlCatalog.load(folder, AWS).settings().readers();

    assertThat(readers.of(ALICE)).isEqualTo(new Reader("Europe/Berlin", GERMAN));
    assertThat(readers.of(Person.of("zoe@example.co.uk")))
        .isEqualTo(new Reader("Europe/London", ENGLISH));
    // By another address of his, and with a tag.
    assertThat(readers.of(Person.of("bob+aws@example.com")))
        .isEqualTo(new Reader("Europe/London", ENGLISH));
    // By a list that she is in.
    assertThat(readers.of(Person.of("erin@example.com")))
        .isEqualTo(new Reader("America/New_York", GERMAN));
  }

  private Entitlement things() {
    return YamlCatalog.load(folder, AWS)
        .entitlement("read-things", ALICE, Groups.NONE)
        .orElseThrow();
  }

  private void approval(String rules) throws IOException {
    sample.with(
        SampleCatalog.ENTITLEMENT_FILE,
        Files.readString(folder.resolve(SampleCatalog.ENTITLEMENT_FILE))
            .replace(
                "  - approvers: [bob@example.com, carol@example.com]\n    quorum: 2\n", rules));
  }

  @Test
  void anEntitlementIsInTheAccountItNames() throws IOException {
    assertThat(YamlCatalog.load(folder, AWS).settings().accounts())
        .containsExactly(new TargetAccount(TARGET, "444455556666", List.of(), "hallpass-5f0c1c52"));
    assertThat(accountOfTheSample()).isEqualTo(TARGET);

    sample.with(
        SampleCatalog.ENTITLEMENT_FILE,
        SampleCatalog.ENTITLEMENT.replace("account: \"444455556666\"\n", ""));
    assertThat(accountOfTheSample()).isEqualTo(HUB);
  }

  @Test
  void withoutOtherAccountsTheHubNeedsNoName() throws IOException {
    String settings = SampleCatalog.SETTINGS;
    sample.with(SampleCatalog.SETTINGS_FILE, settings.substring(0, settings.indexOf("hub:")));
    sample.with(
        SampleCatalog.ENTITLEMENT_FILE,
        SampleCatalog.ENTITLEMENT.replace("account: \"444455556666\"\n", ""));

    assertThat(YamlCatalog.load(folder, AWS).settings().hub()).isEmpty();
    assertThat(YamlCatalog.load(folder, AWS).settings().accounts()).isEmpty();
  }

  @Test
  void aRequesterChoosesOneOfTheAccountsOfAGroup() throws IOException {
    several("[production]");

    Entitlement things = things();

    assertThat(things.accounts())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("production-eu", TARGET, "production-us", OTHER));
    Map<String, String> values =
        Map.of("bucket", "blue", "prefix", "a", "account", "production-us");
    assertThat(things.mistakesIn(values)).isEmpty();
    assertThat(things.render(values, ALICE, OTHER).statements().getFirst().resources())
        .containsExactly("arn:aws:s3:::blue/a/*");
  }

  @Test
  void aRuleCanAskForTheAccount() throws IOException {
    several("[production-eu, \"777788889999\"]");
    approval(
        """
          - rule: quick
            when: {parameters: {account: [production]}}
            levels:
              - {approvers: [bob@example.com], quorum: 1}
          - rule: rest
            levels:
              - {approvers: [carol@example.com], quorum: 1}
        """);

    assertThat(things().rules().getFirst().when().parameters())
        .containsEntry("account", List.of("production-eu", "production-us"));
  }

  @Test
  void withoutApprovalOnlyBreakGlassOpensIt() throws IOException {
    sample.with(SampleCatalog.ENTITLEMENT_FILE, withoutApproval());

    assertThat(things().isOpenedByGlassAlone()).isTrue();
    assertThat(things().breakGlass()).isPresent();
  }

  @Test
  void withoutApprovalThereIsNoOtherReview() throws IOException {
    sample.with(
        SampleCatalog.ENTITLEMENT_FILE,
        withoutApproval()
            + "review: {owners: [carol@example.com], reviewWithin: P3D, chaseEach: P1D}\n");

    assertThatExceptionOfType(CatalogRefused.class)
        .isThrownBy(this::things)
        .withMessageContaining("only breakGlass opens this one, which names its own owners");
  }

  @Test
  void withoutApprovalAndBreakGlassNobodyDecides() throws IOException {
    String file = withoutApproval();
    sample.with(SampleCatalog.ENTITLEMENT_FILE, file.substring(0, file.indexOf("breakGlass:")));

    assertThatExceptionOfType(CatalogRefused.class)
        .isThrownBy(this::things)
        .withMessageContaining("approval is missing");
  }

  private static String withoutApproval() {
    return SampleCatalog.ENTITLEMENT.replace(
        """
        approval:
          - approvers: [bob@example.com, carol@example.com]
            quorum: 2
        """,
        "");
  }

  @Test
  void aRequestCanGiveSeveralValuesAndLeaveOthersOut() throws IOException {
    sample.with(
        SampleCatalog.ENTITLEMENT_FILE,
        SampleCatalog.ENTITLEMENT
            .replace("values: [blue, green]", "values: [blue, green, red]\n    most: 2")
            .replace("grammar: path", "grammar: path\n    optional: true")
            .replace(
                "[\"arn:aws:s3:::{bucket}/{prefix}/*\"]",
                "[\"arn:aws:s3:::{bucket}/readme\", \"arn:aws:s3:::{bucket}/{prefix}/*\"]"));
    Entitlement things = things();

    assertThat(resources(things, Map.of("bucket", "blue,red", "prefix", "a")))
        .containsExactly(
            "arn:aws:s3:::blue/readme",
            "arn:aws:s3:::red/readme",
            "arn:aws:s3:::blue/a/*",
            "arn:aws:s3:::red/a/*");
    assertThat(resources(things, Map.of("bucket", "green")))
        .containsExactly("arn:aws:s3:::green/readme");
    assertThat(things.mistakesIn(Map.of("bucket", "blue,red,green"))).hasSize(1);
    assertThat(things.mistakesIn(Map.of("bucket", "blue,blue"))).hasSize(1);
    assertThat(things.mistakesIn(Map.of("bucket", "blue,"))).hasSize(1);
    assertThat(things.mistakesIn(Map.of("bucket", ""))).hasSize(1);
    assertThat(things.mistakesIn(Map.of("bucket", "blue", "prefix", ""))).hasSize(1);
  }

  private static List<String> resources(Entitlement entitlement, Map<String, String> values) {
    assertThat(entitlement.mistakesIn(values)).isEmpty();
    return entitlement.render(values, ALICE, TARGET).statements().getFirst().resources();
  }

  @Test
  void anOptionalParameterIsInNoConditionBecauseItWouldOpenMore() throws IOException {
    sample.with(
        SampleCatalog.ENTITLEMENT_FILE,
        SampleCatalog.ENTITLEMENT
            .replace("grammar: path", "grammar: path\n    optional: true")
            .replace("{prefix}/*", "readme")
            .replace("open: [\"yes\"]", "open: [\"{prefix}\"]"));

    assertThatExceptionOfType(CatalogRefused.class)
        .isThrownBy(this::things)
        .withMessageContaining("without {prefix}, which is optional, it would open more");
  }

  @Test
  void anArnTakesItsAccountAndItsRegionFromPlaces() throws IOException {
    several("[production]");
    sample.with(
        SampleCatalog.ENTITLEMENT_FILE,
        Files.readString(folder.resolve(SampleCatalog.ENTITLEMENT_FILE))
            .replace("name: prefix", "name: region")
            .replace("grammar: path", "grammar: region")
            .replace("s3:GetObject", "sqs:GetQueueUrl")
            .replace("arn:aws:s3:::{bucket}/{prefix}/*", "arn:aws:sqs:{region}:{account}:{bucket}")
            .replace(
                "    conditions:\n      StringEquals:\n        s3:ExistingObjectTag/open: [\"yes\"]\n",
                ""));

    Entitlement things = things();

    assertThat(things.in(OTHER).orElseThrow().ceiling().statements().getFirst().resources())
        .containsExactly("arn:aws:sqs:*:777788889999:blue", "arn:aws:sqs:*:777788889999:green");
    assertThat(
            things
                .render(
                    Map.of("bucket", "blue", "region", "eu-central-1", "account", "production-us"),
                    ALICE,
                    OTHER)
                .statements()
                .getFirst()
                .resources())
        .containsExactly("arn:aws:sqs:eu-central-1:777788889999:blue");
  }

  @Test
  void oneOfSeveralAccountsIsNotWrittenIntoAnArn() throws IOException {
    several("[production]");
    sample.with(
        SampleCatalog.ENTITLEMENT_FILE,
        Files.readString(folder.resolve(SampleCatalog.ENTITLEMENT_FILE))
            .replace("arn:aws:s3:::{bucket}", "arn:aws:s3::444455556666:{bucket}"));

    assertThatExceptionOfType(CatalogRefused.class)
        .isThrownBy(this::things)
        .withMessageContaining("write {account} in place of 444455556666");
  }

  @Test
  void inTheHubTheAccountIsTheHubs() throws IOException {
    sample.with(
        SampleCatalog.ENTITLEMENT_FILE,
        SampleCatalog.ENTITLEMENT
            .replace("account: \"444455556666\"\n", "")
            .replace("{prefix}/*", "{account}/{prefix}/*"));
    assertThat(things().ceiling().statements().getFirst().resources())
        .contains("arn:aws:s3:::blue/999900001111/*");

    String settings = SampleCatalog.SETTINGS;
    sample.with(
        SampleCatalog.SETTINGS_FILE,
        settings.substring(0, settings.indexOf("hub:"))
            + settings.substring(settings.indexOf("alarms:"), settings.indexOf("archive:")));
    assertThatExceptionOfType(CatalogRefused.class)
        .isThrownBy(this::things)
        .withMessageContaining("hallpass.yaml does not say it; add the field hub there");
  }

  /// Two accounts of one group, and the sample in those that the list names.
  private void several(String accounts) throws IOException {
    sample
        .with(
            SampleCatalog.SETTINGS_FILE,
            SampleCatalog.SETTINGS.replace(
                "    externalId: hallpass-5f0c1c52\n",
                """
                    externalId: hallpass-5f0c1c52
                    name: production-eu
                    groups: [production]
                  - account: "777788889999"
                    externalId: hallpass-7c2d0e11
                    name: production-us
                    groups: [production]
                """))
        .with(
            SampleCatalog.ENTITLEMENT_FILE,
            SampleCatalog.ENTITLEMENT.replace(
                "account: \"444455556666\"", "accounts: " + accounts));
  }

  private AccountId accountOfTheSample() {
    Catalog catalog = YamlCatalog.load(folder, AWS);
    return catalog
        .entitlement("read-things", ALICE, Groups.NONE)
        .orElseThrow()
        .accountFor(Map.of(), catalog.settings().hub().orElseThrow());
  }

  @ParameterizedTest(name = "{0} is refused")
  @MethodSource("dev.hallpass.compiler.CatalogRefusal#all")
  void aBadFileIsRefusedWithItsPlaceAndTheReason(CatalogRefusal refusal) throws IOException {
    assertThat(refusal.spoilt()).isNotEqualTo(SampleCatalog.original(refusal.file()));
    sample.with(refusal.file(), refusal.spoilt());

    assertThat(sample.mistakes(AWS)).anySatisfy(refusal::assertIs);
  }

  @Test
  void aWildcardActionIsTaken() throws IOException {
    sample.with(
        SampleCatalog.ENTITLEMENT_FILE,
        SampleCatalog.ENTITLEMENT.replace("[s3:GetObject]", "[\"s3:GetObject*\"]"));

    assertThat(YamlCatalog.load(folder, AWS).entitlements()).hasSize(1);
  }

  @Test
  void whatIsExceptedIsDeniedInEachPolicyAndInTheCeiling() throws IOException {
    sample.with(
        SampleCatalog.ENTITLEMENT_FILE,
        SampleCatalog.ENTITLEMENT
            + """
            except:
              - sid: Elsewhere
                actions: ["*"]
                resources: ["*"]
                conditions: {NotIpAddress: {aws:SourceIp: [203.0.113.0/24]}}
              - sid: Keys
                actions: [s3:GetObject]
                resources: ["arn:aws:s3:::{bucket}/{prefix}/keys/*"]
              - sid: Tables
                actions: ["dynamodb:*"]
                resources: ["arn:aws:dynamodb:*:*:table/keys"]
            """);

    Entitlement entitlement = YamlCatalog.load(folder, AWS).entitlements().getFirst();

    assertThat(denied(entitlement.ceiling().statements()))
        .containsExactly("[*] on [*]", "[dynamodb:*] on [arn:aws:dynamodb:*:*:table/keys]");
    assertThat(
            denied(
                entitlement
                    .render(Map.of("bucket", "blue", "prefix", "a"), ALICE, HUB)
                    .statements()))
        .containsExactly(
            "[*] on [*]",
            "[s3:GetObject] on [arn:aws:s3:::blue/a/keys/*]",
            "[dynamodb:*] on [arn:aws:dynamodb:*:*:table/keys]");
  }

  private static List<String> denied(List<Statement> statements) {
    return statements.stream()
        .filter(statement -> !statement.allows())
        .map(statement -> "%s on %s".formatted(statement.actions(), statement.resources()))
        .toList();
  }

  @Test
  void theRequesterStandsWhereThePolicyNamesThem() throws IOException {
    sample.with(
        SampleCatalog.ENTITLEMENT_FILE,
        SampleCatalog.ENTITLEMENT.replace("{prefix}/*", "{requester}/{prefix}/*"));

    Entitlement entitlement = YamlCatalog.load(folder, AWS).entitlements().getFirst();

    assertThat(entitlement.render(Map.of("bucket", "blue", "prefix", "a"), ALICE, HUB).statements())
        .flatExtracting(Statement::resources)
        .containsExactly("arn:aws:s3:::blue/alice@example.com/a/*");
    assertThat(entitlement.ceiling().statements())
        .flatExtracting(Statement::resources)
        .containsExactly("arn:aws:s3:::blue/*", "arn:aws:s3:::green/*");
  }

  @Test
  void aCeilingThatIsWrittenDownIsTakenIfItFollowsFromThePolicy() throws IOException {
    sample.with(
        SampleCatalog.ENTITLEMENT_FILE,
        SampleCatalog.ENTITLEMENT
            + """
            ceiling:
              - sid: All
                actions: [s3:getobject]
                resources: ["arn:aws:s3:::green/*", "arn:aws:s3:::blue/*"]
                conditions: {StringEquals: {s3:ExistingObjectTag/open: ["yes"]}}
            """);

    assertThat(YamlCatalog.load(folder, AWS).entitlements()).hasSize(1);
  }

  @Test
  void forAllValuesIsTakenWithTheNullThatDemandsTheKey() throws IOException {
    sample.with(
        SampleCatalog.ENTITLEMENT_FILE,
        SampleCatalog.ENTITLEMENT.replace(
            "StringEquals:\n        s3:ExistingObjectTag/open:",
            "\"Null\": {AWS:calledVia: [\"false\"]}\n"
                + "      ForAllValues:StringEquals:\n        aws:CalledVia:"));

    assertThat(YamlCatalog.load(folder, AWS).entitlements()).hasSize(1);
  }

  @Test
  void aBareOperatorOnTheLeadingKeysIsRefusedBecauseItOpensNothing() throws IOException {
    String file = "entitlements/edit-table-partition.yaml";
    sample.with(
        file,
        Files.readString(DEPLOYED.resolve(file))
            .replace("ForAllValues:StringEquals", "StringEquals"));

    assertRefused(
        file
            + ":47: StringEquals dynamodb:LeadingKeys: The key has several values (ArrayOfString),"
            + " and an operator without a set never matches it. Write ForAnyValue:StringEquals, or"
            + " ForAllValues: where every value has to match.");
  }

  @Test
  void oneOfTheValuesToChooseMakesAResourceThatCannotBe() throws IOException {
    sample.with(
        SampleCatalog.ENTITLEMENT_FILE,
        stopInstances("values: [instance, volume]", "{bucket}/i-{prefix}", "instance/i-*")
            .replace(":instance/i-*\"]", ":instance/i-*\", \"%s:volume/i-*\"]".formatted(EC2)));

    assertRefused(
        "entitlements/read-things.yaml:20: %s:volume/i-{prefix}: No action that is named works on it. They take arn:${Partition}:ec2:${Region}:${Account}:instance/${InstanceId}."
            .formatted(EC2));
  }

  @Test
  void aTypedValueMakesWhatItsGrammarAllows() throws IOException {
    sample.with(SampleCatalog.ENTITLEMENT_FILE, stopInstances("grammar: key", "{bucket}", "*"));
    assertThat(YamlCatalog.load(folder, AWS).entitlements()).hasSize(1);

    sample.with(SampleCatalog.ENTITLEMENT_FILE, stopInstances("grammar: name", "{bucket}", "*"));
    assertRefused(
        "entitlements/read-things.yaml:19: ec2:StopInstances: It works on no resource that is named."
            + " It takes arn:${Partition}:ec2:${Region}:${Account}:instance/${InstanceId}.");
  }

  /// The sample, about instances.
  private static String stopInstances(String bucket, String resource, String widest) {
    return SampleCatalog.ENTITLEMENT
        .replace("values: [blue, green]", bucket)
        .replace("s3:GetObject", "ec2:StopInstances")
        .replace("arn:aws:s3:::{bucket}/{prefix}/*", "%s:%s".formatted(EC2, resource))
        .replace(
            "\"arn:aws:s3:::blue/*\", \"arn:aws:s3:::green/*\"", "\"%s:%s\"".formatted(EC2, widest))
        .replace("s3:ExistingObjectTag/open: [\"yes\"]", "ec2:ResourceTag/open: [\"{prefix}\"]");
  }

  @ParameterizedTest
  @CsvSource({
    "NumericLessThan, s3:signatureAge, account",
    "IpAddress, aws:SourceIp, cidr",
    "StringLike, aws:PrincipalArn, log-group"
  })
  void aTypedValueWhoseValuesAreAllOfTheKindIsTaken(String operator, String key, String grammar)
      throws IOException {
    sample.with(SampleCatalog.ENTITLEMENT_FILE, comparing(operator, key, grammar));

    assertThat(YamlCatalog.load(folder, AWS).entitlements()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "ArnLike, aws:PrincipalArn, name",
    "ArnLike, aws:PrincipalArn, key",
    "ArnEquals, aws:PrincipalArn, log-group",
    "NumericLessThan, s3:signatureAge, name",
    "NumericEquals, s3:signatureAge, key",
    "IpAddress, aws:SourceIp, name",
    "IpAddress, aws:SourceIp, key",
    "Bool, aws:SecureTransport, name"
  })
  void aTypedValueThatNeedNotBeOfTheKindIsRefused(String operator, String key, String grammar)
      throws IOException {
    sample.with(SampleCatalog.ENTITLEMENT_FILE, comparing(operator, key, grammar));

    assertRefused(
        "entitlements/read-things.yaml:23: %s %s {bucket}: The operator compares"
            .formatted(operator, key));
  }

  @Test
  void aPatternOfNumbersIsComparedAsANumber() throws IOException {
    String numbers =
        comparing("NumericLessThan", "s3:signatureAge", "key")
            .replace("grammar: key", "pattern: \"[0-9]{1,6}\"\n    example: \"600\"");
    sample.with(SampleCatalog.ENTITLEMENT_FILE, numbers);
    assertThat(YamlCatalog.load(folder, AWS).entitlements()).hasSize(1);

    sample.with(
        SampleCatalog.ENTITLEMENT_FILE, numbers.replace("example:", "most: 3\n    example:"));
    assertRefused(
        "entitlements/read-things.yaml:20: NumericLessThan of s3:signatureAge has 3 values, and IAM cannot deny the rest; write one value, or a parameter without most");
  }

  /// The sample, in which the bucket is compared instead.
  private static String comparing(String operator, String key, String grammar) {
    return SampleCatalog.ENTITLEMENT
        .replace("values: [blue, green]", "grammar: " + grammar)
        .replace("s3:::{bucket}/", "s3:::blue/")
        .replace(", \"arn:aws:s3:::green/*\"", "")
        .replace("StringEquals:", operator + ":")
        .replace("s3:ExistingObjectTag/open: [\"yes\"]", key + ": [\"{bucket}\"]");
  }

  @Test
  void tooManyCombinationsToCheckAreRefused() throws IOException {
    String values = String.join(", ", IntStream.range(0, 1001).mapToObj(i -> "b" + i).toList());
    sample.with(
        SampleCatalog.ENTITLEMENT_FILE,
        SampleCatalog.ENTITLEMENT.replace("blue, green]", values + "]"));

    assertRefused("entitlements/read-things.yaml:20: has too many combinations");
  }

  @Test
  void anEntitlementInASecondFileIsRefused() throws IOException {
    sample.with("entitlements/z-things.yaml", SampleCatalog.ENTITLEMENT);

    assertRefused(
        "entitlements/z-things.yaml:1: the entitlement read-things must stand in read-things.yaml");
  }

  @Test
  void aFileThatIsNoEntitlementIsRefusedRatherThanPassedOver() throws IOException {
    sample.with("entitlements/more-things.yml", SampleCatalog.ENTITLEMENT);

    assertRefused(
        "entitlements/more-things.yml:1: is not an entitlement, because its name does not end in .yaml");
  }

  @Test
  void anEmptyFileIsRefused() throws IOException {
    sample.with(SampleCatalog.ENTITLEMENT_FILE, "# nothing yet\n");

    assertRefused("entitlements/read-things.yaml:1: is empty");
  }

  @Test
  void aFileInAnotherEncodingIsRefused() throws IOException {
    Files.write(
        folder.resolve(SampleCatalog.ENTITLEMENT_FILE), new byte[] {'t', ':', ' ', (byte) 0xfc});

    assertRefused("entitlements/read-things.yaml:1: is not in UTF-8");
  }

  @Test
  void aCatalogueWithoutEntitlementsIsRefused() throws IOException {
    Files.delete(folder.resolve(SampleCatalog.ENTITLEMENT_FILE));

    assertRefused("entitlements:1: holds no entitlement");
  }

  @Test
  void aCatalogueWithoutItsFolderIsRefused() throws IOException {
    Files.delete(folder.resolve(SampleCatalog.ENTITLEMENT_FILE));
    Files.delete(folder.resolve("entitlements"));

    assertRefused("entitlements:1: cannot be read");
  }

  @Test
  void anAbsentCatalogueIsRefused() {
    Path nowhere = folder.resolve("nowhere");

    assertThatExceptionOfType(CatalogRefused.class)
        .isThrownBy(() -> YamlCatalog.load(nowhere, AWS))
        .withMessageStartingWith("hallpass.yaml:1: cannot be read")
        .withMessageContaining(nowhere.toString());
  }

  private void assertRefused(String message) {
    assertThat(sample.mistakes(AWS))
        .anySatisfy(mistake -> assertThat(mistake).asString().startsWith(message));
  }
}
