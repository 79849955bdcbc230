package dev.hallpass.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/// What the starts of each function cost, as multiples of an empty one's.
final class Costs {

  private final List<Cost> floors = new ArrayList<>();
  private final Map<String, List<Cost>> costs = new LinkedHashMap<>();
  private final Map<String, Map<String, Integer>> calls = new TreeMap<>();
  private final List<Waited> cold = new ArrayList<>();
  private final List<Waited> warm = new ArrayList<>();

  boolean hasNoFloor() {
    return floors.isEmpty();
  }

  boolean has(String function) {
    return costs.containsKey(function);
  }

  /// The classes that a start of each function loaded, by the function's simple name.
  Map<String, Long> classes() {
    Map<String, Long> counted = new TreeMap<>();
    costs.forEach((function, starts) -> counted.put(function, classes(starts)));
    return counted;
  }

  void floor(Cost cost) {
    floors.add(cost);
  }

  void add(String function, Cost cost, Map<String, Integer> called) {
    costs.computeIfAbsent(function, _ -> new ArrayList<>()).add(cost);
    calls.merge(function, called, (one, other) -> total(one) > total(other) ? one : other);
  }

  /// Adds a wait in which each function had to start.
  void cold(Waited waited) {
    cold.add(waited);
  }

  /// Adds a wait in which no function had to start.
  void warm(Waited waited) {
    warm.add(waited);
  }

  /// Prints a table of medians. The starts that counted classes are in the column of classes only.
  void print() {
    List<Cost> empty = measured(floors);
    long floor = median(empty, Cost::cpu);
    System.out.printf(
        "An empty handler: %d ms of CPU, %d ms, %d MB, %d classes%n%n",
        floor, median(empty, Cost::wall), median(empty, Cost::memory), classes(floors));
    System.out.println(
        "| function | starts | CPU, ms | floors | wall, ms | MB | classes | calls |");
    System.out.println("|---|---|---|---|---|---|---|---|");
    costs.forEach((function, starts) -> {
      List<Cost> measured = measured(starts);
      long cpu = median(measured, Cost::cpu);
      System.out.printf(
          Locale.ROOT,
          "| %s | %d | %d | %.1f | %d | %d | %d | %s |%n",
          function,
          measured.size(),
          cpu,
          (double) cpu / floor,
          median(measured, Cost::wall),
          median(measured, Cost::memory),
          classes(starts),
          text(calls.getOrDefault(function, Map.of())));
    });
    System.out.printf(
        "%nFrom request to mail: %d ms cold, %d ms warm. From yes to credentials: %d ms cold, %d ms warm.%n",
        median(cold, wait -> wait.forMail().toMillis()),
        median(warm, wait -> wait.forMail().toMillis()),
        median(cold, wait -> wait.forCredentials().toMillis()),
        median(warm, wait -> wait.forCredentials().toMillis()));
  }

  private static int total(Map<String, Integer> calls) {
    return calls.values().stream().mapToInt(Integer::intValue).sum();
  }

  private static String text(Map<String, Integer> calls) {
    return calls.entrySet().stream()
        .map(call -> call.getValue() + " " + call.getKey())
        .collect(Collectors.joining(", "));
  }

  private static long classes(List<Cost> costs) {
    return costs.stream().mapToLong(Cost::classes).max().orElse(0);
  }

  private static <T> long median(List<T> all, ToLongFunction<T> of) {
    List<Long> sorted = all.stream().map(of::applyAsLong).sorted().toList();
    return sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2);
  }

  /// The starts that did not count classes, which costs time.
  private static List<Cost> measured(List<Cost> costs) {
    return costs.stream().filter(cost -> cost.classes() == 0).toList();
  }
}
