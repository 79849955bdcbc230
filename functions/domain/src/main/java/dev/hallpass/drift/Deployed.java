package dev.hallpass.drift;

import java.util.List;

/// The system as it is deployed, held against the template that it was deployed from. It is only
/// ever read: people put right what differs.
@FunctionalInterface
public interface Deployed {

  /// Everything in which the system is not as its template says, and everything of which that could
  /// not be found out. What could not be read is among the latter, and no exception.
  List<Difference> differences();
}
