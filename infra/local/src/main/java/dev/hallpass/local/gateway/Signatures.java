package dev.hallpass.local.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hallpass.identity.Sha256;
import dev.hallpass.local.gateway.GatewayResponses.ResponseType;
import dev.hallpass.local.web.Request;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.signer.Aws4Signer;
import software.amazon.awssdk.auth.signer.params.Aws4SignerParams;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.regions.Region;

/// Checks AWS Signature Version 4: it signs the request again with the caller's secret and compares
/// both signatures (source: IAM User Guide, "Create a signed AWS API request"). API Gateway
/// documents one answer to signatures that are not good, so it is the answer to all of them here.
final class Signatures {

  private static final DateTimeFormatter AMZ_DATE =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final Duration SKEW = Duration.ofMinutes(5);
  private static final String CONTENT_HASH = "x-amz-content-sha256";

  private final LocalPeople people;
  private final String region;
  private final InstantSource clock;

  // The later version of this format adds a content hash to the signed headers, which curl does
  // not.
  @SuppressWarnings("deprecation")
  private final Aws4Signer signer = Aws4Signer.create();

  /// @param region the region of the API
  Signatures(LocalPeople people, String region, InstantSource clock) {
    this.people = people;
    this.region = region;
    this.clock = clock;
  }

  /// Finds who signed a request, or why the signature is refused.
  ///
  /// @throws UnsupportedOperationException if the signature is in the query
  Verdict check(Request request) {
    if (request.query().keySet().stream().anyMatch("X-Amz-Signature"::equalsIgnoreCase)) {
      throw new UnsupportedOperationException(
          "X-Amz-Signature is not emulated. Sign in the header Authorization.");
    }
    if (!request.headers().containsKey("Authorization")) {
      return new Refused(ResponseType.MISSING_AUTHENTICATION_TOKEN, "it is not signed");
    }
    Optional<AuthorizationHeader> authorization =
        request.header("Authorization").flatMap(AuthorizationHeader::parse);
    Optional<Instant> date = request.header("X-Amz-Date").flatMap(Signatures::instant);
    if (authorization.isEmpty() || date.isEmpty()) {
      return invalid("Authorization or X-Amz-Date has another form");
    }
    return check(request, authorization.get(), date.get());
  }

  private Verdict check(Request request, AuthorizationHeader authorization, Instant date) {
    List<String> signed = authorization.signedHeaders();
    if (!authorization.service().equals("execute-api") || !authorization.region().equals(region)) {
      return invalid("it is signed for another service or region");
    }
    if (!signed.containsAll(List.of("host", "x-amz-date"))
        || !request.headers().keySet().containsAll(signed)) {
      return invalid("Host or X-Amz-Date is not signed, or a signed header is missing");
    }
    if (Duration.between(date, clock.instant()).abs().compareTo(SKEW) > 0) {
      return invalid("X-Amz-Date is more than 5 minutes away");
    }
    Optional<LocalPerson> person = people.withAccessKey(authorization.accessKeyId());
    if (person.isEmpty() || request.headers().containsKey("X-Amz-Security-Token")) {
      return invalid("nobody has this access key or token");
    }
    if (!namesItsBody(request)) {
      return invalid("X-Amz-Content-Sha256 names another body");
    }
    String expected = sign(request, authorization, date, person.get());
    return MessageDigest.isEqual(
            expected.getBytes(UTF_8), authorization.signature().getBytes(UTF_8))
        ? new SignedBy(person.get())
        : invalid("the signature is another one");
  }

  private static Refused invalid(String reason) {
    return new Refused(ResponseType.INVALID_SIGNATURE, reason);
  }

  private static boolean namesItsBody(Request request) {
    List<String> named = request.headers().getOrDefault(CONTENT_HASH, List.of());
    return named.isEmpty()
        || named.equals(List.of(Sha256.of(request.body().asByteArrayUnsafe()).hex()));
  }

  private String sign(
      Request request, AuthorizationHeader authorization, Instant date, LocalPerson person) {
    SdkHttpFullRequest.Builder again =
        SdkHttpFullRequest.builder()
            .method(SdkHttpMethod.fromValue(request.method()))
            .uri(request.uri())
            .contentStreamProvider(() -> request.body().asInputStream());
    for (String name : authorization.signedHeaders()) {
      again.putHeader(name, request.headers().getOrDefault(name, List.of()));
    }
    Aws4SignerParams parameters =
        Aws4SignerParams.builder()
            .awsCredentials(
                AwsBasicCredentials.create(person.accessKeyId(), person.secretAccessKey()))
            .signingName(authorization.service())
            .signingRegion(Region.of(authorization.region()))
            .signingClockOverride(Clock.fixed(date, ZoneOffset.UTC))
            .build();
    return signer
        .sign(again.build(), parameters)
        .firstMatchingHeader("Authorization")
        .flatMap(AuthorizationHeader::parse)
        .orElseThrow()
        .signature();
  }

  private static Optional<Instant> instant(String date) {
    try {
      return Optional.of(AMZ_DATE.parse(date, Instant::from));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /// The result of the check.
  sealed interface Verdict {}

  /// This person signed the request.
  record SignedBy(LocalPerson person) implements Verdict {}

  /// The signature is refused.
  ///
  /// @param reason for the log
  record Refused(ResponseType type, String reason) implements Verdict {}
}
