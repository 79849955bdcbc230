package dev.hallpass.handlers;

import dev.hallpass.adapters.json.CompiledCatalog;
import dev.hallpass.catalog.Catalog;
import dev.hallpass.catalog.Settings;
import dev.hallpass.identity.Sha256;
import java.nio.file.Path;

/// The compiled catalogue in the jar of a function, in the folder that `CATALOG` names. Each part
/// is read once.
final class CatalogFolder implements CatalogSource {

  private final Once<CompiledCatalog> compiled;
  private final Once<Settings> settings;
  private final Once<Catalog> catalog;

  CatalogFolder(Variables variables) {
    this.compiled = new Once<>(() -> new CompiledCatalog(Path.of(variables.get("CATALOG"))));
    this.settings = new Once<>(() -> compiled.get().settings());
    this.catalog = new Once<>(() -> compiled.get().catalog(settings.get()));
  }

  @Override
  public Catalog catalog() {
    return catalog.get();
  }

  @Override
  public Settings settings() {
    return settings.get();
  }

  @Override
  public Sha256 digest() {
    return compiled.get().digest();
  }
}
