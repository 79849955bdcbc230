package dev.hallpass.adapters.ses;

import static dev.hallpass.adapters.faults.Fault.ANSWER_LOST;
import static dev.hallpass.adapters.faults.Fault.CALL_LOST;
import static dev.hallpass.grant.Examples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hallpass.adapters.faults.Fault;
import dev.hallpass.adapters.faults.Faults;
import dev.hallpass.approval.Mailer;
import dev.hallpass.approval.MailerContract;
import dev.hallpass.catalog.Mailing;
import dev.hallpass.emulator.ses.InMemorySes;
import dev.hallpass.emulator.ses.SentMail;
import dev.hallpass.port.OutcomeUnknown;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.ses.SesClient;
import software.amazon.awssdk.services.ses.model.SendEmailRequest;
import software.amazon.awssdk.services.ses.model.SendEmailResponse;
import software.amazon.awssdk.services.ses.model.SesException;

class SesMailerTest extends MailerContract {

  private static final String SENDER = "hallpass@example.com";

  private final InMemorySes ses =
      new InMemorySes(InstantSource.fixed(NOON), new Random(4711), List.of(SENDER));
  private final Faults faults = new Faults(SesException::builder, "Throttling");
  private final List<SendEmailRequest> requests = new ArrayList<>();
  private final Mailer mailer =
      new SesMailer(new FaultySes(ses, faults, requests), SENDER, Mailing.USUAL, "hallpass");

  @BeforeEach
  void makeConfigurationSet() {
    ses.createConfigurationSet(made -> made.configurationSet(one -> one.name("hallpass")));
  }

  @Override
  protected Mailer mailer() {
    return mailer;
  }

  @Override
  protected List<String> subjects() {
    return ses.sent().stream().map(SentMail::subject).toList();
  }

  @Override
  protected void loseNextCall() {
    faults.strike(CALL_LOST);
  }

  @Test
  void aMailGoesToOnePersonAsTextAndAsHtml() {
    String id = mailer.send(MAIL);

    assertThat(ses.sent())
        .containsExactly(
            new SentMail(
                id,
                NOON,
                "Hallpass <" + SENDER + ">",
                List.of("bob@example.com"),
                MAIL.subject(),
                MAIL.text(),
                MAIL.html(),
                Map.of("grant", MAIL.grant().value(), "link", MAIL.link().orElseThrow().hex())));
  }

  @Test
  void whatBecomesOfAMailIsToldToTheConfigurationSet() {
    mailer.send(MAIL);

    assertThat(requests)
        .singleElement()
        .extracting(SendEmailRequest::configurationSetName)
        .isEqualTo("hallpass");
  }

  @Test
  void aMailWhoseAnswerIsLostIsUnknownAndSentAgainOnlyByAnyoneWhoAsks() {
    faults.strike(ANSWER_LOST);

    assertThatThrownBy(() -> mailer.send(MAIL)).isInstanceOf(OutcomeUnknown.class);

    assertThat(ses.sent()).hasSize(1);
  }

  @Test
  void aMailNamesTheIdentityOfAnotherAccountAndWhoGetsAnswers() {
    String identity = "arn:aws:ses:eu-central-1:777788889999:identity/example.com";
    Mailing mailing =
        new Mailing(
            "Access to AWS",
            Optional.of("helpdesk@example.com"),
            Optional.empty(),
            Optional.of(identity),
            Optional.empty());

    new SesMailer(new FaultySes(ses, faults, requests), SENDER, mailing, "hallpass").send(MAIL);

    assertThat(requests)
        .singleElement()
        .satisfies(request -> {
          assertThat(request.source()).isEqualTo("Access to AWS <hallpass@example.com>");
          assertThat(request.sourceArn()).isEqualTo(identity);
          assertThat(request.replyToAddresses()).containsExactly("helpdesk@example.com");
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"THROTTLED", "BROKEN", "LATE"})
  void aMailThatWasNotTakenIsNotClaimed(Fault fault) {
    faults.strike(fault);

    assertThatThrownBy(() -> mailer.send(MAIL))
        .isInstanceOf(OutcomeUnknown.class)
        .hasMessageContaining("bob@example.com")
        .message()
        .doesNotContain("123 456");
    assertThat(ses.sent()).isEmpty();
  }

  @Test
  void aSenderThatSesHasNotVerifiedSendsNothing() {
    Mailer unverified = new SesMailer(ses, "sender@elsewhere.example", Mailing.USUAL, "hallpass");

    assertThatThrownBy(() -> unverified.send(MAIL)).isInstanceOf(OutcomeUnknown.class);
    assertThat(ses.sent()).isEmpty();
  }

  /// SES behind a line on which calls go wrong.
  private record FaultySes(SesClient ses, Faults faults, List<SendEmailRequest> requests)
      implements SesClient {

    @Override
    public SendEmailResponse sendEmail(SendEmailRequest request) {
      requests.add(request);
      return faults.call(() -> ses.sendEmail(request));
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }
}
