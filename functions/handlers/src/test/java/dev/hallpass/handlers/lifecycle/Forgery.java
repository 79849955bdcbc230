package dev.hallpass.handlers.lifecycle;

import dev.hallpass.adapters.json.EventJson;
import dev.hallpass.adapters.json.Json;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.ledger.Entry;
import dev.hallpass.ledger.History;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What somebody may make of the entries of good grants who can write any entry, with good hashes,
/// and who knows everything but the key of the seals.
final class Forgery {

  private final List<History> good;
  private final Map<String, List<JsonNode>> known = new TreeMap<>();

  /// @param good from which values are taken too
  Forgery(List<History> good) {
    this.good = good;
    good.stream()
        .flatMap(history -> history.entries().stream())
        .map(Entry::event)
        .forEach(event -> learn("", Json.read(EventJson.write(event))));
  }

  private void learn(String name, JsonNode value) {
    List<JsonNode> values = known.computeIfAbsent(name, _ -> new ArrayList<>());
    if (!values.contains(value)) {
      values.add(value);
    }
    if (value.isObject()) {
      value.properties().forEach(member -> learn(member.getKey(), member.getValue()));
    }
    if (value instanceof ArrayNode list) {
      list.forEach(each -> learn(name + "[]", each));
    }
  }

  /// The grants with one thing forged: a member or the time of an entry, an entry of another grant
  /// in its place or before it, or an entry left out.
  Optional<Forged> of(History history, SplittableRandom random) {
    List<Forged.Line> lines = new ArrayList<>(Forged.lines(history));
    int place = random.nextInt(lines.size());
    Forged.Line line = lines.get(place);
    switch (random.nextInt(8)) {
      case 0 -> lines.remove(place);
      case 1 -> lines.set(place, new Forged.Line(someEvent(random), line.at()));
      case 2 -> lines.add(place, new Forged.Line(someEvent(random), line.at()));
      case 3 -> lines.set(place, new Forged.Line(line.event(), line.at().plus(someTime(random))));
      default -> {
        Optional<GrantEvent> event = altered(line.event(), random);
        if (event.isEmpty()) {
          return Optional.empty();
        }
        lines.set(place, new Forged.Line(event.get(), line.at()));
      }
    }
    return Optional.of(new Forged(history.grant(), lines));
  }

  /// The grants with one member of one entry forged, each member of each entry once.
  Stream<Forged> ofEachMember(History history, SplittableRandom random) {
    List<Forged.Line> lines = Forged.lines(history);
    List<Forged> forged = new ArrayList<>();
    for (int place = 0; place < lines.size(); place++) {
      GrantEvent event = lines.get(place).event();
      for (List<String> path : paths(Json.read(EventJson.write(event)))) {
        Optional<GrantEvent> other = altered(event, path, random);
        if (other.isPresent()) {
          List<Forged.Line> changed = new ArrayList<>(lines);
          changed.set(place, new Forged.Line(other.get(), lines.get(place).at()));
          forged.add(new Forged(history.grant(), changed));
        }
      }
    }
    return forged.stream();
  }

  private GrantEvent someEvent(SplittableRandom random) {
    GrantEvent event = one(one(good, random).entries(), random).event();
    return random.nextBoolean() ? event : altered(event, random).orElse(event);
  }

  private static Duration someTime(SplittableRandom random) {
    return Duration.ofSeconds(random.nextLong(-100_000, 100_000));
  }

  private Optional<GrantEvent> altered(GrantEvent event, SplittableRandom random) {
    List<List<String>> paths = paths(Json.read(EventJson.write(event)));
    return paths.isEmpty() ? Optional.empty() : altered(event, one(paths, random), random);
  }

  /// The event with another value of one member; empty if no event has that value.
  private Optional<GrantEvent> altered(
      GrantEvent event, List<String> path, SplittableRandom random) {
    ObjectNode json = (ObjectNode) Json.read(EventJson.write(event));
    JsonNode parent = json;
    for (String step : path.subList(0, path.size() - 1)) {
      parent = parent.isArray() ? parent.get(Integer.parseInt(step)) : parent.get(step);
    }
    String last = path.getLast();
    String name = path.stream().filter(step -> !step.matches("[0-9]+")).toList().getLast();
    if (parent instanceof ObjectNode object) {
      object.set(last, other(name, object.get(last), random));
    } else if (parent instanceof ArrayNode list) {
      int index = Integer.parseInt(last);
      list.set(index, other(name + "[]", list.get(index), random));
    }
    try {
      GrantEvent altered = EventJson.read(EventJson.type(event), Json.canonical(json));
      return Optional.of(altered).filter(one -> !one.equals(event));
    } catch (Json.UnexpectedJson | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private JsonNode other(String name, JsonNode value, SplittableRandom random) {
    List<JsonNode> others =
        known.getOrDefault(name, List.of()).stream().filter(one -> !one.equals(value)).toList();
    if (!others.isEmpty() && random.nextInt(4) > 0) {
      return one(others, random);
    }
    return perturbed(value, random);
  }

  private static JsonNode perturbed(JsonNode value, SplittableRandom random) {
    ObjectNode holder = Json.object();
    if (value.isNumber()) {
      holder.put("value", value.intValue() + random.nextInt(1, 4));
    } else if (value.isBoolean()) {
      holder.put("value", !value.booleanValue());
    } else if (value.isString()) {
      holder.put("value", perturbed(value.asString(), random));
    } else {
      holder.set("value", value);
    }
    return holder.get("value");
  }

  private static String perturbed(String text, SplittableRandom random) {
    if (text.contains("@")) {
      return "mallory@example.com";
    }
    if (text.matches("PT?[0-9DHM]+")) {
      return Duration.ofMinutes(random.nextLong(1, 600)).toString();
    }
    if (text.matches("[0-9]{4}-.*Z")) {
      return Instant.parse(text).plusSeconds(random.nextLong(-200_000, 200_000)).toString();
    }
    return changed(text, random);
  }

  /// The text with another letter or digit at one place.
  private static String changed(String text, SplittableRandom random) {
    if (text.isEmpty()) {
      return "x";
    }
    int place = random.nextInt(text.length());
    String digits = "0123456789abcdef";
    return text.substring(0, place)
        + digits.charAt(random.nextInt(digits.length()))
        + text.substring(place + 1);
  }

  private static List<List<String>> paths(JsonNode json) {
    List<List<String>> paths = new ArrayList<>();
    collect(json, List.of(), paths);
    return paths;
  }

  private static void collect(JsonNode json, List<String> path, List<List<String>> paths) {
    if (!path.isEmpty()) {
      paths.add(path);
    }
    if (json.isObject()) {
      json.properties().forEach(one -> collect(one.getValue(), with(path, one.getKey()), paths));
    }
    if (json.isArray()) {
      for (int i = 0; i < json.size(); i++) {
        collect(json.get(i), with(path, Integer.toString(i)), paths);
      }
    }
  }

  private static List<String> with(List<String> path, String step) {
    return Stream.concat(path.stream(), Stream.of(step)).toList();
  }

  private static <T> T one(List<T> some, SplittableRandom random) {
    return some.get(random.nextInt(some.size()));
  }
}
