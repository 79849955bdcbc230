package dev.hallpass.infra.monitoring;

import dev.hallpass.infra.lifecycle.Lifecycle;
import dev.hallpass.infra.shared.EncryptionKey;
import dev.hallpass.infra.shared.Handler;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudtrail.CfnTrail;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.logs.FilterPattern;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.MetricFilterOptions;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.constructs.Construct;

/// The trail of who invokes the functions. A function believes the caller that its event names, so
/// nobody but the services that send good events may invoke one.
public final class InvocationTrail extends Construct {

  private static final String METRIC = "InvokedByOthers";

  private final Stack stack;

  /// @param workflow the only workflow that invokes them
  InvocationTrail(Construct scope, List<Handler> handlers, Lifecycle workflow, EncryptionKey key) {
    super(scope, "InvocationTrail");
    stack = Stack.of(this);
    LogGroup log = key.logOf(this);
    log.addMetricFilter(
        "ByOthers",
        MetricFilterOptions.builder()
            .metricNamespace("Hallpass")
            .metricName(METRIC)
            .filterPattern(FilterPattern.literal(byOthers(workflow.roleArn())))
            .build());
    Bucket bucket = bucket();
    Role role = writing(log);
    CfnTrail trail =
        CfnTrail.Builder.create(this, "Trail")
            .isLogging(true)
            .enableLogFileValidation(true)
            .s3BucketName(bucket.getBucketName())
            .cloudWatchLogsLogGroupArn(log.getLogGroupArn())
            .cloudWatchLogsRoleArn(role.getRoleArn())
            .advancedEventSelectors(List.of(invocationsOf(handlers)))
            .build();
    // CloudTrail refuses a trail that may not write yet.
    trail.getNode().addDependency(bucket, role);
  }

  /// The services that invoke functions here: API Gateway, the workflow, the rules of EventBridge,
  /// and Lambda itself for the ledger's stream. A person or a role has no `invokedBy`. If a service
  /// uses a role, as the workflow does, the event names that role too (source: CloudTrail,
  /// userIdentity element). So another workflow is counted, and an API that uses a role.
  ///
  /// @param workflow the role of the workflow
  private static String byOthers(String workflow) {
    return """
    { ($.eventName = "Invoke*") && (($.userIdentity.invokedBy NOT EXISTS) || \
    (($.userIdentity.invokedBy = "states.amazonaws.com") && \
    (($.userIdentity.sessionContext.sessionIssuer.arn NOT EXISTS) || \
    ($.userIdentity.sessionContext.sessionIssuer.arn != "%s"))) || \
    (($.userIdentity.invokedBy != "states.amazonaws.com") && \
    ($.userIdentity.sessionContext.sessionIssuer.arn = "*")) || \
    (($.userIdentity.invokedBy != "apigateway.amazonaws.com") && \
    ($.userIdentity.invokedBy != "states.amazonaws.com") && \
    ($.userIdentity.invokedBy != "events.amazonaws.com") && \
    ($.userIdentity.invokedBy != "lambda.amazonaws.com"))) }\
    """
        .formatted(workflow);
  }

  /// The number of calls by others.
  Metric byOthers() {
    return Metric.Builder.create()
        .namespace("Hallpass")
        .metricName(METRIC)
        .statistic("Sum")
        .build();
  }

  /// A trail needs a bucket. The log group has the same events for longer.
  private Bucket bucket() {
    Bucket bucket =
        Bucket.Builder.create(this, "Bucket")
            .encryption(BucketEncryption.S3_MANAGED)
            .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
            .enforceSsl(true)
            .lifecycleRules(List.of(LifecycleRule.builder().expiration(Duration.days(90)).build()))
            .removalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE)
            .build();
    bucket.addToResourcePolicy(
        writing(List.of("s3:GetBucketAcl"), bucket.getBucketArn(), new TreeMap<>()));
    bucket.addToResourcePolicy(
        writing(
            List.of("s3:PutObject"),
            bucket.arnForObjects("AWSLogs/" + stack.getAccount() + "/*"),
            new TreeMap<>(Map.of("s3:x-amz-acl", "bucket-owner-full-control"))));
    return bucket;
  }

  /// Only for trails of this account and region (source: CloudTrail, bucket policy).
  private PolicyStatement writing(
      List<String> actions, String resource, Map<String, Object> equal) {
    equal.put("aws:SourceAccount", stack.getAccount());
    return PolicyStatement.Builder.create()
        .principals(List.of(new ServicePrincipal("cloudtrail.amazonaws.com")))
        .actions(actions)
        .resources(List.of(resource))
        .conditions(Map.of("StringEquals", equal))
        .build();
  }

  private Role writing(LogGroup log) {
    Role role =
        Role.Builder.create(this, "Role")
            .assumedBy(
                ServicePrincipal.Builder.create("cloudtrail.amazonaws.com")
                    .conditions(
                        Map.of("StringEquals", Map.of("aws:SourceAccount", stack.getAccount())))
                    .build())
            .build();
    role.addToPolicy(
        PolicyStatement.Builder.create()
            .actions(List.of("logs:CreateLogStream", "logs:PutLogEvents"))
            .resources(List.of(log.getLogGroupArn()))
            .build());
    return role;
  }

  private static CfnTrail.AdvancedEventSelectorProperty invocationsOf(List<Handler> handlers) {
    return CfnTrail.AdvancedEventSelectorProperty.builder()
        .name("Invocations")
        .fieldSelectors(
            List.of(
                field("eventCategory").equalTo(List.of("Data")).build(),
                field("resources.type").equalTo(List.of("AWS::Lambda::Function")).build(),
                field("resources.ARN")
                    .startsWith(handlers.stream().map(Handler::functionArn).toList())
                    .build()))
        .build();
  }

  private static CfnTrail.AdvancedFieldSelectorProperty.Builder field(String name) {
    return CfnTrail.AdvancedFieldSelectorProperty.builder().field(name);
  }
}
