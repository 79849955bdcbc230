package dev.hallpass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.cli.scene.Desk;
import dev.hallpass.cli.scene.FakeBrowser;
import dev.hallpass.cli.scene.FakeBrowser.Answer;
import dev.hallpass.cli.scene.Ran;
import dev.hallpass.cli.scene.Town;
import dev.hallpass.cli.surroundings.ExitCode;
import dev.hallpass.cli.web.PageStyle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who gets in to the pages on 127.0.0.1, and what counts there.
class WebServerTest {

  private static final String FORM = "/entitlements/read-bucket-prefix";

  private final Town town;
  private final Desk alice;

  WebServerTest(@TempDir Path folder) {
    town = new Town(folder);
    alice = town.desk("alice");
  }

  @AfterEach
  void close() {
    town.close();
  }

  private Ran browsing(Consumer<FakeBrowser> person) {
    return alice.browsing(address -> person.accept(new FakeBrowser(address)));
  }

  private static Map<String, String> with(FakeBrowser browser, String name, String value) {
    Map<String, String> headers = new LinkedHashMap<>(browser.headers());
    headers.put(name, value);
    return headers;
  }

  private static String token(FakeBrowser browser) {
    return browser.get(FORM).page().select("[name=token]").val();
  }

  @Test
  void theAddressIsChangedForACookieOnceAndLeft() {
    Ran ran =
        browsing(browser -> {
          Answer answer = browser.send("GET", entrance(browser), browser.headers(), "");
          assertThat(answer.status()).isEqualTo(303);
          assertThat(answer.header("Location")).isEqualTo("/");
          assertThat(answer.header("Set-Cookie"))
              .matches("hallpass-[0-9]+=[0-9a-f]{64}; HttpOnly; SameSite=Strict; Path=/");
          assertThat(browser.get("/").status()).isEqualTo(200);

          Answer second = browser.send("GET", entrance(browser), Map.of("Host", host(browser)), "");
          assertThat(second.status()).isEqualTo(403);
          assertThat(second.header("Set-Cookie")).isEmpty();
          assertThat(browser.open().status()).isEqualTo(200);
        });
    assertThat(ran.exit()).as(ran.err()).isZero();
  }

  private static String port(FakeBrowser browser) {
    return host(browser).substring("127.0.0.1:".length());
  }

  private static String host(FakeBrowser browser) {
    return browser.origin().substring("http://".length());
  }

  private String entrance(FakeBrowser browser) {
    String address = alice.programs().opened().getLast();
    return address.substring(browser.origin().length());
  }

  @Test
  void withoutTheCookieThereIsNothing() {
    browsing(browser -> {
      for (String path : List.of("/", "/entitlements", FORM, "/approvals", "/other")) {
        Answer answer = browser.send("GET", path, browser.headers(), "");
        assertThat(answer.status()).as(path).isEqualTo(403);
        assertThat(answer.body()).doesNotContain("read-bucket-prefix", "alice");
      }
      String name = "hallpass-" + port(browser);
      assertThat(
              browser
                  .send("GET", "/", with(browser, "Cookie", name + "=" + "0".repeat(64)), "")
                  .status())
          .isEqualTo(403);
      assertThat(
              browser.send("GET", "/enter?token=" + "0".repeat(64), browser.headers(), "").status())
          .isEqualTo(403);
      // Guesses do not use up the address.
      assertThat(browser.open().status()).isEqualTo(200);
    });
  }

  @Test
  void byAnotherNameThereIsNothing() {
    browsing(browser -> {
      browser.open();
      String port = port(browser);
      for (String name :
          List.of("evil.example.com:" + port, "localhost:" + port, "127.0.0.1", "127.0.0.1:1")) {
        assertThat(browser.send("GET", "/", with(browser, "Host", name), "").status())
            .as(name)
            .isEqualTo(403);
      }
    });
  }

  @Test
  void aFormOfAnotherSiteDoesNotCount() {
    browsing(browser -> {
      browser.open();
      String form =
          "token=%s&parameters.bucket=acme-exports&parameters.prefix=a&duration=30m&justification=x"
              .formatted(token(browser));
      for (Map<String, String> headers :
          List.of(
              Map.<String, String>of(),
              Map.of("Origin", "null"),
              Map.of("Origin", "http://127.0.0.1:1"),
              Map.of("Origin", "https://evil.example.com"),
              Map.of("Origin", browser.origin(), "Sec-Fetch-Site", "same-site"),
              Map.of("Origin", browser.origin(), "Sec-Fetch-Site", "cross-site"),
              Map.of("Origin", "https://evil.example.com", "Sec-Fetch-Site", "same-origin"))) {
        assertThat(browser.post(FORM, form, headers).status())
            .as(headers.toString())
            .isEqualTo(403);
      }
      assertThat(alice.hallpass("list").err()).contains("You have no grants");

      assertThat(browser.post(FORM, form, Map.of("Origin", browser.origin())).status())
          .isEqualTo(200);
    });
  }

  @Test
  void aFormWithoutItsTokenDoesNotCount() {
    browsing(browser -> {
      browser.open();
      for (String token : List.of("", "token=&", "token=" + "0".repeat(64) + "&")) {
        Answer answer =
            browser.post(
                FORM,
                token + "parameters.bucket=acme-exports&duration=30m",
                FakeBrowser.sameOrigin());
        assertThat(answer.status()).isEqualTo(403);
      }
    });
  }

  @Test
  void whatIsNoFormOrTooLongDoesNotCount() {
    browsing(browser -> {
      browser.open();
      Map<String, String> headers = with(browser, "Sec-Fetch-Site", "same-origin");
      assertThat(browser.send("POST", FORM, headers, "{}").status()).isEqualTo(415);
      assertThat(
              browser
                  .post(
                      FORM,
                      "token=%s&ticket=%s".formatted(token(browser), "a".repeat(70_000)),
                      FakeBrowser.sameOrigin())
                  .status())
          .isEqualTo(413);
      assertThat(browser.send("DELETE", "/", browser.headers(), "").status()).isEqualTo(405);
    });
  }

  @Test
  void everyAnswerHasStrictHeaders() {
    browsing(browser -> {
      Answer stranger = browser.send("GET", "/", browser.headers(), "");
      browser.open();
      for (Answer answer :
          List.of(stranger, browser.get("/"), browser.get(FORM), browser.get("/other"))) {
        assertThat(answer.header("Content-Security-Policy"))
            .matches(
                "default-src 'none'; style-src 'sha256-[A-Za-z0-9+/]{43}='; form-action 'self';"
                    + " frame-ancestors 'none'; base-uri 'none'");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(answer.page().select("style").getFirst().data()).isEqualTo(PageStyle.CSS);
        assertThat(answer.page().select("script, [style], [src], [onclick]")).isEmpty();
      }
    });
  }

  @Test
  void noPageHasACredentialOrTheCookie() {
    browsing(browser -> {
      browser.open();
      String cookie = browser.headers().getOrDefault("Cookie", "").replaceFirst("^[^=]+=", "");
      for (String path : List.of("/", "/entitlements", FORM, "/approvals")) {
        assertThat(browser.get(path).body())
            .doesNotContain(cookie, "AKIA", entrance(browser).replaceFirst(".*=", ""));
      }
    });
  }

  @Test
  void aPortThatIsTakenIsSaid() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Ran ran = alice.hallpass("web", "--port", String.valueOf(other.getLocalPort()));

      assertThat(ran.exit()).isEqualTo(ExitCode.FAILED.code());
      assertThat(ran.err()).contains("Choose another by --port");
    }
  }
}
