package dev.hallpass.ledger;

import dev.hallpass.grant.Actor;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Sha256;
import java.time.Instant;

/// One entry of the ledger.
///
/// @param sequence from 0, with no gaps
/// @param previous the hash of the entry before it
/// @param hash the hash of all other members
public record Entry(
    GrantId grant,
    int sequence,
    Instant at,
    Actor actor,
    GrantEvent event,
    Build build,
    Sha256 previous,
    Sha256 hash) {}
