package dev.hallpass.policy;

import dev.hallpass.identity.GrantId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A policy with places for parameters, written `{name}`, in its resources and condition values.
///
/// @param managed the managed policies beside its statements
public record PolicyTemplate(List<Statement> statements, List<ManagedPolicy> managed) {

  private static final Pattern PLACE = Pattern.compile("\\{([a-z][A-Za-z0-9]*)}");

  // Wildcards side by side stand for any text, together with the separator between them.
  private static final Pattern NEIGHBOURS = Pattern.compile("\\*(?:[/:]?\\*)+");

  /// A grant that stands for any other: all ids are equally long.
  public static final GrantId ANY_GRANT = new GrantId("grant-" + "0".repeat(32));

  // More values than these are not written out in a ceiling, which would get too long.
  private static final int MOST_WRITTEN_OUT = 20;

  /// @throws IllegalArgumentException if no statement allows, or one has a policy variable or a
  ///   stray brace, or sets the time itself
  public PolicyTemplate {
    statements = List.copyOf(statements);
    managed = List.copyOf(managed);
    if (statements.isEmpty() && managed.isEmpty()) {
      throw new IllegalArgumentException("a policy needs at least one statement; add one");
    }
    if (statements.stream().noneMatch(Statement::allows) && managed.isEmpty()) {
      throw new IllegalArgumentException(
          "a policy that only denies opens nothing; add a statement that allows");
    }
    statements.forEach(PolicyTemplate::check);
  }

  /// A template of its statements alone.
  ///
  /// @throws IllegalArgumentException as above
  public PolicyTemplate(List<Statement> statements) {
    this(statements, List.of());
  }

  /// Checks that all the rest can be denied beside the policy of each value. Beside managed
  /// policies nothing is to be checked, because they allow what no fence could let through.
  ///
  /// @throws IllegalArgumentException if it cannot, because of two statements or a condition
  public void requireFence() {
    if (!managed.isEmpty()) {
      return;
    }
    // What can be denied beside the widest resources can be denied beside narrower ones.
    Fence.exact(
        statements.stream()
            .map(statement ->
                statement.on(
                    statement.resources().stream()
                        .map(resource -> PLACE.matcher(resource).replaceAll("*"))
                        .toList()))
            .toList());
  }

  /// As wide as this template can get.
  ///
  /// A condition with a place is left out: which requests it lets through depends on the value. The
  /// fence of each grant's policy keeps it.
  ///
  /// @param values the values of a place, by its name; `*` stands for countless ones
  public Ceiling ceiling(Function<String, List<String>> values) {
    return new Ceiling(
        statements.stream()
            // What is denied for some values is not denied for all.
            .filter(statement ->
                statement.allows() || statement.texts().allMatch(text -> placesIn(text).isEmpty()))
            .map(statement -> widened(statement, values))
            .toList(),
        managed);
  }

  private static Statement widened(Statement statement, Function<String, List<String>> values) {
    List<String> resources =
        statement.resources().stream()
            .flatMap(resource -> widened(resource, values).stream())
            .distinct()
            .toList();
    return statement.without(text -> !placesIn(text).isEmpty()).on(resources);
  }

  private static List<String> widened(String resource, Function<String, List<String>> values) {
    List<String> texts = List.of(resource);
    for (String place : placesIn(resource)) {
      texts =
          texts.stream()
              .flatMap(text ->
                  values.apply(place).stream().map(value -> text.replace(braced(place), value)))
              .limit(MOST_WRITTEN_OUT + 1L)
              .toList();
    }
    return (texts.size() > MOST_WRITTEN_OUT ? Stream.of(wide(resource, values)) : texts.stream())
        .map(PolicyTemplate::withoutNeighbours)
        .toList();
  }

  /// A wildcard for each place that has several values.
  private static String wide(String resource, Function<String, List<String>> values) {
    return PLACE
        .matcher(resource)
        .replaceAll(place -> {
          List<String> all = values.apply(place.group(1));
          return Matcher.quoteReplacement(all.size() == 1 ? all.getFirst() : "*");
        });
  }

  /// An ARN has six parts, so the colons between them stay.
  private static String withoutNeighbours(String resource) {
    String[] parts = resource.split(":", 6);
    parts[parts.length - 1] = NEIGHBOURS.matcher(parts[parts.length - 1]).replaceAll("*");
    return String.join(":", parts);
  }

  private static String braced(String place) {
    return "{%s}".formatted(place);
  }

  /// The names of the places.
  public Set<String> places() {
    Set<String> places = new TreeSet<>();
    statements.stream()
        .flatMap(Statement::texts)
        .map(PolicyTemplate::placesIn)
        .forEach(places::addAll);
    return places;
  }

  /// The names of the places in one text.
  ///
  /// @throws IllegalArgumentException if the text has a policy variable or a stray brace
  public static Set<String> placesIn(String text) {
    checkText(text);
    Set<String> places = new TreeSet<>();
    PLACE.matcher(text).results().forEach(place -> places.add(place.group(1)));
    return places;
  }

  /// One of the longest policies that this template gives, with its fence and an end.
  ///
  /// @param values the longest values of each place, by name
  /// @param ceiling as wide as this template can get
  /// @throws IllegalArgumentException if the rest cannot be denied beside the policy of each value
  public Policy longest(Map<String, List<String>> values, Ceiling ceiling, Instant expiresAt) {
    requireFence();
    Policy policy = render(values);
    if (managed.isEmpty()) {
      // A place can have more values than a condition takes whose rest is denied.
      Fence.exact(policy.statements());
    }
    // A value can be longer than another and reach less of Hallpass, so the policy counts with what
    // any value reaches.
    return policy.ofGrant(ANY_GRANT, expiresAt, Own.within(ceiling.statements()));
  }

  /// The template with one value for one place.
  public PolicyTemplate with(String place, String value) {
    return new PolicyTemplate(
        statements.stream()
            .map(statement -> statement.rewritten(text -> text.replace(braced(place), value)))
            .toList(),
        managed);
  }

  /// The policy with values in each place. A text is written once for each value of its place. If a
  /// place has no value, its text is left out. No text is parsed afterwards, so a value cannot
  /// become more than a part of its text.
  ///
  /// @param values by name; each follows the grammar of its parameter
  /// @throws IllegalArgumentException if the values of a place are not there
  public Policy render(Map<String, List<String>> values) {
    return new Policy(
        statements.stream()
            .flatMap(statement -> statement.expanded(text -> filled(text, values)).stream())
            .toList(),
        managed);
  }

  private static List<String> filled(String text, Map<String, List<String>> values) {
    List<Map<String, String>> picks = List.of(Map.of());
    for (String place : placesIn(text)) {
      List<String> some = values.get(place);
      if (some == null) {
        throw new IllegalArgumentException("no value for {%s}".formatted(place));
      }
      picks =
          picks.stream()
              .flatMap(pick -> some.stream().map(value -> with(pick, place, value)))
              .toList();
    }
    return picks.stream()
        .map(pick ->
            PLACE
                .matcher(text)
                .replaceAll(place -> Matcher.quoteReplacement(value(pick, place.group(1)))))
        .toList();
  }

  private static Map<String, String> with(Map<String, String> pick, String place, String value) {
    Map<String, String> more = new TreeMap<>(pick);
    more.put(place, value);
    return more;
  }

  private static String value(Map<String, String> pick, String place) {
    return Objects.requireNonNull(pick.get(place));
  }

  private static void check(Statement statement) {
    if (statement.conditions().values().stream()
        .flatMap(keys -> keys.keySet().stream())
        .anyMatch("aws:CurrentTime"::equalsIgnoreCase)) {
      throw new IllegalArgumentException(
          "only Hallpass sets aws:CurrentTime in a policy; leave it out");
    }
    statement.texts().forEach(PolicyTemplate::checkText);
  }

  private static void checkText(String text) {
    String rest = PLACE.matcher(text.contains("${") ? "{" : text).replaceAll("");
    if (rest.contains("{") || rest.contains("}")) {
      throw new IllegalArgumentException(
          "\"%s\" has a policy variable, or a brace outside a {parameter}; take it out"
              .formatted(text));
    }
  }
}
