package dev.hallpass.log;

import java.util.ArrayList;
import java.util.List;

/// The tree of a log by its size and the roots of its perfect subtrees, the largest first. That is
/// enough to add leaves and to tell the root.
///
/// @param size the number of leaves
public record Tree(long size, List<Hash> roots) {

  /// The tree without leaves.
  public static final Tree EMPTY = new Tree(0, List.of());

  /// @throws IllegalArgumentException if a tree of this size has another number of perfect subtrees
  public Tree {
    roots = List.copyOf(roots);
    if (size < 0 || roots.size() != Long.bitCount(size)) {
      throw new IllegalArgumentException(
          "A tree of %d leaves has %d perfect subtrees".formatted(size, Long.bitCount(size)));
    }
  }

  /// The tree with more leaves.
  ///
  /// @param leaves their hashes
  public Tree with(List<Hash> leaves) {
    List<Hash> grown = new ArrayList<>(roots);
    long leavesBefore = size;
    for (Hash leaf : leaves) {
      Hash right = leaf;
      // Each 1 at the end of the size is a perfect subtree that the new leaf completes to a larger
      // one.
      for (long rest = leavesBefore; (rest & 1) == 1; rest >>= 1) {
        right = Hash.of(grown.removeLast(), right);
      }
      grown.add(right);
      leavesBefore++;
    }
    return new Tree(leavesBefore, grown);
  }

  /// The root (source: RFC 6962, 2.1).
  public Hash root() {
    if (roots.isEmpty()) {
      return Hash.EMPTY;
    }
    Hash root = roots.getLast();
    for (Hash left : roots.reversed().subList(1, roots.size())) {
      root = Hash.of(left, root);
    }
    return root;
  }
}
