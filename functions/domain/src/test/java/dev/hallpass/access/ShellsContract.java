package dev.hallpass.access;

import static dev.hallpass.grant.Examples.HUB;
import static dev.hallpass.grant.Examples.TARGET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.hallpass.identity.EntitlementId;
import dev.hallpass.policy.RoleArn;
import dev.hallpass.policy.SessionName;
import dev.hallpass.policy.Shell;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What holds for shells wherever they are.
public abstract class ShellsContract {

  protected static final RoleArn ROLE =
      RoleArn.of("aws", HUB, new EntitlementId("open-instance-shell"));
  protected static final RoleArn OTHER_ROLE =
      RoleArn.of("aws", HUB, new EntitlementId("open-other-shell"));
  protected static final RoleArn ROLE_ELSEWHERE =
      RoleArn.of("aws", TARGET, new EntitlementId("open-instance-shell"));
  private static final String REGION = "eu-central-1";
  private static final String OTHER_REGION = "eu-west-1";

  private Shells shells = new InMemoryShells();

  /// Sets what is looked at.
  protected final void use(Shells shells) {
    this.shells = shells;
  }

  /// Opens a shell with a session of a role.
  protected abstract Shell begin(RoleArn role, String region, SessionName session);

  @Test
  void aShellIsListedUntilItIsTerminated() {
    Shell shell = begin(ROLE, REGION, session(1));

    assertThat(shells.open(ROLE, REGION)).containsExactly(shell);
    shells.terminate(ROLE, shell);
    assertThat(shells.open(ROLE, REGION)).isEmpty();
  }

  @Test
  void onlyThoseOfTheRoleInTheRegionAreListed() {
    begin(OTHER_ROLE, REGION, session(1));
    begin(ROLE_ELSEWHERE, REGION, session(2));
    begin(ROLE, OTHER_REGION, session(3));
    Shell shell = begin(ROLE, REGION, session(4));

    assertThat(shells.open(ROLE, REGION)).containsExactly(shell);
    assertThat(shells.open(ROLE_ELSEWHERE, REGION))
        .extracting(Shell::session)
        .containsExactly(session(2));
  }

  @Test
  void allAreListedHoweverManyThereAre() {
    List<Shell> all =
        IntStream.rangeClosed(1, 450).mapToObj(i -> begin(ROLE, REGION, session(i))).toList();

    assertThat(shells.open(ROLE, REGION)).containsExactlyInAnyOrderElementsOf(all);
  }

  @Test
  void terminatingOneTwiceChangesNothing() {
    Shell shell = begin(ROLE, REGION, session(1));
    Shell other = begin(ROLE, REGION, session(2));

    assertThatCode(() -> Stream.of(shell, shell).forEach(one -> shells.terminate(ROLE, one)))
        .doesNotThrowAnyException();
    assertThat(shells.open(ROLE, REGION)).containsExactly(other);
  }

  protected static SessionName session(int number) {
    return new SessionName("hallpass-%032x".formatted(number));
  }
}
