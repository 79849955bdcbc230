package dev.hallpass.local.deployed;

import static java.util.stream.Collectors.joining;
import static org.awaitility.Awaitility.await;

import dev.hallpass.identity.Sha256;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.OnFailure;
import software.amazon.awssdk.services.cloudformation.model.ResourceStatus;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.StackResourceSummary;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/// The stack, made by CloudFormation for one run and deleted after it.
final class TrialDeployment {

  private static final Duration AT_MOST = Duration.ofMinutes(30);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);
  private static final String GONE = "DELETE_COMPLETE";

  private final Cloud cloud;
  private final CloudFormationClient cloudFormation;
  private final String stack;
  private final List<Uploaded> uploads;

  /// @param uploads what was uploaded for the stack
  private TrialDeployment(
      Cloud cloud, CloudFormationClient cloudFormation, String stack, List<Uploaded> uploads) {
    this.cloud = cloud;
    this.cloudFormation = cloudFormation;
    this.stack = stack;
    this.uploads = List.copyOf(uploads);
  }

  private record Uploaded(String bucket, String key) {}

  /// Uploads the files and begins to make the stack.
  static TrialDeployment begin(
      Cloud cloud, String name, Synthesized synthesized, TrialTemplate template, HurriedJar jar) {
    String json = template.json();
    String bucket = synthesized.bucket(cloud);
    Uploaded code = new Uploaded(bucket, jar.key());
    Uploaded text = new Uploaded(bucket, Sha256.of(json) + ".json");
    try (S3Client s3 = cloud.s3()) {
      s3.putObject(
          put -> put.bucket(code.bucket()).key(code.key()), RequestBody.fromFile(jar.file()));
      s3.putObject(put -> put.bucket(text.bucket()).key(text.key()), RequestBody.fromString(json));
    }
    String buckets =
        cloud
            .endpoint()
            .map(URI::toString)
            .orElse("https://s3.%s.amazonaws.com".formatted(cloud.region()));
    CloudFormationClient cloudFormation = cloud.cloudFormation();
    String stack =
        cloudFormation
            .createStack(create ->
                create
                    .stackName(name)
                    .templateURL("%s/%s/%s".formatted(buckets, text.bucket(), text.key()))
                    .onFailure(OnFailure.DO_NOTHING)
                    .capabilities(Capability.CAPABILITY_NAMED_IAM))
            .stackId();
    return new TrialDeployment(cloud, cloudFormation, stack, List.of(code, text));
  }

  /// Waits until the stack is there.
  ///
  /// @return the physical ids of its resources, by their logical ids
  /// @throws Refused with CloudFormation's reasons if it cannot be made
  Map<String, String> created() {
    String status = settled();
    if (!status.equals("CREATE_COMPLETE")) {
      throw new Refused("The stack is %s, because: %s".formatted(status, reasons()));
    }
    Map<String, String> ids = new TreeMap<>();
    resources().forEach(one -> ids.put(one.logicalResourceId(), one.physicalResourceId()));
    return ids;
  }

  /// Opens the ledger's table to deletion, which both its protection and its own policy forbid.
  void giveUpLedger() {
    try (DynamoDbClient dynamoDb = cloud.dynamoDb()) {
      resources().stream()
          .filter(one -> one.resourceType().equals("AWS::DynamoDB::GlobalTable"))
          .filter(one -> one.resourceStatus() == ResourceStatus.CREATE_COMPLETE)
          .map(StackResourceSummary::physicalResourceId)
          .forEach(table -> {
            String arn = dynamoDb.describeTable(one -> one.tableName(table)).table().tableArn();
            dynamoDb.updateTable(one -> one.tableName(table).deletionProtectionEnabled(false));
            dynamoDb.deleteResourcePolicy(policy -> policy.resourceArn(arn));
          });
    }
  }

  private List<StackResourceSummary> resources() {
    return cloudFormation
        .listStackResourcesPaginator(all -> all.stackName(stack))
        .stackResourceSummaries()
        .stream()
        .toList();
  }

  /// Deletes the stack and what was uploaded for it, and is of no use any more.
  ///
  /// @throws Refused with CloudFormation's reasons if something of it is left
  void delete() {
    try (cloudFormation;
        S3Client s3 = cloud.s3()) {
      uploads.forEach(one -> s3.deleteObject(it -> it.bucket(one.bucket()).key(one.key())));
      cloudFormation.deleteStack(delete -> delete.stackName(stack));
      String status = settled();
      if (!status.equals(GONE)) {
        throw new Refused("%s is left as %s, because: %s".formatted(stack, status, reasons()));
      }
    }
  }

  private String settled() {
    return await()
        .atMost(AT_MOST)
        .pollInterval(BETWEEN_LOOKS)
        .until(this::status, status -> !status.endsWith("_IN_PROGRESS"));
  }

  private String status() {
    try {
      return cloudFormation
          .describeStacks(one -> one.stackName(stack))
          .stacks()
          .getFirst()
          .stackStatusAsString();
    } catch (CloudFormationException absent) {
      // Emulators forget a deleted stack; AWS finds it by its id.
      if (Optional.ofNullable(absent.getMessage()).orElse("").contains("does not exist")) {
        return GONE;
      }
      throw absent;
    }
  }

  private String reasons() {
    return cloudFormation.describeStackEvents(all -> all.stackName(stack)).stackEvents().stream()
        .filter(event -> event.resourceStatusAsString().endsWith("_FAILED"))
        .map(TrialDeployment::reason)
        .collect(joining("; "));
  }

  private static String reason(StackEvent event) {
    return "%s (%s): %s"
        .formatted(event.logicalResourceId(), event.resourceType(), event.resourceStatusReason());
  }
}
