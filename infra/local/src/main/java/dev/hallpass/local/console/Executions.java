package dev.hallpass.local.console;

import dev.hallpass.identity.GrantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.GetExecutionHistoryResponse;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

/// The workflows of the grants, by the id of the grant.
public final class Executions {

  private final SfnClient client;
  private final String prefix;

  /// @param stateMachine the ARN of the state machine
  public Executions(SfnClient client, String stateMachine) {
    this.client = client;
    this.prefix = stateMachine.replace(":stateMachine:", ":execution:") + ":";
  }

  /// The workflow of a grant, if it was started.
  Optional<ExecutionView> of(GrantId grant) {
    String arn = prefix + grant;
    try {
      return Optional.of(
          ExecutionView.of(client.describeExecution(one -> one.executionArn(arn)), history(arn)));
    } catch (ExecutionDoesNotExistException _) {
      return Optional.empty();
    }
  }

  private List<HistoryEvent> history(String arn) {
    List<HistoryEvent> events = new ArrayList<>();
    @Nullable String token = null;
    do {
      String next = token;
      GetExecutionHistoryResponse page =
          client.getExecutionHistory(one -> one.executionArn(arn).nextToken(next));
      events.addAll(page.events());
      token = page.nextToken();
    } while (token != null);
    return events;
  }
}
