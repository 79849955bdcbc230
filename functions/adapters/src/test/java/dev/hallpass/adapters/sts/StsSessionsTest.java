package dev.hallpass.adapters.sts;

import static dev.hallpass.grant.Examples.NOON;
import static dev.hallpass.grant.Examples.VIEW_ONLY;
import static dev.hallpass.records.Altered.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.entry;

import dev.hallpass.access.Credentials;
import dev.hallpass.access.Sessions;
import dev.hallpass.access.Sessions.NotOpened;
import dev.hallpass.access.SessionsContract;
import dev.hallpass.adapters.errors.AwsRefusal;
import dev.hallpass.adapters.faults.Fault;
import dev.hallpass.adapters.faults.Faults;
import dev.hallpass.emulator.account.Account;
import dev.hallpass.emulator.iam.Quotas;
import dev.hallpass.emulator.policy.Principal.RoleSession;
import dev.hallpass.emulator.sts.Session;
import dev.hallpass.emulator.time.VirtualTimeline;
import dev.hallpass.port.OutcomeUnknown;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.sts.model.StsException;

class StsSessionsTest extends SessionsContract {

  private static final String ACCOUNT = "111122223333";
  private static final Duration PROPAGATION = Duration.ofSeconds(4);
  private static final String POLICY =
      """
      {
        "Version": "2012-10-17",
        "Statement": [
          {"Effect": "Allow", "Action": ["s3:GetObject"], "Resource": ["*"]}
        ]
      }
      """;
  private static final String ISSUER = "arn:aws:iam::111122223333:role/hallpass-IssueCredentials";

  private final VirtualTimeline timeline = new VirtualTimeline(NOON.minus(PROPAGATION));
  private final Account account =
      new Account(ACCOUNT, timeline, new Random(4711), Quotas.standard(), PROPAGATION);
  private final Faults faults = new Faults(StsException::builder, "Throttling");
  private final Sessions sessions = sessionsFor(ISSUER);

  @Override
  protected Sessions opening() {
    makeRole();
    makePolicy();
    timeline.advance(PROPAGATION);
    return sessions;
  }

  @Override
  protected Sessions refusing() {
    makeRole();
    timeline.advance(PROPAGATION);
    return sessions;
  }

  @Override
  protected void loseNextCall() {
    faults.strike(Fault.CALL_LOST);
  }

  @Test
  void aSessionIsOpenedAsOrdered() {
    makeRole();
    makePolicy();
    timeline.advance(PROPAGATION);

    Credentials credentials = sessions.open(ORDER);

    Session session = sessionOf(credentials);
    assertThat(session.principal().arn())
        .isEqualTo(
            "arn:aws:sts::111122223333:assumed-role/read-bucket-prefix/"
                + "hallpass-00000000000000000000000000000042");
    assertThat(session.policyArns()).containsExactly(ORDER.policy().value());
    assertThat(session.inline()).isEmpty();
    assertThat(session.sourceIdentity()).hasValue("alice@example.com");
    assertThat(session.tags()).containsOnly(entry("hallpass:grant", GRANT.value()));
    assertThat(session.transitive()).isEmpty();
    assertThat(session.issued()).isEqualTo(timeline.instant());
    assertThat(session.expires()).isEqualTo(timeline.instant().plus(ORDER.life()));
  }

  @Test
  void aSessionGetsTheManagedPoliciesBesideTheGrantsOwn() {
    makeRole();
    makePolicy();
    account.publish(VIEW_ONLY.arn().value(), "v46", POLICY);
    timeline.advance(PROPAGATION);

    Credentials credentials = sessions.open(with(ORDER, "managed", List.of(VIEW_ONLY.arn())));

    assertThat(sessionOf(credentials).policyArns())
        .containsExactly(ORDER.policy().value(), VIEW_ONLY.arn().value());
  }

  @Test
  void theCredentialsAreThoseThatAwsGave() {
    makeRole();
    makePolicy();
    timeline.advance(PROPAGATION);

    Credentials credentials = sessions.open(ORDER);

    var given = sessionOf(credentials).credentials();
    assertThat(credentials.secretAccessKey()).isEqualTo(given.secretAccessKey());
    assertThat(credentials.expiresAt()).isEqualTo(given.expiration());
    assertThat(credentials.toString())
        .doesNotContain(given.secretAccessKey(), given.accessKeyId(), given.sessionToken());
  }

  @Test
  void aRoleThatIsNotVisibleYetIsWaitedFor() {
    makePolicy();
    timeline.advance(PROPAGATION);
    makeRole();

    assertThatThrownBy(() -> sessions.open(ORDER)).isInstanceOf(NotOpened.class);
    timeline.advance(PROPAGATION);
    assertThat(sessions.open(ORDER)).isNotNull();
  }

  @Test
  void aPolicyThatIsNotVisibleYetIsWaitedFor() {
    makeRole();
    timeline.advance(PROPAGATION);
    makePolicy();

    assertThatThrownBy(() -> sessions.open(ORDER)).isInstanceOf(NotOpened.class);
    timeline.advance(PROPAGATION);
    assertThat(sessions.open(ORDER)).isNotNull();
  }

  @Test
  void anybodyElseThanTheTrustedFunctionGetsNothing() {
    makeRole();
    makePolicy();
    timeline.advance(PROPAGATION);

    Sessions others = sessionsFor("arn:aws:iam::111122223333:role/hallpass-Activate");

    assertThatThrownBy(() -> others.open(ORDER))
        .isInstanceOf(NotOpened.class)
        .hasMessageNotContaining("arn:");
  }

  @Test
  void aRefusalNamesTheActionThatIsDenied() {
    makePolicy();
    timeline.advance(PROPAGATION);

    assertThat(AwsRefusal.behind(catchThrowable(() -> sessions.open(ORDER))))
        .hasValue(new AwsRefusal("sts:AssumeRole", "AccessDenied", false));
  }

  @ParameterizedTest
  @EnumSource(names = {"CALL_LOST", "ANSWER_LOST", "LATE", "THROTTLED", "BROKEN"})
  void withoutAnAnswerTheOutcomeIsUnknown(Fault fault) {
    makeRole();
    makePolicy();
    timeline.advance(PROPAGATION);
    faults.strike(fault);

    assertThatThrownBy(() -> sessions.open(ORDER)).isInstanceOf(OutcomeUnknown.class);
    assertThat(sessions.open(ORDER)).isNotNull();
  }

  private Sessions sessionsFor(String caller) {
    return new StsSessions(
        new FaultySts(account.sts(RoleSession.of(caller, "IssueCredentials")), faults));
  }

  private Session sessionOf(Credentials credentials) {
    Optional<Session> session =
        account.sessions().withCredentials(credentials.accessKeyId(), credentials.sessionToken());
    return session.orElseThrow();
  }

  private void makeRole() {
    account
        .iam()
        .createRole(role ->
            role.path("/hallpass/")
                .roleName("read-bucket-prefix")
                .assumeRolePolicyDocument(
                    """
                    {
                      "Version": "2012-10-17",
                      "Statement": [
                        {
                          "Effect": "Allow",
                          "Principal": {"AWS": "%s"},
                          "Action": ["sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"]
                        }
                      ]
                    }
                    """
                        .formatted(ISSUER)));
  }

  private void makePolicy() {
    account
        .iam()
        .createPolicy(
            policy -> policy.path("/hallpass/").policyName(GRANT.value()).policyDocument(POLICY));
  }
}
