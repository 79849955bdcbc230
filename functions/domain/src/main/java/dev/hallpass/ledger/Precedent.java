package dev.hallpass.ledger;

import dev.hallpass.grant.GrantEvent;
import dev.hallpass.identity.GrantId;
import java.time.Instant;
import java.util.Optional;

/// What became of an earlier grant, for those who are asked for another one. It comes from an index
/// and is never believed: it is shown, or says which grants to read.
///
/// @param at when it happened
public record Precedent(GrantId grant, Kind kind, Instant at) {

  /// What happened.
  public enum Kind {
    OPENED,
    DENIED,
    /// Its access was open, and ended before its time.
    ENDED_EARLY
  }

  /// What an event is for later requests; empty if it is nothing.
  ///
  /// @param before what was recorded before the event
  public static Optional<Kind> kind(History before, GrantEvent event) {
    return switch (event) {
      case GrantEvent.Activated _ -> Optional.of(Kind.OPENED);
      case GrantEvent.Denied _ -> Optional.of(Kind.DENIED);
      case GrantEvent.Ended(var cause) when cause == GrantEvent.Cause.EXPIRED -> Optional.empty();
      case GrantEvent.AccessEnd _ ->
          before.last(GrantEvent.Activated.class).map(_ -> Kind.ENDED_EARLY);
      case GrantEvent.Notifying _,
          GrantEvent.Note _,
          GrantEvent.Use _,
          GrantEvent.Sought _,
          GrantEvent.Removal _,
          GrantEvent.PolicyPlanned _,
          GrantEvent.SessionsDenied _,
          GrantEvent.SessionDenialRemoved _,
          GrantEvent.ShellsOver _ ->
          Optional.empty();
    };
  }
}
