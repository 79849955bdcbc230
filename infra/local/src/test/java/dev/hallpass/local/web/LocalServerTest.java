package dev.hallpass.local.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LocalServerTest {

  private final HttpClient client = HttpClient.newHttpClient();
  private final LocalServer server = start();

  private static LocalServer start() {
    try {
      LocalServer server = LocalServer.bind(0);
      server.serve("/", request -> HttpReply.text(200, "text/plain", request.toString()));
      server.serve(
          "/length",
          request -> HttpReply.text(200, "text/plain", "" + request.body().asByteArray().length));
      server.serve(
          "/fault",
          _ -> {
            throw new IllegalStateException("the secret of the house");
          });
      server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void theLongestPathAnswers() throws Exception {
    assertThat(get("/elsewhere").body()).isEqualTo("GET /elsewhere");
    assertThat(get("/length").body()).isEqualTo("0");
  }

  @Test
  void onlyThisMachineIsCalled() {
    assertThat(server.address().getHost()).isEqualTo("127.0.0.1");
  }

  @Test
  void aPortInUseIsOneClearSentence() {
    int port = server.address().getPort();
    assertThatThrownBy(() -> LocalServer.bind(port))
        .isInstanceOf(PortInUse.class)
        .hasMessage(
            "Port "
                + port
                + " is in use: stop the program that listens there, or choose another with -Dport=");
  }

  @Test
  void aFaultTellsNothing() throws Exception {
    HttpResponse<String> response = get("/fault");
    assertThat(response.statusCode()).isEqualTo(502);
    assertThat(response.body()).startsWith("Nothing answers.").doesNotContain("secret");
  }

  @Test
  void aSiteSeesThatABodyHasMoreThanTenMegabytes() throws Exception {
    assertThat(post("/length", new byte[LocalServer.MAX_BODY + 2]).body())
        .isEqualTo("" + (LocalServer.MAX_BODY + 1));
  }

  @Test
  void aStrangersNameForThisMachineIsRefused() throws Exception {
    int port = server.address().getPort();
    assertThat(statusLine("localhost:" + port)).isEqualTo("HTTP/1.1 200 OK");
    assertThat(statusLine("evil.example:" + port)).isEqualTo("HTTP/1.1 403 Forbidden");
    assertThat(statusLine("127.0.0.1")).isEqualTo("HTTP/1.1 403 Forbidden");
  }

  @Test
  void anAnswerToHeadHasNoBody() throws Exception {
    HttpRequest head = request("/length").HEAD().build();
    HttpResponse<String> response = client.send(head, BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
  }

  @Test
  void nothingAnswersOnceItIsClosed() {
    server.close();
    assertThatThrownBy(() -> get("/")).isInstanceOf(ConnectException.class);
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(request(path).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest request = request(path).POST(BodyPublishers.ofByteArray(body)).build();
    return client.send(request, BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.address().resolve(path));
  }

  private String statusLine(String host) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
      String request = "GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8)
          .lines()
          .findFirst()
          .orElse("");
    }
  }
}
