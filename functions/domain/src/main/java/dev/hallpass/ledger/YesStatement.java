package dev.hallpass.ledger;

import dev.hallpass.approval.Sealable;
import dev.hallpass.grant.GrantEvent.Approved;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Sha256;
import java.time.Duration;
import java.time.Instant;

/// What a seal signs: one yes, and all that the grant's entries said before it.
///
/// @param after the hash of the entry before, and so of all entries before
/// @param allows the longest time that the approver allows
/// @param at the time of the entry
public record YesStatement(GrantId grant, Sha256 after, Approved yes, Duration allows, Instant at)
    implements Sealable {

  /// What the seal of a yes to a request signs.
  public static YesStatement of(
      GrantId grant, Sha256 after, Requested request, Approved yes, Instant at) {
    return new YesStatement(grant, after, yes, yes.shortenedTo().orElse(request.duration()), at);
  }

  /// Nine lines.
  @Override
  public String text() {
    return """
    hallpass yes 1
    grant %s
    after %s
    level %d
    approver %s
    channel %s
    policy %s
    allows %s
    at %s
    """
        .formatted(
            grant,
            after,
            yes.level(),
            yes.approver(),
            yes.channel(),
            yes.policyHash(),
            allows,
            Entry.text(at));
  }
}
