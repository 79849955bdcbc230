package dev.hallpass.local.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.adapters.json.CompiledCatalog;
import dev.hallpass.catalog.Catalog;
import dev.hallpass.catalog.Entitlement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HurriedJarTest {

  private static final CompiledCatalog SHIPPED = CompiledCatalog.of(Path.of("../.."));

  @TempDir private Path folder;

  @Test
  void onlyTwoTimesAreOther() throws IOException {
    Catalog shipped = SHIPPED.catalog();
    Catalog hurried = HurriedJar.of(jar()).catalog();

    assertThat(hurried.settings().limits().shortest())
        .isEqualTo(Duration.parse(HurriedJar.SHORTEST));
    assertThat(answerWithin(hurried)).isEqualTo(Duration.parse(HurriedJar.ANSWER_WITHIN));
    assertThat(hurried.entitlements())
        .filteredOn(one -> !one.id().value().equals("read-bucket-prefix"))
        .isEqualTo(
            shipped.entitlements().stream()
                .filter(one -> !one.id().value().equals("read-bucket-prefix"))
                .toList());
    assertThat(hurried.entitlements().stream().map(Entitlement::ceiling))
        .isEqualTo(shipped.entitlements().stream().map(Entitlement::ceiling).toList());
  }

  @Test
  void itIsNeverTakenForTheJarThatWasBuilt() throws IOException {
    Path built = jar();

    assertThat(HurriedJar.of(built).file()).isNotEqualTo(built);
    assertThat(HurriedJar.of(built).catalog().digest()).isNotEqualTo(SHIPPED.catalog().digest());
  }

  private static Duration answerWithin(Catalog catalog) {
    return catalog.entitlements().stream()
        .filter(one -> one.id().value().equals("read-bucket-prefix"))
        .findFirst()
        .orElseThrow()
        .rules()
        .getLast()
        .plan()
        .levels()
        .getFirst()
        .answerWithin();
  }

  /// A jar with the shipped catalogue in it, where the functions' jar has it.
  private Path jar() throws IOException {
    Path jar = folder.resolve("functions.jar");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.list(SHIPPED.folder())) {
      for (Path file : files.toList()) {
        zip.putNextEntry(new ZipEntry("catalog/" + file.getFileName()));
        Files.copy(file, zip);
      }
    }
    return jar;
  }
}
