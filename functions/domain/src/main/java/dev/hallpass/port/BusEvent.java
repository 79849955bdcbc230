package dev.hallpass.port;

import java.time.Instant;

/// What other systems are told of one turn of a grant.
///
/// @param type the type of the turn, as the ledger names it
/// @param at when it happened
/// @param detail a JSON object, without links, codes and credentials
public record BusEvent(String type, Instant at, String detail) {}
