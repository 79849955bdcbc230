package dev.hallpass.access;

import dev.hallpass.policy.RoleArn;
import dev.hallpass.policy.Shell;
import java.util.List;

/// The shells that people opened with sessions of grants. Once open, they go on without any
/// permission, until they are terminated.
public interface Shells {

  /// The shells that are open in a region and were opened with sessions of a role. May lag behind
  /// by some seconds.
  ///
  /// @throws dev.hallpass.port.OutcomeUnknown if they could not be listed to the last
  List<Shell> open(RoleArn role, String region);

  /// Terminates a shell. Terminating one that is over changes nothing.
  ///
  /// @param role with whose session it was opened
  /// @throws dev.hallpass.port.OutcomeUnknown if it could not be told whether it was done
  void terminate(RoleArn role, Shell shell);
}
