package dev.hallpass.emulator.region;

import dev.hallpass.emulator.s3.BucketSettings;
import dev.hallpass.emulator.s3.InMemoryS3;
import dev.hallpass.emulator.template.Stack;
import dev.hallpass.emulator.template.TemplateResource;
import java.time.Duration;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// A stack's buckets with their policies. Lifecycle rules are not emulated: they delete no version
/// under retention, and nothing reads what is older here. Nor are events of objects: nothing waits
/// for them but alarms.
final class BucketResources {
  private static final Set<String> BUCKET =
      Set.of(
          "BucketName",
          "VersioningConfiguration",
          "ObjectLockEnabled",
          "ObjectLockConfiguration",
          "BucketEncryption",
          "PublicAccessBlockConfiguration",
          "OwnershipControls",
          "LifecycleConfiguration",
          "NotificationConfiguration",
          "Tags");
  private static final int DAYS_OF_A_YEAR = 365;
  private static final Set<String> POLICY = Set.of("Bucket", "PolicyDocument");

  private BucketResources() {}

  static void make(Stack stack, InMemoryS3 s3) {
    for (TemplateResource bucket : stack.resources("AWS::S3::Bucket")) {
      requireKnown(bucket, BUCKET);
      s3.add(stack.ref(bucket.id()), stack.place().account(), settings(bucket));
    }
    for (TemplateResource policy : stack.resources("AWS::S3::BucketPolicy")) {
      requireKnown(policy, POLICY);
      s3.putPolicy(
          policy.text("Bucket"), policy.properties().required("PolicyDocument").toString());
    }
  }

  private static void requireKnown(TemplateResource resource, Set<String> properties) {
    for (String property : resource.properties().propertyNames()) {
      require(properties.contains(property), resource, property);
    }
  }

  private static BucketSettings settings(TemplateResource bucket) {
    JsonNode properties = bucket.properties();
    properties
        .at("/BucketEncryption/ServerSideEncryptionConfiguration")
        .forEach(rule ->
            require(
                isText(rule.at("/ServerSideEncryptionByDefault/SSEAlgorithm"), "AES256"),
                bucket,
                "BucketEncryption with a key of KMS"));
    properties
        .at("/OwnershipControls/Rules")
        .forEach(rule ->
            require(
                isText(rule.path("ObjectOwnership"), "BucketOwnerEnforced"),
                bucket,
                "OwnershipControls with access control lists"));
    JsonNode versioning = properties.at("/VersioningConfiguration/Status");
    require(
        versioning.isMissingNode() || isText(versioning, "Enabled"),
        bucket,
        "VersioningConfiguration that is suspended");
    boolean isLocked =
        properties.path("ObjectLockEnabled").asBoolean(false)
            || properties.has("ObjectLockConfiguration");
    if (isLocked) {
      return BucketSettings.locked(retention(bucket));
    }
    return versioning.isMissingNode() ? BucketSettings.plain() : BucketSettings.versioned();
  }

  private static Duration retention(TemplateResource bucket) {
    JsonNode rule = bucket.properties().at("/ObjectLockConfiguration/Rule/DefaultRetention");
    require(isText(rule.path("Mode"), "COMPLIANCE"), bucket, "Object Lock in another mode");
    require(rule.has("Days") != rule.has("Years"), bucket, "Object Lock without a retention");
    return Duration.ofDays(
        rule.has("Days") ? rule.path("Days").asInt() : rule.path("Years").asInt() * DAYS_OF_A_YEAR);
  }

  private static boolean isText(JsonNode value, String text) {
    return value.asString("").equals(text);
  }

  private static void require(boolean isEmulated, TemplateResource resource, String part) {
    if (!isEmulated) {
      throw new UnsupportedOperationException(
          "%s of %s is not emulated".formatted(part, resource.id()));
    }
  }
}
