package dev.hallpass.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.cli.scene.Desk;
import dev.hallpass.cli.scene.FakePrograms.Started;
import dev.hallpass.cli.scene.Ran;
import dev.hallpass.cli.scene.Town;
import dev.hallpass.cli.surroundings.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Credentials for programs that ask as in a container.
class ServeTest {

  private final Town town;
  private final Desk alice;
  private final Desk bob;
  private final List<String> answers = new ArrayList<>();

  ServeTest(@TempDir Path folder) {
    town = new Town(folder);
    alice = town.desk("alice");
    bob = town.desk("bob");
    bob.saysYesIn(Duration.ofSeconds(10));
  }

  @AfterEach
  void close() {
    town.close();
  }

  private Ran serve(String... more) {
    return alice.withExports("serve", "customers/4711", "30m", more);
  }

  private Started served() {
    return alice.programs().started().getLast();
  }

  private static URI address(Started program) {
    return URI.create(program.environment().get("AWS_CONTAINER_CREDENTIALS_FULL_URI"));
  }

  private static String token(Started program) {
    return Objects.requireNonNull(program.environment().get("AWS_CONTAINER_AUTHORIZATION_TOKEN"));
  }

  /// What the server answers to a call by hand.
  private static String get(URI address, String host, String token) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
      socket
          .getOutputStream()
          .write(
              "GET %s HTTP/1.1\r\nHost: %s\r\nAuthorization: %s\r\nConnection: close\r\n\r\n"
                  .formatted(address.getPath(), host, token)
                  .getBytes(US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The program asks once.
  private void programAsks() {
    alice
        .programs()
        .behave(program -> {
          URI address = address(program);
          answers.add(get(address, address.getAuthority(), token(program)));
          return 9;
        });
  }

  @Test
  void aProgramGetsCredentialsInTheWordsOfTheProtocol() {
    programAsks();
    Ran ran = serve("--", "python3", "nightly.py");

    assertThat(ran.exit()).as(ran.err()).isEqualTo(9);
    assertThat(served().command()).containsExactly("python3", "nightly.py");
    assertThat(answers)
        .singleElement()
        .asString()
        .startsWith("HTTP/1.1 200")
        .containsPattern(
            "\\{\"AccessKeyId\":\"ASIA[^\"]+\",\"SecretAccessKey\":\"[^\"]+\",\"Token\":\"[^\"]+\","
                + "\"Expiration\":\"2026-03-02T[0-9:]+Z\"}");
  }

  @Test
  void nothingElseInItsEnvironmentHasCredentials() throws IOException {
    alice.set("AWS_PROFILE", "other");
    alice.set("AWS_ACCESS_KEY_ID", "AKIAOTHER");
    serve("--", "python3", "nightly.py");

    assertThat(served().environment())
        .doesNotContainKeys("AWS_PROFILE", "AWS_ACCESS_KEY_ID")
        .containsEntry("AWS_REGION", "eu-central-1");
    Path config = Path.of(served().environment().get("AWS_CONFIG_FILE"));
    assertThat(Files.readString(config)).isEqualTo("[default]\nregion = eu-central-1\n");
  }

  @Test
  void withoutTheTokenOrByAnotherNameNothingIsGiven() {
    alice
        .programs()
        .behave(program -> {
          URI address = address(program);
          answers.add(get(address, address.getAuthority(), ""));
          answers.add(get(address, address.getAuthority(), token(program) + "0"));
          answers.add(get(address, "evil.example.com:" + address.getPort(), token(program)));
          answers.add(get(address.resolve("/other"), address.getAuthority(), token(program)));
          return 0;
        });
    serve("--", "python3");

    assertThat(answers)
        .extracting(answer -> answer.substring(9, 12))
        .containsExactly("403", "403", "403", "404");
    assertThat(answers).noneMatch(answer -> answer.contains("AccessKeyId"));
  }

  @Test
  void aGrantThatIsOverGivesNothingMore() {
    alice
        .programs()
        .behave(program -> {
          alice.hallpass("return", "read-bucket-prefix", "--reason", "done");
          URI address = address(program);
          answers.add(get(address, address.getAuthority(), token(program)));
          return 0;
        });
    serve("--", "python3");

    assertThat(answers).singleElement().asString().startsWith("HTTP/1.1 403").contains("is over");
  }

  @Test
  void withoutAProgramItServesUntilTheAccessIsOver() {
    Ran ran = serve();

    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.printed()).hasSize(2);
    assertThat(ran.printed().getFirst())
        .matches("export AWS_CONTAINER_CREDENTIALS_FULL_URI=http://127.0.0.1:[0-9]+/credentials");
    assertThat(ran.printed().getLast())
        .matches("export AWS_CONTAINER_AUTHORIZATION_TOKEN=[0-9a-f]{64}");
    assertThat(ran.err()).contains("is over");
    assertThat(town.timeline().instant()).isBetween("2026-03-02T12:30:00Z", "2026-03-02T12:31:00Z");
  }

  private void servedWithAnExtension(Duration yesAfter) {
    Instant noon = town.timeline().instant();
    town.timeline()
        .schedule(
            noon.plus(Duration.ofMinutes(20)),
            () -> {
              String grant = alice.hallpass("list").printed().getLast().substring(0, 14);
              alice.hallpass("extend", grant, "--for", "30m", "--reason", "it takes longer");
              bob.saysYesIn(yesAfter);
            });
    Ran ran = serve();
    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.err()).contains("is over");
  }

  @Test
  void itServesUntilTheExtensionOfTheAccessIsOver() {
    servedWithAnExtension(Duration.ofMinutes(1));

    assertThat(town.timeline().instant()).isBetween("2026-03-02T13:00:00Z", "2026-03-02T13:01:00Z");
  }

  @Test
  void itWaitsForAnExtensionThatIsNotOpenYetWhenTheAccessEnds() {
    servedWithAnExtension(Duration.ofMinutes(15));

    assertThat(town.timeline().instant()).isAfter("2026-03-02T13:00:00Z");
  }

  @Test
  void aNumberThatIsNoPortIsRefusedBeforeAnythingIsAskedFor() {
    for (String port : List.of("99999", "-1", "http")) {
      Ran ran = serve("--port", port, "--", "python3");

      assertThat(ran.exit()).isEqualTo(ExitCode.USAGE.code());
      assertThat(ran.err()).contains("is not a port. Choose one from 1 to 65535");
    }
    assertThat(alice.hallpass("list").err()).contains("You have no grants");
  }

  @Test
  void aPortThatIsTakenIsSaid() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Ran ran = serve("--port", String.valueOf(other.getLocalPort()), "--", "python3");

      assertThat(ran.exit()).isEqualTo(ExitCode.FAILED.code());
      assertThat(ran.err()).contains("Choose another by --port");
    }
  }
}
