package dev.hallpass.infra.ledger;

import dev.hallpass.infra.shared.Handler;
import dev.hallpass.infra.shared.ResourceDenial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.iam.AccountRootPrincipal;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.kms.KeySpec;
import software.amazon.awscdk.services.kms.KeyUsage;
import software.constructs.Construct;

/// A key with which some functions sign, by one algorithm, and nobody else can.
///
/// It stays when the stack is destroyed, because nobody else can say whether an old signature is
/// good. Functions know it by its ARN, so it does not matter to what its alias leads.
public final class SigningKey extends Construct {

  private final String variable;
  private final Map<String, String> asVerified;
  private final Key key;
  private final List<String> signers = new ArrayList<>();
  private final ResourceDenial nobodyElseSigns = new ResourceDenial("NobodyElseSigns", "kms:Sign");

  private SigningKey(
      Construct scope,
      String id,
      String variable,
      String alias,
      String description,
      KeySpec spec,
      String algorithm) {
    super(scope, id);
    this.variable = variable;
    asVerified = new TreeMap<>(Map.of("kms:MessageType", "RAW", "kms:SigningAlgorithm", algorithm));
    key =
        Key.Builder.create(this, "Key")
            .description(description)
            .keySpec(spec)
            .keyUsage(KeyUsage.SIGN_VERIFY)
            .alias(alias)
            .removalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE)
            .policy(
                PolicyDocument.Builder.create()
                    .statements(
                        List.of(
                            administrable(),
                            nobodyElseSigns.statement(),
                            new ResourceDenial("NobodyLendsIt", "kms:CreateGrant").statement(),
                            onlyDeploymentsChangeIt()))
                    .build())
            .build();
  }

  /// The key that seals each yes and each unblock. The functions that decide sign with it; those
  /// that open access or ask who is blocked verify with its public half.
  public static SigningKey ofSeals(Construct scope) {
    return new SigningKey(
        scope,
        "SealKey",
        "SEAL_KEY",
        "alias/hallpass-seal",
        "The seals of Hallpass: each yes is signed with it",
        KeySpec.ECC_NIST_P256,
        "ECDSA_SHA_256");
  }

  /// The key that signs the checkpoints of the ledger's log. They are signed notes, so it is an
  /// Ed25519 key (source: C2SP, tlog-checkpoint).
  public static SigningKey ofCheckpoints(Construct scope) {
    return new SigningKey(
        scope,
        "LogKey",
        "LOG_KEY",
        "alias/hallpass-log",
        "The log of Hallpass: each checkpoint is signed with it",
        KeySpec.ECC_NIST_EDWARDS25519,
        "ED25519_SHA_512");
  }

  public String arn() {
    return key.getKeyArn();
  }

  /// Lets functions sign: the text itself, by the one algorithm that is verified. Each needs its
  /// own policy for it and a statement of the key's policy.
  public void signableBy(Handler... handlers) {
    for (Handler handler : handlers) {
      tellArnTo(handler);
      handler.allow(signing().resources(List.of(key.getKeyArn())).build());
      key.addToResourcePolicy(
          signing()
              .sid(handler.name() + "Signs")
              .principals(List.of(new AccountRootPrincipal()))
              .conditions(
                  new TreeMap<>(
                      Map.of(
                          "ArnEquals",
                          Map.of("aws:PrincipalArn", handler.roleArn()),
                          "StringEquals",
                          asVerified)))
              .resources(List.of("*"))
              .build());
      signers.add(handler.roleArn());
    }
    nobodyElseSigns.except(signers);
  }

  /// Lets functions fetch the public half.
  public void readableBy(Handler... handlers) {
    for (Handler handler : handlers) {
      tellArnTo(handler);
      handler.allow(List.of("kms:GetPublicKey"), List.of(key.getKeyArn()));
    }
  }

  /// Lets a function see the key's state and policy.
  public void describableBy(Handler handler) {
    handler.allow(List.of("kms:DescribeKey", "kms:GetKeyPolicy"), List.of(key.getKeyArn()));
  }

  private void tellArnTo(Handler handler) {
    handler.tell(variable, key.getKeyArn());
  }

  private PolicyStatement.Builder signing() {
    return PolicyStatement.Builder.create()
        .actions(List.of("kms:Sign"))
        .conditions(Map.of("StringEquals", asVerified));
  }

  /// Lets the account's own policies give these rights, as for other keys, but not `kms:Sign`. A
  /// key that listens to no policy of the account could never be changed again.
  private static PolicyStatement administrable() {
    return PolicyStatement.Builder.create()
        .sid("AccountAdministersAndVerifies")
        .principals(List.of(new AccountRootPrincipal()))
        .actions(
            List.of(
                "kms:CancelKeyDeletion",
                "kms:CreateAlias",
                "kms:DeleteAlias",
                "kms:DescribeKey",
                "kms:DisableKey",
                "kms:EnableKey",
                "kms:GetKeyPolicy",
                "kms:GetKeyRotationStatus",
                "kms:GetPublicKey",
                "kms:ListGrants",
                "kms:ListKeyPolicies",
                "kms:ListResourceTags",
                "kms:PutKeyPolicy",
                "kms:RevokeGrant",
                "kms:ScheduleKeyDeletion",
                "kms:TagResource",
                "kms:UntagResource",
                "kms:UpdateAlias",
                "kms:UpdateKeyDescription",
                "kms:Verify"))
        .resources(List.of("*"))
        .build();
  }

  /// Denies everybody else what would let others sign, or would make good signatures worthless.
  /// Tags and aliases are not in the list, because no policy of Hallpass looks at them.
  private PolicyStatement onlyDeploymentsChangeIt() {
    return new ResourceDenial(
            "OnlyDeploymentsChangeIt",
            "kms:DeleteImportedKeyMaterial",
            "kms:DisableKey",
            "kms:ImportKeyMaterial",
            "kms:PutKeyPolicy",
            "kms:ReplicateKey",
            "kms:ScheduleKeyDeletion",
            "kms:UpdatePrimaryRegion")
        .exceptDeployments(this)
        .statement();
  }
}
