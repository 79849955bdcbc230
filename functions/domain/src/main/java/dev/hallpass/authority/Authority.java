package dev.hallpass.authority;

import static dev.hallpass.grant.GrantEvent.Doubt.APPROVER_LEFT;
import static dev.hallpass.grant.GrantEvent.Doubt.BLOCKED;
import static dev.hallpass.grant.GrantEvent.Doubt.NOT_PROVED;
import static dev.hallpass.grant.GrantEvent.Doubt.NOT_SEALED;
import static dev.hallpass.grant.GrantEvent.Doubt.OTHER_POLICY;
import static dev.hallpass.grant.GrantEvent.Doubt.OTHER_TIME;

import dev.hallpass.grant.Clocks;
import dev.hallpass.grant.Dossier;
import dev.hallpass.grant.Grant;
import dev.hallpass.grant.GrantEvent.Approved;
import dev.hallpass.grant.GrantEvent.Doubt;
import dev.hallpass.grant.GrantEvent.PolicyPlanned;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.grant.GrantEvent.Withdrawn;
import dev.hallpass.ledger.EarlierGrants.Turn;
import dev.hallpass.ledger.Entry;
import dev.hallpass.ledger.History;
import dev.hallpass.policy.PolicyArn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Tells whether a grant's entries may open access. An entry alone is no authority, because others
/// in the account may be able to insert one. So a yes counts only with its seal, and everything
/// else is derived again from the deployed catalogue.
public final class Authority {

  private final SealKey key;
  private final Derivation derivation;
  private final BlockedPeople blocked;

  public Authority(SealKey key, Derivation derivation, BlockedPeople blocked) {
    this.key = key;
    this.derivation = derivation;
    this.blocked = blocked;
  }

  /// What speaks against access on these entries at the moment of effect; empty if nothing does.
  ///
  /// @throws dev.hallpass.port.OutcomeUnknown if the seals' key, a ticket, a group, or who is
  ///   blocked is not known
  public Optional<Doubt> doubt(History history, Instant now) {
    Dossier dossier = history.known().dossier();
    Requested request = dossier.request();
    Instant askedAt = history.entries().getFirst().at();
    Turn turn =
        new Turn(
            history.grant(),
            request.requester(),
            request.entitlement(),
            askedAt,
            history.last(PolicyPlanned.class).orElse(now));
    Instant end = history.plannedEnd().orElseGet(() -> dossier.end(now));
    List<Approved> sealed = request.plan().levels().isEmpty() ? List.of() : sealed(history);
    List<Approved> taken =
        sealed.stream().filter(yes -> request.plan().takes(yes.channel())).toList();
    return when(!Quorum.isReached(sealed, request), NOT_SEALED)
        .or(() -> when(!Quorum.isReached(taken, request), NOT_PROVED))
        .or(() -> when(isBlocked(request, taken), BLOCKED))
        .or(() -> when(!isInTime(dossier, end, now), OTHER_TIME))
        .or(() -> when(!hasItsOwnPolicy(history), OTHER_POLICY))
        .or(() -> derivation.doubt(request, turn, now, end))
        // Last, because a request that the catalogue does not give has no groups to ask.
        .or(() ->
            when(
                !Quorum.isReached(derivation.ofThoseStillAsked(taken, request, askedAt), request),
                APPROVER_LEFT));
  }

  /// Whether the requester is blocked, or so many who said yes that the others are no quorum.
  private boolean isBlocked(Requested request, List<Approved> taken) {
    return blocked.isBlocked(request.requester())
        || !Quorum.isReached(
            taken.stream().filter(yes -> !blocked.isBlocked(yes.approver())).toList(), request);
  }

  /// The yeses with good seals that nobody took back.
  private List<Approved> sealed(History history) {
    List<Approved> standing = new ArrayList<>();
    for (Entry entry : history.entries()) {
      if (entry.event() instanceof Withdrawn withdrawn) {
        standing.removeIf(withdrawn::takesBack);
      }
      sealed(history, entry).ifPresent(standing::add);
    }
    return standing;
  }

  private Optional<Approved> sealed(History history, Entry entry) {
    return entry.event() instanceof Approved yes
        ? yes.seal().filter(seal -> key.made(seal, history.statement(entry, yes))).map(_ -> yes)
        : Optional.empty();
  }

  /// Whether the access begins and ends when it may. That its end lies within the approved time
  /// from now on is enough: the rules look at it again when it is planned.
  private static boolean isInTime(Dossier dossier, Instant end, Instant now) {
    return !dossier.isToStartAfter(now.plus(Clocks.APART))
        && !end.isAfter(dossier.end(now).plus(Clocks.APART));
  }

  /// Whether credentials would be limited by the policy of this grant and no other.
  private static boolean hasItsOwnPolicy(History history) {
    return !(history.state() instanceof Grant.Active active)
        || active
            .policy()
            .equals(PolicyArn.beside(active.dossier().request().role(), history.grant()));
  }

  private static Optional<Doubt> when(boolean holds, Doubt doubt) {
    return holds ? Optional.of(doubt) : Optional.empty();
  }
}
