package dev.hallpass.emulator.identitystore;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The users and groups of one identity store. [Source](
/// https://docs.aws.amazon.com/singlesignon/latest/IdentityStoreAPIReference/welcome.html)
public final class InMemoryIdentityStore {

  private final String id;
  private final int page;
  private final Map<String, List<String>> addresses = new LinkedHashMap<>();
  private final Map<String, String> userNames = new HashMap<>();
  private final Map<String, List<String>> groups = new LinkedHashMap<>();

  /// An empty store.
  ///
  /// @param id such as `d-1234567890`
  /// @param page the most members of a page, which may be fewer than asked for
  public InMemoryIdentityStore(String id, int page) {
    this.id = id;
    this.page = page;
  }

  /// Adds a user, or gives one other addresses.
  ///
  /// @param user its id
  /// @param emails its addresses, the primary one first
  public void user(String user, String... emails) {
    addresses.put(user, List.of(emails));
  }

  /// Gives a user a user name.
  ///
  /// @param user its id
  public void userName(String name, String user) {
    userNames.put(name, user);
  }

  /// Adds a group, or gives one other members.
  ///
  /// @param name its display name
  public void group(String name, String... users) {
    groups.put(name, List.of(users));
  }

  /// Removes a group.
  public void remove(String name) {
    groups.remove(name);
  }

  String id() {
    return id;
  }

  /// The answer to a call; empty if it names something that does not exist.
  ///
  /// @throws UnsupportedOperationException with the name of a call that is not emulated
  Optional<ObjectNode> answer(String action, JsonNode parameters) {
    if (!parameters.path("IdentityStoreId").asString("").equals(id)) {
      return Optional.empty();
    }
    return switch (action) {
      case "GetGroupId" ->
          Optional.of(unique(parameters, "displayName"))
              .filter(groups::containsKey)
              .map(name -> object().put("GroupId", idOf(name)));
      case "GetUserId" -> user(parameters).map(user -> object().put("UserId", user));
      case "ListGroupMemberships" ->
          members(parameters.path("GroupId").asString("")).map(users -> listed(users, parameters));
      case "DescribeUser" ->
          Optional.ofNullable(addresses.get(parameters.path("UserId").asString("")))
              .map(InMemoryIdentityStore::described);
      case "IsMemberInGroups" -> Optional.of(memberships(parameters));
      default ->
          throw new UnsupportedOperationException(
              "identitystore:%s is not emulated".formatted(action));
    };
  }

  /// The ARN that a call names beside the store's, as far as its parameters say.
  List<String> named(JsonNode parameters) {
    List<String> named = new ArrayList<>();
    parameters.path("GroupId").stringValueOpt().ifPresent(group -> named.add("group/" + group));
    parameters.path("UserId").stringValueOpt().ifPresent(user -> named.add("user/" + user));
    parameters
        .path("MemberId")
        .path("UserId")
        .stringValueOpt()
        .ifPresent(user -> named.add("user/" + user));
    parameters.path("GroupIds").forEach(group -> named.add("group/" + group.asString("")));
    return named;
  }

  private Optional<List<String>> members(String group) {
    return groups.entrySet().stream()
        .filter(one -> idOf(one.getKey()).equals(group))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static String idOf(String name) {
    return "group-%08x".formatted(name.hashCode());
  }

  private Optional<String> user(JsonNode parameters) {
    if (attribute(parameters).path("AttributePath").asString("").equals("userName")) {
      return Optional.ofNullable(userNames.get(unique(parameters, "userName")));
    }
    String address = unique(parameters, "emails.value");
    return addresses.entrySet().stream()
        .filter(user -> user.getValue().contains(address))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static String unique(JsonNode parameters, String path) {
    JsonNode attribute = attribute(parameters);
    if (!attribute.path("AttributePath").asString("").equals(path)) {
      throw new UnsupportedOperationException(attribute + " is not emulated");
    }
    return attribute.path("AttributeValue").asString("");
  }

  private static JsonNode attribute(JsonNode parameters) {
    return parameters.path("AlternateIdentifier").path("UniqueAttribute");
  }

  private ObjectNode listed(List<String> users, JsonNode parameters) {
    int from = Integer.parseInt(parameters.path("NextToken").asString("0"));
    int to =
        Math.min(users.size(), from + Math.min(page, parameters.path("MaxResults").asInt(page)));
    ObjectNode answer = object();
    var list = answer.putArray("GroupMemberships");
    users
        .subList(from, to)
        .forEach(user -> list.addObject().putObject("MemberId").put("UserId", user));
    if (to < users.size()) {
      answer.put("NextToken", String.valueOf(to));
    }
    return answer;
  }

  private static ObjectNode described(List<String> emails) {
    ObjectNode answer = object();
    var list = answer.putArray("Emails");
    // Not in their order: the primary one is told by its member alone.
    for (int i = emails.size() - 1; i >= 0; i--) {
      list.addObject().put("Value", emails.get(i)).put("Primary", i == 0);
    }
    return answer;
  }

  private ObjectNode memberships(JsonNode parameters) {
    String user = parameters.path("MemberId").path("UserId").asString("");
    ObjectNode answer = object();
    var results = answer.putArray("Results");
    parameters
        .path("GroupIds")
        .forEach(group ->
            results
                .addObject()
                .put("GroupId", group.asString(""))
                .put(
                    "MembershipExists",
                    members(group.asString("")).filter(users -> users.contains(user)).isPresent()));
    return answer;
  }

  private static ObjectNode object() {
    return JsonMapper.shared().createObjectNode();
  }
}
