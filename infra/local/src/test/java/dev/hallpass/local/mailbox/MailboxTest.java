package dev.hallpass.local.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.emulator.ses.SentMail;
import dev.hallpass.local.web.LocalServer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MailboxTest {

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<SentMail> sent = new ArrayList<>();
  private final LocalServer server;

  MailboxTest() throws IOException {
    server = LocalServer.bind(0);
  }

  @BeforeEach
  void start() {
    server.serve("/mailbox", new Mailbox(() -> sent));
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void take(String id, String to, String subject) {
    sent.add(
        new SentMail(
            id,
            Instant.parse("2026-11-22T09:05:00Z"),
            "hallpass@example.com",
            List.of(to),
            subject,
            "text <of> " + id,
            "<!DOCTYPE html><html><head></head><body><a href='/x'>html of " + id + "</a></body>"));
  }

  private HttpResponse<String> get(String target) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(server.address().resolve(target)).build();
    return client.send(request, BodyHandlers.ofString());
  }

  @Test
  void theNewestMailStandsFirst() throws Exception {
    take("a", "bob@example.com", "First");
    take("b", "carol@example.com", "Second");
    assertThat(get("/mailbox").body()).containsSubsequence("Second", "First");
  }

  @Test
  void everybodyHasAnInboxOfTheirOwn() throws Exception {
    take("a", "bob@example.com", "To Bob");
    take("b", "carol@example.com", "To Carol");
    assertThat(get("/mailbox?to=bob%40example.com").body())
        .contains("To Bob", "carol@example.com")
        .doesNotContain("To Carol");
  }

  @Test
  void anEmptyMailboxSaysWhatToExpect() throws Exception {
    assertThat(get("/mailbox").body()).contains("No mail yet");
  }

  @Test
  void aMailIsShownAsTextAndInASandbox() throws Exception {
    take("a", "bob@example.com", "Subject");
    assertThat(get("/mailbox/a").body())
        .contains("text &lt;of&gt; a", "src=\"/mailbox/a/html\"", "sandbox=\"allow-popups");
  }

  @Test
  void theHtmlPartRunsNoScriptLoadsNothingAndOpensItsLinksElsewhere() throws Exception {
    take("a", "bob@example.com", "Subject");
    HttpResponse<String> response = get("/mailbox/a/html");
    assertThat(response.body()).contains("<base target=\"_blank\">", "html of a");
    assertThat(response.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'")
        .doesNotContain("script");
  }

  @Test
  void markupInAMailsSubjectIsText() throws Exception {
    take("a", "bob@example.com", "<script>alert(1)</script>");
    assertThat(get("/mailbox").body()).doesNotContain("<script").contains("&lt;script");
    assertThat(get("/mailbox/a").body()).doesNotContain("<script").contains("&lt;script");
  }

  @Test
  void anUnknownMailIsNotFound() throws Exception {
    assertThat(get("/mailbox/z").statusCode()).isEqualTo(404);
    assertThat(get("/mailbox/z/html").statusCode()).isEqualTo(404);
  }

  @Test
  void nothingIsChangedHere() throws Exception {
    HttpRequest post =
        HttpRequest.newBuilder(server.address().resolve("/mailbox"))
            .POST(BodyPublishers.noBody())
            .build();
    assertThat(client.send(post, BodyHandlers.ofString()).statusCode()).isEqualTo(405);
  }
}
