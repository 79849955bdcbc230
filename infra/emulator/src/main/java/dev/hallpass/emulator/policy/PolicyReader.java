package dev.hallpass.emulator.policy;

import dev.hallpass.emulator.policy.Statement.Chosen;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads policy documents by the grammar of the policy language. [Source](
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html)
final class PolicyReader {
  private static final Set<String> DOCUMENT = Set.of("Version", "Id", "Statement");
  private static final Set<String> STATEMENT =
      Set.of(
          "Sid",
          "Effect",
          "Action",
          "NotAction",
          "Resource",
          "NotResource",
          "Principal",
          "NotPrincipal",
          "Condition");
  private static final Set<String> PRINCIPALS = Set.of("AWS", "Service", "Federated");

  private static final Pattern SID = Pattern.compile("[A-Za-z0-9]*");
  private static final Pattern ACTION = Pattern.compile("[A-Za-z0-9-]+:[A-Za-z0-9*?]+");
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Kind kind;

  PolicyReader(Kind kind) {
    this.kind = kind;
  }

  /// The place of a policy, which decides the elements that it must and must not have.
  enum Kind {
    IDENTITY,
    RESOURCE,
    TRUST,
    KEY
  }

  public PolicyDocument read(String text) {
    JsonNode document = tree(text);
    requireOnly(document, DOCUMENT, "policy");
    Language language =
        Language.of(document.has("Version") ? string(document, "Version") : "2008-10-17");
    List<JsonNode> nodes = oneOrMany(document.path("Statement"));
    require(!nodes.isEmpty(), "A policy must have at least one Statement.");
    List<Statement> statements = new ArrayList<>();
    Set<String> labels = new HashSet<>();
    for (JsonNode node : nodes) {
      Statement statement = statement(node, language, statements.size());
      require(
          labels.add(statement.label()), "Statement IDs (SID) in a single policy must be unique.");
      statements.add(statement);
    }
    return new PolicyDocument(kind, text, statements);
  }

  private JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (JacksonException notJson) {
      throw new MalformedPolicy("Syntax errors in policy.", notJson);
    }
  }

  private Statement statement(JsonNode node, Language language, int place) {
    requireOnly(node, STATEMENT, "statement");
    String effect = string(node, "Effect");
    require(effect.equals("Allow") || effect.equals("Deny"), "Invalid effect: " + effect);
    String sid = node.has("Sid") ? string(node, "Sid") : "";
    require(
        kind == Kind.RESOURCE || kind == Kind.KEY || SID.matcher(sid).matches(),
        "Statement IDs (SID) must be alpha-numeric: " + sid);
    return new Statement(
        sid.isEmpty() ? "statement " + (place + 1) : sid,
        effect.equals("Allow"),
        actions(node),
        resources(node, language),
        principals(node),
        conditions(node, language));
  }

  private static Chosen<Glob> actions(JsonNode node) {
    String element = either(node, "Action").orElseThrow(() -> missing("actions"));
    List<String> actions = strings(node.path(element), element);
    require(!actions.isEmpty(), "Policy statement must contain actions.");
    for (String action : actions) {
      require(
          action.equals("*") || ACTION.matcher(action).matches(),
          "Actions must be prefaced by a vendor, e.g., iam, sdb, ec2: " + action);
    }
    return new Chosen<>(
        element.startsWith("Not"), actions.stream().map(Glob::ignoringCase).toList());
  }

  private Chosen<ArnPattern> resources(JsonNode node, Language language) {
    Optional<String> element = either(node, "Resource");
    if (kind == Kind.TRUST) {
      require(element.isEmpty(), "A trust policy must not have a Resource.");
      return new Chosen<>(false, List.of(ArnPattern.parse("*", language)));
    }
    String name = element.orElseThrow(() -> missing("resources"));
    List<String> resources = strings(node.path(name), name);
    require(!resources.isEmpty(), "Policy statement must contain resources.");
    resources.forEach(PolicyReader::requireArn);
    return new Chosen<>(
        name.startsWith("Not"),
        resources.stream().map(resource -> ArnPattern.parse(resource, language)).toList());
  }

  /// Variables may stand after the fifth colon only. [Source](
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html)
  private static void requireArn(String resource) {
    List<String> segments = ArnPattern.split(resource);
    boolean whole = segments.size() == ArnPattern.SEGMENTS;
    require(
        resource.equals("*")
            || (segments.size() > 1
                && segments.getFirst().equals("arn")
                && (whole || segments.getLast().endsWith("*"))),
        "Resource %s must be in ARN format or \"*\".".formatted(resource));
    require(
        segments.subList(0, whole ? ArnPattern.SEGMENTS - 1 : segments.size()).stream()
            .noneMatch(segment -> segment.contains("${")),
        "A policy variable may stand only after the fifth colon of %s.".formatted(resource));
  }

  private Chosen<PrincipalElement> principals(JsonNode node) {
    Optional<String> element = either(node, "Principal");
    if (kind == Kind.IDENTITY) {
      require(element.isEmpty(), "Policy document should not specify a principal.");
      return new Chosen<>(false, List.of());
    }
    String name = element.orElseThrow(() -> missing("principals"));
    boolean inverted = name.startsWith("Not");
    require(
        !inverted || node.path("Effect").asString("").equals("Deny"),
        "NotPrincipal must be used with Effect Deny.");
    return new Chosen<>(inverted, List.of(principal(node.path(name))));
  }

  /// Federated identities are read, but never make a request here, so their names match nobody.
  private static PrincipalElement principal(JsonNode node) {
    if (node.isString()) {
      require(node.stringValue().equals("*"), "Invalid principal in policy: " + node.stringValue());
      return new PrincipalElement(Set.of("*"), Set.of());
    }
    if (node.has("CanonicalUser")) {
      throw new UnsupportedOperationException("Principal CanonicalUser is not emulated");
    }
    requireOnly(node, PRINCIPALS, "principal");
    require(!node.isEmpty(), "Policy statement must contain principals.");
    Set<String> aws = new HashSet<>(strings(node.path("AWS"), "AWS"));
    for (String name : aws) {
      require(
          name.matches("\\*|\\d{12}|arn:aws[a-z-]*:(iam|sts)::\\d{12}:[^*?]+"),
          "Invalid principal in policy: \"AWS\":\"%s\"".formatted(name));
    }
    strings(node.path("Federated"), "Federated");
    return new PrincipalElement(aws, Set.copyOf(strings(node.path("Service"), "Service")));
  }

  private static List<Condition> conditions(JsonNode node, Language language) {
    JsonNode operators = node.path("Condition");
    List<Condition> conditions = new ArrayList<>();
    if (operators.isMissingNode()) {
      return conditions;
    }
    require(operators.isObject(), "Condition must be an object.");
    operators.forEachEntry((operator, keys) -> {
      require(keys.isObject(), "Condition %s must be an object.".formatted(operator));
      keys.forEachEntry((key, values) ->
          conditions.add(Condition.parse(operator, key, scalars(values, key), language)));
    });
    return conditions;
  }

  private static Optional<String> either(JsonNode node, String element) {
    String not = "Not" + element;
    require(
        !node.has(element) || !node.has(not),
        "A statement must not have both %s and %s.".formatted(element, not));
    return Optional.of(element).filter(node::has).or(() -> Optional.of(not).filter(node::has));
  }

  private static List<JsonNode> oneOrMany(JsonNode node) {
    List<JsonNode> nodes = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(nodes::add);
    } else if (!node.isMissingNode()) {
      nodes.add(node);
    }
    return nodes;
  }

  private static List<String> strings(JsonNode node, String element) {
    List<JsonNode> nodes = oneOrMany(node);
    require(nodes.stream().allMatch(JsonNode::isString), element + " must hold strings only.");
    return nodes.stream().map(JsonNode::stringValue).toList();
  }

  private static List<String> scalars(JsonNode node, String key) {
    List<JsonNode> nodes = oneOrMany(node);
    require(
        nodes.stream().allMatch(value -> value.isValueNode() && !value.isNull()),
        "The values of %s must be strings, numbers or booleans.".formatted(key));
    return nodes.stream().map(JsonNode::asString).toList();
  }

  private static String string(JsonNode node, String element) {
    JsonNode value = node.path(element);
    require(value.isString(), element + " is missing or not a string.");
    return value.stringValue();
  }

  private static void requireOnly(JsonNode node, Set<String> known, String what) {
    require(node.isObject(), "A %s must be a JSON object.".formatted(what));
    for (String name : node.propertyNames()) {
      require(known.contains(name), "Unknown element %s in a %s.".formatted(name, what));
    }
  }

  private static void require(boolean met, String otherwise) {
    if (!met) {
      throw new MalformedPolicy(otherwise);
    }
  }

  private static MalformedPolicy missing(String what) {
    return new MalformedPolicy("Policy statement must contain %s.".formatted(what));
  }
}
