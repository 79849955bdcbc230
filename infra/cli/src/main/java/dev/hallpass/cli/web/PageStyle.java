package dev.hallpass.cli.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hallpass.cli.files.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;

/// The style of every page: that of Hallpass's own pages, and what is here alone.
public final class PageStyle {

  /// The style, as it is in the pages.
  public static final String CSS = read("page.css") + read("web.css");

  private PageStyle() {}

  /// The source in a content security policy that allows it.
  static String source() {
    return "'sha256-%s'"
        .formatted(Base64.getEncoder().encodeToString(HexFormat.of().parseHex(Digest.of(CSS))));
  }

  private static String read(String name) {
    try (InputStream css = Objects.requireNonNull(PageStyle.class.getResourceAsStream(name))) {
      return new String(css.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("The style cannot be read", e);
    }
  }
}
