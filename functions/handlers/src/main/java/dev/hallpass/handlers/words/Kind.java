package dev.hallpass.handlers.words;

/// A kind of act on data.
enum Kind {
  READ,
  LIST,
  WRITE,
  DELETE
}
