package dev.hallpass.compiler.conversion;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The folder with what was exported from another system.
///
/// @param folder with the files of that system and, as needed, `groups.json` (the addresses of the
///   members of each group), `ous.json` (the accounts of each organizational unit), `parents.json`
///   (the organizational unit that each account is in directly) and `permission-sets.json` (the
///   managed policy of AWS that each permission set has)
record Export(Path folder) {

  /// A file; empty if it is not there.
  ///
  /// @throws UncheckedIOException if it cannot be read
  Optional<JsonNode> file(String name) {
    Path file = folder.resolve(name);
    try {
      return Files.exists(file)
          ? Optional.of(JsonMapper.shared().readTree(Files.readString(file, UTF_8)))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }

  /// The items of a scan of a DynamoDB table, with plain values.
  List<JsonNode> items(String name) {
    return file(name).stream()
        .flatMap(scan -> scan.path("Items").valueStream())
        .map(Export::plain)
        .toList();
  }

  /// The addresses of a group's members; empty if nobody said who they are.
  NavigableSet<String> members(String group) {
    return texts(file("groups.json").map(groups -> groups.path(group)));
  }

  /// The accounts of an organizational unit; empty if nobody said which they are.
  NavigableSet<String> accounts(String unit) {
    return texts(file("ous.json").map(units -> units.path(unit)));
  }

  /// The organizational units of an account, also those above its own; none if `ous.json` is not
  /// there.
  NavigableSet<String> units(String account) {
    NavigableSet<String> units = new TreeSet<>();
    file("ous.json").stream()
        .flatMap(all -> all.propertyNames().stream())
        .filter(unit -> accounts(unit).contains(account))
        .forEach(units::add);
    return units;
  }

  /// The organizational unit that an account is in directly; empty if nobody said which.
  Optional<String> parent(String account) {
    return file("parents.json").flatMap(parents -> parents.path(account).stringValueOpt());
  }

  /// The managed policy of AWS that a permission set has; empty if nobody said which. The name says
  /// nothing: a set called ReadOnlyAccess can hold other policies, an inline denial or a boundary.
  Optional<String> policy(String permissionSet) {
    return file("permission-sets.json").flatMap(sets -> sets.path(permissionSet).stringValueOpt());
  }

  /// A text, or a list of texts.
  static NavigableSet<String> texts(Optional<JsonNode> node) {
    NavigableSet<String> texts = new TreeSet<>();
    node.stream()
        .flatMap(one -> one.isArray() ? one.valueStream() : Stream.of(one))
        .flatMap(one -> one.stringValueOpt().stream())
        .forEach(texts::add);
    return texts;
  }

  /// A value without the types of DynamoDB (source: DynamoDB, AttributeValue).
  private static JsonNode plain(JsonNode value) {
    JsonNode inner = value.size() == 1 ? value.iterator().next() : value;
    String type = value.size() == 1 ? value.propertyNames().iterator().next() : "";
    return switch (type) {
      case "S", "N", "BOOL" -> inner;
      case "NULL" -> JsonNodeFactory.instance.nullNode();
      case "L" -> {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        inner.forEach(item -> list.add(plain(item)));
        yield list;
      }
      case "M" -> members((ObjectNode) inner);
      default -> members((ObjectNode) value);
    };
  }

  private static ObjectNode members(ObjectNode value) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    value.forEachEntry((name, member) -> object.set(name, plain(member)));
    return object;
  }
}
