package dev.hallpass.infra.shared;

import dev.hallpass.catalog.Installation.Conventions;
import java.util.List;
import java.util.Optional;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.sns.Topic;
import software.constructs.Construct;

/// The key that encrypts all logs and the alarms, if the organization has one for them. Without it,
/// CloudWatch encrypts logs by a key of its own.
///
/// It does not encrypt the ledger: who can disable a key could make the history unreadable.
public final class EncryptionKey extends Construct implements Logs {

  private final Optional<IKey> key;

  /// @param conventions whose key it is. Its owner lets CloudWatch use it
  public EncryptionKey(Construct scope, Conventions conventions) {
    super(scope, "EncryptionKey");
    key = conventions.key().map(arn -> Key.fromKeyArn(this, "Key", arn));
  }

  /// The ARN of the key, if there is one.
  public List<String> arns() {
    return key.map(IKey::getKeyArn).stream().toList();
  }

  /// Lets a function see the key's state and policy.
  public void describableBy(Handler handler) {
    key.ifPresent(one ->
        handler.allow(List.of("kms:DescribeKey", "kms:GetKeyPolicy"), List.of(one.getKeyArn())));
  }

  /// Encrypts the messages of a topic.
  public Topic.Builder encrypt(Topic.Builder topic) {
    key.ifPresent(topic::masterKey);
    return topic;
  }

  /// Encrypts the lines of a log.
  public LogGroup.Builder encrypt(LogGroup.Builder log) {
    key.ifPresent(log::encryptionKey);
    return log;
  }

  /// What a role needs besides the right to publish to a topic that this key encrypts.
  public List<PolicyStatement> publishing() {
    return arns().stream()
        .map(arn ->
            PolicyStatement.Builder.create()
                .actions(List.of("kms:Decrypt", "kms:GenerateDataKey"))
                .resources(List.of(arn))
                .build())
        .toList();
  }

  /// The log of a service that writes by a resource policy of CloudWatch Logs. Those of an account
  /// have little room, and logs with this name need none of it (source: CloudWatch Logs, vended
  /// logs). The name has a part of the stack's own, so that an old log stays beside a new one.
  public LogGroup vendedLogOf(Construct part, String service) {
    String unique = Fn.select(2, Fn.split("/", Aws.STACK_ID));
    return encrypt(Logs.lasting(part).logGroupName(vended(service) + unique)).build();
  }

  /// How the names of these logs begin.
  public static String vended(String service) {
    return "/aws/vendedlogs/%s/%s-".formatted(service, Aws.STACK_NAME);
  }

  @Override
  public LogGroup logOf(Construct part) {
    return encrypt(Logs.lasting(part)).build();
  }
}
