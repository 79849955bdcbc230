package dev.hallpass.handlers.api;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.grant.Examples.MALLORY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.approval.Channel;
import dev.hallpass.catalog.Catalog;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.grant.GrantEvent.Approved;
import dev.hallpass.handlers.Catalogs;
import dev.hallpass.handlers.InMemorySystem;
import dev.hallpass.handlers.ProxyAnswer;
import dev.hallpass.handlers.ProxyCall;
import dev.hallpass.handlers.contract.Contract;
import dev.hallpass.identity.GrantId;
import dev.hallpass.records.Altered;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Who may invoke a function can send it any event, and so say that anybody signed the call. What a
/// proof says, nobody else can say.
class ProofTest {

  private static final String PROOF = "Hallpass-Proof";

  private final InMemorySystem system = new InMemorySystem();

  @Test
  void aForgedEventCannotApproveWhereAYesMustProveItsCaller() {
    GrantId grant = system.soughtSigned();

    assertRefused(yes(grant).by(BOB), "proof-demanded");

    assertThat(system.types(grant)).doesNotContain("approved");
    system.run("Activate", grant);
    assertThat(system.policies.of(grant)).isEmpty();
  }

  @Test
  void aYesWithItsProofOpensAccess() {
    GrantId grant = system.soughtSigned();

    assertThat(system.answer(system.proved(yes(grant), BOB)).status()).isEqualTo(200);
    system.run("Activate", grant);

    assertThat(newestYes(grant).channel()).isEqualTo(Channel.PROVED);
    assertThat(system.policies.of(grant)).isNotEmpty();
  }

  @Test
  void aProofForAnotherCallGrantBodyOrPersonIsNotTaken() {
    GrantId grant = system.soughtSigned();
    ProxyCall yes = yes(grant);
    ProxyCall no = ProxyCall.of("DenyGrant").on(grant);

    assertRefused(with(yes, proofOf(system.proved(no, BOB))), "proof-not-taken");
    assertRefused(with(yes, proofOf(system.proved(yes(system.sought()), BOB))), "proof-not-taken");
    assertRefused(with(yes, proofOf(system.proved(yes.shorter("PT30M"), BOB))), "proof-not-taken");
    assertRefused(with(yes, proofOf(system.proved(yes, CAROL))), "proof-not-taken");
    assertRefused(with(yes, proofOf(system.proved(yes, MALLORY))), "proof-not-taken");
    assertRefused(with(yes, "anything"), "proof-not-taken");
    assertThat(system.types(grant)).doesNotContain("approved", "denied");
  }

  @Test
  void aProofThatIsReplayedSaysTheSameYesAgainWhichIsRefused() {
    GrantId grant = system.soughtSigned();
    ProxyCall yes = system.proved(yes(grant), BOB);
    assertThat(system.answer(yes).status()).isEqualTo(200);

    assertThat(system.answer(yes).status()).isEqualTo(409);

    assertThat(system.types(grant)).containsOnlyOnce("approved");
  }

  @Test
  void aStaleProofIsNotTaken() {
    GrantId grant = system.soughtSigned();
    ProxyCall yes = system.proved(yes(grant), BOB);
    system.pass(Duration.ofMinutes(5));

    assertRefused(yes, "proof-not-taken");
  }

  @Test
  void aProofInAnotherPartitionIsOfNobodyHere() {
    GrantId grant = system.soughtSigned();
    ProxyCall yes = yes(grant);
    String arn = ProxyCall.arn(BOB).replace("arn:aws:", "arn:aws-cn:");

    assertRefused(yes.byArn(arn), "unknown-caller");
    assertRefused(with(yes, system.proofs.proof(arn, system.says(yes))), "proof-not-taken");
  }

  @Test
  void whileStsDoesNotAnswerNothingIsDecided() {
    GrantId grant = system.soughtSigned();
    ProxyCall yes = system.proved(yes(grant), BOB);
    system.proofs.loseNextCall();

    ProxyAnswer answer = system.answer(yes);

    assertThat(answer.status()).isEqualTo(503);
    assertThat(system.types(grant)).doesNotContain("approved");
    assertThat(system.answer(yes).status()).isEqualTo(200);
  }

  @Test
  void noProofIsWrittenOrLogged() {
    GrantId grant = system.soughtSigned();
    ProxyCall yes = system.proved(yes(grant), BOB);
    ProxyCall late = system.proved(yes(grant), CAROL);

    String printed =
        InMemorySystem.printedDuring(() -> {
          system.proofs.loseNextCall();
          system.answer(yes);
          system.answer(yes);
          system.answer(with(late, proofOf(yes)));
        });

    assertThat(printed + system.written(grant)).isNotBlank().doesNotContain(proofOf(yes));
  }

  @Test
  void anySignedCallMayCarryAProof() {
    ProxyCall asking = ProxyCall.of("RequestGrant").withoutHeader("Idempotency-Key");
    GrantId grant = system.answer(system.proved(asking, ALICE)).grant();
    system.run("SeekApproval", grant);
    system.answer(system.proved(yes(grant), BOB));
    system.run("Activate", grant);

    assertThat(newestYes(grant).channel()).isEqualTo(Channel.PROVED);
    for (String read : List.of("ListEntitlements", "ListGrants", "ListApprovals")) {
      assertThat(system.answer(system.proved(ProxyCall.of(read), ALICE)).status()).isEqualTo(200);
    }
    assertThat(
            system
                .answer(system.proved(ProxyCall.of("IssueCredentials").on(grant), ALICE))
                .status())
        .isEqualTo(200);
    assertThat(system.answer(system.proved(ProxyCall.of("RevokeGrant").on(grant), BOB)).status())
        .isEqualTo(200);
    assertThat(system.events(grant))
        .filteredOn(GrantEvent.Revoked.class::isInstance)
        .extracting(event -> ((GrantEvent.Revoked) event).channel())
        .containsExactly(Channel.PROVED);
  }

  static Set<String> signedOperations() {
    return Contract.read().signedOperations();
  }

  @ParameterizedTest
  @MethodSource("signedOperations")
  void everySignedCallIsChecked(String operation) {
    GrantId grant = system.sought();
    ProxyCall call = ProxyCall.of(operation);
    ProxyCall about = call.event().path("pathParameters").isObject() ? call.on(grant) : call;

    assertRefused(with(about.by(ALICE), "forged"), "proof-not-taken");

    system.deploy(demanding(Catalogs.deployed()));
    assertRefused(about.by(ALICE), "proof-missing");
  }

  @Test
  void whereTheSettingsDemandItEachCallProvesItsCaller() {
    system.deploy(demanding(Catalogs.deployed()));
    ProxyCall asking = ProxyCall.of("RequestGrant").withoutHeader("Idempotency-Key");

    assertRefused(asking.by(ALICE), "proof-missing");

    assertThat(system.answer(system.proved(asking, ALICE)).status()).isEqualTo(201);
  }

  private static Catalog demanding(Catalog catalog) {
    return new Catalog(
        Altered.with(catalog.settings(), "demandsProof", true),
        catalog.entitlements(),
        catalog.digest());
  }

  private static ProxyCall yes(GrantId grant) {
    return ProxyCall.of("ApproveGrant").on(grant).by(BOB);
  }

  private static ProxyCall with(ProxyCall call, String proof) {
    return call.header(PROOF, proof);
  }

  private static String proofOf(ProxyCall call) {
    return call.event().path("headers").path(PROOF).stringValue();
  }

  private Approved newestYes(GrantId grant) {
    return system.events(grant).stream()
        .filter(Approved.class::isInstance)
        .map(Approved.class::cast)
        .reduce((_, later) -> later)
        .orElseThrow();
  }

  private void assertRefused(ProxyCall call, String problem) {
    ProxyAnswer answer = system.answer(call);
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.problem()).isEqualTo(problem);
  }
}
