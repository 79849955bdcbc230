package dev.hallpass.local.gateway;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The parts of an `Authorization` header of AWS Signature Version 4.
///
/// @param signedHeaders lower-case names
record AuthorizationHeader(
    String accessKeyId,
    String region,
    String service,
    List<String> signedHeaders,
    String signature) {

  private static final Pattern FORM =
      Pattern.compile(
          "AWS4-HMAC-SHA256 +Credential=([A-Za-z0-9]+)/[0-9]{8}/([a-z0-9-]+)/([a-z0-9-]+)/aws4_request,"
              + " *SignedHeaders=([a-z0-9_.-]+(?:;[a-z0-9_.-]+)*), *Signature=([0-9a-f]{64})");

  AuthorizationHeader {
    signedHeaders = List.copyOf(signedHeaders);
  }

  /// The parts of a header's value; empty if it has another form.
  static Optional<AuthorizationHeader> parse(String header) {
    Matcher matcher = FORM.matcher(header);
    return matcher.matches()
        ? Optional.of(
            new AuthorizationHeader(
                matcher.group(1),
                matcher.group(2),
                matcher.group(3),
                List.of(matcher.group(4).split(";")),
                matcher.group(5)))
        : Optional.empty();
  }
}
