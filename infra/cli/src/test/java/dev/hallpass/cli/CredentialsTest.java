package dev.hallpass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.adapters.json.EventJson;
import dev.hallpass.cli.credentials.CachedCredentials;
import dev.hallpass.cli.json.Json;
import dev.hallpass.cli.scene.Desk;
import dev.hallpass.cli.scene.FakeSite;
import dev.hallpass.cli.scene.Ran;
import dev.hallpass.cli.scene.Town;
import dev.hallpass.cli.surroundings.ExitCode;
import dev.hallpass.cli.surroundings.Folders;
import dev.hallpass.identity.GrantId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Credentials that are fetched once, kept on this machine, and behave as programs expect.
class CredentialsTest {

  private static final Duration A_MOMENT = Duration.ofSeconds(5);

  private final Town town;
  private final Desk alice;

  CredentialsTest(@TempDir Path folder) {
    town = new Town(folder);
    alice = town.desk("alice");
  }

  @AfterEach
  void close() {
    town.close();
  }

  private String open(String duration) {
    String grant = alice.asksForExports("customers/4711", duration).printed().getFirst();
    town.timeline().advance(A_MOMENT);
    town.desk("bob").hallpass("approve", grant, "--yes");
    town.timeline().advance(A_MOMENT);
    return grant;
  }

  private long fetches(String grant) {
    return town.system().ledger().read(new GrantId(grant)).entries().stream()
        .filter(entry -> EventJson.type(entry.event()).equals("credentials-issued"))
        .count();
  }

  private Path file(String grant) {
    return alice.home().resolve(".cache/hallpass/credentials/" + grant + ".json");
  }

  private static Instant expiration(Ran ran) {
    return Instant.parse(Json.read(ran.out()).required("Expiration").asString());
  }

  @Test
  void theAnswerHasTheFormThatCredentialProcessReads() {
    Ran ran = alice.hallpass("credentials", open("2h"));

    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(Json.read(ran.out()).propertyNames())
        .contains("Version", "AccessKeyId", "SecretAccessKey", "SessionToken", "Expiration");
    assertThat(ran.err()).isEmpty();
  }

  @Test
  void manyCallsFetchOnce() {
    String grant = open("2h");
    String first = alice.hallpass("credentials", grant).out();
    for (int call = 0; call < 20; call++) {
      assertThat(alice.hallpass("credentials", grant).out()).isEqualTo(first);
    }
    assertThat(fetches(grant)).isOne();
  }

  @Test
  void aSetIsRenewedBeforeProgramsWouldAskAtEachCall() {
    String grant = open("3h");
    Instant first = expiration(alice.hallpass("credentials", grant));
    town.timeline().runUntil(first.minus(Duration.ofMinutes(16)));
    Instant second = expiration(alice.hallpass("credentials", grant));

    assertThat(second).isAfter(first);
    assertThat(fetches(grant)).isEqualTo(2);
  }

  @Test
  void aSetThatIsStillGoodServesWhileNoNewerOneCanBeHad() throws IOException {
    String grant = open("3h");
    String first = alice.hallpass("credentials", grant).out();
    Instant end = expiration(alice.hallpass("credentials", grant));
    Path settings = alice.home().resolve(".config/hallpass/settings.json");
    String right = Files.readString(settings);
    try (FakeSite failing = new FakeSite(_ -> new FakeSite.Answer(503, List.of(), "{}"));
        FakeSite busy = new FakeSite(_ -> new FakeSite.Answer(429, List.of(), "{}"))) {
      town.timeline().runUntil(end.minus(Duration.ofMinutes(10)));
      for (URI address :
          List.of(failing.address(), busy.address(), URI.create("http://127.0.0.1:1"))) {
        Files.writeString(settings, right.replace(town.address().toString(), address.toString()));
        Instant asked = town.timeline().instant();
        Ran ran = alice.hallpass("credentials", grant);

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out()).isEqualTo(first);
        assertThat(ran.err()).isEmpty();
        assertThat(alice.hallpass("credentials", grant).out()).isEqualTo(first);
        assertThat(town.timeline().instant()).isEqualTo(asked);
        town.timeline().advance(Duration.ofMinutes(2));
      }
      assertThat(failing.asked()).as("once a minute").hasSize(1);
      town.timeline().runUntil(end);
      assertThat(alice.hallpass("credentials", grant).exit())
          .isEqualTo(ExitCode.NOT_REACHED.code());
    }
    Files.writeString(settings, right);
    assertThat(alice.hallpass("credentials", grant).out()).isNotEmpty().isNotEqualTo(first);
  }

  @Test
  void aSetServesWhileThePersonIsSignedOut() {
    String grant = open("3h");
    Ran first = alice.hallpass("credentials", grant);
    town.timeline().runUntil(expiration(first).minus(Duration.ofMinutes(10)));
    alice.signOut();

    assertThat(alice.hallpass("credentials", grant).out()).isEqualTo(first.out());
    town.timeline().runUntil(expiration(first));
    assertThat(alice.hallpass("credentials", grant).exit())
        .isEqualTo(ExitCode.NOT_SIGNED_IN.code());
  }

  @Test
  void aSetOfAGrantThatIsOverDoesNotServe() {
    String grant = open("3h");
    Instant end = expiration(alice.hallpass("credentials", grant));
    town.timeline().runUntil(end.minus(Duration.ofMinutes(10)));
    town.desk("bob").hallpass("revoke", grant, "--reason", "stolen", "--yes");

    assertThat(alice.hallpass("credentials", grant).exit()).isEqualTo(ExitCode.DENIED.code());
    assertThat(file(grant)).doesNotExist();
  }

  @Test
  void theLastSetDoesNotMakeProgramsComeBackAtEachCall() {
    String grant = open("14m");
    Duration renewal = Duration.ofMinutes(15);
    for (int minute = 0; minute < 13; minute++) {
      Ran ran = alice.hallpass("credentials", grant);
      assertThat(expiration(ran)).isAfter(town.timeline().instant().plus(renewal));
      town.timeline().advance(Duration.ofMinutes(1));
    }
    assertThat(fetches(grant)).isOne();
  }

  @Test
  void manyThreadsAtOnceFetchOnce() throws InterruptedException {
    String grant = open("2h");
    Callable<String> call = () -> alice.hallpass("credentials", grant).out();
    try (ExecutorService threads = Executors.newFixedThreadPool(20)) {
      List<String> answers =
          threads.invokeAll(Collections.nCopies(20, call)).stream()
              .map(Future::resultNow)
              .distinct()
              .toList();
      assertThat(answers).hasSize(1);
    }
    assertThat(fetches(grant)).isOne();
  }

  @Test
  void onlyTheOwnerReadsWhatIsKept() throws IOException {
    String grant = open("2h");
    alice.hallpass("credentials", grant);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file(grant))))
        .isEqualTo("rw-------");
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(file(grant).getParent())))
        .isEqualTo("rwx------");
  }

  @Test
  void aFileThatOthersCanReadIsNotUsed() throws IOException {
    String grant = open("2h");
    alice.hallpass("credentials", grant);
    Files.setPosixFilePermissions(file(grant), PosixFilePermissions.fromString("rw-r--r--"));
    alice.hallpass("credentials", grant);

    assertThat(fetches(grant)).isEqualTo(2);
  }

  @Test
  void aTornFileIsNotUsed() throws IOException {
    String grant = open("2h");
    String whole = alice.hallpass("credentials", grant).out();
    String kept = Files.readString(file(grant));
    for (String torn :
        List.of("", "x", kept.substring(0, kept.length() - 1), kept.replaceFirst("\n", " "))) {
      Files.writeString(file(grant), torn);
      Ran ran = alice.hallpass("credentials", grant);
      assertThat(Json.read(ran.out()).propertyNames())
          .containsExactlyElementsOf(Json.read(whole).propertyNames());
      town.timeline().advance(Duration.ofMinutes(1));
    }
  }

  @Test
  void aLinkToAnotherFileIsNotUsed() throws IOException {
    String grant = open("2h");
    alice.hallpass("credentials", grant);
    Path elsewhere = alice.home().resolve("elsewhere");
    Files.move(file(grant), elsewhere);
    Files.createSymbolicLink(file(grant), elsewhere);
    alice.hallpass("credentials", grant);

    assertThat(fetches(grant)).isEqualTo(2);
  }

  @Test
  void theAnswerIsReadyWithoutTheApi() {
    String grant = open("2h");
    String answer = alice.hallpass("credentials", grant).out();
    Folders folders = Folders.of(Map.of(), alice.home());

    assertThat(new CachedCredentials(folders, grant).answer(town.timeline().instant()))
        .contains(answer);
  }

  @Test
  void aGrantThatIsOverSaysSoInOneLineAndKeepsNothing() {
    String grant = open("14m");
    alice.hallpass("credentials", grant);
    town.timeline().advance(Duration.ofMinutes(20));
    Ran ran = alice.hallpass("credentials", grant);

    assertThat(ran.exit()).isEqualTo(ExitCode.DENIED.code());
    assertThat(ran.out()).isEmpty();
    assertThat(ran.told()).hasSize(1);
    assertThat(file(grant)).doesNotExist();
  }

  @Test
  void noQuestionIsAskedForCredentials() {
    String grant = open("2h");
    Ran ran = alice.answering(List.of("y"), "credentials", grant);

    assertThat(ran.told()).isEmpty();
  }

  @Test
  void aProfileOfAGrantDoesNotSignForIt() throws IOException {
    String grant = open("2h");
    alice.hallpass("profile", "add", grant, "loop");
    Ran ran = alice.hallpass("credentials", grant, "--profile", "loop");

    assertThat(ran.exit()).isEqualTo(ExitCode.NOT_SIGNED_IN.code());
    assertThat(ran.err()).contains("it is of a grant, and cannot sign for you");
  }
}
