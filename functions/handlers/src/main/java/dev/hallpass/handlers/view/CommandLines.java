package dev.hallpass.handlers.view;

import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Sha256;

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

  /// A yes with a proof of its caller. The guide has the program that makes the proof.
  ///
  /// @param policy the hash of the policy
  static String proved(GrantId grant, Sha256 policy) {
    return post(grant, "approval")
        + " --header \"Hallpass-Proof: $(python3 proof.py \"$API\" 'POST /grants/%s/approval' '' %s)\""
            .formatted(grant.value(), policy.hex());
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
