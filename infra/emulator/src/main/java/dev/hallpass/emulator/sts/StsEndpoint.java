package dev.hallpass.emulator.sts;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;
import software.amazon.awssdk.services.sts.model.Credentials;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// STS as HTTP reaches it in one region. It answers presigned calls of GetCallerIdentity, no matter
/// who sends them: it signs each again with the secret of its access key, and compares. [Source](
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html)
public final class StsEndpoint {
  /// STS does not ask how long a presigned call is to be good. No document of AWS says so, but the
  /// authenticators of EKS rely on it.
  private static final Duration GOOD_FOR = Duration.ofMinutes(15);

  private static final Duration AHEAD = Duration.ofMinutes(5);
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final Pattern SCOPE =
      Pattern.compile("([A-Za-z0-9]+)/([0-9]{8})/([a-z0-9-]+)/([a-z0-9]+)/aws4_request");

  private final String region;
  private final URI address;
  private final InstantSource clock;
  private final BiFunction<String, String, Optional<Session>> sessions;

  /// @param host its host name
  /// @param sessions by access key and session token
  public StsEndpoint(
      String region,
      String host,
      InstantSource clock,
      BiFunction<String, String, Optional<Session>> sessions) {
    this.region = region;
    this.address = URI.create("https://" + host + "/");
    this.clock = clock;
    this.sessions = sessions;
  }

  /// An answer of HTTP, with a body of JSON.
  public record Reply(int status, String body) {

    /// The answer as a client of HTTP gives it.
    public HttpExecuteResponse received() {
      return HttpExecuteResponse.builder()
          .response(SdkHttpResponse.builder().statusCode(status).build())
          .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body.getBytes(UTF_8))))
          .build();
    }
  }

  /// The answer to a request.
  ///
  /// @throws UnsupportedOperationException if it is no presigned GetCallerIdentity of this region
  public Reply answer(SdkHttpRequest request) {
    if (!request.getUri().resolve("/").equals(address)
        || !one(request, "X-Amz-Signature").isPresent()) {
      throw new UnsupportedOperationException("Only presigned calls of STS are emulated here");
    }
    if (!one(request, "Action").equals(Optional.of("GetCallerIdentity"))) {
      throw new UnsupportedOperationException("Only GetCallerIdentity is emulated here");
    }
    Optional<Instant> signed = one(request, "X-Amz-Date").flatMap(StsEndpoint::instant);
    Matcher scope = SCOPE.matcher(one(request, "X-Amz-Credential").orElse(""));
    if (signed.isEmpty() || !scope.matches()) {
      return error(400, "IncompleteSignature");
    }
    return answer(request, signed.get(), scope);
  }

  private Reply answer(SdkHttpRequest request, Instant signed, Matcher scope) {
    Instant now = clock.instant();
    Optional<Session> session =
        sessions.apply(scope.group(1), one(request, "X-Amz-Security-Token").orElse(""));
    if (session.isEmpty()) {
      return error(403, "InvalidClientTokenId");
    }
    if (!now.isBefore(session.get().expires())) {
      return error(403, "ExpiredToken");
    }
    boolean isInScope =
        DATE.format(signed).startsWith(scope.group(2))
            && scope.group(3).equals(region)
            && scope.group(4).equals("sts");
    boolean isFresh = now.isBefore(signed.plus(GOOD_FOR)) && !signed.isAfter(now.plus(AHEAD));
    return isInScope && isFresh && isSignedBy(session.get(), request, signed)
        ? identity(session.get())
        : error(403, "SignatureDoesNotMatch");
  }

  private boolean isSignedBy(Session session, SdkHttpRequest request, Instant signed) {
    List<String> names = List.of(one(request, "X-Amz-SignedHeaders").orElse("").split(";"));
    SdkHttpRequest.Builder again = SdkHttpRequest.builder().method(request.method()).uri(address);
    request
        .rawQueryParameters()
        .forEach((name, values) -> {
          if (!name.startsWith("X-Amz-")) {
            again.putRawQueryParameter(name, values);
          }
        });
    for (String name : names) {
      List<String> values = request.matchingHeaders(name);
      if (values.isEmpty() && !name.equals("host")) {
        return false;
      }
      if (!values.isEmpty()) {
        again.putHeader(name, values);
      }
    }
    SdkHttpRequest expected = signedAgain(session.credentials(), again.build(), request, signed);
    return one(expected, "X-Amz-SignedHeaders").equals(one(request, "X-Amz-SignedHeaders"))
        && MessageDigest.isEqual(
            one(expected, "X-Amz-Signature").orElseThrow().getBytes(UTF_8),
            one(request, "X-Amz-Signature").orElseThrow().getBytes(UTF_8));
  }

  private SdkHttpRequest signedAgain(
      Credentials credentials, SdkHttpRequest again, SdkHttpRequest request, Instant signed) {
    Duration expires =
        Duration.ofSeconds(one(request, "X-Amz-Expires").map(Long::parseLong).orElse(1L));
    return new Presigner(region, identityOf(credentials)).sign(again, signed, expires);
  }

  private static AwsCredentialsIdentity identityOf(Credentials credentials) {
    return credentials.sessionToken().isEmpty()
        ? AwsCredentialsIdentity.create(credentials.accessKeyId(), credentials.secretAccessKey())
        : AwsSessionCredentialsIdentity.create(
            credentials.accessKeyId(), credentials.secretAccessKey(), credentials.sessionToken());
  }

  private static Optional<String> one(SdkHttpRequest request, String parameter) {
    List<String> values = request.rawQueryParameters().getOrDefault(parameter, List.of());
    return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
  }

  private static Optional<Instant> instant(String date) {
    try {
      return Optional.of(DATE.parse(date, Instant::from));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static Reply identity(Session session) {
    ObjectNode answer = JsonMapper.shared().createObjectNode();
    answer
        .putObject("GetCallerIdentityResponse")
        .putObject("GetCallerIdentityResult")
        .put("Account", session.principal().account())
        .put("Arn", session.principal().arn())
        .put("UserId", session.keys().single("aws:userid").orElse("AROA"));
    return new Reply(200, answer.toString());
  }

  private static Reply error(int status, String code) {
    ObjectNode answer = JsonMapper.shared().createObjectNode();
    answer.putObject("Error").put("Code", code).put("Type", "Sender");
    return new Reply(status, answer.toString());
  }
}
