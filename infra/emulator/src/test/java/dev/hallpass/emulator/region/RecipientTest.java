package dev.hallpass.emulator.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.ses.model.SendEmailRequest;
import software.amazon.awssdk.services.ses.model.SesException;

/// Whom a role may send to that has leave for the sender's identity.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecipientTest {

  private final SampleRegion sample = new SampleRegion("\"None\": {\"Type\": \"Nothing\"}");

  @BeforeAll
  void allowTheSender() {
    sample.region.ses().verifyEmailIdentity(one -> one.emailAddress("hallpass@example.com"));
    sample.region.ses().verifyEmailIdentity(one -> one.emailAddress("bob@example.com"));
    sample
        .region
        .account()
        .iam()
        .putRolePolicy(put ->
            put.roleName("worker")
                .policyName("sends")
                .policyDocument(
                    """
                    {"Version": "2012-10-17", "Statement": [{
                      "Effect": "Allow", "Action": "ses:SendEmail", "Resource":
                      "arn:aws:ses:eu-central-1:111122223333:identity/hallpass@example.com"
                    }]}
                    """));
  }

  @AfterAll
  void close() {
    sample.close();
  }

  @Test
  void oneThatIsAnIdentityOfTheAccountNeedsLeaveToo() {
    assertThatThrownBy(() -> send(mail("Bob <bob@example.com>")))
        .isInstanceOf(SesException.class)
        .hasMessageContaining("identity/bob@example.com");
    SendEmailRequest copied =
        mail("carol@example.com").toBuilder()
            .destination(to -> to.toAddresses("carol@example.com").bccAddresses("bob@example.com"))
            .build();
    assertThatThrownBy(() -> send(copied)).isInstanceOf(SesException.class);
    assertThat(sent()).noneMatch(to -> to.contains("bob"));
  }

  @Test
  void anyOtherNeedsNone() {
    send(mail("carol@example.com"));
    send(mail("hallpass@example.com"));
    assertThat(sent()).contains("carol@example.com", "hallpass@example.com");
  }

  @Test
  void aMailToNobodyIsRefusedBySes() {
    SendEmailRequest toNobody = SendEmailRequest.builder().source("hallpass@example.com").build();
    assertThatThrownBy(() -> send(toNobody))
        .isInstanceOf(SesException.class)
        .hasMessageContaining("Missing required field");
  }

  private List<String> sent() {
    return sample.region.ses().sent().stream().flatMap(mail -> mail.to().stream()).toList();
  }

  private void send(SendEmailRequest mail) {
    sample.region.ses(sample.function().caller()).sendEmail(mail);
  }

  private static SendEmailRequest mail(String to) {
    return SendEmailRequest.builder()
        .source("hallpass@example.com")
        .destination(one -> one.toAddresses(to))
        .message(message ->
            message
                .subject(one -> one.data("A request"))
                .body(body -> body.text(one -> one.data("plain"))))
        .build();
  }
}
