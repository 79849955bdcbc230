package dev.hallpass.emulator.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hallpass.emulator.sts.Caller;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.StackResourceSummary;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.PolicyNotFoundException;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.Environment;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/// What a region says of what was deployed into it, and to whom.
class InventoryTest {
  private static final String TABLE =
      """
      "Table": {"Type": "AWS::DynamoDB::Table", "Properties": {
        "TableName": "items",
        "BillingMode": "PAY_PER_REQUEST",
        "DeletionProtectionEnabled": true,
        "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
        "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
        "StreamSpecification": {"StreamViewType": "NEW_IMAGE"},
        "ResourcePolicy": {"PolicyDocument": {"Version": "2012-10-17", "Statement": [{
          "Effect": "Deny", "Principal": "*", "Action": "dynamodb:Scan", "Resource": "*"}]}}
      }},
      "Alarm": {"Type": "AWS::CloudWatch::Alarm", "Properties": {}}
      """;
  private static final String TABLE_ARN = "arn:aws:dynamodb:eu-central-1:111122223333:table/items";

  private final SampleRegion sample = new SampleRegion(TABLE);
  private final Caller caller = sample.function().caller();
  private final LambdaClient functions = sample.region.functions();

  @AfterEach
  void close() {
    sample.close();
  }

  @Test
  void aStackIsKnownByItsTemplateAndWhatItsResourcesAreCalled() {
    sample.allow(
        "cloudformation:DescribeStacks",
        "cloudformation:GetTemplate",
        "cloudformation:ListStackResources");
    var stacks = sample.region.cloudFormation(caller);

    String id = stacks.describeStacks(all -> all.stackName("Sample")).stacks().getFirst().stackId();
    List<StackResourceSummary> resources =
        stacks
            .listStackResourcesPaginator(all -> all.stackName(id))
            .stackResourceSummaries()
            .stream()
            .toList();

    assertThat(stacks.getTemplate(get -> get.stackName(id)).templateBody()).contains("\"items\"");
    assertThat(resources)
        .extracting(StackResourceSummary::logicalResourceId)
        .containsExactly("Role", "Function", "Alias", "Table", "Alarm");
    assertThat(resources)
        .extracting(StackResourceSummary::physicalResourceId)
        .containsExactly("worker", "work", SampleRegion.ALIAS, "items", null);
  }

  @Test
  void aStackThatIsNotThereIsRefused() {
    assertThatExceptionOfType(CloudFormationException.class)
        .isThrownBy(
            () -> sample.region.cloudFormation(caller).getTemplate(get -> get.stackName("Other")))
        .withMessageContaining("does not exist");
  }

  @Test
  void whoHasNoLeaveIsToldNothing() {
    assertDenied(
        CloudFormationException.class,
        () -> sample.region.cloudFormation(caller).getTemplate(get -> get.stackName("Sample")));
    assertDenied(
        LambdaException.class,
        () -> sample.region.functions(caller).listAliases(list -> list.functionName("work")));
    assertDenied(
        LambdaException.class,
        () ->
            sample
                .region
                .functions(caller)
                .getFunctionConfiguration(get -> get.functionName("work").qualifier("live")));
    assertDenied(
        DynamoDbException.class,
        () -> sample.region.dynamoDb(caller).getResourcePolicy(get -> get.resourceArn(TABLE_ARN)));
    assertDenied(
        IamException.class, () -> sample.region.iam(caller).getRole(get -> get.roleName("worker")));
  }

  private static void assertDenied(
      Class<? extends AwsServiceException> type, ThrowingCallable call) {
    assertThatExceptionOfType(type)
        .isThrownBy(call)
        .withMessageContaining("is not authorized to perform");
  }

  @Test
  void aPublishedVersionStaysAsItWas() {
    String version = functions.publishVersion(publish -> publish.functionName("work")).version();
    functions.updateFunctionConfiguration(update ->
        update
            .functionName("work")
            .environment(Environment.builder().variables(Map.of("A", "1")).build()));

    assertThat(
            functions
                .getFunctionConfiguration(get -> get.functionName("work").qualifier(version))
                .environment()
                .variables())
        .isEmpty();
    assertThat(
            functions
                .getFunctionConfiguration(get -> get.functionName("work"))
                .environment()
                .variables())
        .containsExactly(Map.entry("A", "1"));
  }

  @Test
  void anAliasLeadsToNoVersionThatIsNotThere() {
    assertThatExceptionOfType(ResourceNotFoundException.class)
        .isThrownBy(() ->
            functions.updateAlias(
                update -> update.functionName("work").name("live").functionVersion("7")));
  }

  @Test
  void aFunctionWithoutAPolicySaysSo() {
    assertThatExceptionOfType(ResourceNotFoundException.class)
        .isThrownBy(() -> functions.getPolicy(get -> get.functionName("work")));
  }

  @Test
  void aPermissionHoldsUntilItIsTakenAway() {
    functions.addPermission(add ->
        add.functionName("work")
            .qualifier("live")
            .statementId("mine")
            .action("lambda:InvokeFunction")
            .principal("s3.amazonaws.com")
            .sourceArn("arn:aws:s3:::bucket"));
    assertThat(functions.getPolicy(get -> get.functionName("work").qualifier("live")).policy())
        .contains("\"mine\"", "s3.amazonaws.com", "arn:aws:s3:::bucket");

    functions.removePermission(
        remove -> remove.functionName("work").qualifier("live").statementId("mine"));

    assertThatExceptionOfType(ResourceNotFoundException.class)
        .isThrownBy(() ->
            functions.removePermission(
                remove -> remove.functionName("work").qualifier("live").statementId("mine")));
  }

  @Test
  void aFunctionThatIsDeletedIsGoneWithItsAlias() {
    functions.deleteFunction(delete -> delete.functionName("work"));

    assertThatExceptionOfType(ResourceNotFoundException.class)
        .isThrownBy(() ->
            functions.getFunctionConfiguration(get -> get.functionName("work").qualifier("live")));
  }

  @Test
  void aTableIsDescribedAsTheStackNamesIt() {
    var table = sample.region.dynamoDb().describeTable(get -> get.tableName("items")).table();

    assertThat(table.deletionProtectionEnabled()).isTrue();
    assertThat(table.tableArn()).isEqualTo(TABLE_ARN);
    assertThat(table.latestStreamArn()).startsWith(TABLE_ARN + "/stream/");
  }

  @Test
  void thePolicyOfATableHoldsUntilItIsTakenAway() {
    sample.allow("dynamodb:Scan");
    var tables = sample.region.dynamoDb(caller);
    assertThatExceptionOfType(DynamoDbException.class)
        .isThrownBy(() -> tables.scan(scan -> scan.tableName("items")))
        .withMessageContaining("with an explicit deny in a resource-based policy");

    sample.region.dynamoDb().deleteResourcePolicy(delete -> delete.resourceArn(TABLE_ARN));

    assertThat(tables.scan(scan -> scan.tableName("items")).items()).isEmpty();
    assertThatExceptionOfType(PolicyNotFoundException.class)
        .isThrownBy(
            () -> sample.region.dynamoDb().getResourcePolicy(get -> get.resourceArn(TABLE_ARN)));
  }
}
