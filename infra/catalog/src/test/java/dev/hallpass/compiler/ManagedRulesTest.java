package dev.hallpass.compiler;

import static dev.hallpass.grant.Examples.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.adapters.json.PolicyJson;
import dev.hallpass.catalog.AwsReference;
import dev.hallpass.catalog.Entitlement;
import dev.hallpass.compiler.yaml.CatalogRefused;
import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.Sha256;
import dev.hallpass.policy.ManagedPolicy;
import dev.hallpass.policy.ManagedPolicyArn;
import dev.hallpass.policy.Outliving;
import dev.hallpass.policy.Policy;
import dev.hallpass.policy.Risk;
import dev.hallpass.reference.CatalogCheck;
import dev.hallpass.reference.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Managed policies are read with what they can do, and have their price.
class ManagedRulesTest {

  private static final AwsReference AWS = new CatalogCheck(Reference.snapshot());
  private static final String FILE = SampleCatalog.ENTITLEMENT_FILE;
  private static final String DOCUMENT =
      """
      {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": %s, "Resource": "*"},
        {"Effect": "Deny", "Action": "s3:DeleteBucket", "Resource": "*"}]}
      """;
  private static final String LOOK = DOCUMENT.formatted("[\"s3:Get*\", \"ec2:Describe*\"]");
  private static final String SAMPLE =
      """
      entitlement: read-things
      title: Look around
      use: See what is there.
      requesters:
        domains: [example.com]
      longest: PT2H
      approval:
        - rule: approval
          signed: true
          levels:
            - approvers: [bob@example.com, carol@example.com]
              quorum: 1
      account: "444455556666"
      managedPolicies: [Look]
      """;

  private static final String REVIEW =
      "review: {owners: [carol@example.com], reviewWithin: P3D, chaseEach: P1D}\n";
  private static final AccountId TARGET = new AccountId("444455556666");

  @TempDir Path folder;

  private SampleCatalog sample;

  @BeforeEach
  void copyTheSample() throws IOException {
    sample = SampleCatalog.in(folder).with(FILE, SAMPLE);
    Files.createDirectory(folder.resolve("managed"));
    document("Look", LOOK);
    document("Everything", DOCUMENT.formatted("\"*\""));
    document("AllButKeys", LOOK.replace("Action", "NotAction"));
    document("Users", DOCUMENT.formatted("\"iam:Create*\""));
    document("Secrets", DOCUMENT.formatted("\"secretsmanager:GetSecretValue\""));
    document("Queues", DOCUMENT.formatted("[\"sqs:PurgeQueue\", \"sqs:ListQueues\"]"));
    document("Shells", DOCUMENT.formatted("\"ssm:StartSession\""));
    write("444455556666-Operate", "arn:aws:iam::444455556666:policy/team/Operate", LOOK);
    write("777788889999-Operate", "arn:aws:iam::777788889999:policy/Operate", LOOK);
  }

  @Test
  void aPolicyOfAwsIsReadByItsName() {
    Entitlement entitlement = loaded();

    assertThat(entitlement.template().statements()).isEmpty();
    assertThat(entitlement.template().managed())
        .containsExactly(
            new ManagedPolicy(
                new ManagedPolicyArn("arn:aws:iam::aws:policy/Look"),
                "v7",
                Sha256.of(Json.canonical(Json.read(LOOK))),
                false,
                Set.of()));
  }

  @Test
  void aPolicyOfTheAccountIsReadByItsArn() throws IOException {
    named("arn:aws:iam::444455556666:policy/team/Operate");

    assertThat(loaded().template().managed())
        .extracting(policy -> policy.arn().value())
        .containsExactly("arn:aws:iam::444455556666:policy/team/Operate");
  }

  @Test
  void whatOutlivesTheAccessIsReadFromTheDocument() throws IOException {
    named("Shells");
    sample.with(FILE, text() + "outlives: [shell]\n" + risk(Risk.SHELL));

    assertThat(loaded().template().managed())
        .singleElement()
        .satisfies(policy -> assertThat(policy.outlives()).containsExactly(Outliving.SHELL));
  }

  @Test
  void whatIsDeniedOnEveryResourceIsNotReached() throws IOException {
    named("Secrets");
    sample.with(
        FILE,
        text() + "except: [{sid: No, actions: [\"secretsmanager:*\"], resources: [\"*\"]}]\n");

    assertThat(loaded().risks()).isEmpty();
  }

  @Test
  void whatIsDeniedInSomeCasesIsReached() throws IOException {
    named("Secrets");
    sample.with(
        FILE,
        text()
            + "except: [{sid: No, actions: [\"secretsmanager:*\"], resources: [\"*\"],"
            + " conditions: {StringNotEquals: {\"aws:RequestedRegion\": [eu-central-1]}}}]\n");

    assertRefused("which shows secrets");
  }

  @Test
  void theHashOfARequestCoversItsManagedPolicies() throws IOException {
    Policy asked = loaded().render(Map.of(), ALICE, TARGET);
    document("Look", LOOK.replace("ec2:", "rds:"));
    Policy changed = loaded().render(Map.of(), ALICE, TARGET);

    assertThat(PolicyJson.hash(changed)).isNotEqualTo(PolicyJson.hash(asked));
    assertThat(PolicyJson.read(Json.read(PolicyJson.write(asked)))).isEqualTo(asked);
  }

  @Test
  void theDigestOfTheCatalogueCoversTheFiles() throws IOException {
    Sha256 before = YamlCatalog.load(folder, AWS).digest();
    document("Look", LOOK.replace("ec2:", "rds:"));

    assertThat(YamlCatalog.load(folder, AWS).digest()).isNotEqualTo(before);
  }

  @Test
  void nearlyEverythingTakesTwoPeopleAndAnHour() throws IOException {
    named("AllButKeys");
    String risks =
        "risks:\n"
            + String.join("", List.of(Risk.values()).stream().map(ManagedRulesTest::item).toList());
    String outlives =
        "outlives: [connection, session, shell, job, credentials, identity, change]\n" + REVIEW;

    sample.with(FILE, text() + risks + outlives);
    assertRefused("AllButKeys allows nearly everything, so two people say yes");

    sample.with(FILE, text().replace("quorum: 1", "quorum: 2"));
    assertRefused("so the access is short, and PT2H is longer than PT1H");

    sample.with(FILE, text().replace("PT2H", "PT1H"));
    assertThat(loaded().template().managed())
        .singleElement()
        .satisfies(policy -> assertThat(policy.allowsNearlyAll()).isTrue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"*:*", "*", "**", "e*:TerminateInstances"})
  void aWildcardInTheNameOfAServiceIsNearlyEverything(String action) throws IOException {
    document(
        "Wide",
        "{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"%s\", \"Resource\": \"*\"}]}"
            .formatted(action));
    named("Wide");

    assertRefused("so two people say yes");
  }

  @Test
  void twoLevelsAreTwoPeopleToo() throws IOException {
    named("Users");
    sample.with(
        FILE,
        text()
                .replace("PT2H", "PT1H")
                .replace(
                    "        quorum: 1\n",
                    "        quorum: 1\n      - approvers: [bob@example.com, dave@example.com]\n        quorum: 1\n")
            + "outlives: [identity]\n");

    assertThat(loaded().rules()).hasSize(1);
  }

  @Test
  void whatChangesSomethingNeedsASignedYesAlsoWithoutARisk() throws IOException {
    named("Queues");
    assertThat(loaded().risks()).isEmpty();

    sample.with(FILE, text().replace("    signed: true\n", ""));
    assertRefused(
        "takes a managed policy with sqs:PurgeQueue, which AWS does not call reading, needs a signed yes");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          managedPolicies: [Look] | managedPolicies: [Missing] | needs the file managed/Missing.json, which is not there; in the catalogue's folder run aws iam list-policies --scope AWS
          managedPolicies: [Look] | managedPolicies: ["arn:aws:iam::444455556666:policy/Missing"] | needs the file managed/444455556666-Missing.json
          managedPolicies: [Look] | managedPolicies: [Look, Look] | is listed twice
          managedPolicies: [Look] | managedPolicies: ["arn:aws:iam::aws:policy/other/Look"] | names another policy than managed/Look.json, which is arn:aws:iam::aws:policy/Look
          managedPolicies: [Look] | managedPolicies: [444455556666-Operate] | a name stands for a policy of AWS
          managedPolicies: [Look] | managedPolicies: ["arn:aws:iam::777788889999:policy/Operate"] | is a policy of the account 777788889999
          managedPolicies: [Look] | managedPolicies: ["arn:aws:iam::444455556666:policy/hallpass/x"] | is a policy of Hallpass itself
          managedPolicies: [Look] | managedPolicies: ["arn:aws:iam::444455556666:user/x"] | or the ARN of a policy of the account
          managedPolicies: [Look] | managedPolicies: [] | at least one item
          account: "444455556666" | ceiling: [{sid: X, actions: ["s3:GetObject"], resources: ["arn:aws:s3:::things/*"]}] | a managed policy cannot be taken in the hub
          signed: true | signed: true # | OK
          \n    signed: true |  | OK
          - rule: approval | - rule: short@    when: {longest: PT1H}@    automatic: true@  - rule: approval | an entitlement that takes a managed policy needs a yes for each request, and the rule short asks nobody
          managedPolicies: [Look] | managedPolicies: [Secrets] | Secrets reaches secretsmanager:GetSecretValue, which shows secrets; deny them by except on "*", or take the risk
          managedPolicies: [Look] | managedPolicies: [Shells] | reaches ssm:StartSession, which opens a way
          managedPolicies: [Look] | managedPolicies: [Users] | begins an identity, which can go on when the access is over; add identity
          managedPolicies: [Look] | managedPolicies: [Users]@outlives: [identity] | Users reaches iam:CreateAccessKey
          managedPolicies: [Look] | managedPolicies: [Look]@outlives: [job] | no action of the policy begins a job
          managedPolicies: [Look] | outlives: [job] | the field policy is missing
          """)
  void aMistakeIsRefusedWithAWayOut(String from, String to, String reason) throws IOException {
    String old = from.replace("\\n", "\n");
    assertThat(SAMPLE).contains(old);
    sample.with(FILE, SAMPLE.replace(old, to == null ? "" : to.replace('@', '\n')));

    if (reason.equals("OK")) {
      assertThat(loaded().rules()).hasSize(1);
    } else {
      assertRefused(reason);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "version": "v7" | "version": "7" | v12
          "version" | "release" | every member must be one of arn, version, document
          policy/Look | policy/Other | a name stands for a policy of AWS
          "Effect" | "Affect" | Effect must be there
          {"arn" | "arn" | is not JSON
          """)
  void aFileWithAMistakeIsRefused(String from, String to, String reason) throws IOException {
    Path file = folder.resolve("managed/Look.json");
    Files.writeString(file, Files.readString(file).replace(from, to));

    assertThatExceptionOfType(CatalogRefused.class)
        .isThrownBy(this::loaded)
        .withMessageContaining(reason);
  }

  private void named(String policy) throws IOException {
    sample.with(FILE, SAMPLE.replace("[Look]", "[\"%s\"]".formatted(policy)));
  }

  private String text() throws IOException {
    return Files.readString(folder.resolve(FILE));
  }

  private static String risk(Risk risk) {
    return "risks:\n" + item(risk);
  }

  private static String item(Risk risk) {
    return "  - {risk: %s, because: there is no other way}\n".formatted(risk.word());
  }

  private void document(String name, String document) throws IOException {
    write(name, "arn:aws:iam::aws:policy/" + name, document);
  }

  private void write(String file, String arn, String document) throws IOException {
    Files.writeString(
        folder.resolve("managed/" + file + ".json"),
        "{\"arn\": \"%s\", \"version\": \"v7\", \"document\": %s}".formatted(arn, document));
  }

  private Entitlement loaded() {
    return YamlCatalog.load(folder, AWS).entitlements().getFirst();
  }

  private void assertRefused(String reason) {
    assertThatExceptionOfType(CatalogRefused.class)
        .isThrownBy(this::loaded)
        .withMessageStartingWith(FILE + ":")
        .withMessageContaining(reason);
  }
}
