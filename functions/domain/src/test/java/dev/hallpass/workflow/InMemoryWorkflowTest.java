package dev.hallpass.workflow;

import dev.hallpass.identity.GrantId;
import java.time.Duration;
import java.util.List;

class InMemoryWorkflowTest extends WorkflowContract {

  private final InMemoryWorkflow workflow = new InMemoryWorkflow();
  private boolean loses;

  @Override
  protected Workflow workflow() {
    return this::start;
  }

  private void start(GrantId grant, Duration within) {
    workflow.reachable(!loses);
    loses = false;
    workflow.start(grant, within);
  }

  @Override
  protected void loseNextCall() {
    loses = true;
  }

  @Override
  protected List<GrantId> running() {
    return workflow.running();
  }
}
