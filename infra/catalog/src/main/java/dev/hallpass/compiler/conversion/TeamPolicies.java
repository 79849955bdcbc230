package dev.hallpass.compiler.conversion;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// The eligibility and approver policies of TEAM, as scans of its tables: `eligibility.json` and
/// `approvers.json` (source: aws-samples/iam-identity-center-team, schema.graphql).
record TeamPolicies(Export export, List<String> notCarriedOver) {

  /// What they let people ask for.
  List<Permit> permits() {
    List<Permit> permits = new ArrayList<>();
    for (JsonNode policy : export.items("eligibility.json")) {
      String origin = "the eligibility policy of " + policy.path("name").asString("");
      NavigableSet<String> requesters = requesters(policy, origin);
      if (requesters.isEmpty()) {
        continue;
      }
      if (!policy.path("approvalRequired").asBoolean(true)) {
        notCarriedOver.add(
            "%s needs no approval. Here people say yes to managed policies.".formatted(origin));
      }
      if (policy.path("ticketNo").asString("").equals("true")) {
        notCarriedOver.add(
            "%s demands a number of a ticket. Here a request may name one, and a rule may demand it with when."
                .formatted(origin));
      }
      for (String account : accounts(policy, origin)) {
        for (JsonNode permission : policy.path("permissions")) {
          permits.add(
              new Permit(
                  origin,
                  false,
                  requesters,
                  permission.path("name").asString(""),
                  new TreeSet<>(List.of(account)),
                  approvers(account),
                  longest(policy)));
        }
      }
    }
    return permits;
  }

  private NavigableSet<String> requesters(JsonNode policy, String origin) {
    String name = policy.path("name").asString("");
    if (policy.path("type").asString("").equals("User")) {
      if (name.contains("@")) {
        return new TreeSet<>(List.of(name));
      }
      notCarriedOver.add(
          "%s is for a user name that is no address. Name the address in hallpass.yaml, and add an entitlement."
              .formatted(origin));
      return new TreeSet<>();
    }
    NavigableSet<String> members = export.members(policy.path("id").asString(""));
    if (members.isEmpty()) {
      members = export.members(name);
    }
    if (members.isEmpty()) {
      notCarriedOver.add(
          "%s is for a group whose members are not in groups.json. Add them there by the group's name."
              .formatted(origin));
    }
    return members;
  }

  private NavigableSet<String> accounts(JsonNode policy, String origin) {
    NavigableSet<String> accounts = new TreeSet<>();
    policy.path("accounts").forEach(account -> accounts.add(account.path("id").asString("")));
    for (JsonNode unit : policy.path("ous")) {
      NavigableSet<String> within = export.accounts(unit.path("id").asString(""));
      accounts.addAll(within);
      if (within.isEmpty()) {
        notCarriedOver.add(
            "%s is for the organizational unit %s, whose accounts are not in ous.json. Add them there by its id."
                .formatted(origin, unit.path("name").asString(unit.path("id").asString(""))));
      } else {
        notCarriedOver.add(
            "%s is for the organizational unit %s. Accounts that join it later have to be added to the entitlement, best by a group of accounts in hallpass.yaml."
                .formatted(origin, unit.path("name").asString(unit.path("id").asString(""))));
      }
    }
    return accounts;
  }

  /// Those of the account's own policy, if it has one, or else those of the unit that it is in
  /// directly (source: TEAM, lambda/teamRouter, getApprovers).
  private NavigableSet<String> approvers(String account) {
    return policy(account)
        .or(() -> parent(account).flatMap(this::policy))
        .map(this::approvers)
        .orElseGet(TreeSet::new);
  }

  private Optional<JsonNode> policy(String id) {
    return export.items("approvers.json").stream()
        .filter(policy -> policy.path("id").asString("").equals(id))
        .findFirst();
  }

  /// The unit that an account is in directly; empty if the export does not tell. Approvers of the
  /// units above it approve nothing in TEAM.
  private Optional<String> parent(String account) {
    Optional<String> named = export.parent(account);
    if (named.isPresent()) {
      return named;
    }
    NavigableSet<String> units = export.units(account);
    if (units.size() > 1) {
      notCarriedOver.add(
          "The account %s is in the organizational units %s, and only those approve who are named for the one that it is in directly. Name that one in parents.json: {\"%s\": \"ou-…\"}."
              .formatted(account, String.join(", ", units), account));
      return Optional.empty();
    }
    return units.stream().findFirst();
  }

  /// TEAM goes by the ids of groups. A name may be that of another group by now, so names count
  /// only where a policy has no ids.
  private NavigableSet<String> approvers(JsonNode policy) {
    NavigableSet<String> ids = Export.texts(Optional.of(policy.path("groupIds")));
    NavigableSet<String> groups =
        ids.isEmpty() ? Export.texts(Optional.of(policy.path("approvers"))) : ids;
    NavigableSet<String> people = new TreeSet<>();
    for (String group : groups) {
      NavigableSet<String> members = export.members(group);
      people.addAll(members);
      if (members.isEmpty()) {
        notCarriedOver.add(
            "The approver policy of %s names the group %s, whose members are not in groups.json. Add them there by that word."
                .formatted(policy.path("name").asString(policy.path("id").asString("")), group));
      }
    }
    return people;
  }

  /// TEAM writes whole hours.
  private static Optional<Duration> longest(JsonNode policy) {
    String hours = policy.path("duration").asString("");
    return hours.matches("[1-9][0-9]{0,3}")
        ? Optional.of(Duration.ofHours(Long.parseLong(hours)))
        : Optional.empty();
  }
}
