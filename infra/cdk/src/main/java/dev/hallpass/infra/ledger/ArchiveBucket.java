package dev.hallpass.infra.ledger;

import static java.util.Objects.requireNonNull;

import dev.hallpass.infra.shared.Handler;
import dev.hallpass.infra.shared.ResourceDenial;
import dev.hallpass.infra.shared.RoleConventions;
import dev.hallpass.log.ArchiveNames;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.AccountPrincipal;
import software.amazon.awscdk.services.iam.AnyPrincipal;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.CfnBucket;
import software.constructs.Construct;

/// The bucket of the ledger's log. Only the hub's signer adds objects, none twice but the newest
/// checkpoint. Nobody can remove an object before its time, not even the root of the account.
///
/// It has a fixed name, and stays when the stack is destroyed.
public final class ArchiveBucket extends Construct {

  private final String hub;
  private final String arn;
  private final Bucket bucket;
  private final RoleConventions roles;

  /// @param hub the account of Hallpass
  /// @param retention how long nobody can remove an object, in years or in days
  /// @param roles the path of the hub's roles
  public ArchiveBucket(Construct scope, String hub, Period retention, RoleConventions roles) {
    super(scope, "Archive");
    this.roles = roles;
    this.hub = hub;
    String name = ArchiveNames.bucket(hub, Stack.of(this).getRegion());
    arn = "arn:%s:s3:::%s".formatted(Stack.of(this).getPartition(), name);
    bucket =
        Bucket.Builder.create(this, "Bucket")
            .bucketName(name)
            .versioned(true)
            .objectLockEnabled(true)
            // A key of ours could be disabled, and the archive be unreadable. The key that AWS
            // manages for S3 cannot be used from another account.
            .encryption(BucketEncryption.S3_MANAGED)
            .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
            .enforceSsl(true)
            .removalPolicy(RemovalPolicy.RETAIN)
            .build();
    var resource = (CfnBucket) requireNonNull(bucket.getNode().getDefaultChild());
    resource.setObjectLockConfiguration(locked(retention));
    resource.setNotificationConfiguration(toldToEventBridge());
    permissions().forEach(bucket::addToResourcePolicy);
    denials().forEach(bucket::addToResourcePolicy);
  }

  public String name() {
    return bucket.getBucketName();
  }

  /// The ARN of the hub's role that writes to it.
  public String writerArn() {
    return role(ArchiveAccess.WRITER);
  }

  /// Lets a function of the archive's own account read all of it, and see what was replaced or
  /// removed.
  void checkableBy(Handler handler) {
    handler.tell("ARCHIVE", name());
    handler.allow(List.of("s3:GetObject"), List.of(bucket.arnForObjects("*")));
    handler.allow(
        List.of("s3:ListBucket", "s3:ListBucketVersions"), List.of(bucket.getBucketArn()));
  }

  private List<PolicyStatement> permissions() {
    return List.of(
        to("TheSignerWrites", List.of(ArchiveAccess.WRITER))
            .actions(List.of("s3:GetObject", "s3:PutObject"))
            .resources(List.of(arn + "/*"))
            .build(),
        to("TheSignerLists", List.of(ArchiveAccess.WRITER))
            .actions(List.of("s3:ListBucket"))
            .resources(List.of(arn))
            .build(),
        to("OthersReadTheNewestCheckpoint", ArchiveAccess.READERS)
            .actions(List.of("s3:GetObject"))
            .resources(List.of(newest()))
            .build());
  }

  private List<PolicyStatement> denials() {
    return List.of(
        nothingIsChangedOrRemoved(),
        new ResourceDenial("OnlyTheSignerWrites", "s3:PutObject")
            .on(arn + "/*")
            .except(List.of(writerArn()))
            .statement(),
        nothingIsWrittenTwice(),
        theNewestIsReplacedAsItWasRead(),
        onlyDeploymentsChangeTheBucket());
  }

  /// Object Lock keeps the versions. This keeps what people see: without it, a deletion would hide
  /// an object, and a new encryption with a key of others would make it unreadable.
  private PolicyStatement nothingIsChangedOrRemoved() {
    return new ResourceDenial(
            "NothingIsChangedOrRemoved",
            "s3:BypassGovernanceRetention",
            "s3:DeleteObject",
            "s3:DeleteObjectVersion",
            "s3:ObjectOwnerOverrideToBucketOwner",
            "s3:PutObjectAcl",
            "s3:PutObjectLegalHold",
            "s3:PutObjectRetention",
            "s3:PutObjectVersionAcl",
            "s3:ReplicateDelete",
            "s3:ReplicateObject",
            "s3:UpdateObjectEncryption")
        .on(arn + "/*")
        .statement();
  }

  /// Multipart uploads and copies have no such condition when they begin, so there are none
  /// (source: S3, enforcing conditional writes).
  private PolicyStatement nothingIsWrittenTwice() {
    return denial("NothingIsWrittenTwice")
        .notResources(List.of(newest()))
        .conditions(Map.of("Null", Map.of("s3:if-none-match", "true")))
        .build();
  }

  private PolicyStatement theNewestIsReplacedAsItWasRead() {
    return denial("TheNewestIsReplacedAsItWasRead")
        .resources(List.of(newest()))
        .conditions(
            Map.of(
                "Null", new TreeMap<>(Map.of("s3:if-match", "true", "s3:if-none-match", "true"))))
        .build();
  }

  private PolicyStatement onlyDeploymentsChangeTheBucket() {
    return new ResourceDenial(
            "OnlyDeploymentsChangeTheBucket",
            "s3:DeleteBucket",
            "s3:DeleteBucketPolicy",
            "s3:PutBucketAcl",
            "s3:PutBucketLogging",
            "s3:PutBucketNotification",
            "s3:PutBucketObjectLockConfiguration",
            "s3:PutBucketOwnershipControls",
            "s3:PutBucketPolicy",
            "s3:PutBucketPublicAccessBlock",
            "s3:PutBucketRequestPayment",
            "s3:PutBucketVersioning",
            "s3:PutBucketWebsite",
            "s3:PutEncryptionConfiguration",
            "s3:PutLifecycleConfiguration",
            "s3:PutReplicationConfiguration")
        .on(arn)
        .exceptDeployments(this)
        .statement();
  }

  private static PolicyStatement.Builder denial(String sid) {
    return PolicyStatement.Builder.create()
        .sid(sid)
        .effect(Effect.DENY)
        .principals(List.of(new AnyPrincipal()))
        .actions(List.of("s3:PutObject"));
  }

  /// To roles of the hub by their names, so that they need not exist yet.
  private PolicyStatement.Builder to(String sid, List<String> handlers) {
    List<String> roles = handlers.stream().map(this::role).toList();
    return PolicyStatement.Builder.create()
        .sid(sid)
        .principals(List.of(new AccountPrincipal(hub)))
        .conditions(Map.of("ArnEquals", Map.of("aws:PrincipalArn", roles)));
  }

  private String role(String handler) {
    return "arn:%s:iam::%s:%s"
        .formatted(Stack.of(this).getPartition(), hub, roles.role(Handler.roleNameOf(handler)));
  }

  private String newest() {
    return arn + "/" + ArchiveNames.NEWEST;
  }

  /// Years or days, as S3 takes them.
  private static CfnBucket.ObjectLockConfigurationProperty locked(Period retention) {
    var kept = CfnBucket.DefaultRetentionProperty.builder().mode("COMPLIANCE");
    return CfnBucket.ObjectLockConfigurationProperty.builder()
        .objectLockEnabled("Enabled")
        .rule(
            CfnBucket.ObjectLockRuleProperty.builder()
                .defaultRetention(
                    retention.getYears() > 0
                        ? kept.years(retention.getYears()).build()
                        : kept.days(retention.getDays()).build())
                .build())
        .build();
  }

  private static CfnBucket.NotificationConfigurationProperty toldToEventBridge() {
    return CfnBucket.NotificationConfigurationProperty.builder()
        .eventBridgeConfiguration(
            CfnBucket.EventBridgeConfigurationProperty.builder().eventBridgeEnabled(true).build())
        .build();
  }
}
