package dev.hallpass.handlers;

import dev.hallpass.catalog.Catalog;
import dev.hallpass.catalog.Settings;
import dev.hallpass.identity.Sha256;

/// Where the deployed catalogue is read from, as a whole or in parts.
public interface CatalogSource {

  /// The whole catalogue.
  Catalog catalog();

  /// The settings alone, which read faster.
  Settings settings();

  /// The digest of the whole.
  Sha256 digest();

  /// A catalogue that is in memory already.
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
