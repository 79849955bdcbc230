package dev.hallpass.adapters.cloudformation;

import dev.hallpass.adapters.cloudformation.StackTemplate.Resource;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.Subscription;

/// Compares the subscriptions of a topic. An alarm reaches nobody without a confirmed one.
///
/// A subscription that was confirmed by its link ends by a link too, which each of its mails has,
/// and a mail scanner follows links. So the confirmation must have been made with credentials.
final class SubscriptionComparison {

  private static final String PENDING = "PendingConfirmation";

  /// Stands for what only the owner of the address has.
  private static final String TOKEN = "TOKEN";

  private final StackTemplate template;
  private final SnsClient sns;

  SubscriptionComparison(StackTemplate template, SnsClient sns) {
    this.template = template;
    this.sns = sns;
  }

  void compare(Resource topic, Findings findings) {
    try {
      Map<String, Subscription> found = new TreeMap<>();
      sns.listSubscriptionsByTopicPaginator(list -> list.topicArn(findings.name()))
          .subscriptions()
          .forEach(one -> found.put(key(one.protocol(), one.endpoint()), one));
      Map<String, Resource> expected = expected(findings.name());
      found.forEach((key, one) -> {
        if (!expected.containsKey(key) && isConfirmed(one)) {
          findings.added(
              "subscription " + one.subscriptionArn(), () -> unsubscribe(one.subscriptionArn()));
        }
      });
      expected.forEach((key, one) -> compare(one, found.get(key), findings));
    } catch (NotFoundException _) {
      findings.missing("topic", () -> Remedies.ANEW);
    }
  }

  /// The subscriptions of the template by protocol and address.
  private Map<String, Resource> expected(String topic) {
    Map<String, Resource> expected = new TreeMap<>();
    for (Resource one : template.resources("AWS::SNS::Subscription")) {
      if (template.text(one, "TopicArn").equals(topic)) {
        expected.put(key(template.text(one, "Protocol"), template.text(one, "Endpoint")), one);
      }
    }
    return expected;
  }

  private void compare(Resource expected, @Nullable Subscription found, Findings findings) {
    String address = template.text(expected, "Endpoint");
    String confirmation = "confirmation of " + address;
    if (found == null) {
      findings.missing(
          "subscription of " + address,
          () ->
              on("subscribe", findings)
                  .with("protocol", template.text(expected, "Protocol"))
                  .with("notification-endpoint", address)
                  .text());
    } else if (!isConfirmed(found)) {
      findings.missing(
          confirmation,
          () ->
              on("confirm-subscription", findings)
                  .with("authenticate-on-unsubscribe", "true")
                  .with("token", TOKEN)
                  .text());
    } else if (!isAuthenticated(found)) {
      findings.changed(confirmation, () -> unsubscribe(found.subscriptionArn()));
    }
  }

  private boolean isAuthenticated(Subscription found) {
    return "true"
        .equals(
            sns.getSubscriptionAttributes(get -> get.subscriptionArn(found.subscriptionArn()))
                .attributes()
                .get("ConfirmationWasAuthenticated"));
  }

  private static boolean isConfirmed(Subscription one) {
    return !one.subscriptionArn().equals(PENDING);
  }

  private static AwsCommand on(String operation, Findings findings) {
    return AwsCommand.of("sns", operation).with("topic-arn", findings.name());
  }

  private static String unsubscribe(String arn) {
    return AwsCommand.of("sns", "unsubscribe").with("subscription-arn", arn).text();
  }

  private static String key(String protocol, String endpoint) {
    return protocol + " " + endpoint;
  }
}
