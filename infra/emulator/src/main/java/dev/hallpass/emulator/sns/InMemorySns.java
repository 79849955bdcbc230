package dev.hallpass.emulator.sns;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hallpass.emulator.AwsErrors;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.ConfirmSubscriptionRequest;
import software.amazon.awssdk.services.sns.model.ConfirmSubscriptionResponse;
import software.amazon.awssdk.services.sns.model.GetSubscriptionAttributesRequest;
import software.amazon.awssdk.services.sns.model.GetSubscriptionAttributesResponse;
import software.amazon.awssdk.services.sns.model.ListSubscriptionsByTopicRequest;
import software.amazon.awssdk.services.sns.model.ListSubscriptionsByTopicResponse;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.SnsException;
import software.amazon.awssdk.services.sns.model.SubscribeRequest;
import software.amazon.awssdk.services.sns.model.SubscribeResponse;
import software.amazon.awssdk.services.sns.model.Subscription;
import software.amazon.awssdk.services.sns.model.UnsubscribeRequest;
import software.amazon.awssdk.services.sns.model.UnsubscribeResponse;

/// The subscriptions of SNS for one account in one region. Nothing is published. As on AWS, a
/// subscription is pending until its owner confirms it with the token from the mail. [Source](
/// https://docs.aws.amazon.com/sns/latest/api/API_ConfirmSubscription.html)
public final class InMemorySns implements SnsClient {
  /// What a list says in place of the ARN while a subscription is pending.
  private static final String PENDING = "PendingConfirmation";

  private final Set<String> topics = ConcurrentHashMap.newKeySet();
  private final Map<String, Subscribed> subscriptions = new ConcurrentSkipListMap<>();

  private record Subscribed(
      String topic, String protocol, String endpoint, boolean confirmed, boolean authenticated) {

    Subscribed confirmed(boolean withCredentials) {
      return new Subscribed(topic, protocol, endpoint, true, withCredentials);
    }
  }

  /// Adds an empty topic.
  public void add(String topic) {
    topics.add(topic);
  }

  /// The token in the mail to the address that subscribes to a topic. It stays the same here.
  public static String token(String topic, String endpoint) {
    return UUID.nameUUIDFromBytes((topic + endpoint).getBytes(UTF_8)).toString();
  }

  @Override
  public SubscribeResponse subscribe(SubscribeRequest request) {
    requireTopic(request.topicArn());
    subscriptions.putIfAbsent(
        arn(request.topicArn(), request.endpoint()),
        new Subscribed(request.topicArn(), request.protocol(), request.endpoint(), false, false));
    return SubscribeResponse.builder().subscriptionArn("pending confirmation").build();
  }

  @Override
  public ConfirmSubscriptionResponse confirmSubscription(ConfirmSubscriptionRequest request) {
    requireTopic(request.topicArn());
    String arn = request.topicArn() + ":" + request.token();
    boolean authenticated = "true".equals(request.authenticateOnUnsubscribe());
    if (subscriptions.computeIfPresent(arn, (_, one) -> one.confirmed(authenticated)) == null) {
      throw (SnsException)
          AwsErrors.fill(SnsException.builder(), "Sns", "InvalidParameter", 400, "Invalid token")
              .build();
    }
    return ConfirmSubscriptionResponse.builder().subscriptionArn(arn).build();
  }

  /// One page has all subscriptions.
  @Override
  public ListSubscriptionsByTopicResponse listSubscriptionsByTopic(
      ListSubscriptionsByTopicRequest request) {
    requireTopic(request.topicArn());
    List<Subscription> listed =
        subscriptions.entrySet().stream()
            .filter(one -> one.getValue().topic().equals(request.topicArn()))
            .map(one -> listed(one.getKey(), one.getValue()))
            .toList();
    return ListSubscriptionsByTopicResponse.builder().subscriptions(listed).build();
  }

  private static Subscription listed(String arn, Subscribed one) {
    return Subscription.builder()
        .subscriptionArn(one.confirmed() ? arn : PENDING)
        .topicArn(one.topic())
        .protocol(one.protocol())
        .endpoint(one.endpoint())
        .build();
  }

  @Override
  public GetSubscriptionAttributesResponse getSubscriptionAttributes(
      GetSubscriptionAttributesRequest request) {
    Subscribed one = subscriptions.get(request.subscriptionArn());
    if (one == null) {
      throw missing("Subscription");
    }
    Map<String, String> attributes = new TreeMap<>();
    attributes.put("TopicArn", one.topic());
    attributes.put("Protocol", one.protocol());
    attributes.put("Endpoint", one.endpoint());
    attributes.put("PendingConfirmation", String.valueOf(!one.confirmed()));
    attributes.put("ConfirmationWasAuthenticated", String.valueOf(one.authenticated()));
    return GetSubscriptionAttributesResponse.builder().attributes(attributes).build();
  }

  @Override
  public UnsubscribeResponse unsubscribe(UnsubscribeRequest request) {
    subscriptions.remove(request.subscriptionArn());
    return UnsubscribeResponse.builder().build();
  }

  private void requireTopic(String topic) {
    if (!topics.contains(topic)) {
      throw missing("Topic");
    }
  }

  private static String arn(String topic, String endpoint) {
    return topic + ":" + token(topic, endpoint);
  }

  private static SnsException missing(String what) {
    return AwsErrors.fill(
            NotFoundException.builder(), "Sns", "NotFound", 404, what + " does not exist")
        .build();
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
