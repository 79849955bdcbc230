package dev.hallpass.audit;

import dev.hallpass.audit.Findings.Place;
import dev.hallpass.audit.entry.EntryFormat;
import dev.hallpass.grant.CorruptLedger;
import dev.hallpass.identity.Sha256;
import dev.hallpass.log.ArchiveNames;
import dev.hallpass.log.ArchiveReader;
import dev.hallpass.log.Lines;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The objects with entries that no interval names. When two writers meet, the slower one leaves
/// one behind. All its entries come with this interval or with the next ones.
final class Orphans {

  private static final Pattern NAME =
      Pattern.compile(
          "entries/day=[0-9]{4}-[0-9]{2}-[0-9]{2}/(?<number>[0-9]{12})-(?<digest>[0-9a-f]{16})\\.jsonl\\.gz");

  private final ArchiveReader archive;
  private final EntryFormat format;
  private final Findings findings;
  private final TreeMap<Long, List<String>> names = new TreeMap<>();
  private final List<String> strange = new ArrayList<>();
  private final Map<Sha256, Left> awaited = new HashMap<>();

  Orphans(ArchiveReader archive, EntryFormat format, Findings findings) {
    this.archive = archive;
    this.format = format;
    this.findings = findings;
    for (String name : archive.names(ArchiveNames.ENTRIES)) {
      Matcher parts = NAME.matcher(name);
      if (parts.matches()) {
        names
            .computeIfAbsent(Long.parseLong(parts.group("number")), _ -> new ArrayList<>(1))
            .add(name);
      } else {
        strange.add(name);
      }
    }
  }

  /// Looks at what was left behind at an interval.
  ///
  /// @param named the object that the interval names, or nothing
  void at(String named, Place place) {
    names.getOrDefault(place.interval(), List.of()).stream()
        .filter(name -> !name.equals(named))
        .forEach(name -> await(name, place));
    names.remove(place.interval());
  }

  private void await(String name, Place place) {
    try {
      String text = archive.read(name).map(object -> Lines.text(object.content())).orElse("");
      Matcher parts = NAME.matcher(name);
      boolean isNamedSo =
          parts.matches() && Sha256.of(text).hex().startsWith(parts.group("digest"));
      if (!isNamedSo) {
        findings.add(place.changed(0, name, "has other lines than its name says"));
        return;
      }
      text.lines()
          .map(format::entry)
          .forEach(entry -> awaited.put(entry.hash(), new Left(name, entry.name(), place)));
    } catch (IllegalArgumentException | CorruptLedger _) {
      findings.add(place.changed(0, name, "belongs to no interval, and cannot be read"));
    }
  }

  /// Takes note of the hash of an entry of the log.
  void has(Sha256 entry) {
    awaited.remove(entry);
  }

  /// Says what nobody left behind.
  ///
  /// @param end the place behind the newest interval, where a writer may be at work
  void end(Place end) {
    awaited
        .values()
        .forEach(left ->
            findings.add(
                left.place()
                    .signed(
                        0,
                        left.object(),
                        "belongs to no interval, and the log does not have its %s"
                            .formatted(left.entry()))));
    names
        .tailMap(end.interval(), false)
        .values()
        .forEach(later ->
            later.forEach(name ->
                findings.add(end.changed(0, name, "belongs to an interval that is not there"))));
    strange.forEach(
        name -> findings.add(end.changed(0, name, "has a name that no object of the log has")));
  }

  /// An entry that the log must have, because an object was left behind with it.
  private record Left(String object, String entry, Place place) {}
}
