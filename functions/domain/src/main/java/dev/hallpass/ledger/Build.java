package dev.hallpass.ledger;

import dev.hallpass.identity.Sha256;

/// The build that wrote an entry: its code and its catalogue.
///
/// @param commit the git commit the code was built from
/// @param catalog the digest of the catalogue deployed with it
public record Build(String commit, Sha256 catalog) {}
