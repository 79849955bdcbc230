package dev.hallpass.catalog.condition;

import dev.hallpass.catalog.parameter.Parameter;
import dev.hallpass.catalog.people.Requesters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The conditions of an approval rule. Empty members demand nothing. All other members must be met.
///
/// @param parameters the allowed values of these parameters
/// @param longest the longest duration
/// @param hours the hours in which the access must lie
/// @param requesters the people who can make the request
/// @param ticket the form of an open ticket, as a regular expression
/// @param within the longest time of the requester's grants together
public record Conditions(
    Map<String, List<String>> parameters,
    Optional<Duration> longest,
    Optional<OfficeHours> hours,
    Optional<Requesters> requesters,
    Optional<String> ticket,
    Optional<TimeLimit> within) {

  /// No conditions: the rule takes every request.
  public static final Conditions NONE =
      new Conditions(
          Map.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /// @throws java.util.regex.PatternSyntaxException if the form of a ticket is not a regular
  ///   expression
  public Conditions {
    parameters =
        parameters.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey, entry -> List.copyOf(entry.getValue())));
    ticket.ifPresent(Pattern::compile);
  }

  /// Whether a request meets them.
  public boolean areMetBy(Ask ask) {
    return parameters.entrySet().stream()
            .allMatch(one -> areAmong(one.getValue(), ask.parameters().get(one.getKey())))
        && longest.filter(most -> ask.duration().compareTo(most) > 0).isEmpty()
        && hours.filter(open -> !open.include(ask.at(), ask.duration())).isEmpty()
        && requesters.filter(some -> !some.include(ask.requester(), ask.memberships())).isEmpty()
        && ticket.filter(form -> !hasTicket(ask, form)).isEmpty()
        // Last, because it reads the ledger.
        && within.filter(limit -> !limit.allows(ask.duration(), ask.used())).isEmpty();
  }

  /// Whether they depend on more than the request and its time, so that they may have been met then
  /// or not.
  public boolean mayChange() {
    return ticket.isPresent()
        || within.isPresent()
        || requesters.filter(some -> !some.groups().isEmpty()).isPresent();
  }

  /// Whether there are no conditions.
  public boolean areNone() {
    return equals(NONE);
  }

  /// The conditions in words for people.
  public String words() {
    List<String> all = new ArrayList<>();
    parameters.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(one ->
            all.add("%s is %s".formatted(one.getKey(), String.join(" or ", one.getValue()))));
    longest.ifPresent(most -> all.add("the duration is at most " + most));
    hours.ifPresent(open -> all.add("the whole access is within " + open.words()));
    requesters.ifPresent(some -> all.add("the requester is among " + some.words()));
    ticket.ifPresent(form -> all.add("the request names an open ticket of the form " + form));
    within.ifPresent(limit -> all.add(limit.words()));
    return all.isEmpty() ? "always" : "when " + String.join(", and ", all);
  }

  /// Whether each value in what a request gives is one of the listed; not so if it gives none.
  private static boolean areAmong(List<String> listed, @Nullable String given) {
    return given != null && listed.containsAll(Parameter.separated(given));
  }

  private static boolean hasTicket(Ask ask, String form) {
    return ask.ticket().filter(ticket -> Pattern.matches(form, ticket)).isPresent();
  }
}
