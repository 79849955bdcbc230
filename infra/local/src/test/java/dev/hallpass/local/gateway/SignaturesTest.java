package dev.hallpass.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.identity.Person;
import dev.hallpass.local.gateway.Signatures.Refused;
import dev.hallpass.local.gateway.Signatures.SignedBy;
import dev.hallpass.local.gateway.Signatures.Verdict;
import dev.hallpass.local.web.RefusedRequest;
import dev.hallpass.local.web.Request;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;

/// The signatures here were made by curl 7.88.1 with `--aws-sigv4 aws:amz:eu-central-1:execute-api
/// --user K:S`; they hold for one second of 2026.
class SignaturesTest {

  private static final String AT = "20261122T203327Z";
  private static final Instant NOW = Instant.parse("2026-11-22T20:33:27Z");
  private static final LocalPerson ALICE =
      new LocalPerson(new Person("alice@example.com"), "K", "S");
  private static final String GET_SIGNATURE =
      "3acd4816c59100c5afb29e98fbcc67e1158b3e3eec347bf09d1d8e5ca7e8f76b";

  private static Request request(String method, String target, String body, String authorization) {
    Map<String, List<String>> headers = new HashMap<>();
    headers.put("Host", List.of("127.0.0.1:18099"));
    headers.put("X-amz-date", List.of(AT));
    headers.put("Content-type", List.of("application/json"));
    headers.put("Authorization", List.of(authorization));
    URI uri = URI.create("http://127.0.0.1:18099" + target);
    return new Request(method, uri, headers, SdkBytes.fromUtf8String(body), "127.0.0.1");
  }

  private static String authorization(String signedHeaders, String signature) {
    return "AWS4-HMAC-SHA256 Credential=K/20261122/eu-central-1/execute-api/aws4_request,"
        + " SignedHeaders=%s, Signature=%s".formatted(signedHeaders, signature);
  }

  private static Request get() {
    return request("GET", "/grants?a=b", "", authorization("host;x-amz-date", GET_SIGNATURE));
  }

  private static Request post(String body) {
    return request(
        "POST",
        "/grants",
        body,
        authorization(
            "content-type;host;x-amz-date",
            "a8978831cf646d4c4394d4885826ce65f076d3f3ea52754203c1fb936fabf255"));
  }

  private static Request with(Request request, String header, String... values) {
    Map<String, List<String>> headers = new HashMap<>(request.headers());
    headers.keySet().removeIf(header::equalsIgnoreCase);
    headers.put(header, List.of(values));
    return new Request(
        request.method(), request.uri(), headers, request.body(), request.sourceIp());
  }

  private static Request without(Request request, String header) {
    Map<String, List<String>> headers = new HashMap<>(request.headers());
    headers.keySet().removeIf(header::equalsIgnoreCase);
    return new Request(
        request.method(), request.uri(), headers, request.body(), request.sourceIp());
  }

  private static Verdict check(Request request) {
    return check(request, NOW);
  }

  private static Verdict check(Request request, Instant now) {
    return new Signatures(new LocalPeople(List.of(ALICE)), InstantSource.fixed(now)).check(request);
  }

  @Test
  void whatCurlSignedIsTaken() {
    assertThat(check(get())).isEqualTo(new SignedBy(ALICE));
    assertThat(check(post("{\"a\":\"b\"}"))).isEqualTo(new SignedBy(ALICE));
    assertThat(
            check(
                request(
                    "POST",
                    "/grants/x/cancellation",
                    "",
                    authorization(
                        "host;x-amz-date",
                        "cfd738f611340ca4ef4ab0fcf5a3f94ae8722db1ad1024fa2be1db632e0e4539"))))
        .isEqualTo(new SignedBy(ALICE));
  }

  @Test
  void aChangedByteIsRefusedWhereverItIs() {
    Refused mismatch = new Refused(RefusedRequest.SIGNATURE_MISMATCH);
    String signed = authorization("host;x-amz-date", GET_SIGNATURE);
    assertThat(check(request("DELETE", "/grants?a=b", "", signed))).isEqualTo(mismatch);
    assertThat(check(request("GET", "/grantz?a=b", "", signed))).isEqualTo(mismatch);
    assertThat(check(request("GET", "/grants?a=c", "", signed))).isEqualTo(mismatch);
    assertThat(check(request("GET", "/grants?a=b", "x", signed))).isEqualTo(mismatch);
    assertThat(check(post("{\"a\":\"c\"}"))).isEqualTo(mismatch);
    assertThat(check(with(post("{\"a\":\"b\"}"), "Content-Type", "text/html"))).isEqualTo(mismatch);
    assertThat(check(with(get(), "X-Amz-Date", "20261122T203328Z"))).isEqualTo(mismatch);
    assertThat(
            check(with(get(), "Authorization", authorization("host;x-amz-date", "0".repeat(64)))))
        .isEqualTo(mismatch);
  }

  @Test
  void anotherSecretIsRefused() {
    LocalPeople people =
        new LocalPeople(List.of(new LocalPerson(ALICE.person(), ALICE.accessKeyId(), "T")));
    assertThat(new Signatures(people, InstantSource.fixed(NOW)).check(get()))
        .isEqualTo(new Refused(RefusedRequest.SIGNATURE_MISMATCH));
  }

  @ParameterizedTest
  @CsvSource({
    "-301, SIGNATURE_EXPIRED",
    "-300, ",
    "300, ",
    "301, SIGNATURE_EXPIRED",
  })
  void aSignatureHoldsForFiveMinutesAroundItsDate(long seconds, RefusedRequest problem) {
    assertThat(check(get(), NOW.plusSeconds(seconds)))
        .isEqualTo(problem == null ? new SignedBy(ALICE) : new Refused(problem));
  }

  @Test
  void anUnsignedRequestIsRefused() {
    assertThat(check(without(get(), "Authorization")))
        .isEqualTo(new Refused(RefusedRequest.MISSING_AUTHENTICATION_TOKEN));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer x",
        "AWS4-HMAC-SHA256 Credential=K/20261122/eu-central-1/execute-api/aws4_request",
        "AWS4-ECDSA-P256-SHA256 Credential=K/20261122/execute-api/aws4_request,"
            + " SignedHeaders=host;x-amz-date, Signature=00"
      })
  void aHeaderOfAnotherFormIsRefused(String authorization) {
    assertThat(check(with(get(), "Authorization", authorization)))
        .isEqualTo(new Refused(RefusedRequest.INCOMPLETE_SIGNATURE));
  }

  @Test
  void twoAnswersToTheSameQuestionAreRefused() {
    String one = authorization("host;x-amz-date", GET_SIGNATURE);
    assertThat(check(with(get(), "Authorization", one, one)))
        .isEqualTo(new Refused(RefusedRequest.INCOMPLETE_SIGNATURE));
    assertThat(check(with(get(), "X-Amz-Date", AT, AT)))
        .isEqualTo(new Refused(RefusedRequest.INCOMPLETE_SIGNATURE));
  }

  @Test
  void aDateOfAnotherFormIsRefused() {
    assertThat(check(without(get(), "X-Amz-Date")))
        .isEqualTo(new Refused(RefusedRequest.INCOMPLETE_SIGNATURE));
    assertThat(check(with(get(), "X-Amz-Date", "2026-11-22T20:33:27Z")))
        .isEqualTo(new Refused(RefusedRequest.INCOMPLETE_SIGNATURE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"host", "x-amz-date", "host;x-absent;x-amz-date"})
  void hostAndDateMustBeSignedAndWhatIsSignedBeThere(String signedHeaders) {
    assertThat(check(with(get(), "Authorization", authorization(signedHeaders, GET_SIGNATURE))))
        .isEqualTo(new Refused(RefusedRequest.UNSIGNED_HEADER));
  }

  @Test
  void aSignatureForAnotherServiceIsRefused() {
    String other = authorization("host;x-amz-date", GET_SIGNATURE).replace("execute-api", "s3");
    assertThat(check(with(get(), "Authorization", other)))
        .isEqualTo(new Refused(RefusedRequest.WRONG_SERVICE));
  }

  @Test
  void anUnknownKeyAndATokenThatNobodyIssuedAreRefused() {
    String other = authorization("host;x-amz-date", GET_SIGNATURE).replace("=K/", "=L/");
    assertThat(check(with(get(), "Authorization", other)))
        .isEqualTo(new Refused(RefusedRequest.UNRECOGNIZED_CLIENT));
    assertThat(check(with(get(), "X-Amz-Security-Token", "x")))
        .isEqualTo(new Refused(RefusedRequest.UNRECOGNIZED_CLIENT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UNSIGNED-PAYLOAD", "00"})
  void aContentHashMustBeTheBodys(String hash) {
    assertThat(check(with(get(), "X-Amz-Content-Sha256", hash)))
        .isEqualTo(new Refused(RefusedRequest.CONTENT_MISMATCH));
  }

  @Test
  void aSignatureInTheQueryIsRefusedByName() {
    assertThat(check(request("GET", "/grants?X-Amz-Signature=00", "", "")))
        .isEqualTo(new Refused(RefusedRequest.PRESIGNED_REQUEST));
  }

  @Test
  void noSecretIsPrinted() {
    LocalPeople people = LocalPeople.generate(new Random(1));
    assertThat(people.all()).hasSize(6).doesNotHaveDuplicates();
    assertThat(people.all())
        .allSatisfy(one -> {
          assertThat(one.secretAccessKey()).matches("[A-Za-z0-9_-]{40}");
          assertThat(people.toString()).contains(one.accessKeyId());
          assertThat(people.toString()).doesNotContain(one.secretAccessKey());
        });
  }
}
