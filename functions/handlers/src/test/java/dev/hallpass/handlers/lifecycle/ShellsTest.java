package dev.hallpass.handlers.lifecycle;

import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.TARGET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.grant.CorruptLedger;
import dev.hallpass.grant.GrantCommand;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.grant.GrantEvent.CredentialsPlanned;
import dev.hallpass.grant.GrantEvent.Doubt;
import dev.hallpass.grant.LiveSessions;
import dev.hallpass.handlers.InMemorySystem;
import dev.hallpass.handlers.ProxyCall;
import dev.hallpass.identity.EntitlementId;
import dev.hallpass.identity.GrantId;
import dev.hallpass.policy.RoleArn;
import dev.hallpass.policy.Shell;
import dev.hallpass.port.OutcomeUnknown;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/// The shells that people opened with a grant, at each of its ends.
class ShellsTest {

  private static final RoleArn ROLE =
      RoleArn.of("aws", TARGET, new EntitlementId("open-instance-shell"));
  private static final String REGION = "eu-central-1";

  private final InMemorySystem system = new InMemorySystem();

  /// What ends a grant that is open.
  enum Ending {
    EXPIRED,
    RETURNED,
    REVOKED,
    REFUSED,
    DRIFTED
  }

  private void end(Ending ending, GrantId grant) {
    switch (ending) {
      case EXPIRED -> system.expire(grant);
      case RETURNED -> system.answer(ProxyCall.of("ReturnGrant").on(grant));
      case REVOKED -> system.answer(ProxyCall.of("RevokeGrant").on(grant));
      case REFUSED -> run(grant, new GrantCommand.Refuse(Doubt.NOT_OFFERED));
      case DRIFTED -> run(grant, new GrantCommand.EndDrifted());
    }
  }

  private void run(GrantId grant, GrantCommand command) {
    assertThat(system.grants.run(grant, command).isAccepted()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void theWorkflowTerminatesThemAtEachEnd(Ending ending) {
    GrantId grant = active();
    Shell shell = begin(grant);
    end(ending, grant);
    assertThat(system.shells.open()).containsExactly(shell);

    system.run("Retire", grant);

    assertThat(system.shells.open()).isEmpty();
    assertThat(system.types(grant)).endsWith("shells-found", "shells-terminated");
  }

  @ParameterizedTest
  @EnumSource
  void theReaperTerminatesThemAtEachEnd(Ending ending) {
    GrantId grant = active();
    begin(grant);
    end(ending, grant);

    system.pass(Duration.ofMinutes(2));
    system.reap();

    assertThat(system.shells.open()).isEmpty();
    assertThat(system.types(grant)).containsSubsequence("shells-found", "shells-terminated");
  }

  @ParameterizedTest
  @EnumSource
  void whatIsOpenedInTheLastMomentIsTerminatedAMinuteLater(Ending ending) {
    GrantId grant = active();
    end(ending, grant);
    system.run("Retire", grant);
    begin(grant);
    system.restartReap();

    system.pass(Duration.ofMinutes(1));
    system.reap();

    assertThat(system.shells.open()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void whenNoSessionLivesAndNoShellIsOpenNobodyLooksAnyMore(Ending ending) {
    GrantId grant = active();
    begin(grant);
    end(ending, grant);
    system.run("Retire", grant);

    system.pass(LiveSessions.LONGEST.plusMinutes(15));
    system.reap();
    system.pass(Duration.ofMinutes(1));
    system.reap();

    assertThat(system.types(grant)).contains("shells-over", "policy-deleted");
    int looks = system.shells.looks();
    system.pass(Duration.ofMinutes(1));
    system.reap();
    assertThat(system.shells.looks()).isEqualTo(looks);
  }

  @Test
  void aSessionManagerThatDoesNotAnswerHoldsUpNothingElse() {
    GrantId grant = active();
    begin(grant);
    end(Ending.RETURNED, grant);
    system.shells.reachable(false);

    assertThatExceptionOfType(OutcomeUnknown.class).isThrownBy(() -> system.run("Retire", grant));

    assertThat(system.policies.of(grant)).isEmpty();
    assertThat(system.sessionDenials.denied(ROLE)).containsExactly(grant);
    system.shells.reachable(true);
    system.run("Retire", grant);
    assertThat(system.shells.open()).isEmpty();
  }

  @Test
  void anIamThatDoesNotAnswerDoesNotKeepThemOpen() {
    GrantId grant = active();
    begin(grant);
    end(Ending.REVOKED, grant);
    system.sessionDenials.reachable(false);
    system.policies.reachable(false);

    assertThatExceptionOfType(OutcomeUnknown.class).isThrownBy(() -> system.run("Retire", grant));

    assertThat(system.shells.open()).isEmpty();
  }

  @Test
  void anAlarmRingsWhenTheyCannotBeTerminated() {
    GrantId grant = active();
    begin(grant);
    end(Ending.RETURNED, grant);
    system.run("Retire", grant);
    begin(grant);
    system.shells.reachable(false);

    system.pass(Duration.ofMinutes(5));
    JsonNode counted = system.reap();

    assertThat(counted.path("Outlived").intValue()).isEqualTo(1);
  }

  @Test
  void aGrantThatOpensNoShellIsNotLookedAt() {
    GrantId grant = system.active();
    system.answer(ProxyCall.of("IssueCredentials").on(grant));
    system.expire(grant);
    system.run("Retire", grant);
    system.pass(LiveSessions.LONGEST.plusMinutes(15));
    system.run("Retire", grant);
    system.reap();

    assertThat(system.shells.looks()).isZero();
    assertThat(system.types(grant)).doesNotContain("shells-found", "shells-over");
  }

  @Test
  void ofAGrantWhoseEntriesContradictEachOtherAllShellsOfTheRoleAreTerminated() {
    GrantId grant = active();
    begin(grant);
    system.ledger.append(
        system.ledger.read(grant), new GrantEvent.Lapsed(0), system.clock.instant());

    assertThatExceptionOfType(CorruptLedger.class).isThrownBy(() -> system.run("Retire", grant));

    assertThat(system.shells.open()).isEmpty();
    assertThat(system.policies.of(grant)).isEmpty();
  }

  /// A grant that opens shells on an instance, with one set of credentials.
  private GrantId active() {
    GrantId grant =
        system
            .answer(
                ProxyCall.of("RequestGrant")
                    .withoutHeader("Idempotency-Key")
                    .json(body -> {
                      body.put("entitlement", "open-instance-shell").put("duration", "PT1H");
                      body.set("parameters", Json.object().put("instance", "i-0123456789abcdef0"));
                    }))
            .grant();
    system.run("SeekApproval", grant);
    system.answer(system.proved(ProxyCall.of("ApproveGrant").on(grant), BOB));
    system.run("Activate", grant);
    system.answer(ProxyCall.of("IssueCredentials").on(grant));
    return grant;
  }

  private Shell begin(GrantId grant) {
    return system.shells.begin(
        ROLE,
        REGION,
        system.events(grant).stream()
            .filter(CredentialsPlanned.class::isInstance)
            .map(event -> ((CredentialsPlanned) event).session())
            .findFirst()
            .orElseThrow());
  }
}
