package dev.hallpass.adapters.sts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hallpass.emulator.sts.Presigner;
import dev.hallpass.figures.Figures;
import dev.hallpass.identity.CallStatement;
import dev.hallpass.identity.CallerProofs.Answer;
import dev.hallpass.identity.CallerProofs.SignedBy;
import dev.hallpass.identity.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/// The program in the guide that makes a proof. Its signatures are botocore's, and not those of the
/// SDK that checks them here. Without Python and botocore these tests are skipped.
class ProofRecipeTest {

  private static final String GRANT = "grant-00000000000000000000000000004711";
  private static final String API = "https://hallpass.example.com/live";

  @TempDir private Path folder;

  // botocore signs by the clock on the wall.
  private final StsOverHttp sts = new StsOverHttp(Instant.now());
  private final Presigner bob = sts.signIn("bob@example.com");
  private final StsCallerProofs proofs =
      new StsCallerProofs(() -> sts, StsOverHttp.REGION, sts.clock());

  @BeforeEach
  void needsBotocore() {
    boolean isThere = run(List.of("python3", "-c", "import botocore")).isPresent();
    Figures.note("proofs by the guide's program: %s", isThere ? "run with botocore" : "not run");
    assumeTrue(isThere);
  }

  @Test
  void itsProofOfAYesIsTaken() {
    String hash = Sha256.of("a policy").hex();
    String call = "POST /grants/%s/approval".formatted(GRANT);

    assertThat(signer(proof(call, "", hash), call, "", Optional.of(new Sha256(hash))))
        .isInstanceOfSatisfying(
            SignedBy.class, signed -> assertThat(signed.arn()).endsWith("/bob@example.com"));
  }

  @Test
  void itsProofOfAnotherCallIsTaken() {
    String body = "{\"reason\": \"Über.\"}";
    String call = "POST /grants/%s/denial".formatted(GRANT);

    assertThat(signer(proof(call, body), call, body, Optional.empty()))
        .isInstanceOf(SignedBy.class);
  }

  private Answer signer(String proof, String call, String body, Optional<Sha256> policy) {
    return proofs.signer(
        proof, new CallStatement("hallpass.example.com", call, Sha256.of(body), policy));
  }

  private String proof(String... arguments) {
    List<String> command = new ArrayList<>(List.of("python3", saved().toString(), API));
    command.addAll(List.of(arguments));
    return run(command).orElseThrow().strip();
  }

  private Path saved() {
    try {
      String guide = Files.readString(Path.of("../handlers/README.md"));
      int begin = guide.indexOf("```python\n") + "```python\n".length();
      return Files.writeString(
          folder.resolve("proof.py"), guide.substring(begin, guide.indexOf("```\n", begin)));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /// What a program prints; empty if it is not there or fails.
  private Optional<String> run(List<String> command) {
    var key = (AwsSessionCredentialsIdentity) bob.credentials();
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder
        .environment()
        .putAll(
            Map.of(
                "AWS_REGION", StsOverHttp.REGION,
                "AWS_ACCESS_KEY_ID", key.accessKeyId(),
                "AWS_SECRET_ACCESS_KEY", key.secretAccessKey(),
                "AWS_SESSION_TOKEN", key.sessionToken(),
                "PYTHONUTF8", "1"));
    try {
      Process process = builder.start();
      String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
      return process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0
          ? Optional.of(printed)
          : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
