package dev.hallpass.local;

import static dev.hallpass.grant.Examples.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.adapters.archive.FolderArchive;
import dev.hallpass.adapters.json.IntervalJson;
import dev.hallpass.adapters.json.LoggedJson;
import dev.hallpass.audit.Audit;
import dev.hallpass.audit.Pins;
import dev.hallpass.audit.Report;
import dev.hallpass.local.scene.Asked;
import dev.hallpass.local.scene.Scene;
import dev.hallpass.log.ArchiveNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The copy of the archive that the local system leaves behind.
class ArchiveCopyTest {

  private static final Duration A_MINUTE = Duration.ofMinutes(1);

  private final Scene scene = new Scene();

  @TempDir private Path folder;

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void itGrowsWithTheLogAndIsWholeWithoutTheSystem() throws IOException {
    ArchiveCopy copy = ArchiveCopy.begin(scene.system().archive(), scene.timeline(), folder);
    scene.request(ALICE, Asked.prefix("PT15M"));
    scene.pass(Scene.AN_INTERVAL.plus(A_MINUTE));
    Report first = audited(copy);
    scene.pass(Scene.AN_INTERVAL);
    Report second = audited(copy);

    assertThat(first.findings()).isEmpty();
    assertThat(first.entries()).isPositive();
    assertThat(second.findings()).isEmpty();
    assertThat(second.intervals()).isEqualTo(first.intervals() + 1);
  }

  private static Report audited(ArchiveCopy copy) {
    Pins none = new Pins(List.of(), Optional.empty(), Optional.empty(), List.of());
    return new Audit(new FolderArchive(copy.folder()), new IntervalJson(), new LoggedJson(), 1, 100)
        .report(none, Optional.empty(), (_, _, _) -> {});
  }

  @Test
  void theLogOfAnEarlierSystemIsRemoved() throws IOException {
    Path old = folder.resolve(ArchiveNames.interval(7));
    Files.createDirectories(old.getParent());
    Files.writeString(old, "{}");

    ArchiveCopy.begin(scene.system().archive(), scene.timeline(), folder);

    assertThat(old).doesNotExist();
  }
}
