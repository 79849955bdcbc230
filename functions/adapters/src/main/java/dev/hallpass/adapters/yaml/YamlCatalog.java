package dev.hallpass.adapters.yaml;

import dev.hallpass.catalog.AwsReference;
import dev.hallpass.catalog.Catalog;
import dev.hallpass.catalog.Entitlement;
import dev.hallpass.catalog.Installation;
import dev.hallpass.catalog.Settings;
import dev.hallpass.identity.Sha256;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Reads the catalogue in a folder: `hallpass.yaml` and the files below `entitlements/`. One
/// mistake refuses the whole catalogue.
public final class YamlCatalog {

  private YamlCatalog() {}

  /// The whole catalogue, as it was checked before the deployment. The jar of the functions does
  /// not carry AWS's reference.
  ///
  /// @throws CatalogRefused if a file has a mistake
  public static Catalog load(Path folder) {
    return load(folder, Optional.empty());
  }

  /// The whole catalogue, checked against AWS's reference before a deployment.
  ///
  /// @throws CatalogRefused if a file has a mistake
  public static Catalog load(Path folder, AwsReference reference) {
    return load(folder, Optional.of(reference));
  }

  private static Catalog load(Path folder, Optional<AwsReference> reference) {
    CatalogFiles files = CatalogFiles.read(folder);
    SettingsReader settings = new SettingsReader(files.settings());
    Settings all = settings.settings();
    EntitlementReader reader = new EntitlementReader(all, settings.answerWithin(), reference);
    List<Entitlement> entitlements =
        files.entitlements().stream().map(file -> reader.read(file, files.yaml(file))).toList();
    return new Catalog(all, entitlements, files.digest());
  }

  /// The settings alone, for functions that need no entitlement and must start fast.
  ///
  /// @throws CatalogRefused if `hallpass.yaml` has a mistake
  public static Settings settings(Path folder) {
    return new SettingsReader(CatalogFiles.readSettings(folder).settings()).settings();
  }

  /// The settings that only a deployment reads.
  ///
  /// @throws CatalogRefused if `hallpass.yaml` has a mistake
  public static Installation installation(Path folder) {
    return new InstallationReader(CatalogFiles.readSettings(folder).settings()).installation();
  }

  /// The catalogue's digest. Anyone can compute it again with coreutils in the folder:
  ///
  /// ```
  /// LC_ALL=C sh -c 'sha256sum hallpass.yaml entitlements/*.yaml' | sha256sum
  /// ```
  ///
  /// The hashed text has one line for each file: its hash in lower-case hexadecimal digits, two
  /// blanks, its path and a line feed. `hallpass.yaml` comes first, then the entitlements in the
  /// byte order of their names.
  ///
  /// @throws CatalogRefused if a file is missing; the contents are not checked
  public static Sha256 digest(Path folder) {
    return CatalogFiles.read(folder).digest();
  }
}
