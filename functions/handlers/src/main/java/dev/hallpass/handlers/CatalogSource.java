package dev.hallpass.handlers;

import dev.hallpass.catalog.Catalog;
import dev.hallpass.catalog.Settings;
import dev.hallpass.identity.Sha256;

/// A source of the deployed catalogue, as a whole or in parts.
public interface CatalogSource {

  /// The whole catalogue.
  Catalog catalog();

  /// The settings alone, which are faster to read.
  Settings settings();

  /// The digest of the whole catalogue.
  Sha256 digest();

  /// A catalogue in memory.
  static CatalogSource of(Catalog catalog) {
    return new CatalogSource() {
      @Override
      public Catalog catalog() {
        return catalog;
      }

      @Override
      public Settings settings() {
        return catalog.settings();
      }

      @Override
      public Sha256 digest() {
        return catalog.digest();
      }
    };
  }
}
