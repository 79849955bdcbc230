package dev.hallpass.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.reference.Reference;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotAgeTest {

  private static final LocalDate SNAPSHOT = Reference.snapshot().date();

  @TempDir private Path folder;

  @Test
  void aSnapshotOfHalfAYearIsTakenInSilence() {
    assertThat(SnapshotAge.warning(SNAPSHOT, days(180))).isEmpty();
  }

  @Test
  void anOlderOneIsWarnedOfWithAWayOutAndTheCatalogueIsCompiledAnyway() throws IOException {
    SampleCatalog.in(folder);
    var printed = new ByteArrayOutputStream();

    int exit =
        Compiler.run(
            new String[] {folder.toString(), folder.toString()},
            _ -> {},
            days(181),
            new PrintStream(printed, true, StandardCharsets.UTF_8));

    assertThat(exit).isZero();
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .startsWith("Warning: the snapshot of AWS's reference is of %s".formatted(SNAPSHOT))
        .contains("181 days ago", "renew the snapshot as infra/reference/NOTICE.md says");
    assertThat(folder.resolve("catalog.json")).exists();
  }

  private static InstantSource days(int age) {
    return InstantSource.fixed(SNAPSHOT.plusDays(age).atStartOfDay().toInstant(ZoneOffset.UTC));
  }
}
