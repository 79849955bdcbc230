package dev.hallpass.local.scenarios;

import static dev.hallpass.grant.Examples.ALICE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.emulator.template.Stack;
import dev.hallpass.local.scene.Asked;
import dev.hallpass.local.scene.Printed;
import dev.hallpass.local.scene.Scene;
import dev.hallpass.log.ArchiveNames;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;

/// What the daily check of the archive says of a log that was changed by a person with all rights
/// there.
class ArchiveCheckScenarioTest {

  private static final Stack ARCHIVE = Scene.SYNTHESIZED.archive();
  private static final String BUCKET =
      ARCHIVE.ref(ARCHIVE.resources("AWS::S3::Bucket").getFirst().id());

  private final Scene scene = new Scene();

  @BeforeEach
  void logTwoIntervals() {
    scene.request(ALICE, Asked.prefix("PT15M"));
    scene.pass(Scene.AN_INTERVAL.multipliedBy(2));
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void aWholeLogWritesNoMetricWhichWouldCostMoneyEachMonth() {
    Printed printed = Printed.during(() -> assertThat(scene.checkArchive()).isEmpty());

    assertThat(printed.lines()).isEmpty();
  }

  @Test
  void entriesThatAreReplacedAreFound() {
    assertFound(ArchiveNames.ENTRIES, key -> write(key, "other".getBytes(UTF_8)));
  }

  @Test
  void anObjectThatIsReplacedByTheSameContentsIsFound() {
    assertFound(
        ArchiveNames.CHECKPOINTS,
        key -> write(key, scene.system().archive().read(key).orElseThrow().content()));
  }

  @Test
  void anObjectThatIsRemovedIsFound() {
    assertFound(
        ArchiveNames.INTERVALS,
        key -> scene.system().region().s3().deleteObject(gone -> gone.bucket(BUCKET).key(key)));
  }

  private void write(String key, byte[] content) {
    scene
        .system()
        .region()
        .s3()
        .putObject(put -> put.bucket(BUCKET).key(key), RequestBody.fromBytes(content));
  }

  private void assertFound(String folder, Consumer<String> change) {
    String key = scene.system().archive().names(folder).getLast();
    change.accept(key);

    Printed printed = Printed.during(() -> assertThat(scene.checkArchive()).isPresent());

    assertThat(messages(printed)).anyMatch(line -> line.contains(key));
    assertThat(printed.lines()).anyMatch(line -> line.path("ArchiveNotWhole").asInt(0) == 1);
  }

  private static Stream<String> messages(Printed printed) {
    return printed.lines().stream()
        .filter(line -> line.has("message"))
        .map(line -> line.path("message").asString());
  }
}
