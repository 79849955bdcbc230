package dev.hallpass.handlers.words;

/// A kind of act on data.
enum Kind {
  READ("Read"),
  LIST("List"),
  WRITE("Write"),
  DELETE("Delete");

  private final String word;

  Kind(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }
}
