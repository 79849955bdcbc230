package dev.hallpass.handlers.words;

/// What is done to data.
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
