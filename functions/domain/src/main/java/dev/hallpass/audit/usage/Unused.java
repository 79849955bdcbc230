package dev.hallpass.audit.usage;

import dev.hallpass.audit.grants.GrantRecord;
import dev.hallpass.audit.usage.Usage.Permission;
import dev.hallpass.audit.usage.Use.Answer;
import dev.hallpass.identity.EntitlementId;
import dev.hallpass.identity.GrantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What was granted and not used.
///
/// @param entitlements one for each entitlement of which a grant was open, by name
public record Unused(List<OfEntitlement> entitlements) {

  public Unused {
    entitlements = List.copyOf(entitlements);
  }

  /// What was not used of open grants.
  ///
  /// @param opened grants that were open
  /// @param usages what a trail tells of them; empty if there is no trail
  public static Unused of(List<GrantRecord> opened, Optional<Map<GrantId, Usage>> usages) {
    Map<EntitlementId, List<GrantRecord>> byEntitlement =
        new TreeMap<>(Comparator.comparing(EntitlementId::value));
    opened.forEach(grant ->
        byEntitlement
            .computeIfAbsent(grant.request().entitlement(), _ -> new ArrayList<>())
            .add(grant));
    return new Unused(
        byEntitlement.entrySet().stream()
            .map(one -> of(one.getKey(), one.getValue(), usages))
            .toList());
  }

  private static OfEntitlement of(
      EntitlementId entitlement, List<GrantRecord> grants, Optional<Map<GrantId, Usage>> usages) {
    Map<Answer, List<GrantUse>> byAnswer =
        grants.stream()
            .map(grant ->
                new GrantUse(grant, Use.of(grant, usages.map(all -> all.get(grant.grant())))))
            .collect(Collectors.groupingBy(one -> one.use().answer()));
    return new OfEntitlement(
        entitlement,
        grants.size(),
        byAnswer.getOrDefault(Answer.NOT_USED, List.of()),
        byAnswer.getOrDefault(Answer.CANNOT_BE_SAID, List.of()),
        grants.stream()
            .map(grant -> grant.opened().orElse(grant.asked()))
            .max(Instant::compareTo)
            .orElseThrow(),
        usages.map(all -> never(grants, all)).orElse(List.of()));
  }

  /// The actions that grants allowed, and none of them used.
  private static List<String> never(List<GrantRecord> grants, Map<GrantId, Usage> usages) {
    TreeSet<String> allowed = new TreeSet<>();
    TreeSet<String> used = new TreeSet<>();
    grants.stream()
        .flatMap(grant -> Stream.ofNullable(usages.get(grant.grant())))
        .flatMap(usage -> usage.permissions().stream())
        .forEach((Permission one) -> (one.calls().isPresent() ? used : allowed).add(one.action()));
    allowed.removeAll(used);
    return List.copyOf(allowed);
  }

  /// A grant and its use.
  public record GrantUse(GrantRecord grant, Use use) {}

  /// What was not used of an entitlement.
  ///
  /// @param opened how many grants of it were open
  /// @param unused those of them that nobody used
  /// @param unknown those of which it cannot be said
  /// @param newest when the newest of them was opened
  /// @param never the actions that none of them used; none if there is no trail
  public record OfEntitlement(
      EntitlementId entitlement,
      int opened,
      List<GrantUse> unused,
      List<GrantUse> unknown,
      Instant newest,
      List<String> never) {

    public OfEntitlement {
      unused = List.copyOf(unused);
      unknown = List.copyOf(unknown);
      never = List.copyOf(never);
    }

    /// Whether nobody used any grant of it.
    public boolean isUnused() {
      return unused.size() == opened;
    }
  }
}
