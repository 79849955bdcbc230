package dev.hallpass.compiler;

import dev.hallpass.catalog.Entitlement;
import dev.hallpass.catalog.Settings;
import dev.hallpass.catalog.TargetAccount;
import dev.hallpass.catalog.condition.Conditions;
import dev.hallpass.catalog.condition.OfficeHours;
import dev.hallpass.catalog.condition.TimeLimit;
import dev.hallpass.catalog.parameter.Parameter;
import dev.hallpass.compiler.settings.PeopleReader;
import dev.hallpass.compiler.yaml.Mistakes;
import dev.hallpass.compiler.yaml.YamlFields;
import dev.hallpass.compiler.yaml.YamlNode;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/// Reads the conditions under a rule's `when`.
///
/// @param people reads the requesters
/// @param parameters the entitlement's parameters by name
/// @param longest the longest grant of the entitlement
record ConditionsReader(
    Settings settings,
    PeopleReader people,
    Supplier<Map<String, Parameter>> parameters,
    Supplier<Duration> longest) {

  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration SHORTEST_WINDOW = Duration.ofHours(1);
  private static final Duration LONGEST_WINDOW = Duration.ofDays(7);

  Conditions read(YamlNode node) {
    YamlFields fields = node.fields();
    Mistakes mistakes = new Mistakes();
    var values = mistakes.in(() -> fields.find("parameters").map(this::values).orElse(Map.of()));
    var most = mistakes.in(() -> fields.find("longest").map(this::longest));
    var hours = mistakes.in(() -> fields.find("hours").map(ConditionsReader::hours));
    var requesters = mistakes.in(() -> fields.find("requesters").map(people::requesters));
    var ticket =
        mistakes.in(
            () -> fields.find("ticket").map(form -> ticket(form, most.get().orElseGet(longest))));
    var within = mistakes.in(() -> fields.find("within").map(this::within));
    mistakes.refuse();
    return new Conditions(
        values.get(), most.get(), hours.get(), requesters.get(), ticket.get(), within.get());
  }

  private TimeLimit within(YamlNode node) {
    YamlFields fields = node.fields();
    Mistakes mistakes = new Mistakes();
    var time = mistakes.in(() -> fields.get("time").duration(SHORTEST_WINDOW, LONGEST_WINDOW));
    var most =
        mistakes.in(
            () -> fields.get("longest").duration(settings.limits().shortest(), LONGEST_WINDOW));
    mistakes.refuse();
    return new TimeLimit(time.get(), most.get());
  }

  private Map<String, List<String>> values(YamlNode node) {
    Map<String, List<String>> values = new TreeMap<>();
    Mistakes.checkEach(
        node.pairs(),
        pair -> {
          String name = pair.key().text();
          Parameter parameter =
              Optional.ofNullable(parameters.get().get(name))
                  .orElseThrow(() ->
                      pair.key()
                          .refused(
                              "%s is not a parameter of this entitlement; take one of those under parameters"
                                  .formatted(name)));
          values.put(
              name,
              pair.value().each(one -> meantBy(one, parameter)).stream()
                  .flatMap(List::stream)
                  .distinct()
                  .toList());
        });
    return values;
  }

  /// The values that a text stands for: itself, or the accounts of a group.
  private List<String> meantBy(YamlNode node, Parameter parameter) {
    List<String> meant =
        parameter.name().equals(Entitlement.ACCOUNT)
            ? settings.accountsMeantBy(node.text()).stream().map(TargetAccount::name).toList()
            : List.of(node.text());
    List<String> allowed = meant.stream().filter(parameter::allows).toList();
    if (allowed.isEmpty()) {
      throw node.refused(
          "is not a value that %s can have; write %s"
              .formatted(parameter.name(), parameter.words()));
    }
    return allowed;
  }

  // Every request meets a limit as long as the entitlement's.
  private Duration longest(YamlNode node) {
    Duration most = node.duration();
    if (most.compareTo(settings.limits().shortest()) < 0 || most.compareTo(longest.get()) >= 0) {
      throw node.refused(
          "must be at least %s, the shortest grant, and less than %s, the longest of this entitlement"
              .formatted(settings.limits().shortest(), longest.get()));
    }
    return most;
  }

  private static OfficeHours hours(YamlNode node) {
    YamlFields fields = node.fields();
    Mistakes mistakes = new Mistakes();
    var zone = mistakes.in(() -> fields.get("zone").zone());
    var days = mistakes.in(() -> Set.copyOf(fields.get("days").each(ConditionsReader::day)));
    var from = mistakes.in(() -> LocalTime.parse(fields.get("from").text()));
    var to = mistakes.in(() -> LocalTime.parse(fields.get("to").text()));
    mistakes.refuse();
    return fields
        .get("to")
        .make(() -> new OfficeHours(zone.get(), days.get(), from.get(), to.get()));
  }

  private static DayOfWeek day(YamlNode node) {
    return Stream.of(DayOfWeek.values())
        .filter(day -> day.name().startsWith(node.text()))
        .findFirst()
        .orElseThrow();
  }

  /// The reaper looks after what ends within a day, so that a closed ticket ends it.
  private static String ticket(YamlNode node, Duration most) {
    if (most.compareTo(DAY) > 0) {
      throw node.refused(
          "is for access of at most %s, so that a ticket that is closed ends it, and not of %s; add a longest"
              .formatted(DAY, most));
    }
    String form = node.text();
    try {
      return Pattern.compile(form).pattern();
    } catch (PatternSyntaxException _) {
      throw node.refused("is not a regular expression; write one such as INC-[0-9]{1,6}");
    }
  }
}
