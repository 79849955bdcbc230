package dev.hallpass.infra.shared;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

  private final Key key;

  public EncryptionKey(Construct scope) {
    super(scope, "EncryptionKey");
    key =
        Key.Builder.create(this, "Key")
            .description("The logs and alarms of Hallpass")
            .enableKeyRotation(true)
            .removalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE)
            .build();
    openToLogs();
    openToAlarms();
    key.addToResourcePolicy(grantsForServicesOnly());
  }

  public IKey key() {
    return key;
  }

  /// Lets a function see the key's state and policy.
  public void describableBy(Handler handler) {
    handler.allow(List.of("kms:DescribeKey", "kms:GetKeyPolicy"), List.of(key.getKeyArn()));
  }

  @Override
  public LogGroup logOf(Construct part) {
    return Logs.lasting(part).encryptionKey(key).build();
  }

  /// Only for the log groups of this account and region (source: CloudWatch Logs, encrypting log
  /// data).
  private void openToLogs() {
    Stack stack = Stack.of(this);
    key.addToResourcePolicy(
        PolicyStatement.Builder.create()
            .sid("LogsOfThisAccount")
            .principals(
                List.of(new ServicePrincipal("logs." + stack.getRegion() + ".amazonaws.com")))
            .actions(
                List.of("kms:Decrypt*", "kms:Encrypt*", "kms:GenerateDataKey*", "kms:ReEncrypt*"))
            .resources(List.of("*"))
            .conditions(
                Map.of(
                    "ArnLike",
                    Map.of("kms:EncryptionContext:aws:logs:arn", arn("logs", "log-group:*"))))
            .build());
  }

  /// Without this, alarms cannot publish to an encrypted topic (source: SNS, compatibility between
  /// event sources and encrypted topics).
  private void openToAlarms() {
    key.addToResourcePolicy(
        PolicyStatement.Builder.create()
            .sid("AlarmsOfThisAccount")
            .principals(List.of(new ServicePrincipal("cloudwatch.amazonaws.com")))
            .actions(List.of("kms:Decrypt", "kms:GenerateDataKey*"))
            .resources(List.of("*"))
            .conditions(
                new TreeMap<>(
                    Map.of(
                        "ArnLike", Map.of("aws:SourceArn", arn("cloudwatch", "alarm:*")),
                        "StringEquals", Map.of("aws:SourceAccount", Stack.of(this).getAccount()))))
            .build());
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
