package dev.hallpass.compiler;

import dev.hallpass.catalog.Conditions;
import dev.hallpass.catalog.Entitlement;
import dev.hallpass.catalog.OfficeHours;
import dev.hallpass.catalog.Parameter;
import dev.hallpass.catalog.Settings;
import dev.hallpass.catalog.TargetAccount;
import dev.hallpass.catalog.TimeLimit;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads the conditions under a rule's `when`.
///
/// @param parameters the entitlement's parameters by name
/// @param longest the longest grant of the entitlement
record ConditionsReader(Settings settings, Map<String, Parameter> parameters, Duration longest) {

  private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]");

  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration SHORTEST_WINDOW = Duration.ofHours(1);
  private static final Duration LONGEST_WINDOW = Duration.ofDays(7);

  ConditionsReader {
    parameters = Map.copyOf(parameters);
  }

  Conditions read(YamlNode node) {
    YamlFields fields =
        node.fields("parameters", "longest", "hours", "requesters", "ticket", "within");
    if (fields.pairs().isEmpty()) {
      throw node.refused("has no condition, so the rule would take every request; add a condition");
    }
    Optional<Duration> most = fields.find("longest").map(this::longest);
    return new Conditions(
        fields.find("parameters").map(this::values).orElse(Map.of()),
        most,
        fields.find("hours").map(ConditionsReader::hours),
        fields.find("requesters").map(new PeopleReader(settings.people())::requesters),
        fields.find("ticket").map(form -> ticket(form, most.orElse(longest))),
        fields.find("within").map(this::within));
  }

  private TimeLimit within(YamlNode node) {
    YamlFields fields = node.fields("time", "longest");
    return new TimeLimit(
        fields.get("time").duration(SHORTEST_WINDOW, LONGEST_WINDOW),
        fields.get("longest").duration(settings.shortest(), LONGEST_WINDOW));
  }

  private Map<String, List<String>> values(YamlNode node) {
    Map<String, List<String>> values = new TreeMap<>();
    for (YamlNode.Pair pair : node.pairs()) {
      String name = pair.key().text();
      Parameter parameter =
          Optional.ofNullable(parameters.get(name))
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
    }
    if (values.isEmpty()) {
      throw node.refused("names no parameter; add one, or leave parameters out");
    }
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
    if (most.compareTo(settings.shortest()) < 0 || most.compareTo(longest) >= 0) {
      throw node.refused(
          "must be at least %s, the shortest grant, and less than %s, the longest of this entitlement"
              .formatted(settings.shortest(), longest));
    }
    return most;
  }

  private static OfficeHours hours(YamlNode node) {
    YamlFields fields = node.fields("zone", "days", "from", "to");
    ZoneId zone = zone(fields.get("zone"));
    Set<DayOfWeek> days = Set.copyOf(fields.get("days").each(ConditionsReader::day));
    LocalTime from = time(fields.get("from"));
    YamlNode to = fields.get("to");
    LocalTime end = time(to);
    return to.make(() -> new OfficeHours(zone, days, from, end));
  }

  private static ZoneId zone(YamlNode node) {
    String zone = node.text();
    if (!ZoneId.getAvailableZoneIds().contains(zone)) {
      throw node.refused(zone + " is not a time zone; write one such as Europe/Berlin or UTC");
    }
    return ZoneId.of(zone);
  }

  private static DayOfWeek day(YamlNode node) {
    String name = node.text();
    return Stream.of(DayOfWeek.values())
        .filter(day -> nameOf(day).equals(name))
        .findFirst()
        .orElseThrow(() ->
            node.refused(
                "must be one of "
                    + Stream.of(DayOfWeek.values())
                        .map(ConditionsReader::nameOf)
                        .collect(Collectors.joining(", "))));
  }

  private static String nameOf(DayOfWeek day) {
    return day.name().substring(0, 3);
  }

  private static LocalTime time(YamlNode node) {
    return LocalTime.parse(node.text(TIME, "must be a time of day such as \"08:00\", in quotes"));
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
