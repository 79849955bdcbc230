package dev.hallpass.local.permissions;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.adapters.json.PolicyJson;
import dev.hallpass.catalog.Catalog;
import dev.hallpass.catalog.Entitlement;
import dev.hallpass.catalog.parameter.Parameter;
import dev.hallpass.emulator.template.Stack;
import dev.hallpass.emulator.template.TemplateResource;
import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.Person;
import dev.hallpass.local.Assembly;
import dev.hallpass.reference.StatementText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Every policy statement that is deployed, or that comes of what is deployed.
public final class PolicyStatements {

  private static final Person ALICE = new Person("alice@example.com");
  private static final AccountId HUB = new AccountId("111122223333");
  private static final String OWN_API = "arn:aws:execute-api:eu-central-1:111122223333:api/";
  private static final Path GOLDEN = Path.of("../cdk/src/test/resources/roles");
  private static final Pattern PLACE = Pattern.compile("\\$\\{([^}]+)}");

  /// A value of each grammar with everything in it that could matter to an ARN.

  private PolicyStatements() {}

  /// A statement and where it stands.
  public record Found(String place, StatementText statement) {}

  /// Of all policies, trusts, boundaries and resource policies of the stacks, and what functions'
  /// own policies allow.
  public static List<Found> of(Assembly assembly) {
    List<Found> all = new ArrayList<>();
    stacks(assembly)
        .forEach(stack -> {
          Stream<String> types =
              stack
                  .template()
                  .json()
                  .path("Resources")
                  .valueStream()
                  .filter(PolicyStatements::hasPolicy)
                  .map(resource -> resource.path("Type").asString())
                  .distinct();
          for (TemplateResource resource : stack.resources(types.toArray(String[]::new))) {
            collect("%s %s".formatted(stack.name(), resource.id()), resource.properties(), all);
          }
          for (TemplateResource permission : stack.resources("AWS::Lambda::Permission")) {
            all.add(
                new Found(
                    "%s %s".formatted(stack.name(), permission.id()),
                    new StatementText(
                        List.of(permission.text("Action")),
                        false,
                        List.of(permission.text("FunctionName")),
                        Map.of(
                            "ArnLike",
                            Map.of("aws:SourceArn", List.of(permission.text("SourceArn")))))));
          }
        });
    return all;
  }

  public static Stream<Stack> stacks(Assembly assembly) {
    return Stream.concat(
        Stream.of(assembly.hub(), assembly.archive()), assembly.targets().stream());
  }

  private static boolean hasPolicy(JsonNode node) {
    return isPolicy(node) || node.valueStream().anyMatch(PolicyStatements::hasPolicy);
  }

  /// A rule of a firewall has a Statement too, which is no list.
  private static boolean isPolicy(JsonNode node) {
    return node.path("Statement").isArray();
  }

  private static void collect(String place, JsonNode node, List<Found> into) {
    if (isPolicy(node)) {
      node.path("Statement")
          .forEach(
              statement -> into.add(new Found(place, withWholeArns(StatementText.of(statement)))));
    } else {
      node.valueStream().forEach(child -> collect(place, child, into));
    }
  }

  /// In the policy of an API its own ARN can be left out (source: API Gateway, resource policy
  /// examples).
  private static StatementText withWholeArns(StatementText statement) {
    return new StatementText(
        statement.actions(),
        statement.isInverted(),
        statement.resources().stream()
            .map(resource -> resource.replaceFirst("^execute-api:/", OWN_API))
            .toList(),
        statement.conditions());
  }

  /// Of the policies that each entitlement renders, once for each choice of its parameters.
  public static List<Found> of(Catalog catalog) {
    List<Found> all = new ArrayList<>();
    for (Entitlement entitlement : catalog.entitlements()) {
      for (Map<String, String> values : values(entitlement.questions())) {
        collect(
            entitlement.id().value(),
            PolicyJson.tree(entitlement.render(values, ALICE, entitlement.accountFor(values, HUB))),
            all);
      }
    }
    return all;
  }

  private static List<String> values(Parameter parameter) {
    return switch (parameter) {
      case Parameter.Choice choice -> choice.values();
      case Parameter.Typed typed -> List.of(typed.form().example());
      case Parameter.Counted counted -> values(counted.each());
    };
  }

  private static List<Map<String, String>> values(List<Parameter> parameters) {
    List<Map<String, String>> all = List.of(Map.of());
    for (Parameter parameter : parameters) {
      List<String> values = values(parameter);
      all =
          all.stream()
              .flatMap(begun ->
                  values.stream()
                      .map(value -> {
                        Map<String, String> more = new TreeMap<>(begun);
                        more.put(parameter.name(), value);
                        return more;
                      }))
              .toList();
    }
    return all;
  }

  /// Of the files that say what each role of the stacks may do. The place is the role's name, with
  /// `entitlements/` before that of an entitlement's, and the part of the file, such as `allows`.
  public static List<Found> ofGoldenLists(Assembly assembly) {
    List<Found> all = new ArrayList<>();
    stacks(assembly)
        .forEach(stack ->
            stack.resources("AWS::IAM::Role").stream()
                .map(PolicyStatements::list)
                .distinct()
                .forEach(role -> collect(assembly, stack, role, all)));
    return all;
  }

  private static void collect(Assembly assembly, Stack stack, String role, List<Found> into) {
    try {
      Json.read(Files.readString(GOLDEN.resolve(role + ".json")))
          .forEachEntry((part, lines) ->
              lines.forEach(line ->
                  into.add(
                      new Found("%s %s".formatted(role, part), statement(assembly, stack, line)))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What the list of a role is called.
  public static String list(TemplateResource role) {
    return role.optional("Path").filter("/hallpass/"::equals).isPresent()
        ? "entitlements/" + role.text("RoleName")
        : readable(role.id()).replaceAll("Role$", "");
  }

  private static String readable(String id) {
    return id.replaceAll("[0-9A-F]{8}$", "");
  }

  private static StatementText statement(Assembly assembly, Stack own, JsonNode line) {
    StatementText read =
        StatementText.of(
            Json.read(
                line.toString()
                    .replaceFirst("\"not action\":", "\"NotAction\":")
                    .replaceFirst("\"not resource\":", "\"NotResource\":")
                    .replaceFirst("\"action\":", "\"Action\":")
                    .replaceFirst("\"resource\":", "\"Resource\":")
                    .replaceFirst("\"condition\":", "\"Condition\":")));
    Map<String, Map<String, List<String>>> conditions = new TreeMap<>();
    read.conditions()
        .forEach((operator, keys) ->
            keys.forEach((key, values) ->
                conditions
                    .computeIfAbsent(operator, _ -> new TreeMap<>())
                    .put(
                        key,
                        values.stream().map(value -> resolved(assembly, own, value)).toList())));
    return new StatementText(
        read.actions(),
        read.isInverted(),
        read.resources().stream().map(resource -> resolved(assembly, own, resource)).toList(),
        conditions);
  }

  /// @param own the stack of the role, whose account, region and names are meant first
  private static String resolved(Assembly assembly, Stack own, String text) {
    return PLACE
        .matcher(text)
        .replaceAll(place ->
            Matcher.quoteReplacement(
                Stream.concat(Stream.of(own), stacks(assembly))
                    .flatMap(stack -> resolved(stack, place.group(1)))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("Nothing is called " + text))));
  }

  private static Stream<String> resolved(Stack stack, String name) {
    if (name.startsWith("AWS::")) {
      return Stream.of(
          switch (name) {
            case "AWS::Partition" -> stack.place().partition();
            case "AWS::Region" -> stack.place().region();
            case "AWS::AccountId" -> stack.place().account();
            case "AWS::StackName" -> stack.name();
            case "AWS::StackId" -> stack.id();
            default -> throw new AssertionError("What " + name + " stands for is not known");
          });
    }
    String[] parts = name.split("\\.", 2);
    return stack.template().json().path("Resources").propertyNames().stream()
        .filter(id -> readable(id).equals(parts[0]))
        .map(id -> parts.length == 1 ? stack.ref(id) : stack.attribute(id, parts[1]));
  }
}
