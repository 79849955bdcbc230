package dev.hallpass.emulator.sts;

import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.Tag;

/// The grammars and limits of AssumeRole's parameters. [Source](
/// https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html)
final class AssumeRoleInputs {
  private static final Pattern NAME = Pattern.compile("[\\w+=,.@-]{2,64}");
  private static final Pattern EXTERNAL_ID = Pattern.compile("[\\w+=,.@:/-]{2,1224}");
  private static final Pattern TAG = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*");
  private static final Pattern ROLE = Pattern.compile("arn:aws:iam::\\d{12}:role/.+");

  private AssumeRoleInputs() {}

  static void check(AssumeRoleRequest request) {
    require(matches(ROLE, request.roleArn()), request.roleArn() + " is invalid");
    require(
        matches(NAME, request.roleSessionName()),
        "roleSessionName must have 2 to 64 letters, digits or any of _+=,.@-");
    String identity = request.sourceIdentity();
    require(
        identity == null
            || (matches(NAME, identity) && !identity.toLowerCase(Locale.ROOT).startsWith("aws:")),
        "sourceIdentity must have 2 to 64 letters, digits or any of _+=,.@-");
    require(
        request.externalId() == null || matches(EXTERNAL_ID, request.externalId()),
        "externalId must have 2 to 1224 letters, digits or any of _+=,.@:/-");
    int seconds = seconds(request);
    require(
        seconds >= 900 && seconds <= 43_200,
        "durationSeconds must be between 900 and 43200: " + seconds);
    require(request.policyArns().size() <= 10, "At most 10 policyArns may be given.");
    require(
        request.policy() == null || request.policy().length() <= 2_048,
        "policy must have at most 2048 characters.");
    checkTags(request);
  }

  private static void checkTags(AssumeRoleRequest request) {
    require(request.tags().size() <= 50, "At most 50 tags may be given.");
    Set<String> keys = new HashSet<>();
    for (Tag tag : request.tags()) {
      require(
          matches(TAG, tag.key()) && !tag.key().isEmpty() && tag.key().length() <= 128,
          "A tag key must have 1 to 128 allowed characters.");
      require(
          matches(TAG, tag.value()) && tag.value().length() <= 256,
          "A tag value must have 0 to 256 allowed characters: " + tag.key());
      require(
          keys.add(tag.key().toLowerCase(Locale.ROOT)),
          "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
    }
    for (String key : request.transitiveTagKeys()) {
      require(
          keys.contains(key.toLowerCase(Locale.ROOT)),
          "A transitive tag key must be among the tags: " + key);
    }
  }

  static int seconds(AssumeRoleRequest request) {
    return Optional.ofNullable(request.durationSeconds()).orElse(3_600);
  }

  private static boolean matches(Pattern pattern, String value) {
    return value != null && pattern.matcher(value).matches();
  }

  static void require(boolean met, String otherwise) {
    if (!met) {
      throw StsErrors.validation(otherwise);
    }
  }
}
