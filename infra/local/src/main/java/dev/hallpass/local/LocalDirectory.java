package dev.hallpass.local;

import dev.hallpass.approval.Level;
import dev.hallpass.catalog.Catalog;
import dev.hallpass.catalog.Entitlement;
import dev.hallpass.catalog.condition.ApprovalRule;
import dev.hallpass.catalog.condition.BreakGlassRule;
import dev.hallpass.catalog.people.IdentityStore;
import dev.hallpass.catalog.people.Requesters;
import dev.hallpass.emulator.identitystore.InMemoryIdentityStore;
import dev.hallpass.identity.DutyName;
import dev.hallpass.identity.Group;
import dev.hallpass.identity.GroupName;
import dev.hallpass.identity.Person;
import dev.hallpass.local.gateway.LocalPeople;
import java.util.List;
import java.util.stream.Stream;

/// The identity store of the local system. Each group that the catalogue names has all people of
/// the local system.
final class LocalDirectory {

  private static final int PAGE = 100;

  private LocalDirectory() {}

  static InMemoryIdentityStore of(Catalog catalog, IdentityStore store) {
    InMemoryIdentityStore directory = new InMemoryIdentityStore(store.id(), PAGE);
    List<String> people = LocalPeople.EVERYBODY.stream().map(Person::email).toList();
    people.forEach(person -> {
      directory.user(person, person);
      directory.userName(person, person);
    });
    groups(catalog).forEach(group -> directory.group(group.value(), people.toArray(String[]::new)));
    return directory;
  }

  /// The duties that a catalogue names.
  static List<DutyName> duties(Catalog catalog) {
    return Group.duties(ofEntitlements(catalog));
  }

  private static Stream<GroupName> groups(Catalog catalog) {
    return Stream.concat(
        catalog.settings().adminGroups().stream(), Group.names(ofEntitlements(catalog)).stream());
  }

  private static List<Group> ofEntitlements(Catalog catalog) {
    return catalog.entitlements().stream().flatMap(LocalDirectory::groups).distinct().toList();
  }

  private static Stream<Group> groups(Entitlement entitlement) {
    return Stream.of(
            entitlement.requesters().groups().stream(),
            entitlement.rules().stream().flatMap(LocalDirectory::groups),
            entitlement.breakGlass().stream().flatMap(LocalDirectory::groups))
        .flatMap(groups -> groups);
  }

  private static Stream<Group> groups(ApprovalRule rule) {
    return Stream.of(
            rule.when().requesters().map(Requesters::groups).stream().flatMap(List::stream),
            rule.plan().levels().stream().flatMap(LocalDirectory::groups),
            rule.plan().review().stream().flatMap(review -> review.groups().stream()))
        .flatMap(groups -> groups);
  }

  private static Stream<Group> groups(Level level) {
    return Stream.concat(
        level.groups().stream(),
        level.escalation().stream().flatMap(others -> others.groups().stream()));
  }

  private static Stream<Group> groups(BreakGlassRule glass) {
    return Stream.concat(glass.groups().stream(), glass.plan().groups().stream());
  }
}
