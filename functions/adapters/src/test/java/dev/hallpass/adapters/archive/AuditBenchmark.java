package dev.hallpass.adapters.archive;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.grant.Examples.DOORBELL;
import static dev.hallpass.grant.Examples.LINK;
import static dev.hallpass.grant.Examples.OTHER_LINK;
import static dev.hallpass.grant.Examples.POLICY;
import static dev.hallpass.grant.Examples.POLICY_HASH;
import static dev.hallpass.grant.Examples.SESSION;

import dev.hallpass.adapters.json.IntervalJson;
import dev.hallpass.adapters.json.LoggedJson;
import dev.hallpass.audit.Audit;
import dev.hallpass.audit.Pins;
import dev.hallpass.audit.Report;
import dev.hallpass.authority.PublicSealKey;
import dev.hallpass.grant.Ender;
import dev.hallpass.grant.Examples;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.identity.GrantId;
import dev.hallpass.log.NoteKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/// Writes a long log into a folder, or prints what an audit of it costs. Not a test; run it by its
/// main method.
final class AuditBenchmark {

  /// How many grants wait at once.
  private static final int WAITING = 200;

  private AuditBenchmark() {}

  /// Writes or audits a log.
  ///
  /// @param arguments `write FOLDER ENTRIES ENTRIES-OF-AN-INTERVAL`, `audit FOLDER`, or `tamper
  ///   FOLDER CHANGES`
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[1]);
    if (arguments[0].equals("write")) {
      write(folder, Long.parseLong(arguments[2]), Integer.parseInt(arguments[3]));
    } else if (arguments[0].equals("tamper")) {
      tamper(folder, Integer.parseInt(arguments[2]));
    } else {
      audit(folder);
    }
  }

  /// Makes single changes by chance, and audits the log after each.
  private static void tamper(Path folder, int changes) throws IOException {
    HeldArchive archive = HeldArchive.of(new FolderArchive(folder.resolve("log")));
    Pins pins = pins(folder);
    SplittableRandom random = new SplittableRandom(4711);
    Map<LogTampering.Kind, Integer> tried = new EnumMap<>(LogTampering.Kind.class);
    int found = 0;
    for (int change = 0; change < changes; change++) {
      LogTampering one = LogTampering.any(archive, random);
      tried.merge(one.kind(), 1, Integer::sum);
      if (BuiltLog.audit(one.of(archive), pins).isWhole()) {
        System.out.printf("not found: %s %s%n", one.kind(), one.says());
      } else {
        found++;
      }
    }
    System.out.printf("figure: of %d single changes %d were found: %s%n", changes, found, tried);
  }

  private static void write(Path folder, long entries, int each) throws IOException {
    BuiltLog log = new BuiltLog(WrittenFolder.of(folder.resolve("log")));
    Deque<GrantId> waiting = new ArrayDeque<>();
    long written = 0;
    while (written < entries) {
      GrantId asked = log.requested(Examples.requested());
      ask(log, asked);
      waiting.add(asked);
      if (waiting.size() > WAITING) {
        GrantId first = waiting.remove();
        use(log, first);
        log.forget(first);
      }
      if (log.news().size() >= each) {
        written += log.news().size();
        log.interval();
      }
    }
    Files.writeString(folder.resolve("key"), log.key().text());
    Files.writeString(
        folder.resolve("seal-key.pem"),
        "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
            .formatted(Base64.getMimeEncoder().encodeToString(BuiltLog.sealKey())));
  }

  private static void ask(BuiltLog log, GrantId id) {
    log.add(id, new GrantEvent.DoorbellHung(DOORBELL));
    log.add(id, Examples.sought(0, BOB, LINK));
    log.add(id, Examples.mailed(BOB, LINK));
    log.add(id, Examples.sought(0, CAROL, OTHER_LINK));
    log.add(id, Examples.mailed(CAROL, OTHER_LINK));
  }

  private static void use(BuiltLog log, GrantId id) {
    log.add(id, Examples.approved(0, BOB));
    Instant end = log.now().plus(Examples.HOUR);
    log.add(id, new GrantEvent.PolicyPlanned(POLICY.ofGrant(id, end), POLICY_HASH, end));
    log.add(id, Examples.activated());
    log.add(id, new GrantEvent.DoorbellHung(DOORBELL));
    for (int set = 0; set < 3; set++) {
      log.add(id, new GrantEvent.CredentialsPlanned(ALICE, SESSION, Optional.of(end)));
      log.add(id, new GrantEvent.CredentialsIssued(ALICE, SESSION, end));
    }
    log.add(id, new GrantEvent.EndNeared());
    log.add(id, Examples.expired());
    log.add(id, new GrantEvent.PolicyDeleted(Optional.of(Ender.WORKFLOW)));
  }

  private static Pins pins(Path folder) throws IOException {
    NoteKey key = NoteKey.parse(Files.readString(folder.resolve("key")));
    String pem = Files.readString(folder.resolve("seal-key.pem")).replaceAll("-----.*-----", "");
    PublicSealKey seals = PublicSealKey.of(Base64.getMimeDecoder().decode(pem));
    return new Pins(List.of(key), Optional.empty(), Optional.of(seals), List.of());
  }

  private static void audit(Path folder) throws IOException {
    Pins pins = pins(folder);
    long begun = System.nanoTime();
    Report report =
        new Audit(new FolderArchive(folder.resolve("log")), new IntervalJson(), new LoggedJson(), 2)
            .report(pins, Optional.empty(), (_, _, _) -> {});
    System.out.printf(
        "figure: an audit of %d entries of %d grants with %d seals in %d intervals takes %.1f s, whole: %s%n",
        report.entries(),
        report.grants(),
        report.seals(),
        report.intervals(),
        (System.nanoTime() - begun) / 1e9,
        report.isWhole());
    report.findings().forEach(System.out::println);
  }
}
