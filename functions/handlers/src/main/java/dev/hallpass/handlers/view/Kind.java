package dev.hallpass.handlers.view;

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
