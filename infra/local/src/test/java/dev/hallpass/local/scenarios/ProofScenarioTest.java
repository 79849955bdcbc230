package dev.hallpass.local.scenarios;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.local.scene.Scene.A_MOMENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.approval.Channel;
import dev.hallpass.emulator.sts.Presigner;
import dev.hallpass.grant.GrantEvent.Approved;
import dev.hallpass.identity.CallStatement;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Sha256;
import dev.hallpass.local.gateway.LocalPerson;
import dev.hallpass.local.scene.Asked;
import dev.hallpass.local.scene.Scene;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.services.sts.model.Credentials;

/// A yes that must prove its caller, through the public door: over HTTP, and on to STS.
class ProofScenarioTest {

  private static final String STS = "sts.eu-central-1.amazonaws.com";
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Asked WRITING =
      new Asked("open-database-console", Map.of("user", "support_write"), "PT30M");

  private final Scene scene = new Scene();
  private final GrantId grant = scene.request(ALICE, WRITING);

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void anHonestProofIsTakenAndRecorded() {
    assertThat(scene.approveSigned(BOB, grant).statusCode()).isEqualTo(200);
    scene.pass(A_MOMENT);

    assertThat(scene.events(grant))
        .filteredOn(Approved.class::isInstance)
        .extracting(event -> ((Approved) event).channel())
        .containsExactly(Channel.PROVED);
  }

  @Test
  void withoutAProofASignedYesIsRefused() {
    HttpResponse<String> answer = scene.signed(BOB, "POST", "/grants/" + grant + "/approval", "");

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("proof-demanded");
    assertThat(scene.types(grant)).doesNotContain("approved");
  }

  @Test
  void aProofThatWasAlteredIsRefused() {
    String honest = honest();
    assertRefused(honest.substring(0, honest.length() - 1) + "x", "whole address");
    char last = honest.charAt(honest.length() - 1);
    assertRefused(
        honest.substring(0, honest.length() - 1) + (last == '0' ? '1' : '0'),
        "AWS does not confirm it");
  }

  @Test
  void aProofForAnotherGrantPolicyOrHostIsRefused() {
    GrantId other = scene.request(CAROL, WRITING);
    CallStatement yes = scene.yes(grant);

    assertRefused(key().proof(scene.yes(other), scene.now()), "AWS does not confirm it");
    assertRefused(
        key()
            .proof(
                new CallStatement(yes.host(), yes.call(), yes.body(), Optional.of(Sha256.ZERO)),
                scene.now()),
        "AWS does not confirm it");
    assertRefused(
        key()
            .proof(
                new CallStatement("hallpass.example.com", yes.call(), yes.body(), yes.policy()),
                scene.now()),
        "AWS does not confirm it");
  }

  @Test
  void aProofOfAnotherPersonIsRefused() {
    assertRefused(
        scene.key(CAROL).proof(scene.yes(grant), scene.now()), "Another person signed the proof");
  }

  @Test
  void aProofFromAnotherAccountIsRefused() {
    var stranger =
        Credentials.builder()
            .accessKeyId("AKIAELSEWHERE")
            .secretAccessKey("secret")
            .sessionToken("")
            .expiration(scene.now().plus(Duration.ofHours(1)))
            .build();
    scene
        .system()
        .accounts()
        .signIn(
            "arn:aws:iam::999988887777:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Engineer_0123456789abcdef",
            BOB.email(),
            stranger);
    Presigner elsewhere =
        new Presigner("eu-central-1", AwsCredentialsIdentity.create("AKIAELSEWHERE", "secret"));

    assertRefused(
        elsewhere.callerIdentity(STS, scene.yes(grant).headers(), scene.now(), MINUTE),
        "Another person signed the proof");
  }

  @Test
  void aStaleProofIsRefused() {
    String honest = honest();
    scene.pass(MINUTE);

    assertRefused(honest, "The time of the proof is over");
  }

  @Test
  void aProofThatIsGoodForTooLongOrNotYetIsRefused() {
    Map<String, String> headers = scene.yes(grant).headers();

    assertRefused(
        signer("eu-central-1").callerIdentity(STS, headers, scene.now(), Duration.ofMinutes(15)),
        "at most five minutes");
    assertRefused(
        signer("eu-central-1")
            .callerIdentity(STS, headers, scene.now().plus(Duration.ofMinutes(2)), MINUTE),
        "has not begun");
  }

  @Test
  void anotherActionRegionOrServiceIsRefused() {
    Map<String, String> headers = scene.yes(grant).headers();

    assertRefused(
        signer("eu-central-1")
            .call(STS, "Action=GetSessionToken&Version=2011-06-15", headers, scene.now(), MINUTE),
        "GetCallerIdentity");
    assertRefused(
        signer("us-east-1")
            .callerIdentity("sts.us-east-1.amazonaws.com", headers, scene.now(), MINUTE),
        "in the region of Hallpass");
    assertRefused(
        signer("us-east-1").callerIdentity(STS, headers, scene.now(), MINUTE),
        "signed for STS in the region");
    assertRefused(
        signer("eu-central-1").callerIdentity("sts.evil.example", headers, scene.now(), MINUTE),
        "in the region of Hallpass");
  }

  @Test
  void aHeaderThatIsNotSignedAndAParameterTooManyAreRefused() {
    Map<String, String> fewer = new TreeMap<>(scene.yes(grant).headers());
    fewer.remove("x-hallpass-policy");

    assertRefused(
        signer("eu-central-1").callerIdentity(STS, fewer, scene.now(), MINUTE),
        "must have signed the headers");
    assertRefused(honest() + "&DurationSeconds=900", "does not belong there");
  }

  @Test
  void noProofIsInTheLedgerOrInAMail() {
    String honest = honest();
    scene.approveProved(BOB, grant, honest);
    scene.pass(A_MOMENT);

    String signature = honest.substring(honest.indexOf("X-Amz-Signature=") + 16);
    assertThat(scene.show(grant).toString()).doesNotContain(signature);
    assertThat(scene.system().ledger().read(grant).entries().toString())
        .doesNotContain(signature, "X-Amz");
    assertThat(scene.system().mails().toString()).doesNotContain(signature);
  }

  private LocalPerson key() {
    return scene.key(BOB);
  }

  private String honest() {
    return key().proof(scene.yes(grant), scene.now());
  }

  private Presigner signer(String region) {
    return new Presigner(
        region, AwsCredentialsIdentity.create(key().accessKeyId(), key().secretAccessKey()));
  }

  private void assertRefused(String proof, String says) {
    HttpResponse<String> answer = scene.approveProved(BOB, grant, proof);

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(Json.text(Json.read(answer.body()), "type"))
        .isEqualTo("urn:hallpass:problem:proof-not-taken");
    assertThat(Json.text(Json.read(answer.body()), "detail")).contains(says);
    assertThat(scene.types(grant)).doesNotContain("approved");
  }
}
