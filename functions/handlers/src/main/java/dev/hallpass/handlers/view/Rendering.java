package dev.hallpass.handlers.view;

import gg.jte.TemplateOutput;
import gg.jte.html.HtmlInterceptor;
import gg.jte.html.HtmlTemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.util.Map;

/// How a template becomes a text.
final class Rendering {

  private Rendering() {}

  /// A template with all that goes into it.
  @FunctionalInterface
  interface Template<O extends TemplateOutput> {
    void writeTo(O output, HtmlInterceptor interceptor);
  }

  /// HTML: whatever goes in is escaped for the place where it stands.
  static String html(Template<HtmlTemplateOutput> template) {
    StringOutput html = new StringOutput();
    template.writeTo(new OwaspHtmlTemplateOutput(html), new TagsAsTheyAre());
    return html.toString();
  }

  /// Plain text, which knows no markup.
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
