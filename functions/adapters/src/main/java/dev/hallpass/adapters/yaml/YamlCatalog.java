package dev.hallpass.adapters.yaml;

import dev.hallpass.catalog.Catalog;
import dev.hallpass.catalog.Entitlement;
import dev.hallpass.catalog.Installation;
import dev.hallpass.catalog.Settings;
import dev.hallpass.identity.Sha256;
import java.nio.file.Path;
import java.util.List;

/// The catalogue in a folder: `hallpass.yaml` and the files below `entitlements/`. It is taken
/// whole or not at all.
public final class YamlCatalog {

  private YamlCatalog() {}

  /// Everything that can be asked for.
  ///
  /// @param validations what AWS says of the statements, of a catalogue that is about to be
  ///   deployed. A function gives none: it reads what was validated, and carries no list of what
  ///   AWS has.
  /// @throws CatalogRefused if any file cannot be taken as it stands
  public static Catalog load(Path folder, PolicyValidation... validations) {
    CatalogFiles files = CatalogFiles.read(folder);
    SettingsReader settings = new SettingsReader(files.settings());
    Settings all = settings.settings();
    EntitlementReader reader =
        new EntitlementReader(all, settings.answerWithin(), List.of(validations));
    List<Entitlement> entitlements =
        files.entitlements().stream().map(file -> reader.read(file, files.yaml(file))).toList();
    return new Catalog(all, entitlements, files.digest());
  }

  /// The settings alone, for functions that need no entitlement and are to start fast.
  ///
  /// @throws CatalogRefused if `hallpass.yaml` cannot be taken as it stands
  public static Settings settings(Path folder) {
    return new SettingsReader(CatalogFiles.readSettings(folder).settings()).settings();
  }

  /// What a deployment needs and no function reads.
  ///
  /// @throws CatalogRefused if `hallpass.yaml` cannot be taken as it stands
  public static Installation installation(Path folder) {
    return new InstallationReader(CatalogFiles.readSettings(folder).settings()).installation();
  }

  /// The catalogue's digest: the SHA-256 of what coreutils print in the folder, so that anyone can
  /// recompute it:
  ///
  /// ```
  /// LC_ALL=C sh -c 'sha256sum hallpass.yaml entitlements/*.yaml' | sha256sum
  /// ```
  ///
  /// That is one line for each file, of its hash in lower-case hexadecimal digits, two blanks, its
  /// path and a line feed: `hallpass.yaml` first, then the entitlements in the byte order of their
  /// names.
  ///
  /// @throws CatalogRefused if a file is missing; none is looked into
  public static Sha256 digest(Path folder) {
    return CatalogFiles.read(folder).digest();
  }
}
