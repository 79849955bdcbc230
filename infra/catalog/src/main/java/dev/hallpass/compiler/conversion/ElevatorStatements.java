package dev.hallpass.compiler.conversion;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// The statements of sso-elevator: `statements.json` and `group-statements.json`, as its variables
/// hold them (source: fivexl/terraform-aws-sso-elevator, docs/CONFIGURATION.md).
///
/// @param known the accounts in hallpass.yaml, for statements about all
record ElevatorStatements(Export export, NavigableSet<String> known, List<String> notCarriedOver) {

  private static final String ALL = "*";

  /// What they let people ask for.
  List<Permit> permits() {
    List<Permit> permits = new ArrayList<>();
    int number = 0;
    for (JsonNode statement : statements("statements.json")) {
      number++;
      String origin = "statement %d".formatted(number);
      noteWhatHallpassDoesOtherwise(statement, origin);
      NavigableSet<String> requesters = requesters(statement);
      if (requesters.isEmpty() && isLimited(statement)) {
        notCarriedOver.add(
            "%s is for members of groups who are not in groups.json. Add them there by the group's id."
                .formatted(origin));
        continue;
      }
      for (String set : Export.texts(Optional.of(statement.path("PermissionSet")))) {
        if (set.equals(ALL)) {
          notCarriedOver.add(
              "%s is for all permission sets. Here each access is an entitlement, so name those that people need."
                  .formatted(origin));
        } else {
          for (String account : accounts(statement, origin)) {
            permits.add(
                new Permit(
                    origin,
                    !isLimited(statement),
                    requesters,
                    set.substring(set.lastIndexOf('/') + 1),
                    new TreeSet<>(List.of(account)),
                    approvers(account, set),
                    Optional.empty()));
          }
        }
      }
    }
    if (!statements("group-statements.json").isEmpty()) {
      notCarriedOver.add(
          "The group statements make people members of groups. Here people get credentials in an account, so write an entitlement of what the group gives.");
    }
    return permits;
  }

  private List<JsonNode> statements(String file) {
    return export.file(file).stream().flatMap(JsonNode::valueStream).toList();
  }

  private void noteWhatHallpassDoesOtherwise(JsonNode statement, String origin) {
    if (statement.path("AllowSelfApproval").asBoolean(false)) {
      notCarriedOver.add(
          "%s lets approvers approve their own requests. Here nobody does; another approver is asked."
              .formatted(origin));
    }
    if (statement.path("ApprovalIsNotRequired").asBoolean(false)) {
      notCarriedOver.add(
          "%s needs no approval. Here people say yes to managed policies.".formatted(origin));
    }
    if (Export.texts(Optional.of(statement.path("Resource"))).contains(ALL)) {
      notCarriedOver.add(
          "%s is for all accounts. Accounts that are added to hallpass.yaml later have to be added to the entitlement, best by a group of accounts."
              .formatted(origin));
    }
  }

  private static boolean isLimited(JsonNode statement) {
    return !Export.texts(Optional.of(statement.path("RequiredGroupMembership"))).isEmpty();
  }

  private NavigableSet<String> requesters(JsonNode statement) {
    NavigableSet<String> people = new TreeSet<>();
    Export.texts(Optional.of(statement.path("RequiredGroupMembership")))
        .forEach(group -> people.addAll(export.members(group)));
    return people;
  }

  private NavigableSet<String> accounts(JsonNode statement, String origin) {
    NavigableSet<String> accounts = covered(statement);
    if (accounts.isEmpty()) {
      notCarriedOver.add(
          "%s is for organizational units whose accounts are not in ous.json. Add them there by the unit's id."
              .formatted(origin));
    }
    return accounts;
  }

  private NavigableSet<String> covered(JsonNode statement) {
    NavigableSet<String> accounts = new TreeSet<>();
    for (String resource : Export.texts(Optional.of(statement.path("Resource")))) {
      if (resource.equals(ALL)) {
        accounts.addAll(known);
      } else if (statement.path("ResourceType").asString("").equals("OU")) {
        accounts.addAll(export.accounts(resource));
      } else {
        accounts.add(resource);
      }
    }
    return accounts;
  }

  /// Those of all statements that are about the account and the permission set: sso-elevator adds
  /// them up.
  private NavigableSet<String> approvers(String account, String permissionSet) {
    NavigableSet<String> people = new TreeSet<>();
    for (JsonNode statement : statements("statements.json")) {
      NavigableSet<String> sets = Export.texts(Optional.of(statement.path("PermissionSet")));
      if ((sets.contains(ALL) || sets.contains(permissionSet))
          && covered(statement).contains(account)) {
        people.addAll(Export.texts(Optional.of(statement.path("Approvers"))));
      }
    }
    return people;
  }
}
