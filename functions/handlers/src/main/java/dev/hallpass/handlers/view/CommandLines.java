package dev.hallpass.handlers.view;

import dev.hallpass.identity.GrantId;

/// Shell commands for signed calls about a grant. A variable stands for the API's address, because
/// a mail must not have a second link.
final class CommandLines {

  private CommandLines() {}

  /// A call without a body.
  ///
  /// @param what the path after the grant
  static String post(GrantId grant, String what) {
    return "curl --aws-sigv4 \"aws:amz:$AWS_REGION:execute-api\""
        + " --user \"$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY\""
        + " --header \"x-amz-security-token: $AWS_SESSION_TOKEN\""
        + " --request POST \"$API/grants/%s/%s\"".formatted(grant.value(), what);
  }

  /// A call with a body.
  ///
  /// @param what the path after the grant
  /// @param json without single quotes
  static String post(GrantId grant, String what, String json) {
    return post(grant, what)
        + " --header 'Content-Type: application/json' --data '%s'".formatted(json);
  }
}
