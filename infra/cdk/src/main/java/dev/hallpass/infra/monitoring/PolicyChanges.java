package dev.hallpass.infra.monitoring;

import static dev.hallpass.infra.monitoring.CallPattern.wildcard;

import dev.hallpass.infra.shared.Handler;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.events.CfnRule;
import software.constructs.Construct;

/// The rule that calls the reaper when others touch a policy of grants, in all accounts. So the
/// reaper need not look at idle accounts each minute. It sees what a trail of CloudTrail records.
public final class PolicyChanges extends Construct {

  /// @param keepers the functions that make and remove these policies
  public PolicyChanges(Construct scope, Handler reap, Handler... keepers) {
    super(scope, "PolicyChanges");
    Object policy = wildcard("arn:*:iam::*:policy/hallpass/*");
    CfnRule rule =
        CfnRule.Builder.create(this, "Wake")
            .description("Calls the reaper of Hallpass when others touch a policy of grants")
            .eventPattern(
                new CallPattern("iam")
                    .on("policyArn", policy)
                    .on("permissionsBoundary", policy)
                    .on("path", "/hallpass/")
                    .notBy(
                        Stream.concat(
                                Stream.of(
                                    reap.roleArn(),
                                    "arn:%s:iam::*:role/hallpass-provisioner"
                                        .formatted(Aws.PARTITION)),
                                Stream.of(keepers).map(Handler::roleArn))
                            .toList())
                    .toMap())
            .state("ENABLED")
            .targets(
                List.of(
                    CfnRule.TargetProperty.builder()
                        .id("Reap")
                        .arn(reap.liveArn())
                        .retryPolicy(
                            CfnRule.RetryPolicyProperty.builder()
                                .maximumEventAgeInSeconds(120)
                                .maximumRetryAttempts(2)
                                .build())
                        .build()))
            .build();
    reap.callableBy(rule);
  }
}
