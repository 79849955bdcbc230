package dev.hallpass.cli.web;

import dev.hallpass.text.Visible;
import gg.jte.TemplateOutput;
import gg.jte.html.HtmlInterceptor;
import gg.jte.html.HtmlTemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.util.HashMap;
import java.util.Map;

/// What a browser gets.
///
/// @param headers its headers beside those that every answer has
/// @param html the page; nothing if the browser goes on to another one
public record Page(int status, Map<String, String> headers, String html) {

  public Page {
    headers = Map.copyOf(headers);
  }

  /// A template with its parameters.
  @FunctionalInterface
  public interface Template {
    /// Writes the page. Each parameter is escaped for its place.
    void writeTo(HtmlTemplateOutput output, HtmlInterceptor interceptor);
  }

  /// The page that a template makes.
  public static Page of(int status, Template template) {
    StringOutput html = new StringOutput();
    template.writeTo(new VisibleTexts(html), new TagsAsTheyAre());
    return new Page(status, Map.of(), html.toString());
  }

  /// Sends the browser to another page of this server.
  public static Page at(String path) {
    return new Page(303, Map.of("Location", path), "");
  }

  /// The same with a header.
  public Page with(String name, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(name, value);
    return new Page(status, more, html);
  }

  /// Shows in each text what has no ink, before it is escaped.
  private static final class VisibleTexts extends OwaspHtmlTemplateOutput {

    VisibleTexts(TemplateOutput output) {
      super(output);
    }

    @Override
    public void writeUserContent(String text) {
      super.writeUserContent(Visible.of(text, character -> character == '\n' || character == '\t'));
    }
  }

  private record TagsAsTheyAre() implements HtmlInterceptor {
    @Override
    public void onHtmlTagOpened(
        String tag, Map<String, Object> attributes, TemplateOutput output) {}

    @Override
    public void onHtmlTagClosed(String tag, TemplateOutput output) {}
  }
}
