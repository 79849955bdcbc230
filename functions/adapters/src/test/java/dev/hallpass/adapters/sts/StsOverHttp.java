package dev.hallpass.adapters.sts;

import dev.hallpass.emulator.account.Accounts;
import dev.hallpass.emulator.sts.Presigner;
import dev.hallpass.emulator.sts.StsEndpoint;
import dev.hallpass.emulator.sts.StsEndpoint.Reply;
import dev.hallpass.emulator.time.VirtualTimeline;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;
import software.amazon.awssdk.services.sts.model.Credentials;

/// STS as HTTP reaches it, with people who are signed in by IAM Identity Center.
final class StsOverHttp implements SdkHttpClient {

  static final String REGION = "eu-central-1";
  static final String HOST = "sts.eu-central-1.amazonaws.com";

  private final VirtualTimeline timeline;
  private final Accounts accounts;
  private final StsEndpoint sts;
  private int people;
  private int sent;
  private boolean isLost;
  private Optional<Reply> next = Optional.empty();

  StsOverHttp(Instant now) {
    timeline = new VirtualTimeline(now);
    accounts = new Accounts(timeline, new Random(4711));
    sts = new StsEndpoint(REGION, HOST, timeline, accounts::session);
  }

  InstantSource clock() {
    return timeline;
  }

  void pass(Duration time) {
    timeline.advance(time);
  }

  /// Signs a person in, and signs for them.
  Presigner signIn(String person) {
    return signIn("111122223333", "Engineer", person);
  }

  Presigner signIn(String account, String permissionSet, String person) {
    people++;
    var key =
        AwsSessionCredentialsIdentity.create(
            "ASIA" + people, "secret-" + people, "token/+=" + people);
    accounts.signIn(
        "arn:aws:iam::%s:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_%s_0123456789abcdef"
            .formatted(account, permissionSet),
        person,
        Credentials.builder()
            .accessKeyId(key.accessKeyId())
            .secretAccessKey(key.secretAccessKey())
            .sessionToken(key.sessionToken())
            .expiration(timeline.instant().plus(Duration.ofHours(12)))
            .build());
    return new Presigner(REGION, key);
  }

  /// A person who knows another person's key, but not its secret.
  Presigner guessing(Presigner other) {
    AwsSessionCredentialsIdentity key = (AwsSessionCredentialsIdentity) other.credentials();
    AwsCredentialsIdentity guess =
        AwsSessionCredentialsIdentity.create(key.accessKeyId(), "guess", key.sessionToken());
    return new Presigner(REGION, guess);
  }

  void loseNextCall() {
    isLost = true;
  }

  void answerNext(int status, String body) {
    next = Optional.of(new Reply(status, body));
  }

  /// How many requests came here.
  int sent() {
    return sent;
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        return answered(request);
      }

      @Override
      public void abort() {}
    };
  }

  private HttpExecuteResponse answered(HttpExecuteRequest request) throws IOException {
    sent++;
    if (isLost) {
      isLost = false;
      // As Java's client does, with the address.
      throw new ConnectException("no answer from " + request.httpRequest().getUri());
    }
    Reply reply = next.orElseGet(() -> sts.answer(request.httpRequest()));
    next = Optional.empty();
    return reply.received();
  }

  @Override
  public void close() {}
}
