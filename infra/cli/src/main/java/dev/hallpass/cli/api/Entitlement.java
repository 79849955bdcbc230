package dev.hallpass.cli.api;

import dev.hallpass.cli.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// An entitlement, as the API tells it.
///
/// @param tree the document
public record Entitlement(JsonNode tree) {

  /// The entitlements of a list.
  public static List<Entitlement> list(Reply reply) {
    return reply.tree().path("entitlements").valueStream().map(Entitlement::new).toList();
  }

  /// The commit that Hallpass was built from, as a list of entitlements says it.
  public static String commit(Reply reply) {
    return reply.tree().path("commit").asString("unknown");
  }

  public String name() {
    return tree.required("entitlement").asString();
  }

  public String title() {
    return tree.path("title").asString("");
  }

  public String use() {
    return tree.path("use").asString("");
  }

  public Duration longest() {
    return Duration.parse(tree.required("longest").asString());
  }

  public List<Parameter> parameters() {
    return tree.path("parameters").valueStream().map(Parameter::new).toList();
  }

  /// Whether it can open a way into a machine or a container. Managed policies can be for that too.
  public boolean opensShells() {
    return tree.path("risks").has("shell") || tree.has("managedPolicies");
  }

  /// The account in which it opens access; empty if the requester chooses one.
  public Optional<String> accountName() {
    JsonNode account = tree.path("account");
    return Json.text(account, "name").or(() -> Json.text(account, "id"));
  }

  /// The risks with their reasons.
  public Map<String, String> risks() {
    return Json.textByName(tree, "risks");
  }

  /// How it can be had at once, without a yes; empty if it cannot.
  public Optional<BreakGlass> breakGlass() {
    return Optional.of(tree.path("breakGlass")).filter(JsonNode::isObject).map(BreakGlass::new);
  }

  /// A line that asks for it, with examples in the places of the values.
  public String example() {
    StringBuilder line = new StringBuilder(name());
    parameters()
        .forEach(parameter -> {
          if (!parameter.isOptional()) {
            line.append(' ').append(parameter.name()).append('=').append(parameter.example());
          }
        });
    return line.toString();
  }

  /// Access at once, in an emergency.
  ///
  /// @param tree the document
  public record BreakGlass(JsonNode tree) {

    public Duration longest() {
      return Duration.parse(tree.required("longest").asString());
    }

    /// The people who review it.
    public List<String> owners() {
      return Json.texts(tree, "owners").toList();
    }
  }

  /// A parameter of an entitlement.
  ///
  /// @param tree the document
  public record Parameter(JsonNode tree) {

    public String name() {
      return tree.required("name").asString();
    }

    public String title() {
      return tree.path("title").asString("");
    }

    /// The allowed values in words.
    public String allowed() {
      return tree.path("allowed").asString("");
    }

    /// The values to choose from; none if they are countless.
    public List<String> values() {
      return Json.texts(tree, "values").toList();
    }

    public boolean isOptional() {
      return tree.path("optional").asBoolean(false);
    }

    /// Whether a request can give several values.
    public boolean takesSeveral() {
      return tree.has("most");
    }

    /// A value that is allowed.
    public String example() {
      return Json.text(tree, "example")
          .or(() -> values().stream().findFirst())
          .or(() -> Optional.of("…"))
          .get();
    }
  }
}
