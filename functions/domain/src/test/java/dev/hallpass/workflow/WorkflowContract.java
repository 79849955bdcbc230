package dev.hallpass.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hallpass.identity.GrantId;
import dev.hallpass.port.OutcomeUnknown;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What all that starts workflows keeps to.
public abstract class WorkflowContract {

  protected static final GrantId GRANT = new GrantId("grant-00000000000000000000000000004711");

  private static final GrantId OTHER = new GrantId("grant-00000000000000000000000000004712");
  private static final Duration TWO_HOURS = Duration.ofHours(2);

  /// One that nothing was started by.
  protected abstract Workflow workflow();

  /// Lets the next call have no answer and no effect.
  protected abstract void loseNextCall();

  /// The grants whose workflows were started, once each.
  protected abstract List<GrantId> running();

  @Test
  void eachGrantHasAWorkflowOfItsOwn() {
    workflow().start(GRANT, TWO_HOURS);
    workflow().start(OTHER, TWO_HOURS);

    assertThat(running()).containsExactlyInAnyOrder(GRANT, OTHER);
  }

  @Test
  void startingAgainChangesNothing() {
    workflow().start(GRANT, TWO_HOURS);
    workflow().start(GRANT, TWO_HOURS);
    workflow().start(GRANT, Duration.ofHours(3));

    assertThat(running()).containsExactly(GRANT);
  }

  @Test
  void withoutAnAnswerTheOutcomeIsUnknownAndItCanBeStartedAgain() {
    loseNextCall();

    assertThatExceptionOfType(OutcomeUnknown.class)
        .isThrownBy(() -> workflow().start(GRANT, TWO_HOURS));
    assertThat(running()).isEmpty();

    workflow().start(GRANT, TWO_HOURS);
    assertThat(running()).containsExactly(GRANT);
  }
}
