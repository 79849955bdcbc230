package dev.hallpass.adapters.log;

import dev.hallpass.adapters.json.IntervalJson;
import dev.hallpass.adapters.json.StoredEntry;
import dev.hallpass.identity.Sha256;
import dev.hallpass.log.NewEntries;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A stream with one shard, whose position is the number of entries.
final class InMemoryStream implements NewEntries {

  private static final String SHARD = "shard";

  private final List<String> lines = new ArrayList<>();
  private final List<String> changes = new ArrayList<>();
  private int trimmed;

  /// Adds entries that are like those of grants.
  void add(int count) {
    for (int i = 0; i < count; i++) {
      int number = lines.size();
      lines.add(line(number));
    }
  }

  void change(String line) {
    changes.add(line);
  }

  /// Forgets all that came until now, as a stream does after a day.
  void trim() {
    trimmed = lines.size();
  }

  List<String> lines() {
    return lines;
  }

  static String line(int number) {
    StoredEntry open =
        new StoredEntry(
            "grant-%032x".formatted(number / 3),
            number % 3,
            "requested",
            "2026-12-01T09:00:00.000Z",
            "alice@example.com",
            "{}",
            Sha256.ZERO.hex(),
            "0123abc/" + Sha256.ZERO.hex(),
            Sha256.ZERO.hex());
    return IntervalJson.line(open);
  }

  @Override
  public Optional<News> after(SortedMap<String, String> positions, int most) {
    int from = Integer.parseInt(positions.getOrDefault(SHARD, "0"));
    if (from < trimmed) {
      return Optional.empty();
    }
    int to = Math.min(lines.size(), from + most);
    News news = new News(lines.subList(from, to), changes, at(to), to == lines.size());
    changes.clear();
    return Optional.of(news);
  }

  @Override
  public News all() {
    return new News(lines, changes, at(lines.size()), true);
  }

  private static SortedMap<String, String> at(int position) {
    return new TreeMap<>(Map.of(SHARD, Integer.toString(position)));
  }
}
