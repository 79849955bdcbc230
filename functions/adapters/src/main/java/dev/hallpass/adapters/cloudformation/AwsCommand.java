package dev.hallpass.adapters.cloudformation;

import dev.hallpass.adapters.json.Json;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// A command of the AWS CLI that a person can paste into a shell. It has names and values of the
/// template, and never a value that was found.
///
/// @param text the whole command on one line
record AwsCommand(String text) {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=@+,-]+");

  /// @param service such as `iam`
  /// @param operation such as `put-role-policy`
  static AwsCommand of(String service, String operation) {
    return new AwsCommand("aws %s %s".formatted(service, operation));
  }

  /// @param option without its dashes
  AwsCommand with(String option, String value) {
    return new AwsCommand("%s --%s %s".formatted(text, option, quoted(value)));
  }

  AwsCommand with(String option, JsonNode value) {
    return with(option, Json.write(value));
  }

  /// An option without a value.
  AwsCommand with(String option, boolean on) {
    return new AwsCommand("%s --%s%s".formatted(text, on ? "" : "no-", option));
  }

  /// Quotes a text, so that the shell does not run a part of it.
  private static String quoted(String value) {
    return PLAIN.matcher(value).matches() ? value : "'" + value.replace("'", "'\\''") + "'";
  }
}
