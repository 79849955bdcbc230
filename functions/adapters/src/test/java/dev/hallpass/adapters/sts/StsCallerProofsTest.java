package dev.hallpass.adapters.sts;

import static dev.hallpass.grant.Examples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hallpass.emulator.sts.Presigner;
import dev.hallpass.identity.CallStatement;
import dev.hallpass.identity.CallerProofs;
import dev.hallpass.identity.CallerProofs.Flaw;
import dev.hallpass.identity.CallerProofs.NotTaken;
import dev.hallpass.identity.CallerProofs.SignedBy;
import dev.hallpass.identity.CallerProofsContract;
import dev.hallpass.port.OutcomeUnknown;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StsCallerProofsTest extends CallerProofsContract {

  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

  private final StsOverHttp sts = new StsOverHttp(NOON);
  private final CallerProofs proofs =
      new StsCallerProofs(() -> sts, StsOverHttp.REGION, sts.clock());
  private final Presigner bob = sts.signIn("bob@example.com");

  @Override
  protected CallerProofs proofs() {
    return proofs;
  }

  @Override
  protected String proof(CallStatement statement) {
    return proof(bob, statement.headers(), sts.clock().instant(), FIVE_MINUTES);
  }

  @Override
  protected void pass(Duration time) {
    sts.pass(time);
  }

  @Override
  protected void loseNextCall() {
    sts.loseNextCall();
  }

  private static String proof(
      Presigner signer, Map<String, String> headers, Instant at, Duration life) {
    return signer.callerIdentity(StsOverHttp.HOST, headers, at, life);
  }

  @Test
  void onlyTheEndpointOfTheOwnRegionIsCalled() {
    String honest = proof(YES);
    for (String other :
        List.of(
            "https://sts.us-east-1.amazonaws.com/",
            "https://sts.amazonaws.com/",
            "https://sts.eu-central-1.amazonaws.com.evil.example/",
            "https://sts.eu-central-1.amazonaws.com:8443/",
            "https://evil@sts.eu-central-1.amazonaws.com/",
            "https://sts.eu-central-1.amazonaws.com@evil.example/",
            "https://STS.eu-central-1.amazonaws.com/",
            "https://sts.eu-central-1.amazonaws.com//",
            "https://sts.eu-central-1.amazonaws.com/x/",
            "https://169.254.169.254/")) {
      assertNotSent(
          honest.replace("https://sts.eu-central-1.amazonaws.com/", other), Flaw.OTHER_ENDPOINT);
    }
    assertNotSent(honest.replace("https://", "http://"), Flaw.NOT_PRESIGNED);
  }

  @Test
  void aSignatureForAnotherRegionOrDayIsNotSent() {
    Presigner elsewhere = new Presigner("us-east-1", bob.credentials());
    assertNotSent(proof(elsewhere, YES.headers(), NOON, FIVE_MINUTES), Flaw.OTHER_SCOPE);
    assertNotSent(proof(YES).replace("%2F20", "%2F19"), Flaw.OTHER_SCOPE);
    assertNotSent(proof(YES).replace("%2Fsts%2F", "%2Fiam%2F"), Flaw.OTHER_SCOPE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Action=GetSessionToken&Version=2011-06-15",
        "Action=getcalleridentity&Version=2011-06-15",
        "Action=GetCallerIdentity&Version=2010-05-08"
      })
  void noOtherActionIsCalled(String query) {
    String proof = bob.call(StsOverHttp.HOST, query, YES.headers(), NOON, FIVE_MINUTES);
    assertNotSent(proof, Flaw.OTHER_ACTION);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "&Action=AssumeRole",
        "&RoleArn=x",
        "&X-Amz-Date=20260302T120000Z",
        "&x-amz-date=20260302T120000Z",
        "&X-Amz-Security-Token=a&X-Amz-Security-Token=b"
      })
  void noParameterIsThereTwiceOrUnknown(String more) {
    assertNotSent(proof(YES) + more, Flaw.OTHER_PARAMETERS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Action",
        "Version",
        "X-Amz-Algorithm",
        "X-Amz-Credential",
        "X-Amz-Date",
        "X-Amz-Expires",
        "X-Amz-SignedHeaders",
        "X-Amz-Signature"
      })
  void noParameterIsMissing(String name) {
    String without = proof(YES).replaceAll("([?&])" + name + "=[^&]*&?", "$1").replaceAll("&$", "");
    assertNotSent(without, Flaw.OTHER_PARAMETERS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"#x", "&", "&a", "&a=", "&a=b c", "&a=%zz", "&a=%2f", "&a=+", "&a=é", "\n"})
  void nothingThatProgramsReadInTwoWaysIsSent(String more) {
    assertNotSent(proof(YES) + more, Flaw.NOT_PRESIGNED);
  }

  @Test
  void aTextThatIsTooLongIsNotSent() {
    String token = "X-Amz-Security-Token=";
    String longest = proof(YES).replace(token, token + "a".repeat(8_192 - proof(YES).length()));

    assertThat(proofs.signer(longest, YES)).isEqualTo(new NotTaken(Flaw.NOT_CONFIRMED));
    assertNotSent(longest + "a", Flaw.NOT_PRESIGNED);
  }

  @Test
  void anotherAlgorithmOrSignatureOrDateIsNotSent() {
    assertNotSent(
        proof(YES).replace("AWS4-HMAC-SHA256", "AWS4-ECDSA-P256-SHA256"), Flaw.NOT_PRESIGNED);
    assertNotSent(proof(YES).replaceAll("Signature=[0-9a-f]+", "Signature=00"), Flaw.NOT_PRESIGNED);
    assertNotSent(proof(YES).replace("Date=2026", "Date=x026"), Flaw.NOT_PRESIGNED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x-hallpass-body", "x-hallpass-call", "x-hallpass-host", "x-hallpass-policy"})
  void eachHeaderIsSigned(String name) {
    Map<String, String> fewer = new TreeMap<>(YES.headers());
    fewer.remove(name);
    assertNotSent(proof(bob, fewer, NOON, FIVE_MINUTES), Flaw.OTHER_HEADERS);
  }

  @Test
  void noFurtherHeaderIsSigned() {
    Map<String, String> more = new TreeMap<>(YES.headers());
    more.put("x-k8s-aws-id", "cluster");
    assertNotSent(proof(bob, more, NOON, FIVE_MINUTES), Flaw.OTHER_HEADERS);
    assertNotSent(proof(bob, Map.of(), NOON, FIVE_MINUTES), Flaw.OTHER_HEADERS);
  }

  @ParameterizedTest
  @CsvSource({"1, true", "300, true", "301, false", "900, false", "604800, false"})
  void aProofIsGoodForFiveMinutesAtMost(long seconds, boolean isTaken) {
    String proof = proof(bob, YES.headers(), NOON, Duration.ofSeconds(seconds));
    if (isTaken) {
      assertThat(proofs.signer(proof, YES)).isEqualTo(new SignedBy(BOBS));
    } else {
      assertNotSent(proof, Flaw.TOO_LONG);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "060", "1e2", "999999999999"})
  void aLifeOfAnotherFormIsNotSent(String seconds) {
    assertNotSent(proof(YES).replace("Expires=300", "Expires=" + seconds), Flaw.TOO_LONG);
  }

  @ParameterizedTest
  @CsvSource({"0, true", "60, true", "61, false", "3600, false"})
  void aClockMayBeAMinuteAhead(long seconds, boolean isTaken) {
    String proof = proof(bob, YES.headers(), NOON.plusSeconds(seconds), FIVE_MINUTES);
    if (isTaken) {
      assertThat(proofs.signer(proof, YES)).isEqualTo(new SignedBy(BOBS));
    } else {
      assertNotSent(proof, Flaw.EARLY);
    }
  }

  @ParameterizedTest
  @CsvSource({"59, true", "60, false"})
  void aShorterLifeIsKept(long seconds, boolean isTaken) {
    String proof = proof(bob, YES.headers(), NOON, Duration.ofMinutes(1));
    sts.pass(Duration.ofSeconds(seconds));
    assertThat(proofs.signer(proof, YES))
        .isEqualTo(isTaken ? new SignedBy(BOBS) : new NotTaken(Flaw.STALE));
  }

  @Test
  void whatSomebodyElseSignedNamesThem() {
    Presigner mallory = sts.signIn("mallory@example.com");
    assertThat(proofs.signer(proof(mallory, YES.headers(), NOON, FIVE_MINUTES), YES))
        .isEqualTo(new SignedBy(BOBS.replace("bob@", "mallory@")));
  }

  @Test
  void anotherSecretOrAnUnknownKeyIsNotConfirmed() {
    Presigner guess = sts.guessing(bob);
    assertThat(proofs.signer(proof(guess, YES.headers(), NOON, FIVE_MINUTES), YES))
        .isEqualTo(new NotTaken(Flaw.NOT_CONFIRMED));
    assertThat(
            proofs.signer(proof(YES).replaceAll("Credential=[A-Z0-9]+", "Credential=AKIAX"), YES))
        .isEqualTo(new NotTaken(Flaw.NOT_CONFIRMED));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          500, '{}'
          503, ''
          302, ''
          301, ''
          429, ''
          400, '{"Error":{"Code":"Throttling"}}'
          200, ''
          200, '{}'
          200, 'no JSON'
          200, '{"GetCallerIdentityResponse":{"GetCallerIdentityResult":{"Arn":7}}}'
          """)
  void anAnswerThatSaysNothingLeavesTheSignerUnknown(int status, String body) {
    sts.answerNext(status, body);

    assertThatExceptionOfType(OutcomeUnknown.class)
        .isThrownBy(() -> proofs.signer(proof(YES), YES))
        .withCauseInstanceOf(IOException.class);
  }

  @Test
  void aRefusalOfStsIsNoConfirmation() {
    for (int status : List.of(400, 403)) {
      sts.answerNext(status, "{\"Error\":{\"Code\":\"ExpiredToken\"}}");
      assertThat(proofs.signer(proof(YES), YES)).isEqualTo(new NotTaken(Flaw.NOT_CONFIRMED));
    }
  }

  private void assertNotSent(String proof, Flaw flaw) {
    int before = sts.sent();
    assertThat(proofs.signer(proof, YES)).as(proof).isEqualTo(new NotTaken(flaw));
    assertThat(sts.sent()).isEqualTo(before);
  }
}
