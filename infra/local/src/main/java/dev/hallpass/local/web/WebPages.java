package dev.hallpass.local.web;

import dev.hallpass.identity.Sha256;
import gg.jte.TemplateOutput;
import gg.jte.html.HtmlInterceptor;
import gg.jte.html.HtmlTemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;

/// Makes answers from pages: no script, no foreign content, no frames, no caching.
public final class WebPages {

  private WebPages() {}

  /// A template with its parameters.
  @FunctionalInterface
  public interface Template {
    /// Writes the page. Each parameter is escaped for its place.
    void writeTo(HtmlTemplateOutput output, HtmlInterceptor interceptor);
  }

  /// The page that a template makes.
  public static HttpReply page(int status, Template template) {
    StringOutput html = new StringOutput();
    template.writeTo(new OwaspHtmlTemplateOutput(html), new TagsAsTheyAre());
    return withHeaders(HttpReply.text(status, "text/html; charset=utf-8", html.toString()))
        .with(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'sha256-%s'; frame-src 'self'; form-action 'self';"
                    .formatted(styleHash())
                + " frame-ancestors 'none'; base-uri 'none'");
  }

  /// The page for an unknown path.
  public static HttpReply notFound() {
    return page(404, JteNotFoundPageGenerated::render);
  }

  /// A site for GET and HEAD only.
  public static Site readOnly(Site site) {
    return request ->
        Set.of("GET", "HEAD").contains(request.method())
            ? site.answer(request)
            : HttpReply.text(405, "text/plain", "Use GET.\n").with("Allow", "GET, HEAD");
  }

  /// An answer that is not cached, has a fixed type and sends no referrer.
  public static HttpReply withHeaders(HttpReply answer) {
    return answer
        .with("Cache-Control", "no-store")
        .with("Referrer-Policy", "no-referrer")
        .with("X-Content-Type-Options", "nosniff");
  }

  // The hash is computed from the text that the pages hold, so the two cannot differ.
  private static String styleHash() {
    return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(Sha256.of(Style.CSS).hex()));
  }

  private record TagsAsTheyAre() implements HtmlInterceptor {
    @Override
    public void onHtmlTagOpened(
        String tag, Map<String, Object> attributes, TemplateOutput output) {}

    @Override
    public void onHtmlTagClosed(String tag, TemplateOutput output) {}
  }
}
