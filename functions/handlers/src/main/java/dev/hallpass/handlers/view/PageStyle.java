package dev.hallpass.handlers.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/// The style of every page. It is in the page itself, and browsers allow no other style there.
final class PageStyle {

  static final String CSS = read();

  private PageStyle() {}

  private static String read() {
    try (InputStream css =
        Objects.requireNonNull(PageStyle.class.getResourceAsStream("page.css"))) {
      return new String(css.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("The style cannot be read", e);
    }
  }
}
