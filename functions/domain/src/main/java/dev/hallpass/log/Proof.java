package dev.hallpass.log;

import java.util.ArrayList;
import java.util.List;

/// The proof that a leaf is in a tree: the hashes with which it is hashed up to the root, the
/// lowest first (source: RFC 6962, 2.1.1).
public record Proof(List<Hash> hashes) {

  public Proof {
    hashes = List.copyOf(hashes);
  }

  /// The roots of subtrees.
  @FunctionalInterface
  public interface Subtrees {

    /// The root of a perfect subtree.
    ///
    /// @param height 0 for a leaf
    /// @param index its place among those of this height
    Hash root(int height, long index);
  }

  /// The proof of a leaf.
  ///
  /// @param index the place of the leaf, from 0
  /// @param size the number of leaves, more than the index
  public static Proof of(long index, long size, Subtrees subtrees) {
    List<Hash> hashes = new ArrayList<>();
    collect(index, 0, size, subtrees, hashes);
    return new Proof(hashes);
  }

  private static void collect(
      long index, long from, long to, Subtrees subtrees, List<Hash> hashes) {
    if (to - from == 1) {
      return;
    }
    long split = from + Long.highestOneBit(to - from - 1);
    if (index < split) {
      collect(index, from, split, subtrees, hashes);
      hashes.add(root(split, to, subtrees));
    } else {
      collect(index, split, to, subtrees, hashes);
      hashes.add(root(from, split, subtrees));
    }
  }

  private static Hash root(long from, long to, Subtrees subtrees) {
    long leaves = to - from;
    if (Long.bitCount(leaves) == 1) {
      return subtrees.root(Long.numberOfTrailingZeros(leaves), from / leaves);
    }
    long split = from + Long.highestOneBit(leaves - 1);
    return Hash.of(root(from, split, subtrees), root(split, to, subtrees));
  }

  /// Whether this proves that a leaf is in a tree.
  ///
  /// @param index the place of the leaf, from 0
  public boolean proves(Hash leaf, long index, long size, Hash root) {
    if (index < 0 || index >= size) {
      return false;
    }
    Hash hash = leaf;
    long place = index;
    long last = size - 1;
    for (Hash beside : hashes) {
      if (last == 0) {
        return false;
      }
      if ((place & 1) == 1 || place == last) {
        hash = Hash.of(beside, hash);
        while ((place & 1) == 0) {
          place >>= 1;
          last >>= 1;
        }
      } else {
        hash = Hash.of(hash, beside);
      }
      place >>= 1;
      last >>= 1;
    }
    return last == 0 && hash.equals(root);
  }
}
