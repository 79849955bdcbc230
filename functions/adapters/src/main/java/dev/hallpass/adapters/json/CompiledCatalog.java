package dev.hallpass.adapters.json;

import static java.util.stream.Collectors.joining;

import dev.hallpass.catalog.Catalog;
import dev.hallpass.catalog.Entitlement;
import dev.hallpass.catalog.Entitlements;
import dev.hallpass.catalog.Installation;
import dev.hallpass.catalog.Settings;
import dev.hallpass.identity.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// The compiled catalogue in a folder: `catalog.json`, and beside it its digest, as `sha256sum`
/// writes it. It was checked when it was compiled, and is read as it is. The settings come first
/// and each entitlement has a line of its own, so that a function reads only what it needs.
///
/// Each door throws an [UncheckedIOException] if the files cannot be read.
public record CompiledCatalog(Path folder) {

  private static final String FILE = "catalog.json";
  private static final String DIGEST_FILE = FILE + ".sha256";
  private static final String SETTINGS = "settings";
  private static final String INSTALLATION = "installation";
  private static final String ENTITLEMENTS = "entitlements";
  private static final int DIGITS = 64;

  /// What a build compiled from `infra/catalog`.
  ///
  /// @param project the project's folder
  public static CompiledCatalog of(Path project) {
    return new CompiledCatalog(project.resolve("infra/catalog/target/compiled"));
  }

  /// The text of a compiled catalogue. The same catalogue gives the same text.
  public static String text(
      Settings settings, Installation installation, List<Entitlement> entitlements) {
    ObjectNode json = Json.object();
    CatalogJson.SETTINGS.write().put(json, SETTINGS, settings);
    CatalogJson.INSTALLATION.write().put(json, INSTALLATION, installation);
    String head = Json.write(json);
    return "%s,\"%s\":[\n%s\n]}\n"
        .formatted(
            head.substring(0, head.length() - 1),
            ENTITLEMENTS,
            entitlements.stream().map(CatalogJson::text).collect(joining(",\n")));
  }

  /// Writes the files, in a folder that is made if it is not there.
  public void write(String text) {
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve(FILE), text);
      Files.writeString(folder.resolve(DIGEST_FILE), "%s  %s\n".formatted(Sha256.of(text), FILE));
    } catch (IOException e) {
      throw new UncheckedIOException("The compiled catalogue cannot be written", e);
    }
  }

  /// The whole catalogue.
  public Catalog catalog() {
    return catalog(settings());
  }

  /// The whole catalogue, whose settings were read before.
  public Catalog catalog(Settings settings) {
    List<String> lines = text(FILE).lines().toList();
    return new Catalog(settings, new Lines(lines.subList(1, lines.size() - 1)), digest());
  }

  /// The settings alone, which are faster to read.
  public Settings settings() {
    try (var file = Files.newInputStream(folder.resolve(FILE))) {
      return CatalogJson.SETTINGS.read().apply(Json.first(file), SETTINGS);
    } catch (IOException e) {
      throw unreadable(FILE, e);
    }
  }

  /// The settings that only a deployment reads.
  public Installation installation() {
    return CatalogJson.INSTALLATION.read().apply(Json.read(text(FILE)), INSTALLATION);
  }

  /// The digest of `catalog.json`.
  public Sha256 digest() {
    return new Sha256(text(DIGEST_FILE).substring(0, DIGITS));
  }

  private String text(String file) {
    try {
      return Files.readString(folder.resolve(file));
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private UncheckedIOException unreadable(String file, IOException e) {
    return new UncheckedIOException(
        "%s cannot be read in %s; build infra/catalog, which writes it".formatted(file, folder), e);
  }

  /// The entitlements as their lines.
  private record Lines(List<String> lines) implements Entitlements {

    @Override
    public Optional<Entitlement> named(String name) {
      return lines.stream()
          .filter(line -> line.startsWith(CatalogJson.beginning(name)))
          .map(CatalogJson::entitlement)
          // The name may come from a request, and hold a piece of JSON.
          .filter(entitlement -> entitlement.id().value().equals(name))
          .findFirst();
    }

    @Override
    public List<Entitlement> all() {
      return lines.stream().map(CatalogJson::entitlement).toList();
    }
  }
}
