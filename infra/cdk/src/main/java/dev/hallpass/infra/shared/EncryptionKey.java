package dev.hallpass.infra.shared;

import dev.hallpass.catalog.Installation.Conventions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.AnyPrincipal;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/// The key that encrypts all logs and the alarms. It stays when the stack is destroyed, because the
/// logs stay too.
///
/// It does not encrypt the ledger: who can disable a key could make the history unreadable.
public final class EncryptionKey extends Construct implements Logs {

  private final IKey key;

  /// @param conventions whose key it is. The owner of a key of an organization lets the same
  ///   services use it
  public EncryptionKey(Construct scope, Conventions conventions) {
    super(scope, "EncryptionKey");
    key = conventions.key().map(this::theirs).orElseGet(this::own);
  }

  private IKey theirs(String arn) {
    return Key.fromKeyArn(this, "Key", arn);
  }

  private IKey own() {
    Key own =
        Key.Builder.create(this, "Key")
            .description("The logs and alarms of Hallpass")
            .enableKeyRotation(true)
            .removalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE)
            .build();
    own.addToResourcePolicy(openToLogs());
    own.addToResourcePolicy(openToAlarms());
    own.addToResourcePolicy(grantsForServicesOnly());
    return own;
  }

  public IKey key() {
    return key;
  }

  /// Lets a function see the key's state and policy.
  public void describableBy(Handler handler) {
    handler.allow(List.of("kms:DescribeKey", "kms:GetKeyPolicy"), List.of(key.getKeyArn()));
  }

  /// The log of a service that writes by a resource policy of CloudWatch Logs. Those of an account
  /// have little room, and logs with this name need none of it (source: CloudWatch Logs, vended
  /// logs). The name has a part of the stack's own, so that an old log stays beside a new one.
  public LogGroup vendedLogOf(Construct part, String service) {
    String unique = Fn.select(2, Fn.split("/", Aws.STACK_ID));
    return Logs.lasting(part).logGroupName(vended(service) + unique).encryptionKey(key).build();
  }

  /// How the names of these logs begin.
  public static String vended(String service) {
    return "/aws/vendedlogs/%s/%s-".formatted(service, Aws.STACK_NAME);
  }

  @Override
  public LogGroup logOf(Construct part) {
    return Logs.lasting(part).encryptionKey(key).build();
  }

  /// Only for the log groups of this account and region (source: CloudWatch Logs, encrypting log
  /// data).
  private PolicyStatement openToLogs() {
    Stack stack = Stack.of(this);
    return PolicyStatement.Builder.create()
        .sid("LogsOfThisAccount")
        .principals(
            List.of(
                new ServicePrincipal(
                    "logs.%s.%s".formatted(stack.getRegion(), stack.getUrlSuffix()))))
        .actions(List.of("kms:Decrypt*", "kms:Encrypt*", "kms:GenerateDataKey*", "kms:ReEncrypt*"))
        .resources(List.of("*"))
        .conditions(
            Map.of(
                "ArnLike",
                Map.of("kms:EncryptionContext:aws:logs:arn", arn("logs", "log-group:*"))))
        .build();
  }

  /// Without this, alarms cannot publish to an encrypted topic (source: SNS, compatibility between
  /// event sources and encrypted topics).
  private PolicyStatement openToAlarms() {
    return PolicyStatement.Builder.create()
        .sid("AlarmsOfThisAccount")
        .principals(List.of(new ServicePrincipal("cloudwatch.amazonaws.com")))
        .actions(List.of("kms:Decrypt", "kms:GenerateDataKey*"))
        .resources(List.of("*"))
        .conditions(
            new TreeMap<>(
                Map.of(
                    "ArnLike", Map.of("aws:SourceArn", arn("cloudwatch", "alarm:*")),
                    "StringEquals", Map.of("aws:SourceAccount", Stack.of(this).getAccount()))))
        .build();
  }

  /// A KMS grant lends the key to a principal that its policy does not name. Hallpass needs none,
  /// so only AWS itself may make them, for its own resources.
  private static PolicyStatement grantsForServicesOnly() {
    return PolicyStatement.Builder.create()
        .sid("GrantsForServicesOnly")
        .effect(Effect.DENY)
        .principals(List.of(new AnyPrincipal()))
        .actions(List.of("kms:CreateGrant"))
        .resources(List.of("*"))
        .conditions(
            Map.of(
                "BoolIfExists",
                new TreeMap<>(
                    Map.of(
                        "aws:PrincipalIsAWSService", "false",
                        "kms:GrantIsForAWSResource", "false"))))
        .build();
  }

  private String arn(String service, String resource) {
    Stack stack = Stack.of(this);
    return "arn:%s:%s:%s:%s:%s"
        .formatted(stack.getPartition(), service, stack.getRegion(), stack.getAccount(), resource);
  }
}
