package dev.hallpass.local.probes;

import java.util.ArrayList;
import java.util.List;

/// Policies as JSON.
final class PolicyText {

  private static final int ITEM = 100;

  private PolicyText() {}

  static String policy(String... statements) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[%s]}"
        .formatted(String.join(",", statements));
  }

  static String allow(String action, String resource) {
    return statement("Allow", action, resource, "");
  }

  /// @param condition such as `"StringEquals":{"aws:PrincipalTag/grant":"1"}`
  static String allow(String action, String resource, String condition) {
    return statement("Allow", action, resource, ",\"Condition\":{%s}".formatted(condition));
  }

  static String deny(String action, String resource) {
    return statement("Deny", action, resource, "");
  }

  static String deny(String action, String resource, String condition) {
    return statement("Deny", action, resource, ",\"Condition\":{%s}".formatted(condition));
  }

  /// One line of a condition.
  static String when(String operator, String key, String value) {
    return "\"%s\":{\"%s\":\"%s\"}".formatted(operator, key, value);
  }

  private static String statement(String effect, String action, String resource, String more) {
    return "{\"Effect\":\"%s\",\"Action\":\"%s\",\"Resource\":\"%s\"%s}"
        .formatted(effect, action, resource, more);
  }

  /// A statement of a resource's own policy.
  ///
  /// @param principal `*`, or what stands behind `AWS`
  static String atResource(String effect, String principal, String action, String... condition) {
    return "{\"Effect\":\"%s\",\"Principal\":%s,\"Action\":\"%s\",\"Resource\":\"*\"%s}"
        .formatted(
            effect,
            principal.equals("*") ? "\"*\"" : "{\"AWS\":\"%s\"}".formatted(principal),
            action,
            condition.length == 0 ? "" : ",\"Condition\":{%s}".formatted(condition[0]));
  }

  /// A statement of a role's trust policy.
  ///
  /// @param principal such as `"Service":"states.amazonaws.com"`
  static String trust(String principal, String action, String... condition) {
    return "{\"Effect\":\"Allow\",\"Principal\":{%s},\"Action\":\"%s\"%s}"
        .formatted(
            principal,
            action,
            condition.length == 0 ? "" : ",\"Condition\":{%s}".formatted(condition[0]));
  }

  /// A policy of so many characters, none of them white space.
  static String ofLength(int characters) {
    String frame = policy("{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":[]}");
    List<String> resources = new ArrayList<>();
    int left = characters - frame.length();
    while (left > 0) {
      // The last one takes what would be too short for one more.
      int length = left < 2 * ITEM ? left : ITEM;
      String start = "\"arn:aws:s3:::hallpass-probe/%04d".formatted(resources.size());
      int ends = resources.isEmpty() ? 1 : 2;
      resources.add(start + "x".repeat(length - start.length() - ends) + "\"");
      left -= length;
    }
    return frame.replace("[]", "[%s]".formatted(String.join(",", resources)));
  }
}
