package dev.hallpass.emulator.iam;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/// A user or a group: its name, its id, and the ARNs of its attached policies. Nobody can call with
/// a user's credentials.
record IamIdentity(Kind kind, String name, String id, SortedSet<String> attached) {
  IamIdentity {
    attached = Collections.unmodifiableSortedSet(new TreeSet<>(attached));
  }

  enum Kind {
    USER,
    GROUP
  }

  /// The key of the identity in the store.
  String key() {
    return key(kind, name);
  }

  static String key(Kind kind, String name) {
    return kind + "/" + name;
  }

  IamIdentity withAttached(String arn) {
    SortedSet<String> more = new TreeSet<>(attached);
    more.add(arn);
    return new IamIdentity(kind, name, id, more);
  }

  IamIdentity withoutAttached(String arn) {
    SortedSet<String> fewer = new TreeSet<>(attached);
    fewer.remove(arn);
    return new IamIdentity(kind, name, id, fewer);
  }
}
