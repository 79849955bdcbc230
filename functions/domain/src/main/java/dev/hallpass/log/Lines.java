package dev.hallpass.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hallpass.identity.Sha256;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// Lines of text as the archive holds them: compressed, each with a line feed.
public final class Lines {

  private Lines() {}

  /// The hash of lines.
  public static Sha256 digest(List<String> lines) {
    return Sha256.of(text(lines));
  }

  /// Compresses lines. The same lines give the same bytes.
  public static byte[] compressed(List<String> lines) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text(lines).getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("Memory takes all bytes", e);
    }
    return bytes.toByteArray();
  }

  /// Reads lines.
  ///
  /// @throws IllegalArgumentException if the bytes are not compressed text
  public static List<String> read(byte[] compressed) {
    return text(compressed).lines().toList();
  }

  /// Reads lines as one text.
  ///
  /// @throws IllegalArgumentException if the bytes are not compressed text
  public static String text(byte[] compressed) {
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
      return new String(gzip.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new IllegalArgumentException("Not compressed lines", e);
    }
  }

  private static String text(List<String> lines) {
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }
}
