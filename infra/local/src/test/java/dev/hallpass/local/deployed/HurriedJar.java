package dev.hallpass.local.deployed;

import static dev.hallpass.grant.Examples.limited;
import static dev.hallpass.records.Altered.with;

import dev.hallpass.adapters.json.CompiledCatalog;
import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.approval.Level;
import dev.hallpass.catalog.Catalog;
import dev.hallpass.catalog.Entitlement;
import dev.hallpass.catalog.condition.ApprovalRule;
import dev.hallpass.identity.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// The functions' jar as it was built, but for two times in its catalogue: nobody wants to wait for
/// hours until a request lapses.
///
/// @param catalog as the functions will read it
record HurriedJar(Path file, Catalog catalog) {

  static final String SHORTEST = "PT1M";
  static final String ANSWER_WITHIN = "PT2M";

  /// Copies a jar and hurries the copy.
  static HurriedJar of(Path jar) {
    try {
      Path copy = Files.createTempFile("hallpass", ".jar");
      Files.write(copy, Files.readAllBytes(jar));
      try (FileSystem inside = FileSystems.newFileSystem(copy)) {
        CompiledCatalog baked = new CompiledCatalog(inside.getPath("catalog"));
        baked.write(hurried(baked));
        return new HurriedJar(copy, baked.catalog());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The functions' jar cannot be copied", e);
    }
  }

  /// Its place in the bucket of what is deployed. Never the original's, where a later deployment
  /// would take it for what its name says.
  String key() {
    try {
      return Sha256.of(Files.readAllBytes(file)) + ".jar";
    } catch (IOException e) {
      throw new UncheckedIOException("The functions' jar cannot be read", e);
    }
  }

  private static String hurried(CompiledCatalog baked) {
    Catalog catalog = baked.catalog();
    return CompiledCatalog.text(
        limited(catalog, "shortest", Duration.parse(SHORTEST)).settings(),
        baked.installation(),
        catalog.entitlements().stream()
            .map(one -> one.id().value().equals("read-bucket-prefix") ? hurried(one) : one)
            .toList());
  }

  private static Entitlement hurried(Entitlement entitlement) {
    return with(
        entitlement, "rules", entitlement.rules().stream().map(HurriedJar::hurried).toList());
  }

  private static ApprovalRule hurried(ApprovalRule rule) {
    return rule.plan() instanceof ApprovalPlan.ByPeople people
        ? with(rule, "plan", with(people, "levels", hurried(people.levels())))
        : rule;
  }

  private static List<Level> hurried(List<Level> levels) {
    return levels.stream()
        .map(level -> with(level, "answerWithin", Duration.parse(ANSWER_WITHIN)))
        .toList();
  }
}
