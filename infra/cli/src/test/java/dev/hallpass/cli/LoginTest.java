package dev.hallpass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.cli.scene.Desk;
import dev.hallpass.cli.scene.FakePrograms.Started;
import dev.hallpass.cli.scene.Ran;
import dev.hallpass.cli.scene.Town;
import dev.hallpass.cli.surroundings.ExitCode;
import dev.hallpass.cli.surroundings.Programs.Output;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Signing in with what an engineer has.
class LoginTest {

  private static final List<String> SIGN_IN = List.of("aws", "sso", "login", "--profile", "alice");

  private final Town town;
  private final Desk alice;
  private final Path config;
  private final String keys;
  private final List<String> asked = new ArrayList<>();

  LoginTest(@TempDir Path folder) throws IOException {
    town = new Town(folder);
    alice = town.desk("alice");
    config = alice.home().resolve(".aws/config");
    keys = Files.readString(config);
  }

  @AfterEach
  void close() {
    town.close();
  }

  /// Alice's profile is one of Identity Center, and her sign-in has run out. A sign-in gives her
  /// the keys of the local system.
  private void signedOut() {
    write(
        """
        [profile alice]
        sso_session = acme
        sso_account_id = 111122223333
        sso_role_name = Engineer
        region = eu-central-1

        [sso-session acme]
        sso_start_url = https://acme.example.com/start
        sso_region = eu-central-1
        """);
    alice
        .programs()
        .behave(program -> {
          if (program.command().equals(SIGN_IN)) {
            write(keys);
          }
          return 0;
        });
  }

  private void write(String text) {
    try {
      Files.writeString(config, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aProfileOfIdentityCenterIsSignedInByAwssOwnCommand() {
    signedOut();
    Ran ran = alice.answering(List.of("y"), "login");

    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.err())
        .contains(
            "The profile alice signs in by IAM Identity Center (acme), and gives credentials");
    assertThat(alice.programs().started()).extracting(Started::command).containsExactly(SIGN_IN);
  }

  private void keysInTheEnvironment() {
    Matcher alices =
        Pattern.compile(
                "\\[profile alice]\naws_access_key_id = (\\S+)\naws_secret_access_key = (\\S+)")
            .matcher(keys);
    assertThat(alices.find()).isTrue();
    alice.set("AWS_ACCESS_KEY_ID", alices.group(1));
    alice.set("AWS_SECRET_ACCESS_KEY", alices.group(2));
  }

  @Test
  void keysOfTheEnvironmentAreSaidToSignWhereThereIsNoProfile() {
    keysInTheEnvironment();
    write("");
    Ran login = alice.hallpass("login", "--profile", "default");
    Ran doctor = alice.hallpass("doctor", "--profile", "default");

    assertThat(login.exit()).as(login.err()).isZero();
    assertThat(login.err())
        .contains("The profile default stands for the keys of your environment")
        .contains("and gives credentials.");
    assertThat(doctor.out())
        .contains("ok   profile      default stands for the keys of your environment")
        .contains("ok   credentials  there");
  }

  @Test
  void keysOfTheEnvironmentThatDoNotSignAreSaid() {
    keysInTheEnvironment();
    String says =
        "AWS_ACCESS_KEY_ID is set, but your calls of Hallpass are signed by the profile alice";

    assertThat(alice.hallpass("login").err()).contains(says);
    assertThat(alice.hallpass("doctor").out()).contains("note environment  " + says);
  }

  @Test
  void aProfileMayStandInTheFileOfCredentialsAlone() throws IOException {
    Files.writeString(config.resolveSibling("credentials"), keys.replace("[profile ", "["));
    Files.delete(config);

    assertThat(alice.hallpass("login").exit()).isZero();
    assertThat(alice.hallpass("list").exit()).isZero();
    assertThat(alice.hallpass("doctor").out())
        .contains("ok   profile      alice has an access key");
    assertThat(alice.hallpass("setup", town.address().toString(), "--profile", "alice").exit())
        .isZero();
  }

  @Test
  void aProfileOfTheConsoleIsSignedInByItsOwnCommandAlsoForARoleBehindIt() {
    write(
        """
        [profile alice]
        role_arn = arn:aws:iam::111122223333:role/mine
        source_profile = browser

        [profile browser]
        login_session = arn:aws:sts::111122223333:assumed-role/Engineer/alice
        """);
    Ran ran = alice.hallpass("login");

    assertThat(ran.exit()).isEqualTo(ExitCode.NOT_SIGNED_IN.code());
    assertThat(ran.err()).contains("Run: aws login --profile browser");
  }

  @Test
  void whereNobodyIsThereTheCommandIsSaid() {
    signedOut();
    Ran ran = alice.hallpass("login");

    assertThat(ran.exit()).isEqualTo(ExitCode.NOT_SIGNED_IN.code());
    assertThat(ran.err()).contains("Run: aws sso login --profile alice");
    assertThat(alice.programs().started()).isEmpty();
  }

  @Test
  void anotherProfileIsSaidToBeWhatItIs() {
    Ran ran = alice.hallpass("login");

    assertThat(ran.exit()).isZero();
    assertThat(ran.err()).contains("The profile alice has an access key, and gives credentials.");
  }

  /// A profile whose program prints the keys of a person.
  private void printing(String person, String more) {
    write("[profile alice]\ncredential_process = keys-of %s\n".formatted(person));
    String answer =
        "{\"Version\": 1, \"AccessKeyId\": \"%s\", \"SecretAccessKey\": \"%s\"%s}"
            .formatted(key(person, "access_key_id"), key(person, "secret_access_key"), more);
    alice
        .programs()
        .print(line -> {
          asked.add(line);
          return new Output(0, answer, "");
        });
  }

  private static String until(String time) {
    return ", \"SessionToken\": \"token\", \"Expiration\": \"2026-03-02T%sZ\"".formatted(time);
  }

  private String key(String person, String name) {
    Matcher profile =
        Pattern.compile("\\[profile %s](?:\n.+)*?\naws_%s = (.+)".formatted(person, name))
            .matcher(keys);
    assertThat(profile.find()).isTrue();
    return profile.group(1);
  }

  @Test
  void keysOfAProgramThatDoNotEndSign() {
    printing("alice", "");

    assertThat(alice.hallpass("list").exit()).isZero();
  }

  @Test
  void aProfileThatChangedIsAskedAgain() {
    printing("alice", until("20:00:00"));
    alice.hallpass("list");
    alice.hallpass("list");
    assertThat(asked).containsExactly("sh -c keys-of alice");

    printing("bob", until("20:00:00"));
    alice.hallpass("list");
    assertThat(asked).last().isEqualTo("sh -c keys-of bob");
  }

  @Test
  void aWaitThatLastsLongerThanASignInTakesTheNextOne() {
    String grant = alice.asksForExports("customers/4711", "30m").printed().getFirst();
    printing("alice", until("12:10:00").replaceFirst(", \"SessionToken[^,]*", ""));
    Ran ran = alice.hallpass("wait", grant, "--timeout", "20m");

    assertThat(ran.exit()).as(ran.err()).isEqualTo(ExitCode.WAITING.code());

    assertThat(asked).hasSizeGreaterThan(1);
  }

  @Test
  void aProfileThatIsNotThereIsSaid() {
    Ran ran = alice.hallpass("login", "--profile", "alise");

    assertThat(ran.exit()).isEqualTo(ExitCode.NOT_SIGNED_IN.code());
    assertThat(ran.err()).contains("no profile alise", "aws configure sso --profile alise");
  }

  @Test
  void aSignInThatHasRunOutIsOfferedAndTheCommandGoesOn() {
    signedOut();
    Ran ran = alice.answering(List.of("y"), "list");

    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.err())
        .contains("gives no credentials", "Sign in now by aws sso login --profile alice?")
        .contains("You have no grants");
  }

  @Test
  void aPersonWhoDoesNotWantToIsAskedOnce() {
    signedOut();
    Ran ran = alice.answering(List.of("n", "n"), "list");

    assertThat(ran.exit()).isEqualTo(ExitCode.NOT_SIGNED_IN.code());
    assertThat(ran.told()).filteredOn(line -> line.contains("Sign in now")).hasSize(1);
    assertThat(ran.err()).contains("Sign in by: hallpass login");
    assertThat(alice.programs().started()).isEmpty();
  }

  @Test
  void whereNobodyIsThereACommandStops() {
    signedOut();
    Ran ran = alice.hallpass("list");

    assertThat(ran.exit()).isEqualTo(ExitCode.NOT_SIGNED_IN.code());
    assertThat(ran.err()).contains("Sign in by: hallpass login");
  }

  @Test
  void credentialsAreNeverAQuestion() {
    signedOut();
    Ran ran =
        alice.answering(List.of("y"), "credentials", "grant-0123456789abcdef0123456789abcdef");

    assertThat(ran.exit()).isEqualTo(ExitCode.NOT_SIGNED_IN.code());
    assertThat(ran.told()).noneMatch(line -> line.contains("?"));
    assertThat(alice.programs().started()).isEmpty();
  }

  @Test
  void aSignInThatFailsIsSaid() {
    signedOut();
    alice.programs().behave(_ -> 255);
    Ran ran = alice.answering(List.of("y"), "login");

    assertThat(ran.exit()).isEqualTo(ExitCode.NOT_SIGNED_IN.code());
    assertThat(ran.err()).contains("ended with the exit code 255");
  }
}
