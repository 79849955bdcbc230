package dev.hallpass.infra.ledger;

import static dev.hallpass.infra.DeployedAccount.ADMINISTRATOR;
import static dev.hallpass.infra.DeployedAccount.DEPLOYING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.emulator.policy.Context;
import dev.hallpass.infra.DeployedAccount;
import dev.hallpass.infra.DeployedAccount.Guarded;
import dev.hallpass.infra.Deployment;
import dev.hallpass.infra.Synthesis;
import dev.hallpass.reference.Reference;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@ExtendWith(Synthesis.class)
class SigningKeyTest {

  private static final Context AS_VERIFIED =
      Context.empty().with("kms:SigningAlgorithm", "ECDSA_SHA_256").with("kms:MessageType", "RAW");

  @Test
  void signsOnTheCurveThatIsVerified(Deployment deployment) {
    assertThat(keys(deployment))
        .extracting(key -> key.at("/Properties/KeySpec").asString())
        .containsExactlyInAnyOrder("ECC_NIST_P256", "ECC_NIST_EDWARDS25519");
    assertThat(keys(deployment)).noneMatch(key -> key.path("Properties").has("MultiRegion"));
    assertThat(deployment.properties("AWS::KMS::Alias").values())
        .extracting(alias -> alias.path("AliasName").asString())
        .containsExactlyInAnyOrder("alias/hallpass-seal", "alias/hallpass-log");
  }

  @Test
  void outlivesTheStack(Deployment deployment) {
    assertThat(keys(deployment))
        .allSatisfy(key -> {
          assertThat(key.path("DeletionPolicy").asString()).startsWith("Retain");
          assertThat(key.path("UpdateReplacePolicy").asString()).isEqualTo("Retain");
        });
  }

  @Test
  void onlyWhoDecidesSigns(Deployment deployment) {
    var account = new DeployedAccount(deployment);

    assertThat(account.handlers())
        .hasSize(15)
        .filteredOn(handler -> account.lets(handler, "kms:Sign", account.sealKey(), AS_VERIFIED))
        .containsExactlyInAnyOrder("Commands", "Decide");
  }

  @Test
  void onlyWhoOpensAccessOrAsksWhoIsBlockedReadsThePublicHalf(Deployment deployment) {
    var account = new DeployedAccount(deployment);

    assertThat(account.handlers())
        .filteredOn(handler ->
            account.lets(handler, "kms:GetPublicKey", account.sealKey(), Context.empty()))
        .containsExactlyInAnyOrder(
            "Activate", "Commands", "Decide", "IssueCredentials", "Notify", "Reap", "Requests");
  }

  @Test
  void onlyTheSignerOfCheckpointsSignsThemAndSeesItsPublicHalf(Deployment deployment) {
    var account = new DeployedAccount(deployment);
    Context asSigned = AS_VERIFIED.with("kms:SigningAlgorithm", "ED25519_SHA_512");

    assertThat(account.handlers())
        .filteredOn(handler -> account.lets(handler, "kms:Sign", account.logKey(), asSigned))
        .containsExactly("SignCheckpoint");
    assertThat(account.handlers())
        .filteredOn(
            handler -> account.lets(handler, "kms:GetPublicKey", account.logKey(), Context.empty()))
        .containsExactly("SignCheckpoint");
    assertThat(
            List.of(
                AS_VERIFIED,
                asSigned.with("kms:MessageType", "DIGEST"),
                asSigned.with("kms:SigningAlgorithm", "ED25519_PH_SHA_512")))
        .noneMatch(
            context -> account.lets("SignCheckpoint", "kms:Sign", account.logKey(), context));
    assertThat(List.of(ADMINISTRATOR, DEPLOYING, account.roleOf("Commands")))
        .noneMatch(role -> account.spares(role, "kms:Sign", account.logKey()))
        .noneMatch(role -> account.spares(role, "kms:CreateGrant", account.logKey()));
  }

  @Test
  void whoMayDoEverythingInTheAccountCannotSign(Deployment deployment) {
    var account = new DeployedAccount(deployment);

    assertThat(List.of(ADMINISTRATOR, DEPLOYING, account.roleOf("Activate")))
        .noneMatch(role -> account.spares(role, "kms:Sign", account.sealKey()));
  }

  @Test
  void noAlgorithmAndNoDigestIsSignedButWhatIsVerified(Deployment deployment) {
    var account = new DeployedAccount(deployment);

    assertThat(
            List.of(
                AS_VERIFIED.with("kms:MessageType", "DIGEST"),
                AS_VERIFIED.with("kms:SigningAlgorithm", "ECDSA_SHA_384"),
                Context.empty()))
        .noneMatch(context -> account.lets("Decide", "kms:Sign", account.sealKey(), context));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kms:DeleteImportedKeyMaterial",
        "kms:DisableKey",
        "kms:ImportKeyMaterial",
        "kms:PutKeyPolicy",
        "kms:ReplicateKey",
        "kms:ScheduleKeyDeletion",
        "kms:UpdatePrimaryRegion"
      })
  void onlyADeploymentChangesTheKey(String action, Deployment deployment) {
    var account = new DeployedAccount(deployment);

    assertThat(account.spares(DEPLOYING, action, account.sealKey())).isTrue();
    assertThat(account.spares(ADMINISTRATOR, action, account.sealKey())).isFalse();
    assertThat(account.spares(account.roleOf("Decide"), action, account.sealKey())).isFalse();
  }

  @Test
  void nobodyLendsTheKey(Deployment deployment) {
    var account = new DeployedAccount(deployment);

    assertThat(List.of(ADMINISTRATOR, DEPLOYING, account.roleOf("Decide")))
        .noneMatch(role -> account.spares(role, "kms:CreateGrant", account.sealKey()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"kms:GetPublicKey", "kms:DescribeKey", "kms:Verify", "kms:GetKeyPolicy"})
  void whoAuditsTheAccountCanVerify(String action, Deployment deployment) {
    var account = new DeployedAccount(deployment);

    assertThat(account.spares(ADMINISTRATOR, action, account.sealKey())).isTrue();
  }

  @Test
  void theAccountIsNotAllowedToSignByPoliciesOfItsOwn(Deployment deployment) {
    assertThat(new DeployedAccount(deployment).sealKey().document().path("Statement").valueStream())
        .filteredOn(statement -> statement.toString().contains(":root"))
        .filteredOn(statement -> !statement.at("/Condition/ArnEquals").has("aws:PrincipalArn"))
        .singleElement()
        .satisfies(statement ->
            assertThat(statement.path("Action").toString())
                .doesNotContain("kms:Sign\"", "*", "kms:CreateGrant"));
  }

  @Test
  void itsPolicyNamesOnlyActionsOfAKey(Deployment deployment) {
    Guarded key = new DeployedAccount(deployment).sealKey();

    assertThat(key.actions())
        .isNotEmpty()
        .allSatisfy(action ->
            assertThat(Reference.snapshot().action(action))
                .hasValueSatisfying(known ->
                    assertThat(known.uses()).anyMatch(use -> use.type().name().equals("key"))));
  }

  private static List<JsonNode> keys(Deployment deployment) {
    return deployment
        .template()
        .path("Resources")
        .valueStream()
        .filter(one -> one.at("/Properties/KeyUsage").asString("").equals("SIGN_VERIFY"))
        .toList();
  }
}
