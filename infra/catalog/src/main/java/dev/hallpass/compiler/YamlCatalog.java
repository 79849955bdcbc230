package dev.hallpass.compiler;

import dev.hallpass.adapters.json.CompiledCatalog;
import dev.hallpass.catalog.AwsReference;
import dev.hallpass.catalog.Catalog;
import dev.hallpass.catalog.Entitlement;
import dev.hallpass.catalog.Installation;
import dev.hallpass.catalog.Settings;
import dev.hallpass.compiler.settings.InstallationReader;
import dev.hallpass.compiler.settings.SettingsReader;
import dev.hallpass.compiler.yaml.CatalogFiles;
import dev.hallpass.compiler.yaml.Mistakes;
import dev.hallpass.compiler.yaml.Shape;
import dev.hallpass.compiler.yaml.YamlFields;
import dev.hallpass.compiler.yaml.YamlNode;
import dev.hallpass.identity.Sha256;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

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
    return read(new CatalogFiles(folder), reference);
  }

  static YamlCatalog read(CatalogFiles files, AwsReference reference) {
    Mistakes mistakes = new Mistakes();
    Supplier<YamlNode> root = mistakes.in(files::settings);
    mistakes.check(() -> Shape.SETTINGS.check(root.get()));
    Supplier<YamlFields> fields = mistakes.in(() -> root.get().fields());
    Supplier<Settings> settings = mistakes.in(() -> new SettingsReader(fields.get()).settings());
    Supplier<Duration> answerWithin =
        mistakes.in(() -> new SettingsReader(fields.get()).answerWithin());
    Supplier<Installation> installation =
        mistakes.in(() -> new InstallationReader(fields.get()).installation());
    EntitlementReader reader =
        new EntitlementReader(settings, installation, answerWithin, files, reference);
    Supplier<List<Entitlement>> entitlements =
        mistakes.in(() ->
            Mistakes.each(
                files.entitlements(),
                file ->
                    Shape.ENTITLEMENT.read(
                        files.entitlement(file), one -> reader.read(file, one))));
    mistakes.refuse();
    return new YamlCatalog(settings.get(), installation.get(), entitlements.get());
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
