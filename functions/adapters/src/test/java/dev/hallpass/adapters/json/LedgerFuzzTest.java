package dev.hallpass.adapters.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.adapters.json.Tampering.Kind;
import dev.hallpass.figures.Figures;
import dev.hallpass.fuzz.Cases;
import dev.hallpass.ledger.History;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Whatever is done to one item of the ledger is found by reading, at every entry of lives of every
/// kind.
///
/// What makes good the hash of the last entry, or takes it away, leaves a chain as it might have
/// been: nothing in the chain can tell. That a write replaces or removes an entry is what the
/// tamper log is for; that nobody but the writers adds one is what IAM is for.
class LedgerFuzzTest {

  private static final int LIVES = 160;
  private static final List<History> STORIES = LedgerSamples.stories();

  private final Map<Kind, Integer> tried = new EnumMap<>(Kind.class);
  private final Map<Kind, Integer> found = new EnumMap<>(Kind.class);
  private int entries;
  private int contradicting;

  @Test
  void everyEditDeletionInsertionAndReorderingOfAnItemIsFound() {
    List<String> wrong =
        new Cases("functions/adapters", LedgerFuzzTest.class, LIVES).wrong(this::wrongIn);

    int atTheEnd = tried.getOrDefault(Kind.AT_THE_END, 0);
    Figures.note(
        "ledger entries %d, changes of one item %d %s, found by reading %d, not found %d; at the end of a chain besides, where it is good again, %d, of which %d contradict what went before and the others are for the tamper log and IAM",
        entries, sum(tried) - atTheEnd, tried, sum(found), missed(), atTheEnd, contradicting);
    assertThat(wrong).isEmpty();
    if (Cases.areAllPlayed()) {
      assertThat(entries).isGreaterThanOrEqualTo(Cases.share(1000));
      assertThat(tried).containsOnlyKeys(Kind.values());
    }
  }

  private List<String> wrongIn(SplittableRandom random) {
    RetoldGrant life = RetoldGrant.of(STORIES.get(random.nextInt(STORIES.size())), random);
    RetoldGrant another = RetoldGrant.of(STORIES.get(random.nextInt(STORIES.size())), random);
    entries += life.entries().size();
    life.read(life.entries());
    return Tampering.of(life, another, random)
        .filter(this::isWrong)
        .map(one -> "%s: %s of %s".formatted(one.kind(), one.says(), life.grant()))
        .toList();
  }

  private int missed() {
    return sum(tried) - tried.getOrDefault(Kind.AT_THE_END, 0) - sum(found);
  }

  private static int sum(Map<Kind, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  private boolean isWrong(Tampering one) {
    boolean isFound = one.isFound();
    tried.merge(one.kind(), 1, Integer::sum);
    found.merge(one.kind(), isFound ? 1 : 0, Integer::sum);
    if (one.kind() == Kind.AT_THE_END) {
      contradicting += one.contradictsItself() ? 1 : 0;
      return isFound;
    }
    return !isFound;
  }
}
