package dev.hallpass.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.hallpass.cli.scene.Desk;
import dev.hallpass.cli.scene.FakeSite;
import dev.hallpass.cli.scene.FakeSite.Answer;
import dev.hallpass.cli.scene.FakeSite.Asked;
import dev.hallpass.cli.scene.Ran;
import dev.hallpass.cli.scene.Town;
import dev.hallpass.cli.surroundings.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Networks of companies: a proxy on the way, and an authority of their own.
class NetworkTest {

  private static final String API = "https://hallpass.invalid/live";

  private final Path folder;
  private final Town town;
  private final Desk alice;
  private final FakeSite proxy = new FakeSite(NetworkTest::refused);

  NetworkTest(@TempDir Path folder) {
    this.folder = folder;
    town = new Town(folder);
    alice = town.newDesk("alice");
  }

  @AfterEach
  void close() {
    proxy.close();
    town.close();
  }

  private static Answer refused(Asked call) {
    boolean isKnown = call.headers().stream().anyMatch(line -> line.startsWith("Proxy-Auth"));
    return isKnown
        ? new Answer(403, List.of(), "")
        : new Answer(407, List.of("Proxy-Authenticate: Basic realm=\"acme\""), "");
  }

  private Ran setup(String address) {
    return alice.hallpass("setup", address, "--profile", "alice", "--region", "eu-central-1");
  }

  private String authority() {
    return proxy.address().getAuthority();
  }

  @Test
  void callsOfTheApiGoThroughTheProxy() {
    for (String name : List.of("HTTPS_PROXY", "https_proxy")) {
      alice.set(name, authority());
      Ran ran = setup(API);

      assertThat(ran.exit()).isEqualTo(ExitCode.NOT_REACHED.code());
      assertThat(proxy.asked().getLast().line()).isEqualTo("CONNECT hallpass.invalid:443 HTTP/1.1");
      alice.set(name, "");
    }
  }

  @Test
  void aPersonIsKnownToTheProxyByTheirPassword() {
    alice.set("HTTPS_PROXY", "http://alice:p%40ss@" + authority());
    Ran ran = setup(API);

    String known = Base64.getEncoder().encodeToString("alice:p@ss".getBytes(UTF_8));
    assertThat(proxy.asked().getLast().headers()).contains("Proxy-authorization: Basic " + known);
    assertThat(ran.err()).doesNotContain("p%40ss", "p@ss", known);
  }

  @Test
  void hostsThatNeedNoProxyAreCalledWithoutIt() {
    alice.set("HTTPS_PROXY", authority());
    for (String hosts : List.of("*", "hallpass.invalid", "other.example, .invalid")) {
      alice.set("NO_PROXY", hosts);

      assertThat(setup(API).err()).as(hosts).contains("does not answer");
    }
    assertThat(proxy.asked()).isEmpty();
    alice.set("NO_PROXY", "pass.invalid");
    setup(API);
    assertThat(proxy.asked()).isNotEmpty();
  }

  @Test
  void thisMachineNeedsNoProxy() {
    alice.set("HTTP_PROXY", authority());

    assertThat(setup(town.address().toString()).exit()).isZero();
    assertThat(proxy.asked()).isEmpty();
  }

  @Test
  void aProxyOfAnotherFormIsRefusedWithoutItsPassword() {
    for (String form :
        List.of("socks5://alice:secret@acme.example:1080", "proxy", "http://a b:1")) {
      alice.set("HTTPS_PROXY", form);

      assertThat(setup(API).err())
          .contains("HTTPS_PROXY is not of the form http://HOST:PORT")
          .doesNotContain("secret");
    }
  }

  @Test
  void anAuthorityOfACompanyIsTrustedIfItsFileIsNamed()
      throws IOException, GeneralSecurityException, InterruptedException {
    KeyStore keys = keys();
    HttpsServer server = server(keys);
    try {
      String address = "https://127.0.0.1:" + server.getAddress().getPort();
      assertThat(setup(address).exit()).isEqualTo(ExitCode.NOT_REACHED.code());

      Path bundle = folder.resolve("acme.pem");
      alice.set("AWS_CA_BUNDLE", bundle.toString());
      assertThat(setup(address).err())
          .contains("AWS_CA_BUNDLE names " + bundle, "no file of certificates");

      String certificate =
          Base64.getMimeEncoder().encodeToString(keys.getCertificate("acme").getEncoded());
      Files.writeString(
          bundle,
          "# Acme\n-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
              .formatted(certificate));
      Ran ran = setup(address);
      assertThat(ran.exit()).as(ran.err()).isZero();
    } finally {
      server.stop(0);
    }
  }

  private KeyStore keys() throws IOException, GeneralSecurityException, InterruptedException {
    Path file = folder.resolve("acme.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                file.toString(),
                "-storepass",
                "acme-acme",
                "-alias",
                "acme",
                "-keyalg",
                "EC",
                "-dname",
                "CN=acme",
                "-ext",
                "san=ip:127.0.0.1")
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, "acme-acme".toCharArray());
    }
    return keys;
  }

  private static HttpsServer server(KeyStore keys) throws IOException, GeneralSecurityException {
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, "acme-acme".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext(
        "/",
        call -> {
          byte[] body = "{\"entitlements\": []}".getBytes(UTF_8);
          call.sendResponseHeaders(200, body.length);
          call.getResponseBody().write(body);
          call.close();
        });
    server.start();
    return server;
  }
}
