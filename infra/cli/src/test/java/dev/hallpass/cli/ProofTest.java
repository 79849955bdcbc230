package dev.hallpass.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.hallpass.cli.api.Api;
import dev.hallpass.cli.api.Call;
import dev.hallpass.cli.settings.Settings;
import dev.hallpass.cli.surroundings.Network;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/// An API that demands a proof of each caller.
class ProofTest {

  private final HttpServer server;
  private final List<Boolean> proved = new ArrayList<>();

  ProofTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          boolean hasProof = exchange.getRequestHeaders().containsKey("Hallpass-Proof");
          proved.add(hasProof);
          byte[] body =
              (hasProof
                      ? "{\"grants\":[]}"
                      : "{\"type\":\"urn:hallpass:problem:proof-demanded\",\"detail\":\"Prove it.\"}")
                  .getBytes(UTF_8);
          exchange.sendResponseHeaders(hasProof ? 200 : 403, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private Api api(boolean proof) {
    URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return new Api(
        new Settings(url, "eu-central-1", "me", proof),
        () -> AwsCredentialsIdentity.create("AKIAEXAMPLE", "secret"),
        Network.of(Map.of()),
        InstantSource.system());
  }

  @Test
  void theFirstRefusalIsAnsweredWithAProofAndEachLaterCallHasOne() {
    Api api = api(false);
    api.call(Call.get("/grants"));
    api.call(Call.get("/grants"));

    assertThat(proved).containsExactly(false, true, true);
    assertThat(api.proves()).isTrue();
  }

  @Test
  void whereItIsKnownEachCallHasAProof() {
    api(true).call(Call.get("/grants"));

    assertThat(proved).containsExactly(true);
  }
}
