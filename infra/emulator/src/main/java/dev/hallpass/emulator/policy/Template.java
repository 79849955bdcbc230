package dev.hallpass.emulator.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A value of a policy that may hold policy variables, filled in from a request's context.
/// [Source]( https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html)
final class Template {
  private static final Pattern VARIABLE =
      Pattern.compile("\\$\\{(?:([*?$])|([^${}'*?,\\s]+)(?:, ?'([^']*)')?)}");

  private final List<Part> parts;

  /// The text that matches in every context, if there is no variable in it.
  private final Optional<Glob> constant;

  /// What the text is in every context, if there is no variable in it.
  private final Optional<String> constantText;

  private Template(List<Part> parts) {
    this.parts = List.copyOf(parts);
    boolean varies = parts.stream().anyMatch(Part.Variable.class::isInstance);
    constant = varies ? Optional.empty() : globOf(this.parts, Context.empty());
    constantText = varies ? Optional.empty() : textOf(this.parts, Context.empty());
  }

  sealed interface Part {
    record Text(String text) implements Part {}

    record Escaped(String symbol) implements Part {}

    record Variable(String key, Optional<String> otherwise) implements Part {}
  }

  /// Reads a value; the older language has no variables.
  ///
  /// @throws MalformedPolicy for a `${` that begins no variable
  static Template parse(String value, Language language) {
    if (language == Language.V2008_10_17 || !value.contains("${")) {
      return new Template(List.of(new Part.Text(value)));
    }
    List<Part> parts = new ArrayList<>();
    Matcher matcher = VARIABLE.matcher(value);
    int end = 0;
    while (matcher.find()) {
      parts.add(text(value.substring(end, matcher.start()), value));
      parts.add(
          matcher.group(1) != null
              ? new Part.Escaped(matcher.group(1))
              : new Part.Variable(matcher.group(2), Optional.ofNullable(matcher.group(3))));
      end = matcher.end();
    }
    parts.add(text(value.substring(end), value));
    return new Template(parts);
  }

  private static Part text(String text, String whole) {
    if (text.contains("${")) {
      throw new MalformedPolicy("Invalid policy variable in \"%s\".".formatted(whole));
    }
    return new Part.Text(text);
  }

  /// The literal text; empty if a variable has no value.
  Optional<String> text(Context context) {
    return constantText.isPresent() ? constantText : textOf(parts, context);
  }

  private static Optional<String> textOf(List<Part> parts, Context context) {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      Optional<String> piece =
          switch (part) {
            case Part.Text(String plain) -> Optional.of(plain);
            case Part.Escaped(String symbol) -> Optional.of(symbol);
            case Part.Variable variable -> value(variable, context);
          };
      if (piece.isEmpty()) {
        return Optional.empty();
      }
      text.append(piece.get());
    }
    return Optional.of(text.toString());
  }

  /// The text with its wildcards; empty if a variable has no value. The value of a variable is
  /// literal: a caller who can choose a tag's value must not gain a wildcard by it.
  Optional<Glob> glob(Context context) {
    return constant.isPresent() ? constant : globOf(parts, context);
  }

  private static Optional<Glob> globOf(List<Part> parts, Context context) {
    if (parts.size() == 1 && parts.getFirst() instanceof Part.Text(String text)) {
      return Optional.of(Glob.withWildcards(text));
    }
    Glob glob = Glob.literal("");
    for (Part part : parts) {
      Optional<Glob> piece =
          switch (part) {
            case Part.Text(String text) -> Optional.of(Glob.withWildcards(text));
            case Part.Escaped(String symbol) -> Optional.of(Glob.literal(symbol));
            case Part.Variable variable -> value(variable, context).map(Glob::literal);
          };
      if (piece.isEmpty()) {
        return Optional.empty();
      }
      glob = glob.then(piece.get());
    }
    return Optional.of(glob);
  }

  private static Optional<String> value(Part.Variable variable, Context context) {
    return context.single(variable.key()).or(variable::otherwise);
  }
}
