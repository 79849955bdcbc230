package dev.hallpass.local.probes;

import static dev.hallpass.local.probes.Belief.reads;
import static dev.hallpass.local.probes.Fixtures.nameOf;
import static dev.hallpass.local.probes.PolicyText.atResource;
import static dev.hallpass.local.probes.PolicyText.policy;
import static dev.hallpass.local.probes.Source.documented;
import static dev.hallpass.local.probes.Source.unproved;

import dev.hallpass.local.probes.Fixtures.Made;
import dev.hallpass.local.probes.Observed.Read;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetStatus;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetType;
import software.amazon.awssdk.services.cloudformation.model.DeploymentMode;
import software.amazon.awssdk.services.cloudformation.model.StackDriftDetectionStatus;
import software.amazon.awssdk.services.cloudformation.model.StackResourceDrift;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// What the design believes of CloudFormation, and of the pipe that the stack has.
final class StackProbes {

  /// A table with a policy and a role with an inline policy, as the ledger and an entitlement are.
  private static final String GUARDED =
      """
      {"Resources": {
        "Table": {"Type": "AWS::DynamoDB::GlobalTable", "Properties": {
          "BillingMode": "PAY_PER_REQUEST",
          "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
          "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
          "Replicas": [{
            "Region": {"Ref": "AWS::Region"},
            "ResourcePolicy": {"PolicyDocument": {"Version": "2012-10-17", "Statement": [{
              "Sid": "%s", "Effect": "Deny", "Principal": "*",
              "Action": "dynamodb:PutItem", "Resource": "*"
            }]}}
          }]
        }},
        "Role": {"Type": "AWS::IAM::Role", "Properties": {
          "Path": "/hallpass-probe/",
          "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{
            "Effect": "Allow", "Action": "sts:AssumeRole",
            "Principal": {"Service": "lambda.amazonaws.com"}
          }]},
          "Policies": [{"PolicyName": "Ceiling", "PolicyDocument": {
            "Version": "2012-10-17", "Statement": [{
              "Effect": "Allow", "Action": "dynamodb:DescribeTable", "Resource": "*"
            }]
          }}]
        }}
      }}
      """;

  /// A table whose changes and removals a pipe writes into a log, by what the template's role may.
  private static final String WATCHED =
      """
      {"Resources": {
        "Table": {"Type": "AWS::DynamoDB::Table", "Properties": {
          "BillingMode": "PAY_PER_REQUEST",
          "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
          "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
          "StreamSpecification": {"StreamViewType": "NEW_AND_OLD_IMAGES"}
        }},
        "Log": {"Type": "AWS::Logs::LogGroup", "Properties": {
          "LogGroupName": {"Ref": "AWS::StackName"}, "RetentionInDays": 1
        }},
        "Role": {"Type": "AWS::IAM::Role", "Properties": {
          "Path": "/hallpass-probe/",
          "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{
            "Effect": "Allow", "Action": "sts:AssumeRole",
            "Principal": {"Service": "pipes.amazonaws.com"}
          }]},
          "Policies": [{"PolicyName": "copy", "PolicyDocument": {
            "Version": "2012-10-17", "Statement": [
              {
                "Effect": "Allow",
                "Action": [
                  "dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"
                ],
                "Resource": {"Fn::GetAtt": ["Table", "StreamArn"]}
              },
              {"Effect": "Allow", "Action": "dynamodb:ListStreams", "Resource": "*"},
              {
                "Effect": "Allow",
                "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
                "Resource": {"Fn::GetAtt": ["Log", "Arn"]}
              }
            ]
          }}]
        }},
        "Pipe": {"Type": "AWS::Pipes::Pipe", "Properties": {
          "RoleArn": {"Fn::GetAtt": ["Role", "Arn"]},
          "Source": {"Fn::GetAtt": ["Table", "StreamArn"]},
          "SourceParameters": {
            "DynamoDBStreamParameters": {"StartingPosition": "TRIM_HORIZON"},
            "FilterCriteria": {"Filters": [
              {"Pattern": "{\\"eventName\\":[\\"MODIFY\\",\\"REMOVE\\"]}"}
            ]}
          },
          "Target": {"Fn::GetAtt": ["Log", "Arn"]}
        }}
      }}
      """;

  private static final Duration BETWEEN_POLICIES = Duration.ofSeconds(16);

  private StackProbes() {}

  static List<Probe> all() {
    return List.of(whatDriftDetectionSees(), whatRevertingRestores(), thePipe());
  }

  private static Probe whatDriftDetectionSees() {
    return new Probe(
        "drift-detection-of-policies",
        "Drift detection sees an inline policy that was added to a role, and not that a table's"
            + " policy was changed.",
        "`FindDrift` looks at the ledger's policy itself, because CloudFormation would not.",
        documented(
                "DynamoDB, considerations for resource-based policies",
                "amazondynamodb/latest/developerguide/rbac-considerations.html")
            .but("what is said of the role is unproved"),
        "Makes a stack of a table and a role, changes both beside it, and detects its drift.",
        Cost.cents("0.01", 150),
        List.of(reads("the table", "IN_SYNC"), reads("the role", "MODIFIED")),
        (aws, made) -> {
          Made stack = made.stack(GUARDED.formatted("AsDeployed"));
          change(aws, made, stack);
          String detection =
              aws.cloudFormation()
                  .detectStackDrift(one -> one.stackName(stack.name()))
                  .stackDriftDetectionId();
          made.longPatience()
              .sure(
                  "the detection",
                  one -> one != StackDriftDetectionStatus.DETECTION_IN_PROGRESS,
                  () ->
                      aws.cloudFormation()
                          .describeStackDriftDetectionStatus(
                              one -> one.stackDriftDetectionId(detection))
                          .detectionStatus());
          List<StackResourceDrift> drifts =
              aws.cloudFormation()
                  .describeStackResourceDrifts(one -> one.stackName(stack.name()))
                  .stackResourceDrifts();
          return List.of(drift(drifts, "Table"), drift(drifts, "Role"));
        });
  }

  private static Observed drift(List<StackResourceDrift> drifts, String logical) {
    return new Read(
        drifts.stream()
            .filter(one -> one.logicalResourceId().equals(logical))
            .map(StackResourceDrift::stackResourceDriftStatusAsString)
            .findFirst()
            .orElse("not looked at"));
  }

  private static void change(Aws aws, Fixtures made, Made stack) {
    // DynamoDB takes no other policy for a table for 15 s (source: considerations as above).
    aws.pass(BETWEEN_POLICIES);
    made.protect(stack.id("Table"), atResource("Deny", "*", "dynamodb:UpdateItem"));
    made.inline(stack.id("Role"), "Added", policy(Fixtures.MAY_READ));
  }

  private static Probe whatRevertingRestores() {
    return new Probe(
        "revert-drift-of-policies",
        "A deployment that reverts drift takes an added inline policy away and leaves a changed"
            + " table policy; a template with another statement puts the table's policy right.",
        "So the guide tells how to get the ledger's policy back.",
        unproved(
            "[CloudFormation, drift-aware change sets](https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/drift-aware-change-sets.html)"
                + " do not speak of these properties; `cdk deploy --revert-drift` makes one"),
        "Changes a stack's table and role beside it, deploys it reverting drift, then with another"
            + " `Sid`.",
        Cost.cents("0.01", 270),
        List.of(
            reads("inline policies after reverting", "Ceiling"),
            reads("denied by the table's policy after reverting", "dynamodb:UpdateItem"),
            reads("denied by it after another `Sid`", "dynamodb:PutItem")),
        (aws, made) -> {
          Made stack = made.stack(GUARDED.formatted("AsDeployed"));
          change(aws, made, stack);
          revert(aws, made, stack.name());
          Observed inline = inlineOf(aws, stack.id("Role"));
          Observed reverted = denials(aws, made, stack.id("Table"));
          aws.pass(BETWEEN_POLICIES);
          aws.cloudFormation()
              .updateStack(update ->
                  update
                      .stackName(stack.name())
                      .templateBody(GUARDED.formatted("AsDeployedAgain"))
                      .capabilities(Capability.CAPABILITY_IAM));
          // What the stack says of itself may still be of the deployment before.
          Observed restored =
              made.longPatience()
                  .last(
                      new Read("dynamodb:PutItem")::equals,
                      () -> denials(aws, made, stack.id("Table")));
          return List.of(inline, reverted, restored);
        });
  }

  private static void revert(Aws aws, Fixtures made, String stack) {
    String set =
        aws.cloudFormation()
            .createChangeSet(create ->
                create
                    .stackName(stack)
                    .changeSetName(made.name())
                    .changeSetType(ChangeSetType.UPDATE)
                    .usePreviousTemplate(true)
                    .deploymentMode(DeploymentMode.REVERT_DRIFT)
                    .capabilities(Capability.CAPABILITY_IAM))
            .id();
    ChangeSetStatus status =
        made.longPatience()
            .sure(
                "the change set",
                one -> one == ChangeSetStatus.CREATE_COMPLETE || one == ChangeSetStatus.FAILED,
                () ->
                    aws.cloudFormation().describeChangeSet(one -> one.changeSetName(set)).status());
    // It fails where CloudFormation finds nothing to revert, which shows in what is there then.
    if (status == ChangeSetStatus.CREATE_COMPLETE) {
      aws.cloudFormation().executeChangeSet(one -> one.changeSetName(set));
      made.settled(stack, "UPDATE_COMPLETE");
    }
  }

  private static Observed inlineOf(Aws aws, String role) {
    return Observed.reading(() ->
        listed(
            aws.iam().listRolePolicies(one -> one.roleName(nameOf(role))).policyNames().stream()
                .sorted()
                .toList()));
  }

  /// What a table's policy speaks of.
  private static Observed denials(Aws aws, Fixtures made, String table) {
    return Observed.reading(() -> {
      String policy =
          aws.dynamoDb().getResourcePolicy(one -> one.resourceArn(made.tableArn(table))).policy();
      return listed(
          Stream.of("dynamodb:PutItem", "dynamodb:UpdateItem").filter(policy::contains).toList());
    });
  }

  private static String listed(List<String> names) {
    return names.isEmpty() ? "nothing" : String.join(", ", names);
  }

  private static Probe thePipe() {
    return new Probe(
        "pipe-into-a-log",
        "A pipe from a table's stream writes changed and removed items into a log group, by a role"
            + " that may read the stream and write that group, and leaves new items out.",
        "The tamper log and its alarm rest on it.",
        documented(
            "EventBridge Pipes, DynamoDB", "eventbridge/latest/userguide/eb-pipes-dynamodb.html"),
        "Makes a stack of a table, a pipe and a log group; puts an item, changes it, removes it.",
        Cost.cents("0.1", 240),
        List.of(reads("what is logged", "MODIFY, REMOVE")),
        (aws, made) -> {
          Made stack = made.stack(WATCHED);
          String table = stack.id("Table");
          for (String said : List.of("first", "second")) {
            aws.dynamoDb()
                .putItem(put ->
                    put.tableName(table)
                        .item(
                            Map.of(
                                "id", AttributeValue.fromS("1"),
                                "said", AttributeValue.fromS(said))));
          }
          aws.dynamoDb().deleteItem(one -> one.tableName(table).key(Fixtures.key("1")));
          List<String> names =
              made.patience()
                  .asking(Duration.ofSeconds(5), Duration.ofMinutes(3))
                  .last(one -> one.size() >= 2, () -> logged(aws, stack.id("Log")));
          return List.of(new Read(listed(names)));
        });
  }

  private static List<String> logged(Aws aws, String group) {
    return aws.logs().filterLogEvents(some -> some.logGroupName(group)).events().stream()
        .map(line ->
            Stream.of("INSERT", "MODIFY", "REMOVE")
                .filter(name -> line.message().contains("\"%s\"".formatted(name)))
                .findFirst()
                .orElse("something else"))
        .sorted()
        .toList();
  }
}
