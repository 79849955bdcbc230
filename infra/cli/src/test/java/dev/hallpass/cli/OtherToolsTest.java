package dev.hallpass.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.adapters.json.EventJson;
import dev.hallpass.cli.json.Json;
import dev.hallpass.cli.scene.Desk;
import dev.hallpass.cli.scene.Town;
import dev.hallpass.cli.surroundings.Pause;
import dev.hallpass.identity.GrantId;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.profiles.ProfileFile;

/// A grant's profile in the hands of programs that others wrote, each a process of its own. Where
/// python3 has no botocore, or there is no AWS CLI, their tests are skipped.
@TestInstance(Lifecycle.PER_CLASS)
class OtherToolsTest {

  private static final List<String> LAUNCHER =
      List.of(
          Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "-XX:TieredStopAtLevel=1",
          "-classpath",
          System.getProperty("java.class.path"),
          "dev.hallpass.cli.Hallpass");

  private final Town town;
  private final Desk alice;
  private final String grant;

  OtherToolsTest(@TempDir Path folder) {
    town = Town.inRealTime(folder);
    alice = town.desk("alice");
    alice.launchBy(LAUNCHER);
    grant = open("a");
    assertThat(alice.hallpass("wait", grant, "--timeout", "1m").exit()).isZero();
    alice.hallpass("profile", "add", grant, "judge");
  }

  /// The id of a new grant, to which Bob says yes as soon as he is asked.
  private String open(String prefix) {
    String id = alice.asksForExports(prefix, "14m").printed().getFirst();
    Desk bob = town.desk("bob");
    until(() -> !bob.hallpass("approvals").printed().isEmpty());
    assertThat(bob.hallpass("approve", id, "--yes").exit()).isZero();
    until(() -> alice.hallpass("show", id).out().contains("open until"));
    return id;
  }

  private static void until(BooleanSupplier reached) {
    Pause pause = Pause.ofProcess();
    for (int attempt = 0; attempt < 300 && !reached.getAsBoolean(); attempt++) {
      pause.of(Duration.ofMillis(100));
    }
    assertThat(reached.getAsBoolean()).isTrue();
  }

  @AfterAll
  void close() {
    town.close();
  }

  private Path config() {
    return alice.home().resolve(".aws/config");
  }

  private Process start(String... command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(Redirect.INHERIT);
    // Home stays as it is: some of these programs are found by it.
    builder.environment().put("XDG_CONFIG_HOME", alice.home().resolve(".config").toString());
    builder.environment().put("XDG_CACHE_HOME", alice.home().resolve(".cache").toString());
    builder.environment().put("AWS_CONFIG_FILE", config().toString());
    return builder.start();
  }

  private String output(String... command) throws IOException, InterruptedException {
    Process process = start(command);
    String text = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    assertThat(process.waitFor()).as(text).isZero();
    return text;
  }

  private static boolean runs(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException _) {
      return false;
    }
  }

  private long fetches(String grant) {
    return town.system().ledger().read(new GrantId(grant)).entries().stream()
        .filter(entry -> EventJson.type(entry.event()).equals("credentials-issued"))
        .count();
  }

  private String accessKey() {
    return Json.read(alice.hallpass("credentials", grant).out()).required("AccessKeyId").asString();
  }

  @Test
  void botocoreAsksTwentyTimesInTheLastMinutesAndNothingIsFetchedAgain()
      throws IOException, InterruptedException {
    Assumptions.assumeTrue(runs("python3", "-c", "import botocore"), "There is no botocore here");
    String key =
        output(
            "python3",
            "-c",
            """
            import botocore.session
            credentials = botocore.session.Session(profile='judge').get_credentials()
            keys = {credentials.get_frozen_credentials().access_key for _ in range(20)}
            print(*keys)
            """);

    assertThat(key).isEqualTo(accessKey());
    assertThat(fetches(grant)).isOne();
  }

  @Test
  void theAwsCliTakesTheProfile() throws IOException, InterruptedException {
    Assumptions.assumeTrue(runs("aws", "--version"), "There is no AWS CLI here");
    String signed = output("aws", "s3", "presign", "s3://acme-exports/a/b", "--profile", "judge");

    assertThat(signed).contains(accessKey());
  }

  @Test
  void theJavaSdkTakesTheProfile() {
    // It starts the process with the environment of this one, so the line says whose cache it is.
    alice.launchBy(
        Stream.concat(
                Stream.of("env", "XDG_CACHE_HOME=" + alice.home().resolve(".cache")),
                LAUNCHER.stream())
            .toList());
    alice.hallpass("profile", "add", grant, "judge");
    try (ProfileCredentialsProvider provider =
        ProfileCredentialsProvider.builder()
            .profileFile(
                ProfileFile.builder()
                    .content(config())
                    .type(ProfileFile.Type.CONFIGURATION)
                    .build())
            .profileName("judge")
            .build()) {
      assertThat(provider.resolveCredentials().accessKeyId()).isEqualTo(accessKey());
    }
  }

  @Test
  void manyProcessesAtOnceFetchOnce() throws IOException, InterruptedException {
    String other = open("b");
    List<String> line =
        Stream.concat(LAUNCHER.stream(), Stream.of("credentials", other, "--profile", "alice"))
            .toList();
    List<Process> processes = new ArrayList<>();
    for (int process = 0; process < 8; process++) {
      processes.add(start(line.toArray(String[]::new)));
    }
    for (Process process : processes) {
      String text = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertThat(process.waitFor()).isZero();
      assertThat(text).contains("AccessKeyId");
    }
    assertThat(fetches(other)).isOne();
  }
}
