package dev.hallpass.emulator.ses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hallpass.emulator.Clock;
import dev.hallpass.emulator.Emulated;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ses.SesClient;
import software.amazon.awssdk.services.ses.model.MessageRejectedException;
import software.amazon.awssdk.services.ses.model.MessageTag;
import software.amazon.awssdk.services.ses.model.SendEmailRequest;
import software.amazon.awssdk.services.ses.model.SendEmailResponse;
import software.amazon.awssdk.services.ses.model.SesException;

class InMemorySesTest {
  private final Clock clock = new Clock();
  private final InMemorySes emulation =
      new InMemorySes(clock, new Random(1), List.of("hallpass@example.com", "example.org"));
  private final SesClient ses = Emulated.client(SesClient.class, emulation);

  @Test
  void aMailIsKeptWithItsIdAndTime() {
    SendEmailResponse response = ses.sendEmail(mail("Hallpass <Hallpass@example.com>"));
    assertThat(emulation.sent())
        .containsExactly(
            new SentMail(
                response.messageId(),
                clock.instant(),
                "Hallpass <Hallpass@example.com>",
                List.of("bob@example.com", "carol@example.com"),
                "A request",
                "plain",
                "<p>rich</p>"));
  }

  @Test
  void theListOfMailsCannotBeChanged() {
    ses.sendEmail(mail("hallpass@example.com"));
    assertThatThrownBy(() -> emulation.sent().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(emulation.sent()).hasSize(1);
  }

  @Test
  void aSenderThatIsNotVerifiedIsRejectedAndNothingIsKept() {
    assertThatExceptionOfType(MessageRejectedException.class)
        .isThrownBy(() -> ses.sendEmail(mail("mallory@example.net")))
        .satisfies(rejected -> {
          assertThat(rejected.awsErrorDetails().errorCode()).isEqualTo("MessageRejected");
          assertThat(rejected.statusCode()).isEqualTo(400);
        });
    assertThat(emulation.sent()).isEmpty();
  }

  @Test
  void aSenderOfAVerifiedDomainOrVerifiedLaterIsTaken() {
    ses.sendEmail(mail("anyone@example.org"));
    ses.verifyEmailIdentity(request -> request.emailAddress("Mallory@example.net"));
    ses.sendEmail(mail("mallory@example.net"));
    assertThat(emulation.sent()).hasSize(2);
  }

  @Test
  void withoutIdentitiesEverySenderIsTaken() {
    InMemorySes open = new InMemorySes(clock, new Random(1), List.of());
    open.sendEmail(mail("anyone@example.net"));
    assertThat(open.sent()).hasSize(1);
  }

  @Test
  void aMailWithoutRecipientSubjectOrBodyIsRefused() {
    SendEmailRequest whole = mail("hallpass@example.com");
    List<SendEmailRequest> parts =
        List.of(
            whole.toBuilder().destination(to -> {}).build(),
            whole.toBuilder().source("nobody").build(),
            whole.toBuilder().message(message -> message.body(body -> {})).build(),
            whole.toBuilder()
                .message(message -> message.subject(subject -> subject.data("s")))
                .build());
    assertThat(parts)
        .allSatisfy(part ->
            assertThatExceptionOfType(SesException.class)
                .isThrownBy(() -> ses.sendEmail(part))
                .satisfies(refused ->
                    assertThat(refused.awsErrorDetails().errorCode())
                        .isEqualTo("InvalidParameterValue")));
    assertThat(emulation.sent()).isEmpty();
  }

  @Test
  void theTagsOfAMailAreKept() {
    String longest = "Az09_-".repeat(43).substring(0, 256);
    ses.sendEmail(tagged(tag("grant", "grant-1"), tag(longest, longest)));
    assertThat(emulation.sent().getFirst().tags())
        .isEqualTo(Map.of("grant", "grant-1", longest, longest));
  }

  @Test
  void aTagOfOtherCharactersOrLengthsOrGivenTwiceIsRefused() {
    List<SendEmailRequest> mails =
        List.of(
            tagged(tag("grant", "")),
            tagged(tag("", "grant-1")),
            tagged(tag("grant", "a b")),
            tagged(tag("ses:grant", "grant-1")),
            tagged(tag("grant", "a".repeat(257))),
            tagged(MessageTag.builder().name("grant").build()),
            tagged(tag("grant", "grant-1"), tag("grant", "grant-2")));
    assertThat(mails)
        .allSatisfy(mail ->
            assertThatExceptionOfType(SesException.class)
                .isThrownBy(() -> ses.sendEmail(mail))
                .satisfies(refused ->
                    assertThat(refused.awsErrorDetails().errorCode())
                        .isEqualTo("InvalidParameterValue")));
    assertThat(emulation.sent()).isEmpty();
  }

  @Test
  void aMailThatBouncesIsTakenLikeAnyOther() {
    emulation.bounces("Bob@example.com");
    SendEmailResponse response = ses.sendEmail(mail("hallpass@example.com"));
    assertThat(emulation.sent()).extracting(SentMail::id).containsExactly(response.messageId());
  }

  @Test
  void whatIsNotEmulatedIsRefusedByItsName() {
    assertThatThrownBy(ses::getSendQuota).hasMessage("ses:GetSendQuota is not emulated");
  }

  private static SendEmailRequest tagged(MessageTag... tags) {
    return mail("hallpass@example.com").toBuilder().tags(tags).build();
  }

  private static MessageTag tag(String name, String value) {
    return MessageTag.builder().name(name).value(value).build();
  }

  private static SendEmailRequest mail(String from) {
    return SendEmailRequest.builder()
        .source(from)
        .destination(to -> to.toAddresses("bob@example.com").ccAddresses("carol@example.com"))
        .message(message ->
            message
                .subject(subject -> subject.data("A request"))
                .body(body ->
                    body.text(text -> text.data("plain")).html(html -> html.data("<p>rich</p>"))))
        .build();
  }
}
