package dev.hallpass.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hallpass.identity.Person;
import dev.hallpass.local.gateway.GatewayResponses.ResponseType;
import dev.hallpass.local.gateway.Signatures.Refused;
import dev.hallpass.local.gateway.Signatures.SignedBy;
import dev.hallpass.local.gateway.Signatures.Verdict;
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
  private static final String REGION = "eu-central-1";
  private static final Refused ANOTHER_FORM =
      invalid("Authorization or X-Amz-Date has another form");
  private static final Refused MISMATCH = invalid("the signature is another one");
  private static final String GET_SIGNATURE =
      "3acd4816c59100c5afb29e98fbcc67e1158b3e3eec347bf09d1d8e5ca7e8f76b";

  private static Refused invalid(String reason) {
    return new Refused(ResponseType.INVALID_SIGNATURE, reason);
  }

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
    return new Signatures(new LocalPeople(List.of(ALICE)), REGION, InstantSource.fixed(now))
        .check(request);
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
    String signed = authorization("host;x-amz-date", GET_SIGNATURE);
    assertThat(check(request("DELETE", "/grants?a=b", "", signed))).isEqualTo(MISMATCH);
    assertThat(check(request("GET", "/grantz?a=b", "", signed))).isEqualTo(MISMATCH);
    assertThat(check(request("GET", "/grants?a=c", "", signed))).isEqualTo(MISMATCH);
    assertThat(check(request("GET", "/grants?a=b", "x", signed))).isEqualTo(MISMATCH);
    assertThat(check(post("{\"a\":\"c\"}"))).isEqualTo(MISMATCH);
    assertThat(check(with(post("{\"a\":\"b\"}"), "Content-Type", "text/html"))).isEqualTo(MISMATCH);
    assertThat(check(with(get(), "X-Amz-Date", "20261122T203328Z"))).isEqualTo(MISMATCH);
    assertThat(
            check(with(get(), "Authorization", authorization("host;x-amz-date", "0".repeat(64)))))
        .isEqualTo(MISMATCH);
  }

  @Test
  void anotherSecretIsRefused() {
    LocalPeople people =
        new LocalPeople(List.of(new LocalPerson(ALICE.person(), ALICE.accessKeyId(), "T")));
    assertThat(new Signatures(people, REGION, InstantSource.fixed(NOW)).check(get()))
        .isEqualTo(MISMATCH);
  }

  @ParameterizedTest
  @CsvSource({"-301, false", "-300, true", "300, true", "301, false"})
  void aSignatureHoldsForFiveMinutesAroundItsDate(long seconds, boolean holds) {
    assertThat(check(get(), NOW.plusSeconds(seconds)))
        .isEqualTo(holds ? new SignedBy(ALICE) : invalid("X-Amz-Date is more than 5 minutes away"));
  }

  @Test
  void anUnsignedRequestIsRefused() {
    assertThat(check(without(get(), "Authorization")))
        .isEqualTo(new Refused(ResponseType.MISSING_AUTHENTICATION_TOKEN, "it is not signed"));
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
    assertThat(check(with(get(), "Authorization", authorization))).isEqualTo(ANOTHER_FORM);
  }

  @Test
  void twoAnswersToTheSameQuestionAreRefused() {
    String one = authorization("host;x-amz-date", GET_SIGNATURE);
    assertThat(check(with(get(), "Authorization", one, one))).isEqualTo(ANOTHER_FORM);
    assertThat(check(with(get(), "X-Amz-Date", AT, AT))).isEqualTo(ANOTHER_FORM);
  }

  @Test
  void aDateOfAnotherFormIsRefused() {
    assertThat(check(without(get(), "X-Amz-Date"))).isEqualTo(ANOTHER_FORM);
    assertThat(check(with(get(), "X-Amz-Date", "2026-11-22T20:33:27Z"))).isEqualTo(ANOTHER_FORM);
  }

  @ParameterizedTest
  @ValueSource(strings = {"host", "x-amz-date", "host;x-absent;x-amz-date"})
  void hostAndDateMustBeSignedAndWhatIsSignedBeThere(String signedHeaders) {
    assertThat(check(with(get(), "Authorization", authorization(signedHeaders, GET_SIGNATURE))))
        .isEqualTo(invalid("Host or X-Amz-Date is not signed, or a signed header is missing"));
  }

  @ParameterizedTest
  @CsvSource({"execute-api, s3", REGION + ", eu-west-1"})
  void aSignatureForAnotherServiceOrRegionIsRefused(String right, String wrong) {
    String other = authorization("host;x-amz-date", GET_SIGNATURE).replace(right, wrong);
    assertThat(check(with(get(), "Authorization", other)))
        .isEqualTo(invalid("it is signed for another service or region"));
  }

  @Test
  void anUnknownKeyAndATokenThatNobodyIssuedAreRefused() {
    String other = authorization("host;x-amz-date", GET_SIGNATURE).replace("=K/", "=L/");
    assertThat(check(with(get(), "Authorization", other)))
        .isEqualTo(invalid("nobody has this access key or token"));
    assertThat(check(with(get(), "X-Amz-Security-Token", "x")))
        .isEqualTo(invalid("nobody has this access key or token"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UNSIGNED-PAYLOAD", "00"})
  void aContentHashMustBeTheBodys(String hash) {
    assertThat(check(with(get(), "X-Amz-Content-Sha256", hash)))
        .isEqualTo(invalid("X-Amz-Content-Sha256 names another body"));
  }

  @Test
  void aSignatureInTheQueryIsRefusedByName() {
    assertThatThrownBy(() -> check(request("GET", "/grants?X-Amz-Signature=00", "", "")))
        .hasMessageStartingWith("X-Amz-Signature is not emulated");
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
