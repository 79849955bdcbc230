package dev.hallpass.authority;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.grant.Examples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.approval.Channel;
import dev.hallpass.approval.Seal;
import dev.hallpass.block.BlockEvent;
import dev.hallpass.block.BlockEvent.Blocked;
import dev.hallpass.block.BlockEvent.Unblocked;
import dev.hallpass.block.BlockHistory;
import dev.hallpass.block.InMemoryBlocks;
import dev.hallpass.block.UnblockStatement;
import dev.hallpass.figures.Figures;
import dev.hallpass.fuzz.Cases;
import dev.hallpass.identity.Person;
import dev.hallpass.identity.PersonId;
import dev.hallpass.identity.Sha256;
import java.security.KeyPair;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// That nobody unblocks a person by entries alone. In each case people block and unblock Alice, and
/// somebody who may insert adds unblocks with seals of all kinds in between.
class ForgedUnblocksTest {

  private static final int CASES = 5_000;
  private static final PersonId ID = PersonId.of(ALICE);
  private static final List<Person> ADMINS = List.of(BOB, CAROL);
  private static final List<Person> NAMES = List.of(ALICE, new Person("alice+work@example.com"));
  private static final List<String> REASONS = List.of("a stolen laptop", "found", "found\nagain");

  private final InMemorySeals seals = new InMemorySeals();
  private final KeyPair otherKey = InMemorySeals.pair();
  // Good seals of all cases, each with its text.
  private final List<Sealed> made = new ArrayList<>();
  private int forged;

  @Test
  void nothingForgedUnblocksAnybody() {
    List<String> wrong =
        new Cases("functions/domain", ForgedUnblocksTest.class, CASES).wrong(this::wrong);

    Figures.note("forged unblocks %d, unblocking somebody %d", forged, wrong.size());
    assertThat(wrong).isEmpty();
    assertThat(forged).isPositive();
  }

  private List<String> wrong(SplittableRandom random) {
    InMemoryBlocks blocks = new InMemoryBlocks();
    BlockedPeople people = new BlockedPeople(blocks, seals);
    List<String> wrong = new ArrayList<>();
    boolean isBlocked = false;
    for (int step = random.nextInt(2, 7); step > 0; step--) {
      Instant now = NOON.plusMillis(random.nextInt(1000));
      switch (random.nextInt(4)) {
        case 0 -> {
          isBlocked = true;
          append(blocks, new Blocked(one(ADMINS, random), ALICE, "stolen", Channel.SIGNED), now);
        }
        case 1 -> {
          isBlocked = false;
          append(blocks, honest(blocks.read(ID), unblocked(random), now), now);
        }
        default -> append(blocks, forged(blocks.read(ID), random, now), now);
      }
      if (people.isBlocked(ALICE) != isBlocked) {
        wrong.add("%s, but %s".formatted(isBlocked ? "blocked" : "free", blocks.read(ID)));
      }
    }
    return wrong;
  }

  private Unblocked honest(BlockHistory before, Unblocked event, Instant now) {
    UnblockStatement statement = before.statement(event, now);
    Seal seal = seals.seal(statement);
    made.add(new Sealed(seal, statement.text()));
    return event.with(seal);
  }

  private Unblocked forged(BlockHistory before, SplittableRandom random, Instant now) {
    forged++;
    Unblocked event = unblocked(random);
    UnblockStatement right = before.statement(event, now);
    return switch (random.nextInt(4)) {
      case 0 -> event;
      case 1 -> event.with(InMemorySeals.seal(otherKey, right));
      case 2 -> replayed(right, random).map(event::with).orElse(event);
      default -> {
        UnblockStatement other = other(right, random);
        yield other.text().equals(right.text()) ? event : event.with(seals.seal(other));
      }
    };
  }

  /// A good seal of something else.
  private Optional<Seal> replayed(UnblockStatement right, SplittableRandom random) {
    return made.isEmpty()
        ? Optional.empty()
        : Optional.of(one(made, random))
            .filter(old -> !old.text().equals(right.text()))
            .map(Sealed::seal);
  }

  /// A statement that may differ in one thing.
  private static UnblockStatement other(UnblockStatement right, SplittableRandom random) {
    return switch (random.nextInt(4)) {
      case 0 ->
          new UnblockStatement(PersonId.of(BOB), right.after(), right.unblocked(), right.at());
      case 1 -> new UnblockStatement(right.id(), Sha256.ZERO, right.unblocked(), right.at());
      case 2 ->
          new UnblockStatement(
              right.id(), right.after(), right.unblocked(), right.at().plusMillis(1));
      default -> new UnblockStatement(right.id(), right.after(), unblocked(random), right.at());
    };
  }

  private static Unblocked unblocked(SplittableRandom random) {
    return new Unblocked(
        one(ADMINS, random),
        one(NAMES, random),
        one(REASONS, random),
        one(List.of(Channel.SIGNED, Channel.PROVED), random),
        Optional.empty());
  }

  private static void append(InMemoryBlocks blocks, BlockEvent event, Instant at) {
    assertThat(blocks.append(blocks.read(ID), event, at)).isPresent();
  }

  private static <T> T one(List<T> some, SplittableRandom random) {
    return some.get(random.nextInt(some.size()));
  }

  /// A seal and what it signs.
  private record Sealed(Seal seal, String text) {}
}
