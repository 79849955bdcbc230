package dev.hallpass.audit;

import dev.hallpass.authority.Quorum;
import dev.hallpass.grant.CorruptLedger;
import dev.hallpass.grant.Grant;
import dev.hallpass.grant.GrantEvent.Approved;
import dev.hallpass.grant.GrantEvent.PolicyPlanned;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.grant.GrantEvent.Withdrawn;
import dev.hallpass.identity.GrantId;
import dev.hallpass.ledger.Entry;
import dev.hallpass.ledger.YesStatement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The state of a grant, replayed, with the sealed yeses that nobody took back.
record ReplayedGrant(Grant state, List<Approved> sealed) {

  /// A grant without entries.
  static ReplayedGrant of(GrantId grant) {
    return new ReplayedGrant(new Grant.Unknown(grant), List.of());
  }

  /// The life with one more entry.
  ///
  /// @throws CorruptLedger if the entry cannot follow
  ReplayedGrant with(Entry entry) {
    return new ReplayedGrant(
        state.after(entry.event()),
        switch (entry.event()) {
          case Approved yes when yes.seal().isPresent() ->
              Stream.concat(sealed.stream(), Stream.of(yes)).toList();
          case Withdrawn withdrawn ->
              sealed.stream().filter(yes -> !withdrawn.takesBack(yes)).toList();
          default -> sealed;
        });
  }

  /// Whether an entry opens the access. Replay lets credentials and all else that needs an open
  /// access only follow on it.
  static boolean isOpenedBy(Entry entry) {
    return entry.event() instanceof PolicyPlanned;
  }

  /// Whether its plan asks no person before the access opens, as break-glass and rules do.
  boolean asksNobody() {
    return request().filter(request -> request.plan().levels().isEmpty()).isPresent();
  }

  /// Why the access may not be opened now; empty if enough people said yes in the right way.
  Optional<String> barred() {
    return request()
        .filter(request -> !request.plan().levels().isEmpty())
        .flatMap(request ->
            Quorum.isReached(sealed, request)
                ? Optional.of("opens an access with a yes that has no proof of its caller")
                    .filter(_ -> !Quorum.isReached(taken(request), request))
                : Optional.of("opens an access without the sealed yeses of a quorum"));
  }

  private List<Approved> taken(Requested request) {
    return sealed.stream().filter(yes -> request.plan().takes(yes.channel())).toList();
  }

  /// What the seal of a yes signs that is the next entry.
  Optional<YesStatement> statement(Entry entry, Approved yes) {
    return request()
        .map(request -> YesStatement.of(entry.grant(), entry.previous(), request, yes, entry.at()));
  }

  private Optional<Requested> request() {
    return state instanceof Grant.Known known
        ? Optional.of(known.dossier().request())
        : Optional.empty();
  }
}
