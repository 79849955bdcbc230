package dev.hallpass.local.console;

import dev.hallpass.grant.Grant;
import java.util.Locale;

/// The console's words for a state.
///
/// @param state the state in words
/// @param tone its colour: `good`, `bad`, `wait` or empty
public record Words(String state, String tone) {

  /// The words for a grant.
  static Words of(Grant.Known grant) {
    return switch (grant) {
      case Grant.AwaitingRule _ -> new Words("awaiting its rule", "wait");
      case Grant.AwaitingApproval open ->
          new Words(
              "awaiting approval, level %d of %d"
                  .formatted(open.level() + 1, open.dossier().request().plan().levels().size()),
              "wait");
      case Grant.Approved _ -> new Words("approved", "wait");
      case Grant.Activating _ -> new Words("activating", "wait");
      case Grant.Active active -> new Words("active until " + active.plan().expiresAt(), "good");
      case Grant.Ending ending -> new Words("ending: " + lower(ending.outcome()), "wait");
      case Grant.Over over ->
          switch (over.outcome()) {
            case EXPIRED, RETURNED, CANCELLED -> new Words("over: " + lower(over.outcome()), "");
            case DENIED, LAPSED, REVOKED, DRIFTED, NOTHING_TO_EXTEND, REFUSED, FAILED ->
                new Words("over: " + lower(over.outcome()), "bad");
          };
    };
  }

  private static String lower(Enum<?> outcome) {
    return outcome.name().toLowerCase(Locale.ROOT);
  }
}
