package dev.hallpass.emulator.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hallpass.emulator.Emulated;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.SnsException;
import software.amazon.awssdk.services.sns.model.Subscription;

class InMemorySnsTest {
  private static final String TOPIC = "arn:aws:sns:eu-central-1:111122223333:alarms";
  private static final String OPS = "ops@example.com";

  private final InMemorySns emulated = new InMemorySns();
  private final SnsClient sns = Emulated.client(SnsClient.class, emulated);

  @Test
  void aSubscriptionIsPendingUntilItsOwnerConfirmsIt() {
    subscribe();
    assertThat(only().subscriptionArn()).isEqualTo("PendingConfirmation");

    confirm("true");

    assertThat(only().subscriptionArn()).startsWith(TOPIC + ":");
    assertThat(only().endpoint()).isEqualTo(OPS);
    assertThat(attribute("ConfirmationWasAuthenticated")).isEqualTo("true");
    assertThat(attribute("PendingConfirmation")).isEqualTo("false");
  }

  @Test
  void whoFollowsTheLinkIsNotAuthenticated() {
    subscribe();

    confirm("false");

    assertThat(attribute("ConfirmationWasAuthenticated")).isEqualTo("false");
  }

  @Test
  void aSubscriptionThatEndsIsGone() {
    subscribe();
    confirm("true");

    sns.unsubscribe(end -> end.subscriptionArn(only().subscriptionArn()));

    assertThat(sns.listSubscriptionsByTopicPaginator(list -> list.topicArn(TOPIC)).subscriptions())
        .isEmpty();
  }

  @Test
  void whatIsNotThereIsRefused() {
    emulated.add(TOPIC);

    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> sns.listSubscriptionsByTopic(list -> list.topicArn(TOPIC + "2")));
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> sns.getSubscriptionAttributes(get -> get.subscriptionArn(TOPIC + ":1")));
    assertThatExceptionOfType(SnsException.class)
        .isThrownBy(() -> sns.confirmSubscription(it -> it.topicArn(TOPIC).token("guessed")));
  }

  private void subscribe() {
    emulated.add(TOPIC);
    sns.subscribe(it -> it.topicArn(TOPIC).protocol("email").endpoint(OPS));
  }

  private void confirm(String authenticated) {
    sns.confirmSubscription(it ->
        it.topicArn(TOPIC)
            .token(InMemorySns.token(TOPIC, OPS))
            .authenticateOnUnsubscribe(authenticated));
  }

  private Subscription only() {
    return sns.listSubscriptionsByTopic(list -> list.topicArn(TOPIC)).subscriptions().getFirst();
  }

  private String attribute(String name) {
    return sns.getSubscriptionAttributes(get -> get.subscriptionArn(only().subscriptionArn()))
        .attributes()
        .getOrDefault(name, "");
  }
}
