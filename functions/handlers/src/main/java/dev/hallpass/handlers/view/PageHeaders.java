package dev.hallpass.handlers.view;

import dev.hallpass.identity.Sha256;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;

/// The headers of every page: no scripts, no foreign content, no frames, and no trace of the link
/// in a cache or in a referrer.
public final class PageHeaders {

  private static final Map<String, String> ALL =
      Map.of(
          "Content-Type", "text/html; charset=utf-8",
          "Content-Security-Policy", contentSecurityPolicy(),
          "Referrer-Policy", "no-referrer",
          "Cache-Control", "no-store",
          "X-Content-Type-Options", "nosniff",
          "X-Frame-Options", "DENY",
          "Strict-Transport-Security", "max-age=31536000",
          "Cross-Origin-Opener-Policy", "same-origin",
          "X-Robots-Tag", "noindex");

  private PageHeaders() {}

  /// Values by name.
  public static Map<String, String> all() {
    return ALL;
  }

  // The hash is computed from the text that the pages hold, so the two cannot differ.
  private static String contentSecurityPolicy() {
    byte[] hash = HexFormat.of().parseHex(Sha256.of(PageStyle.CSS).hex());
    return "default-src 'none'; style-src 'sha256-"
        + Base64.getEncoder().encodeToString(hash)
        + "'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
  }
}
