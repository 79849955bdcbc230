package dev.hallpass.local.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tlc2.TLC;

/// The model checker, in a JVM of its own, because it ends the one that it runs in.
record Tlc(Path folder) {

  private static final Pattern STATES = Pattern.compile("([0-9]+) distinct states found");
  private static final Pattern BROKEN =
      Pattern.compile("(?:Invariant|Action property) (\\w+) is violated");

  // The one promise about the ends of all ways, of which TLC does not say the name.
  private static final String UNNAMED = "EverythingEnds";

  /// Goes every way that the model leaves open, or until a promise is broken.
  Checked check(Model model) throws IOException, InterruptedException {
    Files.writeString(folder.resolve("GrantLifecycle.tla"), Model.specification());
    Files.writeString(folder.resolve("GrantLifecycle.cfg"), model.configuration());
    Path output = folder.resolve("output.txt");
    Process tlc =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx1g",
                "-cp",
                jar().toString(),
                TLC.class.getName(),
                "-workers",
                "1",
                "-cleanup",
                // The ends of all ways are looked at once, when all are known.
                "-lncheck",
                "final",
                "GrantLifecycle.tla")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(tlc.waitFor(5, TimeUnit.MINUTES)).as("TLC came to an end").isTrue();
    } finally {
      tlc.destroyForcibly();
    }
    return found(Files.readString(output));
  }

  private static Path jar() {
    try {
      return Path.of(TLC.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("The model checker is not a file", e);
    }
  }

  private static Checked found(String output) {
    long states =
        STATES
            .matcher(output)
            .results()
            .mapToLong(one -> Long.parseLong(one.group(1)))
            .max()
            .orElse(0);
    if (output.contains("Model checking completed. No error has been found.")) {
      return new Checked.Nothing(states);
    }
    Matcher broken = BROKEN.matcher(output);
    if (broken.find()) {
      return new Checked.Broken(broken.group(1), states);
    }
    assertThat(output).contains("Temporal properties were violated.");
    return new Checked.Broken(UNNAMED, states);
  }

  /// What came of it.
  sealed interface Checked {

    /// Every way was gone, and nothing is broken on any.
    ///
    /// @param states that the ways go through
    record Nothing(long states) implements Checked {}

    /// A way was found on which a promise is broken.
    ///
    /// @param states that were looked at until then
    record Broken(String promise, long states) implements Checked {}
  }
}
