package dev.hallpass.compiler;

import static dev.hallpass.grant.Examples.GRANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.hallpass.adapters.json.PolicyJson;
import dev.hallpass.catalog.AwsReference;
import dev.hallpass.catalog.Entitlement;
import dev.hallpass.compiler.yaml.Mistake;
import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.Person;
import dev.hallpass.policy.Policy;
import dev.hallpass.reference.CatalogCheck;
import dev.hallpass.reference.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A catalogue is for one partition of AWS, and everything that follows from it is too.
class PartitionTest {

  private static final AwsReference AWS = new CatalogCheck(Reference.snapshot());
  private static final AccountId ACCOUNT = new AccountId("444455556666");
  private static final Person ALICE = new Person("alice@example.com");
  private static final Instant END = Instant.parse("2026-11-23T12:30:00Z");
  private static final String FUNCTIONS =
      """
      entitlement: read-things
      title: Look at functions
      use: Look at functions.
      account: "444455556666"
      requesters: {domains: [example.com]}
      longest: PT1H
      approval:
        - rule: approval
          signed: true
          levels: [{approvers: [bob@example.com, carol@example.com], quorum: 1}]
      risks:
        - {risk: code, because: a function is given its role}
      policy:
        - sid: Look
          actions: [lambda:GetFunction]
          resources: ["arn:{partition}:lambda:eu-central-1:{account}:function:*"]
      passes:
        - {role: "arn:{partition}:iam::444455556666:role/app", service: lambda.amazonaws.com}
      """;

  @TempDir Path folder;

  private SampleCatalog sample;

  @BeforeEach
  void aCatalogue() throws IOException {
    sample = SampleCatalog.in(folder).with(SampleCatalog.ENTITLEMENT_FILE, FUNCTIONS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"aws", "aws-cn", "aws-us-gov"})
  void whatFollowsFromThePolicyIsInThePartition(String partition) throws IOException {
    in(partition);
    Entitlement functions = loaded();
    Policy policy = functions.render(Map.of(), ALICE, ACCOUNT).ofGrant(GRANT, END);

    for (Policy one : new Policy[] {policy, functions.ceiling().boundary()}) {
      assertThat(PolicyJson.write(one))
          .contains(
              "arn:%s:lambda:eu-central-1:444455556666:function:*".formatted(partition),
              "arn:%s:lambda:*:*:function:?allpass-*".formatted(partition),
              "arn:%s:iam::444455556666:role/app".formatted(partition))
          .doesNotContainPattern("arn:(?!%s:)".formatted(partition));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"aws", "aws-cn", "aws-us-gov"})
  void whatAnAuthorTriesIsInThePartitionToo(String partition) throws IOException {
    in(partition);
    Files.createDirectory(folder.resolve("trials"));
    sample.with(
        "trials/read-things.yaml",
        """
        may:
          - {action: "lambda:GetFunction", on: "arn:PARTITION:lambda:eu-central-1:444455556666:function:shop"}
        mayNot:
          - {action: "lambda:GetFunction", on: "arn:PARTITION:lambda:eu-central-1:444455556666:function:hallpass-approve"}
          - {action: "lambda:GetFunction", on: "arn:aws-other:lambda:eu-central-1:444455556666:function:shop"}
        """
            .replace("PARTITION", partition));

    Trial.checkAll(folder, YamlCatalog.read(folder, AWS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"aws", "aws-cn", "aws-us-gov"})
  void partsOfHallpassAreDeniedInThePartitionBesideManagedPoliciesToo(String partition)
      throws IOException {
    in(partition);
    managed(partition);
    Entitlement functions = loaded();

    assertThat(PolicyJson.write(functions.ceiling().boundary()))
        .contains("arn:%s:lambda:*:*:function:?allpass-*".formatted(partition))
        .doesNotContainPattern("arn:(?!%s:)".formatted(partition));
  }

  @Test
  void anArnOfAnotherPartitionIsRefused() throws IOException {
    in("aws-cn");
    managed("aws");
    sample.with(
        SampleCatalog.ENTITLEMENT_FILE,
        Files.readString(folder.resolve(SampleCatalog.ENTITLEMENT_FILE))
            .replace("{partition}", "aws-us-gov"));

    assertThat(sample.mistakes(AWS))
        .extracting(Mistake::line, Mistake::text)
        .contains(mistake(16, "aws-us-gov"), mistake(18, "aws-us-gov"), mistake(19, "aws"));
  }

  private static Tuple mistake(int line, String partition) {
    return tuple(
        line,
        "is in the partition %s, and hallpass.yaml says aws-cn; write {partition} in its place, or correct the field partition there"
            .formatted(partition));
  }

  private void in(String partition) throws IOException {
    sample.with(
        SampleCatalog.SETTINGS_FILE,
        SampleCatalog.SETTINGS.replace("arn:aws:", "arn:%s:".formatted(partition))
            + "partition: "
            + partition
            + "\n");
  }

  private void managed(String partition) throws IOException {
    Files.createDirectory(folder.resolve("managed"));
    sample
        .with(
            "managed/Look.json",
            """
            {"arn": "arn:PARTITION:iam::aws:policy/Look", "version": "v1", "document": {"Statement": [
              {"Effect": "Allow", "Action": "ec2:Describe*", "Resource": "*"}]}}
            """
                .replace("PARTITION", partition))
        .with(SampleCatalog.ENTITLEMENT_FILE, FUNCTIONS + "managedPolicies: [Look]\n");
  }

  private Entitlement loaded() {
    return YamlCatalog.load(folder, AWS).entitlements().getFirst();
  }
}
