package dev.hallpass.local;

import dev.hallpass.catalog.Catalog;
import dev.hallpass.ledger.Build;
import java.net.URI;
import java.util.random.RandomGenerator;

/// What all functions share.
///
/// @param build what is deployed
/// @param random the source of everything unpredictable
/// @param publicUrl where approvers reach the API
record Surroundings(Catalog catalog, Build build, RandomGenerator random, URI publicUrl) {

  /// The same once another catalogue is deployed.
  Surroundings with(Catalog other) {
    return new Surroundings(other, new Build(build.commit(), other.digest()), random, publicUrl);
  }
}
