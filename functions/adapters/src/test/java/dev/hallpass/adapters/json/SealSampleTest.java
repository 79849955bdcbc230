package dev.hallpass.adapters.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hallpass.approval.Seal;
import dev.hallpass.authority.PublicSealKey;
import dev.hallpass.grant.GrantEvent.Approved;
import dev.hallpass.ledger.History;
import dev.hallpass.ledger.YesStatement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The seal of the sample `approved.json`, which everybody can check by the key beside it.
class SealSampleTest {

  private static final Path KEY = Path.of("../../events/seal-key.pem");
  private static final History STORY =
      LedgerSamples.story(LedgerSamples.entry(Path.of("../../events/ledger/approved.json")));

  // Each member is that of the sample; the lines are those that ARCHITECTURE.md describes.
  private static final String SIGNED =
      """
      hallpass yes 1
      grant grant-0123456789abcdef0123456789abcdef
      after 570aa5f4ba6611e014cde2b755f1c5a07d1337c68c61f70bf2117fcaefe52832
      level 0
      approver bob@example.com
      channel LINK
      policy 0912759c05f8f63ef3e433cfd9d9c3511342c25752dcf1b02cec48fb29f8e0d4
      allows PT1H
      at 2026-11-23T09:04:31.480Z
      """;

  @Test
  void theSealSignsNineLinesThatTheEntriesSay() {
    assertThat(statement().text()).isEqualTo(SIGNED);
  }

  @Test
  void theKeyBesideTheSampleMadeItsSeal() throws IOException {
    assertThat(PublicSealKey.of(der()).made(seal(), statement())).isTrue();
  }

  @Test
  void opensslSaysTheSame(@TempDir Path folder) throws IOException, InterruptedException {
    assumeTrue(opensslRuns(), "openssl is not here, so only Java has checked the seal");
    Path statement = Files.writeString(folder.resolve("statement"), SIGNED);
    Path seal = Files.write(folder.resolve("seal"), seal().bytes());

    assertThat(openssl(statement, seal)).isZero();
    Files.writeString(statement, SIGNED.replace("bob", "eve"));
    assertThat(openssl(statement, seal)).isNotZero();
  }

  private static boolean opensslRuns() throws InterruptedException {
    try {
      return run("openssl", "version") == 0;
    } catch (IOException _) {
      return false;
    }
  }

  private static int openssl(Path statement, Path seal) throws IOException, InterruptedException {
    return run(
        "openssl",
        "dgst",
        "-sha256",
        "-verify",
        KEY.toString(),
        "-signature",
        seal.toString(),
        statement.toString());
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  private static byte[] der() throws IOException {
    String pem = Files.readString(KEY, UTF_8);
    return Base64.getMimeDecoder().decode(pem.replaceAll("-----[^-]*-----", ""));
  }

  private static Seal seal() {
    return yes().seal().orElseThrow();
  }

  private static YesStatement statement() {
    return STORY.statement(STORY.entries().getLast(), yes());
  }

  private static Approved yes() {
    return (Approved) STORY.entries().getLast().event();
  }
}
