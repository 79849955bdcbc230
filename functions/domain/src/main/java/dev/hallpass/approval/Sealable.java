package dev.hallpass.approval;

/// What a seal signs.
public interface Sealable {

  /// The signed text: lines in UTF-8 with a line feed after each, so that any program can check the
  /// seal. Its first line says what it is, so no text of one kind is one of another.
  String text();
}
