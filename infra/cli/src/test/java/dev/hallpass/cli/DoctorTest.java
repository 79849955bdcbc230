package dev.hallpass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.cli.scene.Desk;
import dev.hallpass.cli.scene.FakeSite;
import dev.hallpass.cli.scene.FakeSite.Answer;
import dev.hallpass.cli.scene.Ran;
import dev.hallpass.cli.scene.Town;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What does not work, and what to do.
class DoctorTest {

  private final Town town;
  private final Desk alice;
  private final List<FakeSite> sites = new ArrayList<>();

  DoctorTest(@TempDir Path folder) {
    town = new Town(folder);
    alice = town.desk("alice");
    answersWithClockOff(Duration.ZERO);
  }

  @AfterEach
  void close() {
    sites.forEach(FakeSite::close);
    town.close();
  }

  /// Calls without a signature are answered by a machine whose clock is the one of AWS.
  private void answersWithClockOff(Duration off) {
    String date =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            town.timeline().instant().minus(off).atOffset(ZoneOffset.UTC));
    FakeSite site = site(new Answer(403, List.of("Date: " + date), "{}"));
    alice.find("127.0.0.1", site);
  }

  private FakeSite site(Answer answer) {
    FakeSite site = new FakeSite(_ -> answer);
    sites.add(site);
    return site;
  }

  private Path config() {
    return alice.home().resolve(".aws/config");
  }

  @Test
  void whatWorksIsOnePageOfLines() {
    Ran ran = alice.hallpass("doctor");

    assertThat(ran.exit()).as(ran.out()).isZero();
    assertThat(ran.printed()).allMatch(line -> line.startsWith("ok   "));
    assertThat(ran.out())
        .contains("settings", "eu-central-1, signed by the profile alice")
        .contains("answers (status 403 to an unsigned call)")
        .contains("clock        this machine is 0 s ahead")
        .contains("alice has an access key")
        .containsPattern("you can ask for [0-9]+ entitlements")
        .containsPattern("version      Hallpass is of the commit \\S+")
        .contains("version      this is hallpass 1.0")
        .contains("program      session-manager-plugin is there");
  }

  @Test
  void beforeSetupTheFirstStepIsSaid() {
    Ran ran = town.newDesk("bob").hallpass("doctor");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.printed()).first().asString().startsWith("FAIL settings").contains("setup URL");
  }

  @Test
  void aClockThatIsOffIsNotedAndAClockThatIsWrongFails() {
    answersWithClockOff(Duration.ofMinutes(-2));
    Ran off = alice.hallpass("doctor");
    assertThat(off.exit()).isZero();
    assertThat(off.out()).contains("note clock        this machine is 2 min behind");

    answersWithClockOff(Duration.ofMinutes(6));
    Ran wrong = alice.hallpass("doctor");
    assertThat(wrong.exit()).isEqualTo(1);
    assertThat(wrong.out()).contains("FAIL clock        this machine is 6 min ahead");
  }

  @Test
  void anAddressThatNobodyKnowsIsSaid() throws IOException {
    Path settings = alice.home().resolve(".config/hallpass/settings.json");
    Files.writeString(
        settings,
        Files.readString(settings)
            .replaceFirst("http://127.0.0.1:[0-9]+", "https://hallpass.invalid/live"));
    Ran ran = alice.hallpass("doctor");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out()).contains("FAIL address", "no name server knows hallpass.invalid");
  }

  @Test
  void aProfileThatIsNotThereIsSaid() {
    Ran ran = alice.hallpass("doctor", "--profile", "alise");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out()).contains("FAIL profile", "aws configure sso --profile alise");
  }

  @Test
  void theProfileOfAGrantCannotSignForItself() throws IOException {
    Files.writeString(
        config(),
        """

        [profile exports]
        credential_process = /opt/hallpass credentials grant-0123456789abcdef0123456789abcdef --profile alice
        """,
        java.nio.file.StandardOpenOption.APPEND);
    Ran ran = alice.hallpass("doctor", "--profile", "exports");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out()).contains("FAIL credentials", "is of a grant, and cannot sign for you");
  }

  @Test
  void aCallThatMayNotBeMadeSaysWhatMay() {
    List<Answer> answers =
        new ArrayList<>(
            List.of(
                new Answer(200, List.of(), "{\"entitlements\": []}"),
                new Answer(
                    403,
                    List.of(),
                    "{\"type\": \"urn:hallpass:problem:access-denied\", \"title\": \"You may not"
                        + " call this\", \"detail\": \"The API takes calls only from identities that"
                        + " may execute-api:Invoke.\"}")));
    FakeSite api = new FakeSite(_ -> answers.removeFirst());
    sites.add(api);
    alice.hallpass(
        "setup", api.address().toString(), "--profile", "alice", "--region", "eu-central-1");
    Ran ran = alice.hallpass("doctor");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out()).contains("FAIL permission", "execute-api:Invoke");
  }

  @Test
  void aFolderThatOthersCanReachFails() throws IOException {
    Path cache = alice.home().resolve(".cache/hallpass");
    Files.createDirectories(cache);
    Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxr-xr-x"));
    Ran ran = alice.hallpass("doctor");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out()).contains("FAIL cache", "chmod 700 " + cache);
  }

  @Test
  void aMissingProgramIsNotedWithThePlaceToGetIt() {
    alice.programs().lack("session-manager-plugin");
    Ran ran = alice.hallpass("doctor");

    assertThat(ran.exit()).isZero();
    assertThat(ran.out())
        .contains("note program      session-manager-plugin is not on your path")
        .contains("shell, forward and exec");
  }

  @Test
  void aProfileOfAGrantThatIsOverIsNotedWithTheCommandThatTakesItOut() {
    town.desk("bob").saysYesIn(Duration.ofSeconds(10));
    alice.asksForExports("customers/4711", "30m", "--wait");
    alice.hallpass("profile", "add", "read-bucket-prefix", "exports");
    answersWithClockOff(Duration.ZERO);
    assertThat(alice.hallpass("doctor").out()).contains("ok   profiles     exports is of an open");

    town.timeline().advance(Duration.ofMinutes(31));
    answersWithClockOff(Duration.ZERO);
    Ran ran = alice.hallpass("doctor");
    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).contains("note profiles", "hallpass profile remove exports");
  }
}
