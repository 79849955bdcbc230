package dev.hallpass.ledger;

import dev.hallpass.identity.Sha256;

/// What wrote an entry: which code, with which catalogue.
///
/// @param commit the git commit the code was built from
/// @param catalog the digest of the catalogue deployed with it
public record Build(String commit, Sha256 catalog) {}
