package dev.hallpass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.cli.scene.Desk;
import dev.hallpass.cli.scene.FakeSite;
import dev.hallpass.cli.scene.Ran;
import dev.hallpass.cli.scene.Town;
import dev.hallpass.cli.surroundings.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The first minutes of a person with the command line.
class SetupTest {

  private final Town town;
  private final Desk alice;

  SetupTest(@TempDir Path folder) {
    town = new Town(folder);
    alice = town.newDesk("alice");
  }

  @AfterEach
  void close() {
    town.close();
  }

  private Ran setup(String... more) {
    String[] line = new String[more.length + 2];
    line[0] = "setup";
    line[1] = town.address().toString();
    System.arraycopy(more, 0, line, 2, more.length);
    return alice.hallpass(line);
  }

  @Test
  void withoutASetupEachCommandSaysHowToBegin() {
    Ran ran = alice.hallpass("list");

    assertThat(ran.exit()).isEqualTo(ExitCode.USAGE.code());
    assertThat(ran.err()).contains("hallpass setup URL");
    assertThat(alice.hallpass().err()).contains("hallpass setup URL");
  }

  @Test
  void theSetupFindsTheRestAndSaysWhatToDoNext() {
    Ran ran = setup("--profile", "alice");

    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.err()).contains("You can ask for 8 entitlements. See: hallpass entitlements");
    assertThat(alice.hallpass("entitlements").out()).contains("read-bucket-prefix");
    assertThat(alice.hallpass("entitlements", "read-bucket-prefix").out())
        .contains("hallpass request read-bucket-prefix bucket=acme-exports prefix=");
    assertThat(alice.hallpass().out()).contains("Nothing is open", "hallpass request");
  }

  @Test
  void theSetupShowsTheVersionsAndHowFarTheClockIsOff() {
    Instant ahead = town.timeline().instant().plus(Duration.ofMinutes(7));
    String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(ahead.atOffset(ZoneOffset.UTC));
    try (FakeSite site =
        new FakeSite(_ -> new FakeSite.Answer(403, List.of("Date: " + date), "{}"))) {
      alice.find("127.0.0.1", site);
      Ran ran = setup("--profile", "alice");

      assertThat(ran.out())
          .contains("answers (status 403 to an unsigned call)")
          .contains("FAIL clock        this machine is 7 min behind");
      assertThat(ran.err())
          .containsPattern("This is hallpass 1.0, and Hallpass is of the commit \\S+\\.");
    }
  }

  @Test
  void theProfileOfTheShellIsTaken() {
    alice.set("AWS_PROFILE", "bob");
    setup();

    assertThat(alice.hallpass("approvals").exit()).isZero();
  }

  @Test
  void withoutAProfileTheKeysOfTheShellSign() throws IOException {
    Path config = alice.home().resolve(".aws/config");
    Map<String, String> bob =
        Files.readString(config)
            .lines()
            .dropWhile(line -> !line.equals("[profile bob]"))
            .skip(1)
            .takeWhile(line -> !line.startsWith("["))
            .filter(line -> line.contains(" = "))
            .map(line -> line.split(" = ", 2))
            .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
    Files.delete(config);
    alice.set("AWS_ACCESS_KEY_ID", bob.getOrDefault("aws_access_key_id", ""));
    alice.set("AWS_SECRET_ACCESS_KEY", bob.getOrDefault("aws_secret_access_key", ""));
    alice.set("AWS_REGION", "eu-central-1");

    assertThat(setup().exit()).isZero();
    assertThat(alice.hallpass("approvals").exit()).isZero();
  }

  @Test
  void aProfileThatIsNotThereIsSaid() {
    Ran ran = setup("--profile", "nobody", "--region", "eu-central-1");

    assertThat(ran.exit()).isEqualTo(ExitCode.NOT_SIGNED_IN.code());
    assertThat(ran.err()).contains("nobody", "hallpass login");
    assertThat(alice.hallpass("list").err()).contains("hallpass setup URL");
  }

  @Test
  void anAddressThatIsNoneIsRefused() {
    for (String address :
        new String[] {"hallpass", "http://example.com", "https://", "https://a:b@example.com"}) {
      Ran ran = alice.hallpass("setup", address, "--profile", "alice");
      assertThat(ran.exit()).as(address).isEqualTo(ExitCode.USAGE.code());
      assertThat(ran.err()).contains("begins with https://");
    }
  }

  @Test
  void anAddressAtWhichNobodyAnswersIsSaid() {
    Ran ran = alice.hallpass("setup", "http://127.0.0.1:1", "--profile", "alice");

    assertThat(ran.exit()).isEqualTo(ExitCode.NOT_REACHED.code());
    assertThat(ran.err()).contains("does not answer at http://127.0.0.1:1", "hallpass doctor");
  }

  @Test
  void onePersonCanSpeakAsAnother() {
    setup("--profile", "alice");
    alice.asksForExports("a", "30m");
    town.timeline().advance(Duration.ofSeconds(5));

    assertThat(alice.hallpass("approvals", "--profile", "bob").out()).contains("alice@example.com");
    alice.set("HALLPASS_PROFILE", "carol");
    assertThat(alice.hallpass("approvals").out()).contains("alice@example.com");
  }

  @Test
  void settingsThatOthersCouldHaveWrittenAreNotUsed() throws IOException {
    setup("--profile", "alice");
    Path file = alice.home().resolve(".config/hallpass/settings.json");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));

    assertThat(alice.hallpass("list").err()).contains("hallpass setup URL");
  }
}
