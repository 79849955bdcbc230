package dev.hallpass.compiler;

import dev.hallpass.adapters.json.CompiledCatalog;
import dev.hallpass.catalog.AwsReference;
import dev.hallpass.catalog.Catalog;
import dev.hallpass.catalog.Entitlement;
import dev.hallpass.catalog.Installation;
import dev.hallpass.catalog.Settings;
import dev.hallpass.identity.Sha256;
import java.nio.file.Path;
import java.util.List;

/// The catalogue in a folder, once it is checked: `hallpass.yaml` and the files below
/// `entitlements/`. One mistake refuses the whole catalogue.
///
/// @param installation the settings that only a deployment reads
public record YamlCatalog(
    Settings settings, Installation installation, List<Entitlement> entitlements) {

  public YamlCatalog {
    entitlements = List.copyOf(entitlements);
  }

  /// The catalogue in a folder, checked against AWS's reference.
  ///
  /// @throws CatalogRefused if a file has a mistake
  public static Catalog load(Path folder, AwsReference reference) {
    return read(folder, reference).catalog();
  }

  /// The same, with the settings that only a deployment reads.
  ///
  /// @throws CatalogRefused if a file has a mistake
  public static YamlCatalog read(Path folder, AwsReference reference) {
    CatalogFiles files = CatalogFiles.read(folder);
    SettingsReader reader = new SettingsReader(files.settings());
    Settings settings = reader.settings();
    EntitlementReader entitlements =
        new EntitlementReader(settings, reader.answerWithin(), reference);
    return new YamlCatalog(
        settings,
        new InstallationReader(files.settings()).installation(),
        files.entitlements().stream()
            .map(file -> entitlements.read(file, files.yaml(file)))
            .toList());
  }

  /// What functions will read.
  public Catalog catalog() {
    return new Catalog(settings, entitlements, Sha256.of(text()));
  }

  /// What is deployed: the text of `catalog.json`.
  public String text() {
    return CompiledCatalog.text(settings, installation, entitlements);
  }
}
