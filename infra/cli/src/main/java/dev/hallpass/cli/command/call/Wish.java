package dev.hallpass.cli.command.call;

import dev.hallpass.cli.api.Entitlement;
import dev.hallpass.cli.api.Entitlement.Parameter;
import dev.hallpass.cli.api.Grant;
import dev.hallpass.cli.json.Json;
import dev.hallpass.cli.surroundings.ExitCode;
import dev.hallpass.cli.surroundings.Stopped;
import dev.hallpass.cli.terminal.Terminal;
import dev.hallpass.cli.terminal.Words;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/// The access that a person wants: an entitlement with the values of its parameters.
///
/// @param values the values of each parameter
public record Wish(Entitlement entitlement, Map<String, List<String>> values) {

  public Wish {
    values = new TreeMap<>(values);
  }

  /// Reads what was typed, and asks for what is missing if a person is there.
  ///
  /// @param words the values, such as `bucket=acme-exports`
  /// @throws Stopped if there is no such entitlement or parameter, or a value is missing
  public static Wish of(
      List<Entitlement> entitlements, String name, List<String> words, Terminal terminal) {
    Entitlement entitlement = entitlement(entitlements, name);
    Map<String, List<String>> values = new LinkedHashMap<>();
    words.forEach(word -> add(values, word, entitlement));
    for (Parameter parameter : entitlement.parameters()) {
      if (!values.containsKey(parameter.name()) && !parameter.isOptional()) {
        values.put(parameter.name(), List.of(asked(parameter, entitlement, terminal)));
      }
    }
    return new Wish(entitlement, values);
  }

  /// The entitlement of a name.
  ///
  /// @throws Stopped if no entitlement has it
  public static Entitlement entitlement(List<Entitlement> entitlements, String name) {
    List<String> names = entitlements.stream().map(Entitlement::name).toList();
    return entitlements.stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            refused(
                "You cannot ask for an entitlement called %s.%s See: hallpass entitlements"
                    .formatted(name, near(name, names))));
  }

  private static void add(Map<String, List<String>> values, String word, Entitlement entitlement) {
    int equals = word.indexOf('=');
    if (equals < 1) {
      throw refused(
          "%s is not of the form name=value. Example: hallpass request %s"
              .formatted(word, entitlement.example()));
    }
    String name = word.substring(0, equals);
    String value = word.substring(equals + 1);
    List<String> names = entitlement.parameters().stream().map(Parameter::name).toList();
    Parameter parameter =
        entitlement.parameters().stream()
            .filter(one -> one.name().equals(name))
            .findFirst()
            .orElseThrow(() ->
                refused(
                    "%s has no parameter %s.%s Example: hallpass request %s"
                        .formatted(
                            entitlement.name(), name, near(name, names), entitlement.example())));
    mistakeIn(parameter, value)
        .ifPresent(says -> {
          throw refused(says);
        });
    if (values.containsKey(name) && !parameter.takesSeveral()) {
      throw refused("%s takes one value, and here are several.".formatted(name));
    }
    values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
  }

  /// Why a parameter cannot have a value; empty if it can, as far as this machine knows.
  public static Optional<String> mistakeIn(Parameter parameter, String value) {
    return parameter.values().isEmpty() || parameter.values().contains(value)
        ? Optional.empty()
        : Optional.of(
            "%s cannot be %s.%s It is one of: %s."
                .formatted(
                    parameter.name(),
                    value,
                    near(value, parameter.values()),
                    String.join(", ", parameter.values())));
  }

  private static String near(String text, List<String> names) {
    return Nearest.to(text, names).map(" Did you mean %s?"::formatted).orElse("");
  }

  private static String asked(Parameter parameter, Entitlement entitlement, Terminal terminal) {
    String question =
        "%s (%s, such as %s):"
            .formatted(parameter.title(), parameter.allowed(), parameter.example());
    return terminal
        .ask(question, parameter.values())
        .filter(answer -> !answer.isBlank())
        .orElseThrow(() ->
            new Stopped(
                ExitCode.USAGE,
                "%s is missing: %s. Example: hallpass request %s"
                    .formatted(parameter.name(), parameter.title(), entitlement.example())));
  }

  /// The duration that is asked for.
  ///
  /// @param given what was typed
  /// @throws Stopped if it is missing, or longer than the entitlement allows
  public Duration duration(Optional<Duration> given, Terminal terminal) {
    String most = Words.of(entitlement.longest());
    Duration duration =
        given
            .or(() ->
                terminal
                    .ask("How long? Up to %s, such as 30m:".formatted(most), List.of())
                    .flatMap(Words::duration))
            .orElseThrow(() ->
                new Stopped(
                    ExitCode.USAGE,
                    "--for is missing: how long, up to %s. Example: --for 30m".formatted(most)));
    if (duration.compareTo(entitlement.longest()) > 0) {
      throw refused(
          "%s can be had for %s at the most, and not for %s."
              .formatted(entitlement.name(), most, Words.of(duration)));
    }
    return duration;
  }

  private static Stopped refused(String says) {
    return new Stopped(ExitCode.REFUSED, says + " Nothing was asked for.");
  }

  /// Whether a grant is for this access. The order of several values says nothing.
  boolean isFor(Grant grant) {
    return grant.entitlement().equals(entitlement.name())
        && grant.parameters().keySet().equals(values.keySet())
        && values.entrySet().stream()
            .allMatch(wanted ->
                wanted.getValue().size() == 1
                    ? wanted.getValue().getFirst().equals(grant.parameters().get(wanted.getKey()))
                    : Set.copyOf(wanted.getValue()).equals(grant.values(wanted.getKey())));
  }

  /// The members of a request.
  public ObjectNode document() {
    ObjectNode document = Json.object().put("entitlement", entitlement.name());
    ObjectNode parameters = document.putObject("parameters");
    values.forEach((name, several) -> {
      if (several.size() == 1) {
        parameters.put(name, several.getFirst());
      } else {
        several.forEach(parameters.withArray(name)::add);
      }
    });
    return document;
  }
}
