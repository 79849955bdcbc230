package dev.hallpass.log;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/// The hashes beside the way from a leaf to the root, the lowest first: they prove that the leaf is
/// in the tree (source: RFC 6962, 2.1.1).
public record Proof(List<Hash> hashes) {

  public Proof {
    hashes = List.copyOf(hashes);
  }

  /// The proof of a leaf.
  ///
  /// @param index the place of the leaf, from 0
  /// @param size the number of leaves, more than the index
  /// @param leaves gives the hash of each leaf
  public static Proof of(long index, long size, LongFunction<Hash> leaves) {
    List<Hash> hashes = new ArrayList<>();
    collect(index, 0, size, leaves, hashes);
    return new Proof(hashes);
  }

  private static void collect(
      long index, long from, long to, LongFunction<Hash> leaves, List<Hash> hashes) {
    if (to - from == 1) {
      return;
    }
    long split = from + Long.highestOneBit(to - from - 1);
    if (index < split) {
      collect(index, from, split, leaves, hashes);
      hashes.add(root(split, to, leaves));
    } else {
      collect(index, split, to, leaves, hashes);
      hashes.add(root(from, split, leaves));
    }
  }

  private static Hash root(long from, long to, LongFunction<Hash> leaves) {
    if (to - from == 1) {
      return leaves.apply(from);
    }
    long split = from + Long.highestOneBit(to - from - 1);
    return Hash.of(root(from, split, leaves), root(split, to, leaves));
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
