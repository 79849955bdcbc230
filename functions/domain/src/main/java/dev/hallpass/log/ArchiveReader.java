package dev.hallpass.log;

import dev.hallpass.port.OutcomeUnknown;
import java.util.List;
import java.util.Optional;

/// A log's objects, as those read them who cannot write.
public interface ArchiveReader {

  /// An object; empty if no object has this name.
  ///
  /// @throws OutcomeUnknown if the archive did not answer
  Optional<ArchivedObject> read(String name);

  /// The names of all objects that begin with a text, sorted.
  ///
  /// @throws OutcomeUnknown if the archive did not answer
  List<String> names(String beginning);

  /// The names of the objects of which there is a second version, or that were deleted; empty if
  /// the archive cannot tell.
  ///
  /// @throws OutcomeUnknown if the archive did not answer
  default Optional<List<String>> rewritten() {
    return Optional.empty();
  }
}
