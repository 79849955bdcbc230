package dev.hallpass.reference;

import dev.hallpass.policy.Policy;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Condition keys that the session of a grant never has, or never with a useful value. Hallpass
/// opens it by `sts:AssumeRole` from a function's role, with one tag and a source identity.
/// [Source](
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html)
final class SessionKeys {

  private static final String TAG = "aws:principaltag/";

  private static final String NO_FACTOR =
      "A function assumes the role, so the session never has a second factor; demand it at the sign-in, where the permission set is given.";
  private static final String NO_USER =
      "The session is of a role and not of a user; write {requester}, or compare aws:SourceIdentity, which is the requester's address.";
  private static final String NO_SERVICE =
      "Only calls that a service makes for itself have it, and a session's calls are not such.";
  private static final String NO_CODE =
      "Only credentials that a service gave to code or to a machine have it.";
  private static final String NO_FEDERATION =
      "AWS gives it to sessions of AssumeRoleWithSAML, AssumeRoleWithWebIdentity or AssumeRoot, and the session is one of AssumeRole.";

  private static final Map<String, List<String>> NEVER =
      Map.of(
          NO_FACTOR,
          List.of("aws:multifactorauthpresent", "aws:multifactorauthage"),
          NO_USER,
          List.of("aws:username"),
          NO_FEDERATION,
          List.of("aws:federatedprovider", "aws:assumedroot"),
          NO_SERVICE,
          List.of(
              "aws:principalservicename",
              "aws:principalservicenameslist",
              "aws:sourcearn",
              "aws:sourceaccount",
              "aws:sourceowner",
              "aws:sourceorgid",
              "aws:sourceorgpaths"),
          NO_CODE,
          List.of(
              "aws:chatbotsourcearn",
              "aws:ec2instancesourceprivateipv4",
              "aws:ec2instancesourcevpc",
              "ec2:roledelivery",
              "ec2:sourceinstancearn",
              "glue:credentialissuingservice",
              "glue:roleassumedby",
              "identitystore:userid",
              "lambda:sourcefunctionarn",
              "ssm:sourceinstancearn"));

  private SessionKeys() {}

  /// Why a session never has a key, with a way out; empty if it can have it.
  static Optional<String> objectionTo(String key) {
    String name = key.toLowerCase(Locale.ROOT);
    if (name.startsWith(TAG) && !name.equalsIgnoreCase(Policy.SESSION_GRANT)) {
      return Optional.of(
          "Nobody sets this tag: the session has no tag but %s. Write a parameter, or {requester}, in a condition on the resource's tags."
              .formatted(Policy.GRANT_TAG));
    }
    return NEVER.entrySet().stream()
        .filter(one -> one.getValue().contains(name))
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
