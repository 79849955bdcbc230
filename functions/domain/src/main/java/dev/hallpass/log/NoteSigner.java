package dev.hallpass.log;

import dev.hallpass.port.OutcomeUnknown;

/// The key that signs checkpoints.
public interface NoteSigner {

  /// The public half, in the name of an origin.
  ///
  /// @throws OutcomeUnknown if the key did not answer
  NoteKey key(String origin);

  /// A signature over the UTF-8 of a text, by Ed25519.
  ///
  /// @throws OutcomeUnknown if the key did not answer
  byte[] sign(String text);
}
