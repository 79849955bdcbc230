package dev.hallpass.adapters.cloudformation;

import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// A command of the AWS CLI, as one pastes it into a shell. It is made of names and of what the
/// template says, never of a value that was found.
///
/// @param text the whole of it, on one line
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
    return with(option, value.toString());
  }

  /// An option that is on or off.
  AwsCommand with(String option, boolean on) {
    return new AwsCommand("%s --%s%s".formatted(text, on ? "" : "no-", option));
  }

  /// A chosen name must not run as a command of the shell.
  private static String quoted(String value) {
    return PLAIN.matcher(value).matches() ? value : "'" + value.replace("'", "'\\''") + "'";
  }
}
