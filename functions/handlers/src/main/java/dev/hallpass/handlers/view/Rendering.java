package dev.hallpass.handlers.view;

import gg.jte.TemplateOutput;
import gg.jte.html.HtmlInterceptor;
import gg.jte.html.HtmlTemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.util.Map;

/// Renders templates as HTML or plain text.
final class Rendering {

  private Rendering() {}

  /// A template with its parameters.
  @FunctionalInterface
  interface Template<O extends TemplateOutput> {
    void writeTo(O output, HtmlInterceptor interceptor);
  }

  /// HTML. Each parameter is escaped for its place.
  static String html(Template<HtmlTemplateOutput> template) {
    StringOutput html = new StringOutput();
    template.writeTo(new OwaspHtmlTemplateOutput(html), new TagsAsTheyAre());
    return html.toString();
  }

  /// Plain text, without escaping.
  static String plain(Template<TemplateOutput> template) {
    StringOutput text = new StringOutput();
    template.writeTo(text, new TagsAsTheyAre());
    return text.toString();
  }

  private record TagsAsTheyAre() implements HtmlInterceptor {
    @Override
    public void onHtmlTagOpened(
        String tag, Map<String, Object> attributes, TemplateOutput output) {}

    @Override
    public void onHtmlTagClosed(String tag, TemplateOutput output) {}
  }
}
