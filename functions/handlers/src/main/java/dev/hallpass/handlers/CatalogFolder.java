package dev.hallpass.handlers;

import dev.hallpass.adapters.json.CompiledCatalog;
import dev.hallpass.catalog.Catalog;
import dev.hallpass.catalog.Settings;
import dev.hallpass.identity.Sha256;
import java.nio.file.Path;

/// The compiled catalogue in the jar of a function, in the folder that `CATALOG` names.
record CatalogFolder(Variables variables) implements CatalogSource {

  @Override
  public Catalog catalog() {
    return compiled().catalog();
  }

  @Override
  public Settings settings() {
    return compiled().settings();
  }

  @Override
  public Sha256 digest() {
    return compiled().digest();
  }

  private CompiledCatalog compiled() {
    return new CompiledCatalog(Path.of(variables.get("CATALOG")));
  }
}
