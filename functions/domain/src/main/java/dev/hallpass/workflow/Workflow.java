package dev.hallpass.workflow;

import dev.hallpass.identity.GrantId;
import dev.hallpass.port.OutcomeUnknown;
import java.time.Duration;

/// Where the workflow of a grant is started.
public interface Workflow {

  /// Starts the workflow of a grant. Starting it again changes nothing.
  ///
  /// @param within how long the first level has to answer
  /// @throws OutcomeUnknown if it could not be told whether it started
  void start(GrantId grant, Duration within);
}
