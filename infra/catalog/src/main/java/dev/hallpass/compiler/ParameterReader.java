package dev.hallpass.compiler;

import com.google.re2j.PatternSyntaxException;
import dev.hallpass.catalog.parameter.Grammar;
import dev.hallpass.catalog.parameter.OwnPattern;
import dev.hallpass.catalog.parameter.Parameter;
import dev.hallpass.catalog.parameter.ValueForm;
import dev.hallpass.compiler.yaml.YamlFields;
import dev.hallpass.compiler.yaml.YamlNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads a parameter from a node.
final class ParameterReader {

  private ParameterReader() {}

  static Parameter read(YamlNode node) {
    YamlFields fields = node.fields();
    String name = fields.get("name").text();
    String title = fields.get("title").text();
    Optional<List<String>> values = fields.find("values").map(list -> list.each(YamlNode::text));
    Parameter each =
        values
            .<Parameter>map(list -> new Parameter.Choice(name, title, list))
            .orElseGet(() -> new Parameter.Typed(name, title, form(fields)));
    boolean isOptional = fields.find("optional").isPresent();
    int most = fields.find("most").map(YamlNode::number).orElse(1);
    return isOptional || most > 1 ? new Parameter.Counted(each, isOptional, most) : each;
  }

  private static ValueForm form(YamlFields fields) {
    return fields
        .find("pattern")
        .<ValueForm>map(pattern -> own(pattern, fields.get("example")))
        .orElseGet(() -> grammar(fields.get("grammar").text()));
  }

  /// RE2 has nothing that takes more time than the text is long.
  private static OwnPattern own(YamlNode pattern, YamlNode example) {
    try {
      com.google.re2j.Pattern _ = com.google.re2j.Pattern.compile(pattern.text());
      return example.make(() -> new OwnPattern(pattern.text(), example.text()));
    } catch (PatternSyntaxException | java.util.regex.PatternSyntaxException _) {
      throw pattern.refused(
          "is not a regular expression of RE2, which has no references and does not look around; write one such as ORD-[0-9]{1,6}");
    }
  }

  private static Grammar grammar(String name) {
    return Grammar.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
