package dev.hallpass.emulator.region;

import dev.hallpass.emulator.sns.InMemorySns;
import dev.hallpass.emulator.template.Stack;
import dev.hallpass.emulator.template.TemplateResource;

/// A stack's topics and their subscriptions. The owners of the addresses confirm them at once with
/// credentials, as infra/README.md asks them to.
final class TopicResources {
  private TopicResources() {}

  static void make(Stack stack, InMemorySns sns) {
    stack.resources("AWS::SNS::Topic").forEach(topic -> sns.add(stack.ref(topic.id())));
    for (TemplateResource subscription : stack.resources("AWS::SNS::Subscription")) {
      String topic = subscription.text("TopicArn");
      String endpoint = subscription.text("Endpoint");
      sns.subscribe(subscribe ->
          subscribe.topicArn(topic).protocol(subscription.text("Protocol")).endpoint(endpoint));
      sns.confirmSubscription(confirm ->
          confirm
              .topicArn(topic)
              .token(InMemorySns.token(topic, endpoint))
              .authenticateOnUnsubscribe("true"));
    }
  }
}
