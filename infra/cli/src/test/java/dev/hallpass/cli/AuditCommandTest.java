package dev.hallpass.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.hallpass.adapters.json.StoredEntry;
import dev.hallpass.cli.json.Json;
import dev.hallpass.cli.scene.Desk;
import dev.hallpass.cli.scene.FakeSite;
import dev.hallpass.cli.scene.FakeSite.Answer;
import dev.hallpass.cli.scene.Ran;
import dev.hallpass.cli.scene.SampleArchive;
import dev.hallpass.cli.scene.Town;
import dev.hallpass.cli.surroundings.ExitCode;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.grant.GrantEvent.CredentialsIssued;
import dev.hallpass.grant.GrantEvent.CredentialsPlanned;
import dev.hallpass.grant.GrantEvent.Denied;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.identity.Person;
import dev.hallpass.log.Lines;
import dev.hallpass.policy.SessionName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What auditors learn from a copy of the archive, while no Hallpass is there.
class AuditCommandTest {

  private static final String USED = "grant-0123456789abcdef0123456789abcdef";
  private static final String REVIEWED = "grant-fedcba9876543210fedcba9876543210";
  private static final String SHELL = "grant-5e11e55e11e55e11e55e11e55e11e55e";
  private static final String UNREVIEWED = "grant-" + "a".repeat(32);
  private static final String HOSTILE = "grant-" + "b".repeat(32);
  private static final String SESSION = "hallpass-fedcba9876543210fedcba9876543210";
  private static final String OBJECT = "arn:aws:s3:::acme-exports/customers/4711/a.csv";
  private static final String ATTACK = "<script>alert(1)</script>\n\"; =1+1";
  private static final String FORMULA = "=HYPERLINK(\"http://evil.example\",\"x\")";

  private static final Pattern CELL =
      Pattern.compile("\\G\"(?<text>(?:[^\"]|\"\")*)\"(?<end>,|\r\n)");

  private final Town town;
  private final Desk auditor;
  private final SampleArchive archive;
  private final Path folder;

  AuditCommandTest(@TempDir Path folder) {
    this.folder = folder;
    town = new Town(folder.resolve("town"));
    auditor = town.newDesk("auditor");
    archive = new SampleArchive(folder.resolve("archive"));
    archive.log(archive.story("session-denial-removed")).log(archive.story("break-glass/reviewed"))
        .log(
            Stream.of(
                    archive.story("shell/shells-over"),
                    archive.story("managed/requested"),
                    archive.retold("break-glass/policy-deleted", 'a', event -> event),
                    archive.retold("denied", 'b', AuditCommandTest::hostile))
                .flatMap(List::stream)
                .toList());
  }

  @AfterEach
  void close() {
    town.close();
  }

  private static GrantEvent hostile(GrantEvent event) {
    return switch (event) {
      case Requested asked ->
          new Requested(
              asked.requester(),
              asked.entitlement(),
              FORMULA,
              asked.parameters(),
              ATTACK,
              asked.ticket(),
              asked.duration(),
              asked.startsAt(),
              asked.extensionOf(),
              asked.plan(),
              asked.role(),
              asked.policy(),
              asked.policyHash(),
              asked.risks());
      case Denied no -> new Denied(no.level(), no.approver(), ATTACK, no.channel());
      default -> event;
    };
  }

  private Ran audit(String... words) {
    List<String> line = new ArrayList<>(List.of("audit"));
    line.addAll(List.of(words));
    line.addAll(List.of("--from", archive.folder().toString()));
    return auditor.hallpass(line.toArray(String[]::new));
  }

  private Ran answered(String... words) {
    Ran ran = audit(words);
    assertThat(ran.exit()).as(ran.err()).isZero();
    return ran;
  }

  private JsonNode document(String... words) {
    List<String> line = new ArrayList<>(List.of(words));
    line.add("--json");
    String text = answered(line.toArray(String[]::new)).out();
    assertThat(schema().validate(text, InputFormat.JSON)).as(text).isEmpty();
    return Json.read(text);
  }

  private static Schema schema() {
    try (InputStream schema =
        Objects.requireNonNull(
            AuditCommandTest.class.getResourceAsStream(
                "/dev/hallpass/cli/audit/answer.schema.json"))) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(new String(schema.readAllBytes(), UTF_8), InputFormat.JSON);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void eachAnswerSaysFirstWhatItWasReadAgainstAndThatItIsNoProof() {
    for (String question : List.of("break-glass", "unused")) {
      assertThat(answered(question).printed().subList(0, 2))
          .satisfiesExactly(
              read ->
                  assertThat(read)
                      .startsWith("Read against the checkpoint of ")
                      .contains(" entries at 2026-12-01T09:15:00Z, root " + archive.root()),
              unverified ->
                  assertThat(unverified)
                      .startsWith("The archive was not verified")
                      .endsWith("hallpass ledger verify " + archive.folder()));
    }
    assertThat(document("break-glass").path("checkpoint").path("root").asString())
        .isEqualTo(archive.root());
  }

  @Test
  void whoHadAnObjectIsToldWithTheTimesTheYesAndTheSessions() {
    Ran ran = answered("who-had", OBJECT, "--between", "2026-11-23", "2026-11-23");

    assertThat(ran.printed().subList(3, ran.printed().size()))
        .satisfiesExactly(
            titles -> assertThat(titles).startsWith("FROM"),
            row ->
                assertThat(row)
                    .contains(
                        "2026-11-23T09:04:32Z  2026-11-23T09:12:01Z",
                        "alice@example.com",
                        "read-bucket-prefix",
                        USED,
                        "bob@example.com (link, sealed)",
                        "2026-11-23T09:05:02Z to 2026-11-23T09:12:01Z"));
  }

  @Test
  void accessEndsWhereItsSessionsCouldDoNothingMore() {
    assertThat(who("2026-11-23T09:12:01Z", "2026-11-23T09:12:02Z")).containsExactly(USED);
    assertThat(who("2026-11-23T09:12:02Z", "2026-11-23T09:13:00Z")).isEmpty();
    assertThat(who("2026-11-23T08:00:00Z", "2026-11-23T09:04:32Z")).isEmpty();
    assertThat(who("2026-11-24", "2026-11-24")).containsExactly(REVIEWED, UNREVIEWED);
  }

  private List<String> who(String from, String to) {
    return ids(document("who-had", OBJECT, "--between", from, to));
  }

  private static List<String> ids(JsonNode document) {
    return document
        .path("grants")
        .valueStream()
        .map(grant -> grant.path("grant").asString())
        .toList();
  }

  @Test
  void aResourceThatNoPolicyNamesWasNobodys() {
    assertThat(answered("who-had", "arn:aws:s3:::acme-exports/customers/4712/a.csv").out())
        .contains("Nobody had access there in that time.");
  }

  @Test
  void whoHadAnAccountIsEachGrantThatWasOpenInIt() {
    assertThat(ids(document("who-had", "111122223333"))).hasSize(4).doesNotContain(HOSTILE);
    assertThat(ids(document("who-had", "444455556666"))).isEmpty();
  }

  @Test
  void yesesAreToldUnderEachTagOfAnAddress() {
    Ran ran = answered("approved-by", "Bob+audit@example.com");

    assertThat(ran.printed().getLast())
        .contains("alice@example.com", USED, "bob@example.com", "link", "sealed");
    assertThat(document("approved-by", "bob@example.com").path("yeses").size()).isOne();
    assertThat(answered("approved-by", "carol@example.com").out()).contains("yes to nothing");
  }

  private Path trail() {
    String file =
        """
        {"Records":[%s,%s,%s,%s,%s]}\
        """
            .formatted(
                event("1", SESSION, "alice@example.com", "GetObject", ""),
                event("2", SESSION, "alice@example.com", "GetObject", ""),
                event("3", SESSION, "alice@example.com", "PutObject", "AccessDenied"),
                event("4", SESSION, "mallory@example.com", "DeleteObject", ""),
                event("5", "hallpass-" + "0".repeat(32), "alice@example.com", "GetObject", ""));
    archive.write(
        "../trail/AWSLogs/111122223333/CloudTrail/eu-central-1/2026/11/23/"
            + "111122223333_CloudTrail_eu-central-1_20261123T0910Z_abcdefghijklmnop.json.gz",
        Lines.compressed(file.lines().toList()));
    archive.write(
        "../trail/lookup.json",
        Json.text(looked(event("2", SESSION, "alice@example.com", "GetObject", "")))
            .getBytes(UTF_8));
    return folder.resolve("trail");
  }

  /// What `aws cloudtrail lookup-events` prints of an event.
  private static JsonNode looked(String event) {
    var document = Json.object();
    document.putArray("Events").addObject().put("EventId", "2").put("CloudTrailEvent", event);
    return document;
  }

  private static String event(String id, String session, String person, String call, String error) {
    return """
    {"eventVersion":"1.11","userIdentity":{"type":"AssumedRole",\
    "principalId":"AROAEXAMPLE:%s",\
    "arn":"arn:aws:sts::111122223333:assumed-role/read-bucket-prefix/%s",\
    "accountId":"111122223333","sessionContext":{"sessionIssuer":{"type":"Role",\
    "arn":"arn:aws:iam::111122223333:role/hallpass/read-bucket-prefix"},\
    "sourceIdentity":"%s","attributes":{"creationDate":"2026-11-23T09:05:02Z"}}},\
    "eventTime":"2026-11-23T09:0%s:00Z","eventSource":"s3.amazonaws.com","eventName":"%s",\
    "awsRegion":"eu-central-1",%s"resources":[{"type":"AWS::S3::Object","ARN":"%s"}],\
    "eventID":"%s","readOnly":true,"eventType":"AwsApiCall","eventCategory":"Data"}\
    """
        .formatted(
            session,
            session,
            person,
            id,
            call,
            error.isEmpty() ? "" : "\"errorCode\":\"%s\",".formatted(error),
            OBJECT,
            id);
  }

  @Test
  void whatSessionsDidIsToldBesideWhatWasAllowed() {
    Ran ran = answered("used", USED, "--trail", trail().toString());

    assertThat(ran.out().replaceAll(" +", " "))
        .contains(
            "session %s from 2026-11-23T09:05:02Z to 2026-11-23T09:12:01Z".formatted(SESSION),
            "s3:GetObject 2 2026-11-23T09:02:00Z arn:aws:s3:::acme-exports/customers/4711/*",
            "s3:ListBucket none",
            "s3:PutObject 1 2026-11-23T09:03:00Z " + OBJECT,
            "1 events have a session of this grant and the source identity of another person");
    JsonNode usage = document("used", USED, "--trail", trail().toString()).path("usage");
    assertThat(usage.path("done").valueStream().map(one -> one.path("action").asString()))
        .containsExactly("s3:GetObject");
    assertThat(usage.path("otherIdentity").intValue()).isOne();
  }

  @Test
  void withoutATrailItSaysHowCloudTrailIsAsked() {
    assertThat(answered("used", USED).out())
        .contains(
            "by a profile in the account 111122223333",
            "hallpass audit used %s --trail cloudtrail://PROFILE/REGION".formatted(USED));
    assertThat(document("used", USED).has("usage")).isFalse();
  }

  @Test
  void cloudTrailItselfIsAskedPageByPageForTheSessionsOfAGrant() {
    String page = looked(event("2", SESSION, "alice@example.com", "GetObject", "")).toString();
    Deque<Answer> answers =
        new ArrayDeque<>(
            List.of(
                new Answer(400, List.of(), "{\"__type\":\"ThrottlingException\"}"),
                new Answer(200, List.of(), page.replaceFirst("\\{", "{\"NextToken\":\"more\",")),
                new Answer(200, List.of(), "{\"Events\":[]}")));
    try (FakeSite cloudTrail = new FakeSite(_ -> answers.remove())) {
      auditor.find("cloudtrail.eu-central-1.amazonaws.com", cloudTrail);

      Ran ran = answered("used", USED, "--trail", "cloudtrail://alice/eu-central-1");

      assertThat(ran.out().replaceAll(" +", " ")).contains("s3:GetObject 1 2026-11-23T09:02:00Z");
      assertThat(cloudTrail.asked())
          .hasSize(3)
          .allSatisfy(call -> assertThat(call.body()).contains(SESSION))
          .allSatisfy(call ->
              assertThat(call.headers())
                  .anyMatch(header -> header.contains("/eu-central-1/cloudtrail/aws4_request")));
      assertThat(cloudTrail.asked().getLast().body()).contains("\"NextToken\":\"more\"");
    }
  }

  @Test
  void aProfileThatMayNotLookEventsUpIsTold() {
    String denied = "{\"__type\":\"com.amazon.coral.service#AccessDeniedException\"}";
    try (FakeSite cloudTrail = new FakeSite(_ -> new Answer(400, List.of(), denied))) {
      auditor.find("cloudtrail.eu-central-1.amazonaws.com", cloudTrail);

      Ran ran = audit("used", USED, "--trail", "cloudtrail://alice/eu-central-1");

      assertThat(ran.exit()).isEqualTo(ExitCode.UNKNOWN.code());
      assertThat(ran.err())
          .contains("says AccessDeniedException", "allowed to call cloudtrail:LookupEvents");
    }
  }

  @Test
  void aLookUpNamesItsRegions() {
    Ran ran = audit("used", USED, "--trail", "cloudtrail://alice");

    assertThat(ran.exit()).isEqualTo(ExitCode.USAGE.code());
    assertThat(ran.err()).contains("Write cloudtrail://PROFILE/REGION");
  }

  @Test
  void grantsThatNobodyUsedAreToldAndActionsThatNoGrantUsed() {
    assertThat(unused(document("unused")))
        .containsExactly(
            "open-instance-shell 1 [] []",
            "read-bucket-prefix 3 [%s, %s] []".formatted(REVIEWED, UNREVIEWED));
    assertThat(unused(document("unused", "--trail", trail().toString())))
        .containsExactly(
            "open-instance-shell 1 [] [ssm:StartSession]",
            "read-bucket-prefix 3 [%s, %s] [s3:ListBucket]".formatted(REVIEWED, UNREVIEWED));
    assertThat(document("unused", "--since", "2026-11-25").path("entitlements")).isEmpty();
    assertThat(answered("unused").out()).contains("No trail was read", UNREVIEWED);
    assertThat(answered("unused", "--since", "2026-11-25").out())
        .contains("Nothing was open in that time.");
  }

  private void shellTrail(String... events) {
    archive.write(
        "../shell-trail/events.json",
        "{\"Records\":[%s]}".formatted(String.join(",", events)).getBytes(UTF_8));
  }

  private static String inAccount(String account, String at, String members) {
    return """
    {"eventID":"%s%s","eventTime":"%s","eventSource":"sts.amazonaws.com","eventName":"AssumeRole",\
    "awsRegion":"eu-central-1","recipientAccountId":"%s","userIdentity":{}%s}\
    """
        .formatted(account, at, at, account, members);
  }

  private String whyTheShellIs(String list) {
    return document("unused", "--trail", folder.resolve("shell-trail").toString())
        .path("entitlements")
        .path(0)
        .path(list)
        .path(0)
        .path("because")
        .asString("");
  }

  @Test
  void aTrailThatDoesNotHaveTheTimeOfAGrantCannotSayThatItWasNotUsed() {
    JsonNode session = document("used", SHELL).path("grant").path("sessions").path(0);
    String name = session.path("name").asString();
    String from = session.path("from").asString();
    String opening = ",\"requestParameters\":{\"roleSessionName\":\"%s\"}".formatted(name);
    String later = "2026-12-01T00:00:00Z";

    shellTrail(inAccount("444455556666", from, opening));
    assertThat(whyTheShellIs("cannotBeSaid")).contains("does not have the opening of " + name);
    shellTrail(inAccount("111122223333", from, opening));
    assertThat(whyTheShellIs("cannotBeSaid")).isEqualTo("the trail ends before the sessions did");
    shellTrail(inAccount("111122223333", from, opening), inAccount("111122223333", later, ""));
    assertThat(whyTheShellIs("cannotBeSaid")).contains("no calls on data of 111122223333");
    shellTrail(
        inAccount("111122223333", from, opening),
        inAccount("111122223333", later, ",\"eventCategory\":\"Data\""));
    assertThat(whyTheShellIs("unusedGrants")).contains("no call of them");
    assertThat(whyTheShellIs("cannotBeSaid")).isEmpty();
  }

  @Test
  void theEvidenceSaysWhetherAGrantWasUsedOrThatItCannotBeSaid() {
    List<List<String>> rows = rows(written("csv"));

    assertThat(rows.stream().map(row -> row.get(rows.getFirst().indexOf("used"))))
        .satisfiesExactly(
            title -> assertThat(title).isEqualTo("used"),
            fetched ->
                assertThat(fetched)
                    .startsWith("cannot be said: credentials were fetched, and no trail was read"),
            not -> assertThat(not).isEqualTo("not used: nobody fetched credentials"),
            fetched -> assertThat(fetched).startsWith("cannot be said: "),
            not -> assertThat(not).startsWith("not used: "),
            not -> assertThat(not).startsWith("not used: "),
            not -> assertThat(not).startsWith("not used: "));
  }

  private static List<String> unused(JsonNode document) {
    return document
        .path("entitlements")
        .valueStream()
        .map(one ->
            "%s %d %s %s"
                .formatted(
                    one.path("entitlement").asString(),
                    one.path("opened").intValue(),
                    one.path("unusedGrants")
                        .valueStream()
                        .map(grant -> grant.path("grant").asString())
                        .toList(),
                    texts(one, "actionsNeverUsed")))
        .toList();
  }

  private static List<String> texts(JsonNode one, String member) {
    return Json.texts(one, member).toList();
  }

  @Test
  void eachAccessWithoutAYesIsToldWithItsReviewOrThatItIsMissing() {
    Ran ran = answered("break-glass");

    assertThat(ran.out())
        .contains(
            "2 accesses without a yes, 1 of them not reviewed yet.",
            "justified by carol@example.com at 2026-11-24T08:41:30Z",
            "missing since 2026-11-25T02:15:");
    assertThat(ids(document("break-glass", "--between", "2026-11-25", "2026-11-26"))).isEmpty();
  }

  private String written(String ending) {
    answered("evidence", "--quarter", "2026Q4", "--to", folder.resolve("evidence").toString());
    try {
      return Files.readString(folder.resolve("evidence/evidence-2026Q4." + ending));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void evidenceIsOnePageInWhichNothingRuns() {
    Document page = Jsoup.parse(written("html"));

    assertThat(page.select("script, [onload], [onclick], [href], [src]")).isEmpty();
    assertThat(page.select("h2").eachText())
        .containsExactly(
            USED, REVIEWED, SHELL, "grant-b111b111b111b111b111b111b111b111", UNREVIEWED, HOSTILE);
    assertThat(page.text())
        .contains("<script>alert(1)</script>", "The archive was not verified", archive.root())
        .contains("yes from bob@example.com at 2026-11-23T09:04:31Z (link, sealed)");
  }

  @Test
  void evidenceIsATableThatASpreadsheetShowsAndDoesNotRun() {
    String table = written("csv");
    List<List<String>> rows = rows(table);

    assertThat(rows).hasSize(7).allSatisfy(row -> assertThat(row).hasSize(rows.getFirst().size()));
    List<String> hostile = rows.getLast();
    assertThat(hostile).contains("'" + FORMULA, ATTACK);
    assertThat(table).doesNotContain(",\"=").endsWith("\"\r\n");
  }

  /// Reads comma-separated values (source: RFC 4180).
  private static List<List<String>> rows(String table) {
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    Matcher cells = CELL.matcher(table);
    while (cells.find()) {
      row.add(cells.group("text").replace("\"\"", "\""));
      if (cells.group("end").equals("\r\n")) {
        rows.add(List.copyOf(row));
        row.clear();
      }
    }
    return rows;
  }

  @Test
  void eachLineOfTheEvidenceNamesItsPlaceInTheLog() {
    List<String> hashes =
        Stream.of(
                archive.story("session-denial-removed"),
                archive.story("break-glass/reviewed"),
                archive.story("shell/shells-over"),
                archive.story("managed/requested"),
                archive.retold("break-glass/policy-deleted", 'a', event -> event),
                archive.retold("denied", 'b', AuditCommandTest::hostile))
            .flatMap(List::stream)
            .map(StoredEntry::hash)
            .toList();
    JsonNode document =
        document("evidence", "--quarter", "2026Q4", "--to", folder.resolve("e").toString());

    assertThat(document.path("grants").valueStream().map(grant -> grant.path("newest")))
        .hasSize(6)
        .allSatisfy(leaf ->
            assertThat(hashes.get(leaf.path("index").intValue()))
                .isEqualTo(leaf.path("hash").asString()));
    assertThat(document.path("checkpoint").path("size").intValue()).isEqualTo(hashes.size());
  }

  @Test
  void eachLineOfTheEvidenceIsProvedWithoutTheArchive() {
    List<List<String>> rows = rows(written("csv"));

    for (List<String> row : rows.subList(1, rows.size())) {
      Path file = folder.resolve("evidence").resolve(row.getLast());
      Ran checked =
          auditor.hallpass("ledger", "check-proof", file.toString(), "--key", archive.key().text());

      assertThat(checked.exit()).as(checked.out() + checked.err()).isZero();
      assertThat(checked.out()).contains(row.getFirst()).doesNotContain("not all entries");
    }
  }

  @Test
  void aQuarterHasWhatWasAskedForOpenOrReviewedInIt() {
    assertThat(
            ids(
                document(
                    "evidence", "--quarter", "2026Q3", "--to", folder.resolve("e").toString())))
        .isEmpty();
  }

  @Test
  void openingsAndClosesAreEventsOfOcsf() {
    Ran ran = answered("ocsf", "--between", "2026-11-23", "2026-11-23");

    assertThat(ran.err()).contains("Read against the checkpoint", "not verified");
    assertThat(ran.printed().stream().map(Json::read))
        .satisfiesExactly(
            opened -> {
              assertThat(opened.path("class_uid").intValue()).isEqualTo(3001);
              assertThat(opened.path("type_uid").intValue()).isEqualTo(300_107);
              assertThat(opened.path("time").longValue()).isEqualTo(1_795_424_672_700L);
              assertThat(opened.path("user").path("email_addr").asString())
                  .isEqualTo("alice@example.com");
              assertThat(opened.path("policy").path("uid").asString()).isEqualTo(USED);
              assertThat(opened.path("metadata").path("version").asString()).isEqualTo("1.1.0");
            },
            closed -> {
              assertThat(closed.path("type_uid").intValue()).isEqualTo(300_108);
              assertThat(closed.path("cloud").path("account").path("uid").asString())
                  .isEqualTo("111122223333");
            });
  }

  @Test
  void anArchiveWithoutAnEntryGivesNoAnswer() throws IOException {
    Path entries = archive.folder().resolve("entries/day=2026-12-01");
    try (Stream<Path> files = Files.list(entries)) {
      Files.delete(files.sorted().findFirst().orElseThrow());
    }
    Ran ran = audit("break-glass");

    assertThat(ran.exit()).isEqualTo(ExitCode.UNKNOWN.code());
    assertThat(ran.err()).contains("has not the entries of its checkpoint", "ledger verify");
  }

  @Test
  void whatALosingWriterLeftIsNotRead() {
    archive.write(
        "entries/day=2026-12-01/000000000001-0123456789abcdef.jsonl.gz",
        Lines.compressed(List.of("{}")));

    assertThat(ids(document("break-glass"))).containsExactly(REVIEWED, UNREVIEWED);
  }

  @Test
  void entriesThatCameBeforeThoseThatTheyFollowAreRead() {
    List<StoredEntry> story = archive.retold("break-glass/policy-deleted", 'c', event -> event);
    archive.log(story.reversed());
    JsonNode document = document("break-glass");

    assertThat(ids(document)).contains("grant-" + "c".repeat(32));
    assertThat(document.path("contradictions")).isEmpty();
  }

  @Test
  void sessionsThatWereAskedForAtOnceAreOneEach() {
    Person alice = new Person("alice@example.com");
    SessionName one = new SessionName("hallpass-" + "1".repeat(32));
    SessionName other = new SessionName("hallpass-" + "2".repeat(32));
    Instant end = Instant.parse("2026-11-23T09:30:00Z");
    archive.log(
        archive.retold(
            "activated",
            'd',
            event -> event,
            new CredentialsPlanned(alice, one, Optional.of(end)),
            new CredentialsPlanned(alice, other, Optional.of(end)),
            new CredentialsIssued(alice, one, end),
            new CredentialsIssued(alice, other, end)));

    assertThat(document("used", "grant-" + "d".repeat(32)).path("grant").path("sessions"))
        .hasSize(2);
  }

  @Test
  void aLogThatContradictsItselfIsSaidToDoSo() {
    StoredEntry forged = archive.story("cancelled").getLast();
    archive.log(List.of(forged));

    assertThat(answered("break-glass").out())
        .contains("The log contradicts itself", "entry 5 of " + USED);
    assertThat(document("break-glass").path("contradictions").size()).isOne();
  }

  @Test
  void eachQuestionIsExplainedWithAnExample() {
    for (String question :
        List.of("who-had", "approved-by", "used", "unused", "break-glass", "evidence", "ocsf")) {
      assertThat(auditor.hallpass("audit", question, "--help").out())
          .contains("hallpass audit " + question, "--from=ARCHIVE", "Example:");
    }
  }

  @Test
  void mistakesAreSaidWithTheRule() {
    assertThat(usage("who-had", "acme-exports")).contains("an ARN with all its six parts");
    assertThat(usage("who-had", OBJECT, "--between", "2026-12-31", "2026-10-01"))
        .contains("the earlier one first");
    assertThat(usage("approved-by", "bob")).contains("e-mail address");
    assertThat(usage("used", "grant-0123")).contains("whole id");
    assertThat(usage("unused", "--since", "soon")).contains("--since soon");
    assertThat(usage("evidence", "--quarter", "Q4", "--to", "evidence")).contains("2026Q4");
  }

  private String usage(String... words) {
    Ran ran = audit(words);
    assertThat(ran.exit()).isEqualTo(ExitCode.USAGE.code());
    return ran.err();
  }

  @Test
  void aFolderWithoutALogAndAnUnknownGrantAreSaid() {
    assertThat(auditor.hallpass("audit", "break-glass", "--from", folder.toString()).err())
        .contains("There is no log here");
    assertThat(audit("used", "grant-" + "9".repeat(32)).err()).contains("The archive has no grant");
    assertThat(
            audit("used", USED, "--trail", archive.folder().resolve("intervals").toString()).err())
        .contains("no events of CloudTrail here");
  }
}
