package dev.hallpass.adapters.ssm;

import static dev.hallpass.grant.Examples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hallpass.access.ShellsContract;
import dev.hallpass.adapters.faults.Fault;
import dev.hallpass.adapters.faults.Faults;
import dev.hallpass.emulator.Emulated;
import dev.hallpass.emulator.policy.Principal;
import dev.hallpass.emulator.policy.Principal.RoleSession;
import dev.hallpass.emulator.ssm.InMemorySsm;
import dev.hallpass.emulator.template.PseudoParameters;
import dev.hallpass.identity.AccountId;
import dev.hallpass.policy.RoleArn;
import dev.hallpass.policy.SessionName;
import dev.hallpass.policy.Shell;
import dev.hallpass.port.OutcomeUnknown;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.SsmException;

/// Shells at Session Manager, in the hub and in another account.
class SsmShellsTest extends ShellsContract {

  private static final String REGION = "eu-central-1";

  private final InMemorySsm emulated = new InMemorySsm(InstantSource.fixed(NOON));
  private final Faults faults = new Faults(SsmException::builder, "ThrottlingException");
  private final SsmShells shells =
      new SsmShells((account, region) -> new FaultySsm(client(account, region), faults));

  SsmShellsTest() {
    use(shells);
  }

  @Override
  protected Shell begin(RoleArn role, String region, SessionName session) {
    String id =
        client(RoleSession.of(role.value(), session.value()), region)
            .startSession(start -> start.target("i-0123456789abcdef0"))
            .sessionId();
    return new Shell(region, id, session);
  }

  @Test
  void aSessionOfEcsExecIsKnownByWhoBeganIt() {
    Principal caller = RoleSession.of(ROLE.value(), session(1).value());
    String id =
        emulated.execute(
            caller, new PseudoParameters("aws", REGION, ROLE.account().value()), "ecs:checkout_1");

    assertThat(id).startsWith("ecs-execute-command-");
    assertThat(shells.open(ROLE, REGION)).containsExactly(new Shell(REGION, id, session(1)));
  }

  @Test
  void whatOthersOpenedIsNotOfTheRole() {
    client(RoleSession.of(ROLE.value(), "somebody"), REGION)
        .startSession(start -> start.target("i-0123456789abcdef0"));
    begin(OTHER_ROLE, REGION, session(1));

    assertThat(shells.open(ROLE, REGION)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"CALL_LOST", "ANSWER_LOST", "LATE", "THROTTLED", "BROKEN"})
  void whatCouldNotBeListedIsUnknown(Fault fault) {
    begin(ROLE, REGION, session(1));
    faults.strike(fault);

    assertThatExceptionOfType(OutcomeUnknown.class).isThrownBy(() -> shells.open(ROLE, REGION));
    assertThat(shells.open(ROLE, REGION)).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"CALL_LOST", "ANSWER_LOST", "LATE", "THROTTLED", "BROKEN"})
  void whetherItWasTerminatedIsUnknownAndItCanBeTriedAgain(Fault fault) {
    Shell shell = begin(ROLE, REGION, session(1));
    faults.strike(fault);

    assertThatExceptionOfType(OutcomeUnknown.class).isThrownBy(() -> shells.terminate(ROLE, shell));
    shells.terminate(ROLE, shell);
    faults.arrive();

    assertThat(shells.open(ROLE, REGION)).isEmpty();
  }

  private SsmClient client(AccountId account, String region) {
    return client(
        RoleSession.of("arn:aws:iam::%s:role/hallpass-retire".formatted(account), "retire"),
        region);
  }

  private SsmClient client(Principal caller, String region) {
    return Emulated.client(
        SsmClient.class,
        emulated.of(caller, new PseudoParameters("aws", region, caller.account())));
  }
}
