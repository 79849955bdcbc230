package dev.hallpass.cli.api;

import dev.hallpass.cli.files.Digest;
import dev.hallpass.cli.settings.Settings;
import dev.hallpass.cli.surroundings.Network;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/// The API of Hallpass.
public final class Api {

  private static final String PROOF_DEMANDED = "proof-demanded";
  private static final int CONNECT_MILLIS = 5_000;
  // API Gateway gives up after 29 seconds.
  private static final int ANSWER_MILLIS = 35_000;

  private final Settings settings;
  private final Supplier<AwsCredentialsIdentity> identity;
  private final Network network;
  private final Signer signer;
  private boolean proves;

  /// @param identity the engineer's credentials, taken when the first call needs them
  public Api(
      Settings settings,
      Supplier<AwsCredentialsIdentity> identity,
      Network network,
      InstantSource clock) {
    this.settings = settings;
    this.identity = identity;
    this.network = network;
    this.signer = new Signer("execute-api", settings.region(), clock);
    this.proves = settings.proof();
  }

  /// Makes a call that must succeed.
  ///
  /// @throws Refused if the API refuses it
  /// @throws NotReached if it does not answer, or does not know whether the call had an effect
  public Reply call(Call call) {
    Reply reply = send(call);
    if (reply.status() >= 500 || (!reply.isGood() && reply.problem().name().isEmpty())) {
      throw new NotReached(reply.problem().words());
    }
    if (!reply.isGood()) {
      throw new Refused(reply.problem());
    }
    return reply;
  }

  /// Makes a call, and answers with any answer.
  ///
  /// @throws NotReached if the API does not answer
  public Reply send(Call call) {
    Reply reply = once(call);
    if (!proves && reply.status() == 403 && reply.problem().name().equals(PROOF_DEMANDED)) {
      // Refused before anything was done. From here on, each call has one.
      proves = true;
      return once(call);
    }
    return reply;
  }

  /// Whether each call must prove its caller, as far as is known.
  public boolean proves() {
    return proves;
  }

  private Reply once(Call call) {
    URI address = address(call.path());
    Map<String, String> headers = new HashMap<>(call.headers());
    if (!call.body().isEmpty()) {
      headers.put("Content-Type", "application/json");
    }
    if (call.proved() || proves) {
      headers.put("Hallpass-Proof", proof(call, address));
    }
    return send(
        call,
        address,
        signer.headers(identity.get(), call.method(), address, headers, call.body()));
  }

  private String proof(Call call, URI address) {
    Map<String, String> said = new HashMap<>();
    said.put("x-hallpass-host", address.getHost());
    said.put("x-hallpass-call", call.method() + " " + call.path());
    said.put("x-hallpass-body", Digest.of(call.body()));
    call.policy().ifPresent(hash -> said.put("x-hallpass-policy", hash));
    return signer.proof(identity.get(), said);
  }

  private URI address(String path) {
    try {
      // Encodes what a path cannot have. A plus is one, but some servers read it as a space.
      String encoded = new URI(null, null, path, null).getRawPath().replace("+", "%2B");
      return URI.create(settings.url() + encoded);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("Not a path: " + path, e);
    }
  }

  private Reply send(Call call, URI address, Map<String, List<String>> headers) {
    try {
      HttpURLConnection connection = network.to(address);
      connection.setConnectTimeout(CONNECT_MILLIS);
      connection.setReadTimeout(ANSWER_MILLIS);
      return reply(HttpAnswer.to(connection, call.method(), headers, call.body()));
    } catch (IOException e) {
      throw new NotReached(
          "Hallpass does not answer at %s: %s. Check your network, or run: hallpass doctor"
              .formatted(settings.url(), reason(e)));
    }
  }

  private static String reason(IOException e) {
    @Nullable String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  private static Reply reply(HttpAnswer answer) {
    return new Reply(
        answer.status(),
        answer.text(),
        answer
            .header("Retry-After")
            .filter(seconds -> seconds.matches("[0-9]{1,4}"))
            .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds))));
  }
}
