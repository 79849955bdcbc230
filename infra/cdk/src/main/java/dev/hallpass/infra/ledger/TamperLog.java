package dev.hallpass.infra.ledger;

import dev.hallpass.infra.shared.EncryptionKey;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.pipes.CfnPipe;
import software.constructs.Construct;

/// The log of changed and removed entries, with their old and new contents. It is empty while
/// nobody tampers with the ledger.
public final class TamperLog extends Construct {

  /// Everything but a new entry (source: event names of DynamoDB Streams).
  private static final String CHANGES = "{\"eventName\":[\"MODIFY\",\"REMOVE\"]}";

  private final LogGroup log;
  private final CfnPipe pipe;

  public TamperLog(Construct scope, LedgerTable ledger, EncryptionKey key) {
    super(scope, "TamperLog");
    log = key.logOf(this);
    Role role = roleFor(ledger);
    pipe =
        CfnPipe.Builder.create(this, "Pipe")
            .roleArn(role.getRoleArn())
            .source(ledger.streamArn())
            .sourceParameters(onlyChanges())
            .target(log.getLogGroupArn())
            .build();
    // Creating a pipe fails while it may not read its stream.
    pipe.getNode().addDependency(role);
  }

  /// The name of the pipe.
  public String pipe() {
    return pipe.getRef();
  }

  /// The number of changes. The pipe's own count of events can be lost (source: monitoring of
  /// EventBridge Pipes), so CloudWatch Logs counts the lines of the log.
  public Metric changes() {
    return Metric.Builder.create()
        .namespace("AWS/Logs")
        .metricName("IncomingLogEvents")
        .dimensionsMap(Map.of("LogGroupName", log.getLogGroupName()))
        .statistic("Sum")
        .build();
  }

  /// The number of failures to read changes.
  public Metric failures() {
    return Metric.Builder.create()
        .namespace("AWS/EventBridge/Pipes")
        .metricName("ExecutionFailed")
        .dimensionsMap(Map.of("PipeName", pipe.getRef()))
        .statistic("Sum")
        .build();
  }

  /// From the oldest record in the stream, so that a new pipe misses nothing. It retries until the
  /// record leaves the stream, which is the default.
  private static CfnPipe.PipeSourceParametersProperty onlyChanges() {
    return CfnPipe.PipeSourceParametersProperty.builder()
        .dynamoDbStreamParameters(
            CfnPipe.PipeSourceDynamoDBStreamParametersProperty.builder()
                .startingPosition("TRIM_HORIZON")
                .build())
        .filterCriteria(
            CfnPipe.FilterCriteriaProperty.builder()
                .filters(List.of(CfnPipe.FilterProperty.builder().pattern(CHANGES).build()))
                .build())
        .build();
  }

  private Role roleFor(LedgerTable ledger) {
    Role role = Role.Builder.create(this, "Role").assumedBy(pipesOfThisAccount()).build();
    ledger.following().forEach(role::addToPolicy);
    role.addToPolicy(
        PolicyStatement.Builder.create()
            .actions(List.of("logs:CreateLogStream", "logs:PutLogEvents"))
            .resources(List.of(log.getLogGroupArn()))
            .build());
    return role;
  }

  private ServicePrincipal pipesOfThisAccount() {
    Stack stack = Stack.of(this);
    String pipes =
        "arn:%s:pipes:%s:%s:pipe/*"
            .formatted(stack.getPartition(), stack.getRegion(), stack.getAccount());
    Map<String, Object> conditions = new TreeMap<>();
    conditions.put("StringEquals", Map.of("aws:SourceAccount", stack.getAccount()));
    conditions.put("ArnLike", Map.of("aws:SourceArn", pipes));
    return ServicePrincipal.Builder.create("pipes.amazonaws.com").conditions(conditions).build();
  }
}
