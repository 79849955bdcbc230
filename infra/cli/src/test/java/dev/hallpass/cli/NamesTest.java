package dev.hallpass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.cli.scene.Desk;
import dev.hallpass.cli.scene.FakeAws;
import dev.hallpass.cli.scene.Ran;
import dev.hallpass.cli.scene.Town;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Names that an account has already, seen before the first deployment.
class NamesTest {

  private static final String TEMPLATE =
      """
      {"Resources": {
        "Logs": {"Type": "AWS::IAM::Role",
          "Properties": {"RoleName": "read-log-group", "Path": "/hallpass/"}},
        "Retire": {"Type": "AWS::IAM::Role", "Properties": {"RoleName": "hallpass-retire"}},
        "Notify": {"Type": "AWS::IAM::Role", "Properties": {}},
        "Ledger": {"Type": "AWS::DynamoDB::GlobalTable",
          "Properties": {"TableName": "hallpass-ledger"}},
        "Seals": {"Type": "AWS::KMS::Alias", "Properties": {"AliasName": "alias/hallpass-seal"}},
        "Grants": {"Type": "AWS::StepFunctions::StateMachine",
          "Properties": {"StateMachineName": "hallpass-grant-lifecycle"}},
        "Firewall": {"Type": "AWS::Logs::LogGroup",
          "Properties": {"LogGroupName": "aws-waf-logs-hallpass"}},
        "Bucket": {"Type": "AWS::S3::Bucket",
          "Properties": {"BucketName": {"Fn::Sub": "hallpass-${AWS::Region}"}}}}}
      """;

  private final Town town;
  private final Desk carol;
  private final Path template;
  private final FakeAws aws = new FakeAws();

  NamesTest(@TempDir Path folder) throws IOException {
    town = new Town(folder);
    carol = town.desk("carol");
    carol.programs().print(aws::answer);
    template = Files.writeString(folder.resolve("Hallpass.template.json"), TEMPLATE);
    aws.refuses("iam get-role", "An error occurred (NoSuchEntity) when calling GetRole");
    aws.refuses(
        "dynamodb describe-table",
        "An error occurred (ResourceNotFoundException) when calling DescribeTable");
    aws.refuses(
        "kms describe-key", "An error occurred (NotFoundException) when calling DescribeKey");
    aws.says("stepfunctions list-state-machines", "{'stateMachines': [{'name': 'billing'}]}");
    aws.says(
        "logs describe-log-groups",
        "{'logGroups': [{'logGroupName': 'aws-waf-logs-hallpass-old'}]}");
    aws.refuses(
        "cloudformation describe-stack-resources",
        "An error occurred (ValidationError): Stack for it does not exist");
  }

  @AfterEach
  void close() {
    town.close();
  }

  private Ran look() {
    return carol.hallpass("doctor", "--ops", "ops", "--template", template.toString());
  }

  @Test
  void anAccountWithoutTheNamesCanTakeThemAll() {
    Ran ran = look();

    assertThat(ran.out()).isEqualTo("ok   names        all 6 of the template can be taken");
    assertThat(ran.exit()).isZero();
    assertThat(aws.asked())
        .hasSize(6)
        .allMatch(command -> command.matches("aws [a-z0-9]+ (get|list|describe)-.*"))
        .allMatch(command -> command.endsWith(" --profile ops --output json"));
  }

  @Test
  void aRoleOfOthersWithTheNameOfAnEntitlementIsSaidWithItsStack() {
    aws.says("iam get-role --role-name read-log-group", "{'Role': {}}");
    aws.says(
        "cloudformation describe-stack-resources --physical-resource-id read-log-group",
        "{'StackResources': [{'StackName': 'billing'}]}");

    Ran ran = look();

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out())
        .contains("FAIL names        the account has the role read-log-group already")
        .contains("in the stack billing", "such as acme-read-log-group")
        .doesNotContain("can be taken");
  }

  @Test
  void aFixedNameThatIsThereIsSaid() {
    aws.says("dynamodb describe-table", "{'Table': {}}");
    aws.says(
        "logs describe-log-groups", "{'logGroups': [{'logGroupName': 'aws-waf-logs-hallpass'}]}");

    assertThat(look().out())
        .contains(
            "the table hallpass-ledger already, in no stack", "If an earlier Hallpass left it")
        .contains("the log group aws-waf-logs-hallpass already");
  }

  @Test
  void whatHallpassHasItselfIsNoObstacle() {
    aws.says("iam get-role --role-name hallpass-retire", "{'Role': {}}");
    aws.says(
        "cloudformation describe-stack-resources --physical-resource-id hallpass-retire",
        "{'StackResources': [{'StackName': 'Hallpass'}]}");

    assertThat(look().exit()).isZero();
  }

  @Test
  void whatCannotBeAskedIsNotSaidToBeFree() {
    aws.refuses("kms describe-key", "An error occurred (AccessDeniedException)");

    assertThat(look().out())
        .contains("note names        cannot be asked: An error occurred (AccessDeniedException)")
        .doesNotContain("can be taken");
  }

  @Test
  void aFileThatIsNoTemplateIsRefusedWithTheNextStep() {
    Ran ran = carol.hallpass("doctor", "--ops", "ops", "--template", "nowhere.json");

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err())
        .contains("nowhere.json", "infra/cdk/target/cdk.out/Hallpass.template.json");
  }

  @Test
  void aTemplateWithoutAProfileIsRefused() {
    Ran ran = carol.hallpass("doctor", "--template", template.toString());

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("--template needs --ops NAME");
  }
}
