package dev.hallpass.handlers;

import dev.hallpass.adapters.yaml.YamlCatalog;
import dev.hallpass.catalog.Catalog;
import dev.hallpass.catalog.Settings;
import dev.hallpass.identity.Sha256;
import java.nio.file.Path;

/// The catalogue in the jar of a function, in the folder that `CATALOG` names.
record CatalogFolder(Variables variables) implements CatalogSource {

  @Override
  public Catalog catalog() {
    return YamlCatalog.load(path());
  }

  @Override
  public Settings settings() {
    return YamlCatalog.settings(path());
  }

  @Override
  public Sha256 digest() {
    return YamlCatalog.digest(path());
  }

  private Path path() {
    return Path.of(variables.get("CATALOG"));
  }
}
