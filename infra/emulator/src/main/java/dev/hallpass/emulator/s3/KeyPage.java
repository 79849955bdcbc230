package dev.hallpass.emulator.s3;

import java.util.List;
import java.util.Optional;

/// One page of a bucket's current objects.
///
/// @param prefixes the common prefixes of the keys that have the delimiter
/// @param next the last key or prefix, if there is more
record KeyPage(List<ObjectVersion> objects, List<String> prefixes, Optional<String> next) {
  KeyPage {
    objects = List.copyOf(objects);
    prefixes = List.copyOf(prefixes);
  }
}
