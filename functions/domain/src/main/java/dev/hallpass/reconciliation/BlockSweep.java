package dev.hallpass.reconciliation;

import dev.hallpass.authority.BlockedGrants;
import dev.hallpass.authority.BlockedPeople;
import dev.hallpass.block.Block;
import dev.hallpass.grant.CorruptLedger;
import dev.hallpass.grant.Grant;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.PersonId;
import dev.hallpass.ledger.Grants;
import dev.hallpass.ledger.Grants.Contended;
import dev.hallpass.ledger.Grants.Run;
import dev.hallpass.port.OutcomeUnknown;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Ends the grants of the people who were blocked within the last day, as far as the block itself
/// did not. It looks at each grant once.
final class BlockSweep {

  // After a day, what was missed has no credentials any more, and never gets others.
  private static final Duration DAY = Duration.ofDays(1);
  private static final int MOST_PEOPLE = 100;
  private static final int MOST_GRANTS = 1000;

  private final Grants grants;
  private final BlockedPeople people;
  private final BlockedGrants theirs;
  private final Set<GrantId> over = new HashSet<>();

  BlockSweep(Grants grants, BlockedPeople people) {
    this.grants = grants;
    this.people = people;
    this.theirs = new BlockedGrants(grants);
  }

  void goOn(DueSteps steps, Pass pass) {
    List<PersonId> blocked;
    try {
      blocked = people.blocks().blockedSince(grants.now().minus(DAY), MOST_PEOPLE);
    } catch (OutcomeUnknown unknown) {
      pass.log().failure("It could not be told who was blocked", unknown);
      pass.note(Finding.UNSEEN, this);
      return;
    }
    if (blocked.isEmpty()) {
      over.clear();
    }
    for (PersonId person : Sweep.rotated(blocked, grants.now())) {
      endAll(person, steps, pass);
    }
  }

  private void endAll(PersonId person, DueSteps steps, Pass pass) {
    try {
      Optional<Block> block = people.block(person);
      if (block.isPresent()) {
        theirs.of(block.get(), MOST_GRANTS).stream()
            .filter(grant -> !over.contains(grant))
            .forEach(grant -> end(grant, block.get(), steps, pass));
      }
    } catch (CorruptLedger corrupt) {
      // Whose grants they are cannot be told. They get no credentials.
      pass.log().failure("The ledger contradicts itself about " + person, corrupt);
      pass.note(Finding.UNEXPLAINED, person);
    } catch (OutcomeUnknown unknown) {
      pass.log().failure("It could not be told whether %s is blocked".formatted(person), unknown);
      pass.note(Finding.UNSEEN, person);
    }
  }

  private void end(GrantId grant, Block block, DueSteps steps, Pass pass) {
    if (pass.isTimeUp()) {
      pass.note(Finding.UNSEEN, this);
      return;
    }
    try {
      Run run = theirs.end(grant, block);
      if (run.isAccepted()) {
        pass.log().info(grant, "Its requester is blocked, so it ends");
      }
      if (!(run.history().state() instanceof Grant.Ending) || !steps.retire(run.history(), "")) {
        over.add(grant);
      }
    } catch (CorruptLedger _) {
      // The sweep over the policies ends it.
      over.add(grant);
    } catch (OutcomeUnknown | Contended failure) {
      pass.log().failure(grant, "It could not be ended, though its requester is blocked", failure);
      pass.note(Finding.UNSEEN, grant);
    }
  }
}
