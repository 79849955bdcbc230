package dev.hallpass.adapters.identitystore;

import static java.util.stream.Collectors.toCollection;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.adapters.sts.AssumedRole;
import dev.hallpass.catalog.people.Directory;
import dev.hallpass.catalog.people.IdentityStore;
import dev.hallpass.catalog.people.People;
import dev.hallpass.catalog.people.Users;
import dev.hallpass.identity.GroupName;
import dev.hallpass.identity.Person;
import dev.hallpass.port.OutcomeUnknown;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.sts.StsClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The groups of an identity store, by their display names, and its users. A member is the person
/// of the primary address that the store has for the user. Groups there have no groups in them.
public final class IdentityStoreDirectory implements Directory<GroupName>, Users {

  /// The name of the role in the identity store's account that may read it.
  public static final String ROLE = "hallpass-directory";

  // The largest page (source: Identity Store, ListGroupMemberships).
  private static final int PAGE = 100;

  private final String store;
  private final People people;
  private final AssumedRole<IdentityStoreCalls> role;

  /// @param people the people and their addresses
  /// @param partition `aws` or another of AWS's partitions
  /// @param session the name of its sessions, which shows the caller in the account's records
  /// @param http asked for at the first call
  public IdentityStoreDirectory(
      IdentityStore store,
      People people,
      String partition,
      String session,
      Supplier<StsClient> sts,
      Supplier<SdkHttpClient> http,
      InstantSource clock) {
    this.store = store.id();
    this.people = people;
    this.role =
        new AssumedRole<>(
            "arn:%s:iam::%s:role/%s".formatted(partition, store.account(), ROLE),
            store.externalId(),
            session,
            sts,
            clock,
            credentials -> new IdentityStoreCalls(http, store.region(), clock, credentials));
  }

  @Override
  public Answer members(GroupName group) {
    try {
      IdentityStoreCalls calls = role.client();
      return id(calls, group)
          .map(id -> members(calls, id))
          .orElseGet(() -> new Nobody(Why.UNKNOWN));
    } catch (SdkException failure) {
      throw new OutcomeUnknown("read the members of the group " + group, failure);
    }
  }

  private Answer members(IdentityStoreCalls calls, String group) {
    List<String> users = users(calls, group);
    if (users.size() > MOST_MEMBERS) {
      return new Nobody(Why.TOO_LARGE);
    }
    // A user whose primary address can name nobody cannot be asked.
    TreeSet<Person> members =
        users.stream()
            .flatMap(user -> person(calls, user).stream())
            .collect(toCollection(() -> new TreeSet<>(Comparator.comparing(Person::email))));
    return members.isEmpty() ? new Nobody(Why.EMPTY) : new Members(List.copyOf(members));
  }

  /// The users in a group, at most some more than can be asked.
  private List<String> users(IdentityStoreCalls calls, String group) {
    List<String> users = new ArrayList<>();
    Optional<String> next = Optional.empty();
    do {
      ObjectNode list = parameters().put("GroupId", group).put("MaxResults", PAGE);
      next.ifPresent(token -> list.put("NextToken", token));
      JsonNode page = calls.call("ListGroupMemberships", list).orElseGet(Json::object);
      page.path("GroupMemberships")
          .forEach(one -> users.add(IdentityStoreCalls.text(one.path("MemberId"), "UserId")));
      next = Optional.ofNullable(page.path("NextToken").stringValue(null));
    } while (next.isPresent() && users.size() <= MOST_MEMBERS);
    return users;
  }

  @Override
  public Optional<String> address(String userName) {
    try {
      IdentityStoreCalls calls = role.client();
      return user(calls, "userName", userName).flatMap(user -> address(calls, user));
    } catch (SdkException failure) {
      throw new OutcomeUnknown("look up the address of a user name", failure);
    }
  }

  private Optional<Person> person(IdentityStoreCalls calls, String user) {
    return address(calls, user).flatMap(people::person);
  }

  private Optional<String> address(IdentityStoreCalls calls, String user) {
    return calls
        .call("DescribeUser", parameters().put("UserId", user))
        .flatMap(one ->
            one.path("Emails")
                .valueStream()
                .filter(email -> email.path("Primary").booleanValue(false))
                .flatMap(email -> Stream.ofNullable(email.path("Value").stringValue(null)))
                .findFirst());
  }

  @Override
  public boolean include(GroupName group, Person person) {
    try {
      IdentityStoreCalls calls = role.client();
      return id(calls, group)
          .filter(id ->
              people
                  .addressesOf(person)
                  .flatMap(address -> user(calls, "emails.value", address).stream())
                  // Another address of a user may be another person's.
                  .filter(user -> person(calls, user).filter(person::equals).isPresent())
                  .anyMatch(user -> isMember(calls, user, id)))
          .isPresent();
    } catch (SdkException failure) {
      throw new OutcomeUnknown("look for a person in the group " + group, failure);
    }
  }

  private boolean isMember(IdentityStoreCalls calls, String user, String group) {
    ObjectNode ask = parameters();
    ask.putObject("MemberId").put("UserId", user);
    ask.putArray("GroupIds").add(group);
    return calls.call("IsMemberInGroups", ask).stream()
        .flatMap(answer -> answer.path("Results").valueStream())
        .anyMatch(result ->
            result.path("GroupId").asString("").equals(group)
                && result.path("MembershipExists").booleanValue(false));
  }

  private Optional<String> user(IdentityStoreCalls calls, String path, String value) {
    return calls
        .call("GetUserId", unique(path, value))
        .map(answer -> IdentityStoreCalls.text(answer, "UserId"));
  }

  private Optional<String> id(IdentityStoreCalls calls, GroupName group) {
    return calls
        .call("GetGroupId", unique("displayName", group.value()))
        .map(answer -> IdentityStoreCalls.text(answer, "GroupId"));
  }

  private ObjectNode unique(String path, String value) {
    ObjectNode get = parameters();
    get.putObject("AlternateIdentifier")
        .putObject("UniqueAttribute")
        .put("AttributePath", path)
        .put("AttributeValue", value);
    return get;
  }

  private ObjectNode parameters() {
    return Json.object().put("IdentityStoreId", store);
  }
}
