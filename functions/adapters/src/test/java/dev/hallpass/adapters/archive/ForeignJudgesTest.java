package dev.hallpass.adapters.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.adapters.json.IntervalJson;
import dev.hallpass.adapters.json.LoggedJson;
import dev.hallpass.audit.proof.EntryProof;
import dev.hallpass.audit.proof.Prover;
import dev.hallpass.fuzz.Cases;
import dev.hallpass.identity.GrantId;
import dev.hallpass.log.ArchiveNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Programs with libraries of others accept our checkpoints, tiles and proofs, and refuse altered
/// ones. A judge that is not there, or cannot fetch its library, is left out.
class ForeignJudgesTest {

  private static final Path JUDGES = Path.of("src/test/judges").toAbsolutePath();
  private static final Path MADE = Path.of("target/judges").toAbsolutePath();

  private final HeldArchive archive = new HeldArchive();
  private final BuiltLog log = new BuiltLog(archive);
  private final Path folder;
  private GrantId grant = new GrantId("grant-" + "0".repeat(32));

  ForeignJudgesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  /// The judges.
  enum Judge {
    GO {
      @Override
      List<List<String>> made() {
        return List.of(List.of("go", "build", "-o", MADE.resolve("go").toString(), "."));
      }

      @Override
      List<String> line() {
        return List.of(MADE.resolve("go").toString());
      }
    },
    SIGSTORE {
      @Override
      List<List<String>> made() {
        String venv = MADE.resolve("venv").toString();
        return List.of(
            List.of("python3", "-m", "venv", venv),
            List.of(
                venv + "/bin/pip",
                "install",
                "--quiet",
                "--require-hashes",
                "-r",
                "requirements.txt"));
      }

      @Override
      List<String> line() {
        return List.of(
            MADE.resolve("venv/bin/python").toString(),
            JUDGES.resolve("sigstore/judge.py").toString());
      }
    };

    /// How it is made, in its folder.
    abstract List<List<String>> made();

    abstract List<String> line();

    private boolean isThere() throws IOException, InterruptedException {
      for (List<String> step : made()) {
        if (run(JUDGES.resolve(name().toLowerCase(Locale.ROOT)), step).exit() != 0) {
          return false;
        }
      }
      return true;
    }

    Ran judge(String... words) throws IOException, InterruptedException {
      List<String> all = new ArrayList<>(line());
      all.addAll(List.of(words));
      return run(JUDGES, all);
    }
  }

  /// What a program said.
  record Ran(int exit, String says) {}

  private static Ran run(Path in, List<String> line) throws IOException, InterruptedException {
    try {
      Process process =
          new ProcessBuilder(line).directory(in.toFile()).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String says = new String(process.getInputStream().readAllBytes(), UTF_8);
      return process.waitFor(5, TimeUnit.MINUTES)
          ? new Ran(process.exitValue(), says)
          : new Ran(1, "takes too long");
    } catch (IOException e) {
      return new Ran(1, String.valueOf(e.getMessage()));
    }
  }

  @BeforeEach
  void build() throws IOException {
    Files.createDirectories(MADE);
    grant = log.opened();
    log.interval();
    for (int one = 0; one < 60; one++) {
      log.opened();
      if (one % 20 == 0) {
        log.interval();
      }
    }
    log.interval();
    archive.copyTo(folder.resolve("log"));
    Files.writeString(folder.resolve("key"), log.key().text());
    Files.writeString(
        folder.resolve("proofs"),
        new Prover(archive, new IntervalJson(), new LoggedJson(), 2)
            .of(Set.of(grant.value())).stream()
                .map(EntryProof::text)
                .collect(Collectors.joining()));
  }

  @ParameterizedTest
  @EnumSource(Judge.class)
  void theyAcceptOurLogAndRefuseAlteredOnes(Judge judge) throws IOException, InterruptedException {
    Assumptions.assumeTrue(judge == Judge.GO || Cases.isWhole(), "A plain build asks Go alone");
    Assumptions.assumeTrue(judge.isThere(), "The judge " + judge + " cannot be made here");
    assertThat(log("log", judge)).isEqualTo(new Ran(0, "accepted\n"));
    assertThat(proofs("proofs", judge)).isEqualTo(new Ran(0, "accepted\n"));

    List<String> altered = new ArrayList<>(archive.names(ArchiveNames.CHECKPOINTS));
    altered.addAll(
        archive.names(ArchiveNames.TILES).stream().filter(name -> !name.contains(".p/")).toList());
    for (String name : altered) {
      Path file = folder.resolve("log").resolve(name);
      byte[] good = Files.readAllBytes(file);
      byte[] bad = good.clone();
      bad[bad.length / 2] ^= 1;
      Files.write(file, bad);
      assertThat(log("log", judge).exit()).as(name).isOne();
      Files.write(file, good);
    }
    String text = Files.readString(folder.resolve("proofs"));
    for (String other :
        List.of(
            text.replaceFirst("index 2\n", "index 3\n"),
            text.replaceFirst("\n[^\n]{44}\n", "\n"))) {
      assertThat(other).isNotEqualTo(text);
      Files.writeString(folder.resolve("other"), other);
      assertThat(proofs("other", judge).exit()).as(other).isOne();
    }
  }

  private Ran log(String name, Judge judge) throws IOException, InterruptedException {
    return judge.judge("log", at(name), at("key"));
  }

  private Ran proofs(String name, Judge judge) throws IOException, InterruptedException {
    return judge.judge("proofs", at(name), at("key"));
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }
}
