package dev.hallpass.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.hallpass.cli.command.Commands;
import dev.hallpass.cli.credentials.CachedCredentials;
import dev.hallpass.cli.surroundings.ExitCode;
import dev.hallpass.cli.surroundings.Network;
import dev.hallpass.cli.surroundings.Pause;
import dev.hallpass.cli.surroundings.ProcessPrograms;
import dev.hallpass.cli.surroundings.Surroundings;
import dev.hallpass.cli.terminal.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// A run through the usual commands, from which the build makes the cache that lets `hallpass`
/// start quickly.
final class Rehearsal {

  private static final String GRANT = "grant-0123456789abcdef0123456789abcdef";
  private static final String SHOWN =
      """
      {"grant":"%s","state":"ACTIVE","requester":"alice@example.com","entitlement":"read",
      "parameters":{"bucket":"exports"},"justification":"case 4711","duration":"PT1H",
      "requestedAt":"2026-11-30T08:00:00Z","expiresAt":"2099-11-30T09:00:00Z","policyHash":"0",
      "allows":["Read objects."],"timeline":[{"sequence":0,"at":"2026-11-30T08:00:00Z",
      "type":"requested","says":"asked"}]}\
      """
          .formatted(GRANT);
  private static final Map<String, String> ANSWERS =
      Map.of(
          "/entitlements",
          """
          {"entitlements":[{"entitlement":"read","title":"Read","use":"Read","shortest":"PT5M",
          "longest":"PT8H","parameters":[{"name":"bucket","title":"The bucket",
          "allowed":"exports","values":["exports"]}],"rules":[]}]}\
          """,
          "/grants",
          "{\"grants\":[%s]}".formatted(SHOWN),
          "/grants/" + GRANT,
          SHOWN,
          "/grants/" + GRANT + "/credentials",
          """
          {"Version":1,"AccessKeyId":"A","SecretAccessKey":"s","SessionToken":"t",
          "Expiration":"2099-11-30T09:00:00Z"}\
          """,
          "/approvals",
          "{\"grants\":[]}");

  private Rehearsal() {}

  /// Runs the commands against a server of its own.
  ///
  /// @param arguments a key store with the key of 127.0.0.1, its password, and an empty folder
  public static void main(String... arguments) throws IOException, GeneralSecurityException {
    HttpsServer server = server(Path.of(arguments[0]), arguments[1].toCharArray());
    server.start();
    try {
      rehearse("https://127.0.0.1:" + server.getAddress().getPort(), Path.of(arguments[2]));
    } finally {
      server.stop(0);
    }
  }

  private static void rehearse(String url, Path home) throws IOException {
    Files.createDirectories(home.resolve(".aws"));
    Files.writeString(
        home.resolve(".aws/config"),
        """
        [profile me]
        aws_access_key_id = AKIAIOSFODNN7EXAMPLE
        aws_secret_access_key = example
        region = eu-central-1
        """);
    Surroundings surroundings = surroundings(home);
    for (String line :
        List.of(
            "--help",
            "--version",
            "setup " + url + " --profile me",
            "entitlements",
            "request read bucket=exports --for 30m --reason x",
            "list",
            "show " + GRANT,
            "wait " + GRANT,
            "credentials " + GRANT,
            "approvals")) {
      if (Commands.run(surroundings, line.split(" ", -1)) != ExitCode.DONE.code()) {
        throw new IllegalStateException("The rehearsal fails: " + line);
      }
    }
    if (new CachedCredentials(surroundings.folders(), GRANT).answer(Instant.now()).isEmpty()) {
      throw new IllegalStateException("The rehearsal keeps no credentials");
    }
  }

  private static HttpsServer server(Path store, char[] password)
      throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream stream = Files.newInputStream(store)) {
      keys.load(stream, password);
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext("/", Rehearsal::answer);
    return server;
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      byte[] body = ANSWERS.getOrDefault(exchange.getRequestURI().getPath(), "{}").getBytes(UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static Surroundings surroundings(Path home) {
    return new Surroundings(
        new Silence(),
        Map.of(),
        home,
        InstantSource.system(),
        ZoneOffset.UTC,
        Pause.ofProcess(),
        new ProcessPrograms(Map.of()),
        Network.of(Map.of()),
        List.of("hallpass"));
  }

  /// A terminal that shows nothing.
  private static final class Silence implements Terminal {

    @Override
    public void print(String text) {}

    @Override
    public void tell(String text) {}

    @Override
    public void live(String line) {}

    @Override
    public Optional<String> ask(String question, List<String> choices) {
      return Optional.empty();
    }

    @Override
    public boolean isInteractive() {
      return false;
    }

    @Override
    public int width() {
      return Integer.MAX_VALUE;
    }
  }
}
