package dev.hallpass.log;

import dev.hallpass.port.OutcomeUnknown;
import java.util.List;
import java.util.Optional;

/// The bucket with the log and the entries. Objects are added, and never changed but for the one
/// that names the newest checkpoint.
public interface Archive {

  /// An object; empty if there is none of this name.
  ///
  /// @throws OutcomeUnknown if the archive did not answer
  Optional<ArchivedObject> read(String name);

  /// Adds an object.
  ///
  /// @return whether it is there now; not if the name is taken
  /// @throws OutcomeUnknown if it is unknown whether it was added
  boolean add(String name, byte[] content);

  /// Replaces an object by another one.
  ///
  /// @param before the object as it was read
  /// @return whether it was replaced; not if it is another one by now
  /// @throws OutcomeUnknown if it is unknown whether it was replaced
  boolean replace(String name, ArchivedObject before, byte[] content);

  /// The names of all objects that begin with a text, sorted.
  ///
  /// @throws OutcomeUnknown if the archive did not answer
  List<String> names(String beginning);
}
