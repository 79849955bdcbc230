package dev.hallpass.emulator.identitystore;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hallpass.emulator.account.Accounts;
import dev.hallpass.emulator.authorization.Access;
import dev.hallpass.emulator.policy.Context;
import dev.hallpass.emulator.policy.Verdict;
import dev.hallpass.emulator.sts.Caller;
import dev.hallpass.emulator.sts.Session;
import dev.hallpass.emulator.sts.StsEndpoint.Reply;
import dev.hallpass.emulator.template.PseudoParameters;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// An identity store as HTTP reaches it. Who calls is who signed: it signs each request again with
/// the secret of its access key, and compares.
public final class IdentityStoreEndpoint {

  private static final String TARGET = "AWSIdentityStore.";
  private static final Pattern CREDENTIAL = Pattern.compile(".* Credential=([A-Z0-9]+)/.*");

  private final InMemoryIdentityStore store;
  private final PseudoParameters place;
  private final Accounts accounts;
  private final InstantSource clock;

  /// @param place the account and region of the store
  public IdentityStoreEndpoint(
      InMemoryIdentityStore store, PseudoParameters place, Accounts accounts, InstantSource clock) {
    this.store = store;
    this.place = place;
    this.accounts = accounts;
    this.clock = clock;
  }

  /// The answer to a request.
  ///
  /// @throws UnsupportedOperationException if it calls another service
  public Reply answer(HttpExecuteRequest request) {
    SdkHttpRequest http = request.httpRequest();
    String target = header(http, "X-Amz-Target");
    if (!target.startsWith(TARGET)
        || !http.host().startsWith("identitystore.%s.".formatted(place.region()))) {
      throw new UnsupportedOperationException("Only the identity store is emulated here");
    }
    Optional<Session> session = signer(request);
    if (session.isEmpty()) {
      return error(403, "InvalidSignatureException", "The signature is another one");
    }
    String action = target.substring(TARGET.length());
    JsonNode parameters = JsonMapper.shared().readTree(body(request));
    Optional<String> denied = denied(Caller.of(session.get()), action, parameters);
    return denied
        .map(words -> error(400, "AccessDeniedException", words))
        .or(() -> store.answer(action, parameters).map(said -> new Reply(200, said.toString())))
        .orElseGet(() -> error(400, "ResourceNotFoundException", "There is none"));
  }

  /// Why policies do not allow a call; empty if they do.
  private Optional<String> denied(Caller caller, String action, JsonNode parameters) {
    String name = "identitystore:" + action;
    return Stream.concat(
            Stream.of(
                "arn:%s:identitystore::%s:identitystore/%s"
                    .formatted(place.partition(), place.account(), store.id())),
            store.named(parameters).stream()
                .map("arn:%s:identitystore:::".formatted(place.partition())::concat))
        .filter(arn ->
            !(accounts
                    .account(caller.principal().account())
                    .may(caller, Access.to(name, arn, Context.empty()), List.of())
                instanceof Verdict.Allowed))
        .findFirst()
        .map(arn ->
            "User: %s is not authorized to perform: %s on resource: %s"
                .formatted(caller.principal().arn(), name, arn));
  }

  private Optional<Session> signer(HttpExecuteRequest request) {
    SdkHttpRequest http = request.httpRequest();
    Matcher credential = CREDENTIAL.matcher(header(http, "Authorization"));
    return credential.matches()
        ? accounts
            .session(credential.group(1), header(http, "X-Amz-Security-Token"))
            .filter(session -> clock.instant().isBefore(session.expires()))
            .filter(session -> isSignedBy(session, request))
        : Optional.empty();
  }

  private boolean isSignedBy(Session session, HttpExecuteRequest request) {
    SdkHttpRequest http = request.httpRequest();
    SdkHttpRequest unsigned =
        SdkHttpRequest.builder()
            .method(http.method())
            .uri(http.getUri())
            .putHeader("Content-Type", header(http, "Content-Type"))
            .putHeader("X-Amz-Target", header(http, "X-Amz-Target"))
            .build();
    SdkHttpRequest again =
        AwsV4HttpSigner.create()
            .sign(signing ->
                signing
                    .identity(
                        AwsSessionCredentials.create(
                            session.credentials().accessKeyId(),
                            session.credentials().secretAccessKey(),
                            session.credentials().sessionToken()))
                    .request(unsigned)
                    .payload(ContentStreamProvider.fromUtf8String(body(request)))
                    .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "identitystore")
                    .putProperty(AwsV4HttpSigner.REGION_NAME, place.region())
                    .putProperty(
                        HttpSigner.SIGNING_CLOCK, Clock.fixed(clock.instant(), ZoneOffset.UTC)))
            .request();
    return header(again, "Authorization").equals(header(http, "Authorization"));
  }

  private static String body(HttpExecuteRequest request) {
    try (InputStream body = request.contentStreamProvider().orElseThrow().newStream()) {
      return new String(body.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String header(SdkHttpRequest request, String name) {
    return request.firstMatchingHeader(name).orElse("");
  }

  private static Reply error(int status, String code, String message) {
    ObjectNode answer = JsonMapper.shared().createObjectNode();
    return new Reply(status, answer.put("__type", code).put("Message", message).toString());
  }
}
