package dev.hallpass.log;

import dev.hallpass.port.OutcomeUnknown;

/// The bucket with the log and the entries. Objects are added, and never changed but for the one
/// that names the newest checkpoint.
public interface Archive extends ArchiveReader {

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
}
