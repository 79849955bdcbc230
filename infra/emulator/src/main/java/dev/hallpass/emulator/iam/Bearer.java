package dev.hallpass.emulator.iam;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/// A user or a group, by what is known of it here: its name, its id, and the ARNs of the policies
/// attached to it. Nobody can call with a user's credentials.
record Bearer(Kind kind, String name, String id, SortedSet<String> attached) {
  Bearer {
    attached = Collections.unmodifiableSortedSet(new TreeSet<>(attached));
  }

  enum Kind {
    USER,
    GROUP
  }

  /// What it is stored under.
  String key() {
    return key(kind, name);
  }

  static String key(Kind kind, String name) {
    return kind + "/" + name;
  }

  Bearer withAttached(String arn) {
    SortedSet<String> more = new TreeSet<>(attached);
    more.add(arn);
    return new Bearer(kind, name, id, more);
  }

  Bearer withoutAttached(String arn) {
    SortedSet<String> fewer = new TreeSet<>(attached);
    fewer.remove(arn);
    return new Bearer(kind, name, id, fewer);
  }
}
