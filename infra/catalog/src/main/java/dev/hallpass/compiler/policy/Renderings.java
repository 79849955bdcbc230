package dev.hallpass.compiler.policy;

import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.hallpass.catalog.parameter.Grammar;
import dev.hallpass.catalog.parameter.Parameter;
import dev.hallpass.compiler.yaml.YamlNode;
import dev.hallpass.policy.PolicyTemplate;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/// The possible results of a text with places for parameters.
///
/// @param parameters the parameters of the texts, by name
record Renderings(Map<String, Parameter> parameters) {

  private static final int MOST = 1000;

  Renderings {
    parameters =
        parameters.entrySet().stream()
            .collect(toUnmodifiableMap(Map.Entry::getKey, one -> each(one.getValue())));
  }

  private static Parameter each(Parameter parameter) {
    return parameter instanceof Parameter.Counted(var each, _, _) ? each : parameter;
  }

  /// The texts with each value of a choice. The places of typed values stay.
  List<String> of(YamlNode node) {
    List<String> texts = List.of(node.text());
    for (String name : node.as(PolicyTemplate::placesIn)) {
      texts = texts.stream().flatMap(text -> chosen(text, name)).toList();
      if (texts.size() > MOST) {
        throw node.refused(
            "has too many combinations of values to check them all; list fewer values");
      }
    }
    return texts;
  }

  private Stream<String> chosen(String text, String name) {
    return switch (parameters.get(name)) {
      case Parameter.Choice choice ->
          choice.values().stream().map(value -> text.replace(place(name), value));
      case Parameter.Typed _, Parameter.Counted _ -> Stream.of(text);
      case null -> throw new IllegalStateException("An unknown parameter went unnoticed");
    };
  }

  /// Whether a text is the place of a typed value of this grammar.
  boolean isOf(Grammar grammar, String text) {
    return parameters.values().stream()
        .anyMatch(parameter ->
            parameter instanceof Parameter.Typed(var name, _, var own)
                && own == grammar
                && place(name).equals(text));
  }

  /// A text with a sample in the places of typed values, which have countless values.
  String filled(String text, Function<Parameter.Typed, String> values) {
    String filled = text;
    for (Parameter parameter : parameters.values()) {
      if (parameter instanceof Parameter.Typed typed) {
        filled = filled.replace(place(typed.name()), values.apply(typed));
      }
    }
    return filled;
  }

  static String place(String name) {
    return "{%s}".formatted(name);
  }
}
