package dev.hallpass.compiler;

import dev.hallpass.catalog.Grammar;
import dev.hallpass.catalog.Parameter;
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
            .orElseGet(
                () -> new Parameter.Typed(name, title, grammar(fields.get("grammar").text())));
    boolean isOptional = fields.find("optional").isPresent();
    int most = fields.find("most").map(YamlNode::number).orElse(1);
    return isOptional || most > 1 ? new Parameter.Counted(each, isOptional, most) : each;
  }

  private static Grammar grammar(String name) {
    return Grammar.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
