package dev.hallpass.infra.monitoring;

import dev.hallpass.infra.shared.EncryptionKey;
import dev.hallpass.infra.shared.Handler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.IAlarmAction;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.subscriptions.EmailSubscription;
import software.constructs.Construct;

/// The topic of the alarms. It mails them to people. Each address must be confirmed first.
final class AlarmTopic extends Construct {

  private final Topic topic;
  private final List<PolicyStatement> publishing = new ArrayList<>();

  /// A topic that is encrypted if there is a key.
  ///
  /// @param people the mail addresses that get the alarms
  AlarmTopic(Construct scope, List<String> people, EncryptionKey key) {
    this(scope, people, key::encrypt);
    publishing.addAll(key.publishing());
  }

  /// A topic without a key, in an account where nothing else needs one.
  AlarmTopic(Construct scope, List<String> people) {
    this(scope, people, UnaryOperator.identity());
  }

  private AlarmTopic(
      Construct scope, List<String> people, UnaryOperator<Topic.Builder> encryption) {
    super(scope, "AlarmTopic");
    topic = encryption.apply(Topic.Builder.create(this, "Topic").enforceSsl(true)).build();
    publishing.add(allow("sns:Publish", topic.getTopicArn()));
    topic.addToResourcePolicy(onlyAlarmsOfThisAccount());
    people.forEach(address -> topic.addSubscription(new EmailSubscription(address)));
  }

  IAlarmAction action() {
    return new SnsAction(topic);
  }

  String arn() {
    return topic.getTopicArn();
  }

  /// Lets a function see who is subscribed, and how each confirmed it.
  void subscriptionsReadableBy(Handler handler) {
    handler.allow(
        List.of("sns:GetSubscriptionAttributes", "sns:ListSubscriptionsByTopic"), List.of(arn()));
  }

  /// Lets a role publish to the topic.
  void publishableBy(Role role) {
    publishing.forEach(role::addToPolicy);
  }

  private static PolicyStatement allow(String action, String resource) {
    return PolicyStatement.Builder.create()
        .actions(List.of(action))
        .resources(List.of(resource))
        .build();
  }

  /// This replaces the topic's default policy, which lets everybody in the account publish.
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
