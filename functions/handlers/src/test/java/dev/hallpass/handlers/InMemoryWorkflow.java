package dev.hallpass.handlers;

import dev.hallpass.grant.GrantId;
import dev.hallpass.workflow.OutcomeUnknown;
import dev.hallpass.workflow.Workflow;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Starts no workflow and remembers each that it was to start.
public final class InMemoryWorkflow implements Workflow {

  private final List<Started> started = new ArrayList<>();
  private boolean reachable = true;

  public void reachable(boolean is) {
    reachable = is;
  }

  /// Every start, in order.
  public List<Started> started() {
    return List.copyOf(started);
  }

  @Override
  public void start(GrantId grant, Duration within) {
    if (!reachable) {
      throw new OutcomeUnknown("start the workflow of " + grant, new IOException("no answer"));
    }
    started.add(new Started(grant, within));
  }

  /// One start.
  public record Started(GrantId grant, Duration within) {}
}
