package dev.hallpass.log;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// A text with its signatures (source: C2SP signed-note).
///
/// @param text the text, which ends with a line feed
/// @param signatures the lines of the signatures
public record SignedNote(String text, List<String> signatures) {

  private static final String DASH = "— ";
  private static final int ID = 4;

  public SignedNote {
    signatures = List.copyOf(signatures);
  }

  /// A text with one signature.
  ///
  /// @param signature made with the key over the UTF-8 of the text
  public static SignedNote of(String text, NoteKey key, byte[] signature) {
    byte[] line = Arrays.copyOf(key.id(), ID + signature.length);
    System.arraycopy(signature, 0, line, ID, signature.length);
    return new SignedNote(
        text, List.of(DASH + key.name() + " " + Base64.getEncoder().encodeToString(line)));
  }

  /// Reads a note. It says nothing of whether the signatures are good.
  ///
  /// @throws IllegalArgumentException if it has another form
  public static SignedNote parse(String note) {
    int end = note.lastIndexOf("\n\n");
    if (end >= 0 && note.endsWith("\n")) {
      List<String> signatures = note.substring(end + 2).lines().toList();
      if (!signatures.isEmpty() && signatures.stream().allMatch(line -> line.startsWith(DASH))) {
        return new SignedNote(note.substring(0, end + 1), signatures);
      }
    }
    throw new IllegalArgumentException(
        "A signed note is a text, an empty line, and lines of signatures");
  }

  /// The whole note.
  public String note() {
    return text + "\n" + String.join("\n", signatures) + "\n";
  }

  /// Whether a key signed the text. Signatures by other keys do not matter.
  public boolean isSignedBy(NoteKey key) {
    return signatures.stream()
        .map(line -> signatureBy(key, line))
        .flatMap(Optional::stream)
        .anyMatch(signature -> key.signed(text, signature));
  }

  private static Optional<byte[]> signatureBy(NoteKey key, String line) {
    String name = DASH + key.name() + " ";
    if (!line.startsWith(name)) {
      return Optional.empty();
    }
    try {
      String base64 = line.substring(name.length());
      byte[] bytes = Base64.getDecoder().decode(base64);
      // One signature has one text.
      return bytes.length > ID
              && Arrays.equals(bytes, 0, ID, key.id(), 0, ID)
              && Base64.getEncoder().encodeToString(bytes).equals(base64)
          ? Optional.of(Arrays.copyOfRange(bytes, ID, bytes.length))
          : Optional.empty();
    } catch (IllegalArgumentException _) {
      // Not even Base64.
      return Optional.empty();
    }
  }
}
