package dev.hallpass.adapters.iam;

import dev.hallpass.grant.GrantId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The way from the revocations on a role to those that shall be there, by steps after each of
/// which whoever shall be shut out and was so still is: it may end at any of them.
///
/// What is there is known from what IAM shows, which may be gone, and calls may arrive late. So
/// there is an order of them by their names alone, and one is taken away only where others that are
/// higher shut out the same grants: the highest that ever shut a grant out is never taken away.
final class Merging {

  private static final Comparator<Revocation> BY_RANK =
      Comparator.comparingLong(Revocation::generation).thenComparing(Revocation::name);

  /// Up to so many stay as they are: the fewer changes, the fewer calls that can go wrong.
  private static final int FEW = 4;

  private final InlinePolicies policies;
  private final Set<GrantId> wanted;
  private final List<Revocation> there = new ArrayList<>();
  private final List<Revocation> strange = new ArrayList<>();
  private final Set<GrantId> missing = new HashSet<>();
  private int room = InlinePolicies.QUOTA;

  /// @param wanted whom to shut out
  Merging(InlinePolicies policies, Set<GrantId> wanted) {
    this.policies = policies;
    this.wanted = new HashSet<>(wanted);
  }

  /// Goes all the way.
  ///
  /// @param known whose revocations may be taken away
  /// @return whether there was room for all
  boolean run(Set<GrantId> known) {
    read(known);
    dropSpare();
    narrow();
    settle();
    // They count for nothing, but may deny all the same: so they go only when ours stand.
    if (!strange.isEmpty()) {
      strange.forEach(this::delete);
      settle();
    }
    return missing.isEmpty();
  }

  private void read(Set<GrantId> known) {
    for (String name : policies.names()) {
      String document = policies.document(name).orElse("");
      room -= Revocation.lengthOf(document);
      if (name.startsWith(Revocation.PREFIX) && !document.isEmpty()) {
        Revocation found = Revocation.found(name, document);
        if (found.grants().isEmpty()) {
          strange.add(found);
        } else if (isOpen(found, known)) {
          // Nobody said of the others that they may be let in: IAM may have shown them to nobody.
          found.grants().stream().filter(one -> !known.contains(one)).forEach(wanted::add);
          there.add(found);
        }
      }
    }
    missing.addAll(wanted);
    there.forEach(one -> missing.removeAll(one.grants()));
  }

  /// A grant that nobody knew of when it was said who is wanted has been revoked since.
  private boolean isOpen(Revocation found, Set<GrantId> known) {
    return found.grants().stream().anyMatch(one -> known.contains(one) || wanted.contains(one));
  }

  /// Takes away what shuts out nobody that higher ones do not.
  private void dropSpare() {
    for (Revocation one : there.stream().sorted(BY_RANK).toList()) {
      Set<GrantId> byHigher =
          there.stream()
              .filter(other -> BY_RANK.compare(other, one) > 0)
              .flatMap(other -> other.grants().stream())
              .collect(Collectors.toSet());
      if (byHigher.containsAll(wantedIn(one))) {
        there.remove(one);
        delete(one);
      }
    }
  }

  /// Lets in again, under the same name, whoever is not to be shut out any more. A call that
  /// arrives late can only shut out more than this.
  private void narrow() {
    for (Revocation one : List.copyOf(there)) {
      if (!wanted.containsAll(one.grants())) {
        putInPlace(one, one.narrowedTo(wantedIn(one)));
      }
    }
  }

  private void settle() {
    boolean moved = true;
    while (moved && !isSettled()) {
      moved = merge() || shorten();
    }
  }

  private boolean isSettled() {
    return missing.isEmpty() && there.size() <= FEW;
  }

  /// Writes one revocation in the place of as many as there is room for, the smallest first, and of
  /// what is missing.
  ///
  /// @return whether that may have changed something
  private boolean merge() {
    Set<GrantId> together = new HashSet<>();
    List<Revocation> merged = new ArrayList<>();
    for (Revocation next : smallestFirst()) {
      if (!fits(together, next.grants())) {
        break;
      }
      together.addAll(next.grants());
      merged.add(next);
    }
    boolean isWorthIt = merged.size() > 1;
    for (GrantId grant : List.copyOf(missing)) {
      if (fits(together, Set.of(grant))) {
        together.add(grant);
        isWorthIt = true;
      }
    }
    long newest = merged.stream().mapToLong(Revocation::generation).max().orElse(0);
    return isWorthIt && replace(Revocation.of(together, newest + 1));
  }

  private boolean fits(Set<GrantId> some, Set<GrantId> more) {
    Set<GrantId> all = new HashSet<>(some);
    all.addAll(more);
    return Revocation.of(all, 0).length() <= room;
  }

  /// The new one stands before any of the old ones goes.
  ///
  /// @return whether there is less to do, or less room than was thought
  private boolean replace(Revocation by) {
    if (!policies.put(by)) {
      // Somebody else took the room since it was counted.
      room = by.length() - 1;
      return true;
    }
    room -= by.length();
    int before = there.size() + missing.size();
    strange.removeIf(one -> one.name().equals(by.name()));
    missing.removeAll(by.grants());
    there.removeIf(one -> one.name().equals(by.name()));
    there.add(by);
    dropSpare();
    return there.size() + missing.size() < before;
  }

  /// Makes room without a moment in which less is denied.
  private boolean shorten() {
    for (Revocation one : there) {
      Revocation shorter = one.shortened();
      if (shorter.length() < one.length()) {
        putInPlace(one, shorter);
        return true;
      }
    }
    return false;
  }

  private void putInPlace(Revocation one, Revocation shorter) {
    policies.put(shorter);
    room += one.length() - shorter.length();
    there.set(there.indexOf(one), shorter);
  }

  private void delete(Revocation one) {
    policies.delete(one.name());
    room += one.length();
  }

  private List<Revocation> smallestFirst() {
    return there.stream()
        .sorted(
            Comparator.<Revocation>comparingInt(one -> one.grants().size())
                .thenComparing(Revocation::name))
        .toList();
  }

  private Set<GrantId> wantedIn(Revocation one) {
    return one.grants().stream().filter(wanted::contains).collect(Collectors.toSet());
  }
}
