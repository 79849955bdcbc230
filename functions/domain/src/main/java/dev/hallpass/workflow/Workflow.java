package dev.hallpass.workflow;

import dev.hallpass.identity.GrantId;
import dev.hallpass.port.OutcomeUnknown;
import java.time.Duration;

/// Starts the workflows of grants.
public interface Workflow {

  /// Starts the workflow of a grant. Starting it again changes nothing.
  ///
  /// @param within the time to answer of the first level
  /// @throws OutcomeUnknown if it is unknown whether it started
  void start(GrantId grant, Duration within);
}
