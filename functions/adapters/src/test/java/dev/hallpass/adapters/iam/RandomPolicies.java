package dev.hallpass.adapters.iam;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.emulator.policy.AccessRequest;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Policies and requests that meet often enough for every verdict to come about.
final class RandomPolicies {

  static final List<String> OBJECTS =
      List.of(
          "arn:aws:s3:::things/a/b",
          "arn:aws:s3:::things/A/b",
          "arn:aws:s3:::things/alice/b:c",
          "arn:aws:s3:::others/A/b");

  private static final List<String> ACTIONS =
      List.of(
          "s3:GetObject",
          "s3:getobject",
          "s3:Get*",
          "s3:*",
          "*",
          "s3:PutObject",
          "s3:Get?bject",
          "ec2:*");
  private static final List<String> RESOURCES =
      List.of(
          "*",
          "arn:aws:s3:::*",
          "arn:aws:s3:::things/*",
          "arn:aws:s3:::things/a/?",
          "arn:aws:s3:::things/A/b",
          "arn:aws:s3:::others/*",
          "arn:aws:s3:::things/${aws:username}/*",
          "arn:aws:s3:::things/${aws:PrincipalTag/team}/*",
          "arn:aws:s3:::things/${aws:PrincipalTag/team, 'a'}/*",
          "arn:aws:s3:::things/${*}",
          "arn:*:s3:::t*/*/b*",
          "arn:aws:s3:*:*:things/*");

  private static final List<String> PRINCIPALS =
      List.of(
          "arn:aws:sts::111122223333:assumed-role/things/alice",
          "arn:aws:sts::111122223333:assumed-role/things/bob",
          "arn:aws:iam::111122223333:role/things",
          "arn:aws:iam::111122223333:role/others",
          "arn:aws:iam::111122223333:root",
          "111122223333",
          "444455556666");

  private static final Map<String, List<String>> VALUES =
      new TreeMap<>(
          Map.of(
              "aws:username", List.of("alice", "Alice", "a*", "bob", "${aws:PrincipalTag/team}"),
              "aws:PrincipalTag/team", List.of("a", "blue", "*", "b?ue", "alice"),
              "aws:CurrentTime",
                  List.of(
                      "2026-11-23T11:00:00Z",
                      "2026-11-23T12:00:00Z",
                      "2026-11-23",
                      "2026-11-23T12:00:00+01:00"),
              "aws:MultiFactorAuthAge", List.of("10", "300", "9.5", "-1"),
              "aws:SecureTransport", List.of("true", "false", "TRUE"),
              // As ranges, because iam-simulate has a single address of the other family match
              // neither IpAddress nor NotIpAddress, though a range of it matches NotIpAddress.
              "aws:SourceIp",
                  List.of(
                      "203.0.113.7/32",
                      "203.0.113.0/24",
                      "10.0.0.0/8",
                      "2001:db8::1/128",
                      "2001:db8::/32"),
              "aws:TagKeys", List.of("a", "A", "b", "team", "t*"),
              "aws:PrincipalArn",
                  List.of(
                      "arn:aws:iam::111122223333:role/things",
                      "arn:aws:iam::*:role/*",
                      "arn:aws:iam::111122223333:role/hall?ass/*",
                      "arn:aws:iam::444455556666:role/things")));

  private static final Map<String, List<String>> OPERATORS =
      Map.of(
          "String",
          List.of(
              "StringEquals",
              "StringNotEquals",
              "StringEqualsIgnoreCase",
              "StringNotEqualsIgnoreCase",
              "StringLike",
              "StringNotLike"),
          "Date",
          List.of(
              "DateEquals",
              "DateNotEquals",
              "DateLessThan",
              "DateLessThanEquals",
              "DateGreaterThan",
              "DateGreaterThanEquals"),
          "Numeric",
          List.of(
              "NumericEquals",
              "NumericNotEquals",
              "NumericLessThan",
              "NumericLessThanEquals",
              "NumericGreaterThan",
              "NumericGreaterThanEquals"),
          "Bool",
          List.of("Bool"),
          "Ip",
          List.of("IpAddress", "NotIpAddress"),
          "Arn",
          List.of("ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike"));

  private RandomPolicies() {}

  /// A policy of a resource: the same with principals, of which each names the caller in another
  /// way, or somebody else.
  static ObjectNode resourcePolicy(SplittableRandom random) {
    ObjectNode policy = policy(random);
    policy
        .path("Statement")
        .forEach(statement -> {
          ObjectNode named = (ObjectNode) statement;
          if (random.nextInt(8) == 0) {
            named.put("Principal", "*");
          } else {
            some(named.putObject("Principal").putArray("AWS"), PRINCIPALS, random);
          }
        });
    return policy;
  }

  /// A policy of one to three statements.
  static ObjectNode policy(SplittableRandom random) {
    ObjectNode policy = Json.object().put("Version", "2012-10-17");
    ArrayNode statements = policy.putArray("Statement");
    for (int more = random.nextInt(3); more >= 0; more--) {
      statements.add(statement(random));
    }
    return policy;
  }

  private static ObjectNode statement(SplittableRandom random) {
    ObjectNode statement = Json.object().put("Effect", random.nextInt(4) == 0 ? "Deny" : "Allow");
    some(statement.putArray(random.nextInt(6) == 0 ? "NotAction" : "Action"), ACTIONS, random);
    some(
        statement.putArray(random.nextInt(6) == 0 ? "NotResource" : "Resource"), RESOURCES, random);
    if (random.nextInt(3) > 0) {
      ObjectNode conditions = statement.putObject("Condition");
      for (int more = random.nextInt(2); more >= 0; more--) {
        condition(conditions, random);
      }
    }
    return statement;
  }

  static void condition(ObjectNode conditions, SplittableRandom random) {
    String key = one(List.copyOf(VALUES.keySet()), random);
    if (random.nextInt(8) == 0) {
      conditions.withObject("Null").putArray(key).add(one(List.of("true", "false"), random));
      return;
    }
    boolean isSet = key.equals("aws:TagKeys");
    String operator =
        (isSet ? one(List.of("ForAllValues:", "ForAnyValue:"), random) : "")
            + one(OPERATORS.getOrDefault(kind(key), List.of()), random)
            + one(List.of("", "", "IfExists"), random);
    some(
        conditions.withObject(operator).putArray(key), VALUES.getOrDefault(key, List.of()), random);
  }

  private static String kind(String key) {
    return switch (key) {
      case "aws:CurrentTime" -> "Date";
      case "aws:MultiFactorAuthAge" -> "Numeric";
      case "aws:SecureTransport" -> "Bool";
      case "aws:SourceIp" -> "Ip";
      case "aws:PrincipalArn" -> "Arn";
      default -> "String";
    };
  }

  /// The condition keys of a request; each may be missing.
  static Map<String, List<String>> keys(SplittableRandom random) {
    Map<String, List<String>> keys = new TreeMap<>();
    maybe(keys, "aws:username", List.of("alice", "bob", "a*"), random);
    maybe(keys, "aws:PrincipalTag/team", List.of("a", "blue", "*"), random);
    maybe(
        keys,
        "aws:CurrentTime",
        List.of("2026-11-23T11:00:00Z", "2026-11-23T12:00:00Z", "2026-11-23T00:00:00Z"),
        random);
    maybe(keys, "aws:MultiFactorAuthAge", List.of("10", "300", "0"), random);
    maybe(keys, "aws:SecureTransport", List.of("true", "false"), random);
    maybe(keys, "aws:SourceIp", List.of("203.0.113.7", "10.1.2.3", "2001:db8::1"), random);
    keys.put("aws:PrincipalArn", List.of("arn:aws:iam::111122223333:role/things"));
    if (random.nextBoolean()) {
      keys.put(
          "aws:TagKeys",
          List.copyOf(
              new TreeSet<>(
                  Stream.generate(() -> one(List.of("a", "b", "team"), random))
                      .limit(1L + random.nextInt(3))
                      .toList())));
    }
    return keys;
  }

  /// Adds a request to a question.
  static void ask(
      ObjectNode question, AccessRequest request, String account, Map<String, List<String>> keys) {
    ObjectNode asked = question.putArray("requests").addObject();
    asked.put("principal", request.principal().arn()).put("action", request.action());
    asked.putObject("resource").put("resource", request.resource()).put("accountId", account);
    ObjectNode variables = asked.putObject("contextVariables");
    keys.forEach((key, values) -> {
      if (key.equals("aws:TagKeys")) {
        values.forEach(variables.withArray(key)::add);
      } else {
        variables.put(key, values.getFirst());
      }
    });
  }

  private static void maybe(
      Map<String, List<String>> keys, String key, List<String> values, SplittableRandom random) {
    if (random.nextInt(4) > 0) {
      keys.put(key, List.of(one(values, random)));
    }
  }

  private static void some(ArrayNode array, List<String> list, SplittableRandom random) {
    for (int more = random.nextInt(3); more >= 0; more--) {
      array.add(one(list, random));
    }
  }

  static <T> T one(List<T> list, SplittableRandom random) {
    return list.get(random.nextInt(list.size()));
  }
}
