package dev.hallpass.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.adapters.archive.BuiltLog;
import dev.hallpass.adapters.archive.HeldArchive;
import dev.hallpass.cli.json.Json;
import dev.hallpass.cli.scene.Desk;
import dev.hallpass.cli.scene.FakeSite;
import dev.hallpass.cli.scene.FakeSite.Answer;
import dev.hallpass.cli.scene.Ran;
import dev.hallpass.cli.scene.Town;
import dev.hallpass.cli.surroundings.ExitCode;
import dev.hallpass.identity.GrantId;
import dev.hallpass.log.ArchiveNames;
import dev.hallpass.log.Checkpoint;
import dev.hallpass.log.Lines;
import dev.hallpass.log.SignedNote;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// `hallpass ledger` at a desk without Hallpass.
class LedgerTest {

  private final Path folder;
  private final Town town;
  private final Desk auditor;
  private final HeldArchive archive = new HeldArchive();
  private final BuiltLog log = new BuiltLog(archive);
  private GrantId grant = new GrantId("grant-" + "0".repeat(32));

  LedgerTest(@TempDir Path folder) {
    this.folder = folder;
    town = new Town(folder.resolve("town"));
    auditor = town.newDesk("alice");
  }

  @BeforeEach
  void build() throws IOException {
    grant = log.opened();
    log.interval();
    log.denied();
    log.blocked();
    log.interval();
    archive.copyTo(folder.resolve("log"));
    Files.writeString(folder.resolve("key"), log.key().text() + "\n");
    Files.writeString(
        folder.resolve("seals.pem"),
        "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
            .formatted(Base64.getMimeEncoder().encodeToString(BuiltLog.sealKey())));
  }

  @AfterEach
  void close() {
    town.close();
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  private Ran verify(String... more) {
    return auditor.hallpass(
        Stream.concat(Stream.of("ledger", "verify", at("log"), "--key", at("key")), Stream.of(more))
            .toArray(String[]::new));
  }

  @Test
  void aWholeLogIsSaidToBeWholeWithWhatWasNotChecked() {
    Ran ran = verify("--seal-key", at("seals.pem"));

    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.out())
        .startsWith("The log is whole.")
        .contains("14 entries of 2 grants and 1 people in 2 intervals", "4 seals are checked")
        .contains("--table", "--checkpoint or --seen")
        .doesNotContain("--seal-key");
  }

  @Test
  void theFirstWrongEntryIsNamedWithTheCheckpointThatWasStillGood() throws IOException {
    String object = archive.names(ArchiveNames.ENTRIES).getLast();
    Files.delete(folder.resolve("log").resolve(object));

    Ran ran = verify();

    assertThat(ran.exit()).isEqualTo(ExitCode.NOT_WHOLE.code());
    assertThat(ran.out())
        .startsWith("The log is NOT whole.")
        .contains(object + ": is missing.")
        .contains("It was still right at the checkpoint of interval 1");
  }

  @Test
  void programsReadTheSameAsJson() throws IOException {
    Files.delete(folder.resolve("log").resolve(ArchiveNames.checkpoint(1)));

    Ran ran = verify("--json");
    JsonNode json = Json.read(ran.out());

    assertThat(ran.exit()).isEqualTo(ExitCode.NOT_WHOLE.code());
    assertThat(json.path("whole").asBoolean(true)).isFalse();
    assertThat(json.path("findings").path(0).path("what").asString())
        .isEqualTo(ArchiveNames.NEWEST);
  }

  @Test
  void aLostTableIsWrittenAsAnImportOfDynamoDb() throws IOException {
    Ran ran = auditor.hallpass("ledger", "restore", "--from", at("log"), "--to", at("items.gz"));

    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains("14 items, up to interval 1", "archive: {continues: " + BuiltLog.ORIGIN + "}");
    List<String> items = Lines.read(Files.readAllBytes(folder.resolve("items.gz")));
    assertThat(items).hasSize(14);
    JsonNode requested = Json.read(items.getFirst()).path("Item");
    assertThat(requested.path("grant").path("S").asString()).isEqualTo(grant.value());
    assertThat(requested.path("sequence").path("N").asString()).isEqualTo("0");
    assertThat(requested.has("requestedAt")).isTrue();
  }

  @Test
  void aRestoreOverwritesNothingAndSaysWhatIsMissing() throws IOException {
    Files.writeString(folder.resolve("there"), "mine");
    Ran there = auditor.hallpass("ledger", "restore", "--from", at("log"), "--to", at("there"));
    Files.delete(folder.resolve("log").resolve(archive.names(ArchiveNames.ENTRIES).getLast()));
    Ran broken = auditor.hallpass("ledger", "restore", "--from", at("log"), "--to", at("new"));

    assertThat(there.err()).contains("Name a file that is not there yet");
    assertThat(folder.resolve("there")).hasContent("mine");
    assertThat(broken.exit()).isEqualTo(ExitCode.NOT_WHOLE.code());
    assertThat(broken.err()).contains("The log is not whole: entries/", "is missing");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1})
  void aRestoreRefusesALogWithAGapAndNamesWhatIsMissing(long number) throws IOException {
    Files.delete(folder.resolve("log").resolve(ArchiveNames.interval(number)));

    Ran ran = auditor.hallpass("ledger", "restore", "--from", at("log"), "--to", at("gap"));

    assertThat(ran.err())
        .contains("missing, ", ArchiveNames.interval(number), "Nothing was written");
    assertThat(ran.exit()).isEqualTo(ExitCode.NOT_WHOLE.code());
    assertThat(folder.resolve("gap")).doesNotExist();
  }

  @Test
  void whatAMailSaidIsCompared() {
    Checkpoint newest =
        Checkpoint.parse(
            SignedNote.parse(new String(archive.content(ArchiveNames.NEWEST), UTF_8)).text());

    assertThat(verify("--seen", newest.size() + ":" + newest.root().base64()).exit()).isZero();
    assertThat(verify("--seen", newest.size() + 1 + ":" + newest.root().base64()).exit())
        .isEqualTo(ExitCode.NOT_WHOLE.code());
    assertThat(verify("--seen", "13").exit()).isEqualTo(ExitCode.USAGE.code());
  }

  @Test
  void aCheckpointThatWasKeptIsCompared() throws IOException {
    Files.write(folder.resolve("kept"), archive.content(ArchiveNames.checkpoint(0)));
    assertThat(verify("--checkpoint", at("kept")).exit()).isZero();

    Files.writeString(folder.resolve("kept"), "hello");
    assertThat(verify("--checkpoint", at("kept")).exit()).isEqualTo(ExitCode.USAGE.code());
  }

  @Test
  void anExportOfTheTableIsCompared() throws IOException {
    List<String> rows = log.table().stream().map(BuiltLog::row).toList();
    Files.createDirectories(folder.resolve("export/data"));
    Files.writeString(folder.resolve("export/data/a.json"), String.join("\n", rows));
    assertThat(verify("--table", at("export")).exit()).isZero();
    assertThat(auditor.hallpass("ledger", "verify", at("export")).out())
        .startsWith("The table is whole.");

    Files.writeString(
        folder.resolve("export/data/a.json"), String.join("\n", rows.subList(1, rows.size())));
    assertThat(verify("--table", at("export")).out())
        .contains("entry 0 of " + grant + ": is in the log, and not in the table");
  }

  @Test
  void whereNothingCanBeToldItSaysSo() {
    Ran ran = auditor.hallpass("ledger", "verify", at("nowhere"), "--key", at("key"));

    assertThat(ran.exit()).isEqualTo(ExitCode.UNKNOWN.code());
    assertThat(ran.err()).contains("There is no folder");
    assertThat(auditor.hallpass("ledger", "verify", at("log"), "--key", "a+b+c").exit())
        .isEqualTo(ExitCode.USAGE.code());
  }

  @Test
  void aGrantIsProvedToThoseWhoHaveOnlyTheKey() throws IOException {
    Ran proved = auditor.hallpass("ledger", "prove", grant.value(), "--from", at("log"));
    assertThat(proved.exit()).as(proved.err()).isZero();
    Files.writeString(folder.resolve("proof"), proved.out() + "\n");

    Ran checked = auditor.hallpass("ledger", "check-proof", at("proof"), "--key", at("key"));

    assertThat(checked.exit()).as(checked.out() + checked.err()).isZero();
    assertThat(checked.out())
        .contains("entry 0 of " + grant, "These 10 entries are in the log " + BuiltLog.ORIGIN)
        .doesNotContain("not all");

    Files.writeString(
        folder.resolve("proof"), (proved.out() + "\n").replaceFirst("index 3", "index 4"));
    assertThat(auditor.hallpass("ledger", "check-proof", at("proof"), "--key", at("key")).exit())
        .isEqualTo(ExitCode.NOT_WHOLE.code());
  }

  @Test
  void theKeyThatIsKnownProvesAGrantOfARestoredTableToo() throws IOException {
    String restored = BuiltLog.ORIGIN.replace("12345678-", "87654321-");
    log.restoreTo(restored);
    GrantId later = log.denied();
    log.interval();
    archive.copyTo(folder.resolve("log"));
    Ran proved = auditor.hallpass("ledger", "prove", later.value(), "--from", at("log"));
    Files.writeString(folder.resolve("proof"), proved.out() + "\n");

    Ran checked = auditor.hallpass("ledger", "check-proof", at("proof"), "--key", at("key"));

    assertThat(checked.exit()).as(checked.out() + checked.err()).isZero();
    assertThat(checked.out()).contains("in the log " + restored);
  }

  @Test
  void aBucketIsReadBySignedCalls() {
    try (FakeSite s3 = new FakeSite(this::s3)) {
      auditor.find("acme-ledger.s3.eu-central-1.amazonaws.com", s3);
      Ran ran =
          auditor.hallpass(
              "ledger",
              "verify",
              "s3://acme-ledger/log",
              "--key",
              at("key"),
              "--profile",
              "alice",
              "--json");

      assertThat(ran.exit()).as(ran.err() + ran.out()).isZero();
      assertThat(s3.asked())
          .allSatisfy(call -> {
            assertThat(call.line()).startsWith("GET ");
            assertThat(call.headers())
                .anyMatch(header -> header.contains("/eu-central-1/s3/aws4_request"));
          });
      assertThat(Json.read(ran.out()).path("unchecked").valueStream().map(JsonNode::asString))
          .noneMatch(what -> what.contains("second version"));
    }
  }

  private Answer s3(FakeSite.Asked call) {
    String target = URLDecoder.decode(call.line().split(" ", 3)[1], UTF_8);
    if (target.contains("versions=")) {
      return answer(200, "<ListVersionsResult></ListVersionsResult>");
    }
    if (target.startsWith("/?")) {
      String prefix = target.replaceFirst(".*prefix=log/", "").replaceFirst("&.*", "");
      return answer(
          200,
          archive.names(prefix).stream()
              .map(name -> "<Contents><Key>log/%s</Key></Contents>".formatted(name))
              .collect(Collectors.joining("", "<ListBucketResult>", "</ListBucketResult>")));
    }
    return archive
        .read(target.substring("/log/".length()))
        .map(object ->
            new Answer(200, List.of(FakeSite.BYTES), new String(object.content(), ISO_8859_1)))
        .orElseGet(() -> answer(404, "<Error><Code>NoSuchKey</Code></Error>"));
  }

  private static Answer answer(int status, String body) {
    return new Answer(status, List.of(), body);
  }
}
