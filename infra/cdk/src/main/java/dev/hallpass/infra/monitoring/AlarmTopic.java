package dev.hallpass.infra.monitoring;

import dev.hallpass.infra.shared.EncryptionKey;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.IAlarmAction;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.subscriptions.EmailSubscription;
import software.constructs.Construct;

/// Where alarms go, and from there to people. Each address gets a mail first in which it must be
/// confirmed.
final class AlarmTopic extends Construct {

  private final Topic topic;

  /// @param people the mail addresses of those who are told
  AlarmTopic(Construct scope, List<String> people, EncryptionKey key) {
    super(scope, "AlarmTopic");
    topic = Topic.Builder.create(this, "Topic").masterKey(key.key()).enforceSsl(true).build();
    topic.addToResourcePolicy(onlyAlarmsOfThisAccount());
    people.forEach(address -> topic.addSubscription(new EmailSubscription(address)));
  }

  IAlarmAction action() {
    return new SnsAction(topic);
  }

  String arn() {
    return topic.getTopicArn();
  }

  /// With it the topic's default policy, which lets everybody in the account publish, is gone.
  private PolicyStatement onlyAlarmsOfThisAccount() {
    Stack stack = Stack.of(this);
    String alarms =
        "arn:%s:cloudwatch:%s:%s:alarm:*"
            .formatted(stack.getPartition(), stack.getRegion(), stack.getAccount());
    Map<String, Object> conditions = new TreeMap<>();
    conditions.put("StringEquals", Map.of("aws:SourceAccount", stack.getAccount()));
    conditions.put("ArnLike", Map.of("aws:SourceArn", alarms));
    return PolicyStatement.Builder.create()
        .sid("OnlyAlarmsOfThisAccount")
        .principals(List.of(new ServicePrincipal("cloudwatch.amazonaws.com")))
        .actions(List.of("sns:Publish"))
        .resources(List.of(topic.getTopicArn()))
        .conditions(conditions)
        .build();
  }
}
