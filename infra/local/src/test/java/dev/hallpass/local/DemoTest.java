package dev.hallpass.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.adapters.json.CompiledCatalog;
import dev.hallpass.local.judge.Recorder;
import dev.hallpass.local.scene.Scene;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DemoTest {

  @Test
  void theDemoPlaysToItsEnd() throws IOException {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(printed, true, UTF_8)) {
      Demo.play(
          CompiledCatalog.of(Path.of("../..")),
          Scene.SYNTHESIZED,
          new Recorder(Recorder.RECORDED),
          out);
    }
    assertThat(printed.toString(UTF_8)).contains("ledger end", "entries verifies");
  }
}
