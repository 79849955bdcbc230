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

/// The log of entries that somebody changed or removed, as they were and as they are. It stays
/// empty as long as the ledger is what it promises to be.
public final class TamperLog extends Construct {

  /// Whatever is not a new entry (source: event names of DynamoDB Streams).
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
    // A pipe that starts before it may read its stream fails to be made.
    pipe.getNode().addDependency(role);
  }

  /// How many changes there were. The pipe's own count of events may be lost (source: monitoring of
  /// EventBridge Pipes); what stands in the log is counted by CloudWatch Logs.
  public Metric changes() {
    return Metric.Builder.create()
        .namespace("AWS/Logs")
        .metricName("IncomingLogEvents")
        .dimensionsMap(Map.of("LogGroupName", log.getLogGroupName()))
        .statistic("Sum")
        .build();
  }

  /// How often changes could not be looked for.
  public Metric failures() {
    return Metric.Builder.create()
        .namespace("AWS/EventBridge/Pipes")
        .metricName("ExecutionFailed")
        .dimensionsMap(Map.of("PipeName", pipe.getRef()))
        .statistic("Sum")
        .build();
  }

  /// From the oldest record that the stream still has, so that a pipe made anew misses nothing, and
  /// again until the record leaves the stream, which is the default.
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
