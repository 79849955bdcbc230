package dev.hallpass.cli.command;

import dev.hallpass.cli.api.Problem;
import dev.hallpass.cli.api.Refused;
import dev.hallpass.cli.command.call.RequestOptions;
import dev.hallpass.cli.web.Field;
import dev.hallpass.cli.web.Visit;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.TypeConversionException;

/// What was typed into a form, and what is wrong with it.
final class Typed {

  private final Visit visit;
  private final Map<String, String> mistakes = new HashMap<>();
  private String complaint = "";

  Typed(Visit visit) {
    this.visit = visit;
  }

  /// A text.
  Optional<String> text(String field) {
    return visit.value(field);
  }

  /// A text that must be there.
  ///
  /// @param missing what is said if it is not
  String needed(String field, String missing) {
    Optional<String> text = visit.value(field);
    if (text.isEmpty()) {
      mistake(field, missing);
    }
    return text.orElse("");
  }

  /// A duration; empty if nothing was typed, or if it cannot be read.
  Optional<Duration> duration(String field) {
    try {
      Optional<String> text = visit.value(field);
      return text.isEmpty()
          ? Optional.empty()
          : Optional.of(new RequestOptions.Time().convert(text.get()));
    } catch (TypeConversionException e) {
      mistake(field, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /// Notes a mistake.
  void mistake(String field, String says) {
    mistakes.putIfAbsent(field, says);
  }

  boolean isGood() {
    return mistakes.isEmpty() && complaint.isEmpty();
  }

  /// Notes why it is not done, or not known to be done.
  void failed(String says) {
    complaint = says;
  }

  /// Notes why Hallpass refused a call.
  ///
  /// @param fields the fields of the form: their mistakes stand beside them
  void failed(Refused e, List<Field> fields) {
    Set<String> names = fields.stream().map(Field::name).collect(Collectors.toSet());
    Problem problem = e.problem();
    problem.mistakes().stream()
        .filter(mistake -> names.contains(mistake.member()))
        .forEach(mistake -> mistake(mistake.member(), "This " + mistake.says() + "."));
    complaint =
        problem.mistakes().stream().allMatch(mistake -> names.contains(mistake.member()))
                && !problem.mistakes().isEmpty()
            ? ""
            : problem.words() + (Commands.needsSignIn(e) ? " Sign in by: hallpass login" : "");
  }

  /// The fields with what was typed, and with the mistakes.
  List<Field> in(List<Field> fields) {
    return fields.stream()
        .map(field ->
            field.with(
                visit.form().getOrDefault(field.name(), List.of()),
                mistakes.getOrDefault(field.name(), "")))
        .toList();
  }

  /// Why the form had no effect; nothing if there was none.
  ///
  /// @param effect the effect that it did not have, such as `Nothing was asked for`
  String complaint(String effect) {
    if (isGood()) {
      return "";
    }
    return complaint.isEmpty() ? effect + ". Look at this again:" : effect + ". " + complaint;
  }
}
