package dev.hallpass.infra.lifecycle;

import dev.hallpass.infra.shared.Handler;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.Schedule;
import software.amazon.awscdk.services.events.targets.LambdaFunction;
import software.amazon.awscdk.services.lambda.EventInvokeConfigOptions;
import software.constructs.Construct;

/// Calls the reaper each minute, and when an execution is stopped. So a grant also ends without its
/// workflow.
public final class CleanUp extends Construct {

  public CleanUp(Construct scope, Handler reap, Lifecycle lifecycle) {
    super(scope, "CleanUp");
    Rule.Builder.create(this, "EachMinute")
        .description("Calls the reaper of Hallpass each minute")
        .schedule(Schedule.rate(Duration.minutes(1)))
        .targets(List.of(pass(reap)))
        .build();
    Rule.Builder.create(this, "Stopped")
        .description("Calls the reaper of Hallpass for a grant whose workflow was stopped")
        .eventPattern(stopped(lifecycle))
        .targets(List.of(pass(reap)))
        .build();
    // Two passes at once would only repeat each other's work. The time-out lets a pass over many
    // policies finish while IAM is slow.
    reap.reserve(1);
    reap.mayTake(Duration.minutes(5));
    // No list may have the policy of a stopped workflow, so its event is retried.
    reap.live()
        .configureAsyncInvoke(
            EventInvokeConfigOptions.builder()
                .maxEventAge(Duration.minutes(10))
                .retryAttempts(2)
                .build());
  }

  private static EventPattern stopped(Lifecycle lifecycle) {
    return EventPattern.builder()
        .source(List.of("aws.states"))
        .detailType(List.of("Step Functions Execution Status Change"))
        .detail(
            new TreeMap<>(
                Map.of(
                    "stateMachineArn", List.of(lifecycle.machineArn()),
                    "status", List.of("ABORTED", "FAILED", "TIMED_OUT"))))
        .build();
  }

  private static LambdaFunction pass(Handler reap) {
    return LambdaFunction.Builder.create(reap.live())
        .maxEventAge(Duration.minutes(2))
        .retryAttempts(2)
        .build();
  }
}
