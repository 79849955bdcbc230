package dev.hallpass.compiler;

import static java.util.stream.Collectors.joining;

import dev.hallpass.catalog.Grammar;
import dev.hallpass.catalog.Parameter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads a parameter from a node.
final class ParameterReader {

  private static final Pattern NAME = Pattern.compile("[a-z][A-Za-z0-9]{0,63}");

  private static final int MOST = 20;

  private ParameterReader() {}

  static Parameter read(YamlNode node) {
    YamlFields fields = node.fields("name", "title", "values", "grammar", "optional", "most");
    String name =
        fields
            .get("name")
            .text(NAME, "must be letters and digits, beginning with a letter in lower case");
    String title = fields.get("title").text();
    Optional<YamlNode> values = fields.find("values");
    Optional<YamlNode> grammar = fields.find("grammar");
    if (values.isPresent() == grammar.isPresent()) {
      throw node.refused("needs exactly one of values and grammar; keep one, or add one");
    }
    Parameter each =
        values
            .<Parameter>map(list ->
                new Parameter.Choice(
                    name, title, list.each(value -> value.as(Parameter.Choice::checked))))
            .orElseGet(() -> new Parameter.Typed(name, title, grammar(grammar.orElseThrow())));
    boolean isOptional = fields.find("optional").map(YamlNode::marked).orElse(false);
    int most = fields.find("most").map(number -> number.number(2, MOST)).orElse(1);
    return isOptional || most > 1 ? new Parameter.Counted(each, isOptional, most) : each;
  }

  private static Grammar grammar(YamlNode node) {
    String name = node.text();
    return Stream.of(Grammar.values())
        .filter(grammar -> nameOf(grammar).equals(name))
        .findFirst()
        .orElseThrow(() ->
            node.refused(
                "must be one of "
                    + Stream.of(Grammar.values())
                        .map(ParameterReader::nameOf)
                        .collect(joining(", "))));
  }

  private static String nameOf(Grammar grammar) {
    return grammar.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
