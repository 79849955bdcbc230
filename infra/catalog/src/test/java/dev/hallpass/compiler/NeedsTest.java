package dev.hallpass.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.catalog.AwsReference;
import dev.hallpass.compiler.yaml.CatalogFiles;
import dev.hallpass.figures.Figures;
import dev.hallpass.reference.CatalogCheck;
import dev.hallpass.reference.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The catalogue can say what engineers ask for.
class NeedsTest {

  private static final AwsReference AWS = new CatalogCheck(Reference.snapshot());
  private static final Path CATALOG = Path.of("");
  private static final Path NEEDS = Path.of("src/test/resources/needs");
  private static final String FULL = "full";
  private static final String NO = "no";

  @TempDir Path folder;

  @BeforeEach
  void aCatalogueOfAllNeeds() throws IOException {
    Files.createDirectories(folder.resolve("entitlements"));
    Files.createDirectories(folder.resolve("trials"));
    SampleCatalog sample = new SampleCatalog(folder).withSettingsOf(CATALOG);
    for (Path starter : folders(CATALOG.resolve("starters"))) {
      sample.withManagedOf(starter);
    }
    for (Path need : folders(NEEDS)) {
      String file = need.getFileName() + ".yaml";
      Files.copy(need.resolve("entitlement.yaml"), folder.resolve("entitlements").resolve(file));
      Files.copy(need.resolve("trial.yaml"), folder.resolve("trials").resolve(file));
      sample.withManagedOf(need);
    }
  }

  @Test
  void eachNeedOpensWhatItIsForAndNothingBesideIt() {
    YamlCatalog catalog = YamlCatalog.read(folder, AWS);

    assertThat(new CatalogFiles(folder).trials()).hasSameSizeAs(catalog.entitlements());
    Trial.checkAll(folder, catalog);
  }

  @Test
  void nearlyAllNeedsCanBeHadInFull() throws IOException {
    List<Need> needs = needs();
    long some = needs.stream().filter(need -> !need.had.equals(NO)).count();
    long full = needs.stream().filter(need -> need.had.equals(FULL)).count();

    Figures.note("Of %d needs, %d can be had in some way and %d in full", needs.size(), some, full);
    assertThat(needs).hasSize(43);
    assertThat(some).isGreaterThanOrEqualTo(41);
    assertThat(full).isGreaterThanOrEqualTo(38);
  }

  @Test
  void eachNeedHasItsEntitlementAndSaysWhyItIsNotFull() throws IOException {
    for (Need need : needs()) {
      assertThat(need.had).isIn(FULL, "some", NO);
      assertThat(CATALOG.resolve(need.place())).isDirectory();
      assertThat(need.reason.isEmpty()).as(need.asked).isEqualTo(need.had.equals(FULL));
    }
    assertThat(needs().stream().map(Need::place)).containsAll(folders(NEEDS));
  }

  private static List<Need> needs() throws IOException {
    return Files.readAllLines(NEEDS.resolve("needs.txt")).stream()
        .filter(line -> !line.startsWith("#"))
        .map(Need::read)
        .toList();
  }

  private static List<Path> folders(Path parent) throws IOException {
    try (Stream<Path> files = Files.list(parent)) {
      return files.filter(Files::isDirectory).sorted().toList();
    }
  }

  /// A line of the table.
  ///
  /// @param by the folder of the entitlement that gives it
  private record Need(String had, String asked, String by, String reason) {

    static Need read(String line) {
      String[] cells = (line + " | ").split(" \\| ", -1);
      return new Need(cells[0], cells[1], cells[2], cells[3]);
    }

    Path place() {
      return by.startsWith("needs/") ? NEEDS.resolveSibling(by) : CATALOG.resolve(by);
    }
  }
}
