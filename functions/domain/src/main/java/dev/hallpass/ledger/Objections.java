package dev.hallpass.ledger;

import dev.hallpass.grant.GrantEvent.Doubt;
import java.util.Optional;

/// What speaks against a yes before it is given. A yes to what Hallpass would not open ends the
/// request instead, with the reason.
@FunctionalInterface
public interface Objections {

  /// Nothing speaks against any yes.
  Objections NONE = _ -> Optional.empty();

  /// What speaks against a yes to a grant; empty if nothing does.
  Optional<Doubt> to(History history);
}
