package dev.hallpass.block;

import dev.hallpass.identity.PersonId;
import dev.hallpass.identity.Sha256;
import java.time.Instant;

/// One entry of the ledger about a person. It is stored in the form of an entry about a grant.
///
/// @param sequence from 0, with no gaps
/// @param previous the hash of the entry before it
/// @param hash the hash of all other members
public record BlockEntry(
    PersonId id, int sequence, Instant at, BlockEvent event, Sha256 previous, Sha256 hash) {}
