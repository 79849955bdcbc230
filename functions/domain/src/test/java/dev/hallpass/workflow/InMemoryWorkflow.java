package dev.hallpass.workflow;

import dev.hallpass.identity.GrantId;
import dev.hallpass.port.OutcomeUnknown;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Starts no workflow and remembers each that it was to start.
public final class InMemoryWorkflow implements Workflow {

  private final List<Started> started = new ArrayList<>();
  private Optional<Exception> failure = Optional.empty();

  public void reachable(boolean is) {
    failure = is ? Optional.empty() : Optional.of(new IOException("no answer"));
  }

  /// Lets AWS refuse all starts with this answer.
  public void refuse(RuntimeException answer) {
    failure = Optional.of(answer);
  }

  /// Every start, in order.
  public List<Started> started() {
    return List.copyOf(started);
  }

  /// The grants whose workflows run: a second start changes nothing.
  List<GrantId> running() {
    return started.stream().map(Started::grant).distinct().toList();
  }

  @Override
  public void start(GrantId grant, Duration within) {
    failure.ifPresent(cause -> {
      throw new OutcomeUnknown("start the workflow of " + grant, cause);
    });
    started.add(new Started(grant, within));
  }

  /// One start.
  public record Started(GrantId grant, Duration within) {}
}
