package dev.hallpass.emulator.policy;

import dev.hallpass.reference.ConditionKey;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The condition keys of one request with their values. The case of letters counts in values and
/// not in names. A key whose value is not emulated differs from a missing key.
public final class Context {
  private static final Context EMPTY = of(Map.of());

  private final SortedMap<String, List<String>> values;
  private final List<ConditionKey> untold;

  private Context(SortedMap<String, List<String>> values, List<ConditionKey> untold) {
    this.values = values;
    this.untold = untold;
  }

  /// The context without any key.
  public static Context empty() {
    return EMPTY;
  }

  /// A context of these keys. A key with no values is an absent key.
  public static Context of(Map<String, List<String>> values) {
    SortedMap<String, List<String>> present = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    values.forEach((key, list) -> put(present, key, list));
    return new Context(present, List.of());
  }

  private static void put(
      SortedMap<String, List<String>> present, String key, List<String> values) {
    if (!values.isEmpty()) {
      present.put(key, List.copyOf(values));
    }
  }

  /// This context with one key set; an earlier value of the key is replaced.
  public Context with(String key, String... newValues) {
    SortedMap<String, List<String>> more = new TreeMap<>(values);
    put(more, key, Arrays.asList(newValues));
    return new Context(more, untold);
  }

  /// This context with the keys of another set; the other's values win.
  public Context with(Context other) {
    if (other.values.isEmpty() && other.untold.isEmpty()) {
      return this;
    }
    SortedMap<String, List<String>> both = new TreeMap<>(values);
    both.putAll(other.values);
    List<ConditionKey> bothUntold =
        other.untold.isEmpty()
            ? untold
            : Stream.concat(untold.stream(), other.untold.stream()).toList();
    return new Context(both, bothUntold);
  }

  /// This context in a request with more keys, whose values are unknown here.
  public Context butUntold(List<ConditionKey> keys) {
    return new Context(values, List.copyOf(keys));
  }

  /// The key's values; empty if the request does not have the key.
  ///
  /// @throws UnsupportedOperationException with the name of a key that the request has and whose
  ///   values are not emulated
  public List<String> values(String key) {
    List<String> told = values.getOrDefault(key, List.of());
    if (told.isEmpty() && untold.stream().anyMatch(one -> one.isNamed(key))) {
      throw new UnsupportedOperationException(
          "The value of the condition key %s is not emulated".formatted(key));
    }
    return told;
  }

  /// The key's value for a policy variable: present only for a key with exactly one value.
  /// [Source](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html)
  public Optional<String> single(String key) {
    List<String> all = values(key);
    return all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty();
  }

  /// All keys with their values, in the order of the names.
  public SortedMap<String, List<String>> asMap() {
    return Collections.unmodifiableSortedMap(values);
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
