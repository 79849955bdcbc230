package dev.hallpass.adapters.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.adapters.archive.LogTampering.Kind;
import dev.hallpass.audit.Pins;
import dev.hallpass.figures.Figures;
import dev.hallpass.fuzz.Cases;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// An audit finds each change of a log's objects by a person who cannot sign.
class LogTamperingTest {

  /// An audit of a whole log for each, so a plain build tries a tenth.
  private static final int MULTIPLE = Cases.isWhole() ? 10_000 : 1_000;

  private final HeldArchive archive = new HeldArchive();
  private final Pins pins = BuiltLog.small(archive).pins();
  private final List<LogTampering> single = LogTampering.all(archive);

  @Test
  void everySingleChangeIsFound() {
    Map<Kind, Integer> tried = new EnumMap<>(Kind.class);
    int share = Cases.share(single.size());
    List<LogTampering> missed =
        IntStream.range(0, share)
            .mapToObj(place -> single.get(place * single.size() / share))
            .filter(one -> {
              tried.merge(one.kind(), 1, Integer::sum);
              return BuiltLog.audit(one.of(archive), pins).isWhole();
            })
            .toList();

    Figures.note(
        "single changes of a log %s, of %d, not found %d", tried, single.size(), missed.size());
    assertThat(missed).isEmpty();
    if (Cases.isWhole()) {
      assertThat(tried).containsOnlyKeys(Kind.values());
    }
  }

  @Test
  void everyRandomMultipleChangeIsFound() {
    List<String> wrong =
        new Cases("functions/adapters", LogTamperingTest.class, MULTIPLE).wrong(this::wrongIn);

    Figures.note("multiple changes of a log %d, not found %d", Cases.share(MULTIPLE), wrong.size());
    assertThat(wrong).isEmpty();
  }

  private List<String> wrongIn(SplittableRandom random) {
    HeldArchive copy = archive.copy();
    List<String> done = new ArrayList<>();
    int many = random.nextInt(2, 6);
    for (int one = 0; one < many; one++) {
      LogTampering next = single.get(random.nextInt(single.size()));
      next.done().accept(copy);
      done.add(next.kind() + " " + next.says());
    }
    boolean isFound = isSame(copy) || !BuiltLog.audit(copy, pins).isWhole();
    return isFound ? List.of() : List.of(String.join(", then ", done));
  }

  /// Two changes can undo each other.
  private boolean isSame(HeldArchive copy) {
    return copy.names("").equals(archive.names(""))
        && archive.names("").stream()
            .allMatch(name -> Arrays.equals(copy.content(name), archive.content(name)));
  }
}
