package dev.hallpass.local.probes;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// That infra/README.md says what the probes are.
class ProbeTableTest {

  private static final Pattern SECTION =
      Pattern.compile("(?s)\n## What AWS has to confirm\n(.*?)\n## ");

  @Test
  void theTableHasEachProbe() throws IOException {
    assertThat(section().lines().filter(line -> line.startsWith("| `")).toList())
        .isEqualTo(Probes.all().stream().map(ProbeTableTest::row).toList());
  }

  @Test
  void everyAddressThatTheProbesAskForIsExplained() throws IOException {
    Set<String> asked = new TreeSet<>(named(rows()));
    assertThat(asked).isNotEmpty();
    assertThat(named(section().replace(rows(), ""))).containsAll(asked);
  }

  private static String rows() {
    return Probes.all().stream().map(ProbeTableTest::row).collect(joining("\n"));
  }

  private static List<String> named(String text) {
    return Pattern.compile("-Dses\\.\\w+=")
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .toList();
  }

  private static String section() throws IOException {
    Matcher section = SECTION.matcher(Files.readString(Path.of("../README.md")));
    assertThat(section.find()).isTrue();
    return section.group(1);
  }

  private static String row(Probe probe) {
    return "| `%s` | %s *%s* | %s | %s | %s | %s |"
        .formatted(
            probe.name(),
            probe.claim(),
            probe.matters(),
            probe.source(),
            probe.done(),
            probe.beliefs().stream()
                .map(belief -> "%s: %s".formatted(belief.about(), belief.words()))
                .collect(joining("; ")),
            probe.cost());
  }
}
