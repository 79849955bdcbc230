package dev.hallpass.handlers.view;

import dev.hallpass.identity.GrantId;

/// What people type in to make a signed call about a grant. It names the API by a variable, because
/// anyone who types it knows the address and a mail must not hold one more link.
final class CommandLines {

  private CommandLines() {}

  /// A call without a body.
  ///
  /// @param what comes behind the grant in the path
  static String post(GrantId grant, String what) {
    return "curl --aws-sigv4 \"aws:amz:$AWS_REGION:execute-api\""
        + " --user \"$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY\""
        + " --header \"x-amz-security-token: $AWS_SESSION_TOKEN\""
        + " --request POST \"$API/grants/%s/%s\"".formatted(grant.value(), what);
  }

  /// A call with a body.
  ///
  /// @param what comes behind the grant in the path
  /// @param json without a single quote
  static String post(GrantId grant, String what, String json) {
    return post(grant, what)
        + " --header 'Content-Type: application/json' --data '%s'".formatted(json);
  }
}
