package dev.hallpass.compiler;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The catalogue's files.
///
/// @param contents by path relative to the folder: the settings first, then the entitlements in the
///   order of their names
record CatalogFiles(Map<String, byte[]> contents) {

  static final String SETTINGS = "hallpass.yaml";
  static final String ENTITLEMENTS = "entitlements";
  private static final String SUFFIX = ".yaml";

  CatalogFiles {
    contents = Collections.unmodifiableMap(new LinkedHashMap<>(contents));
  }

  static CatalogFiles read(Path folder) {
    Map<String, byte[]> contents = new LinkedHashMap<>();
    contents.put(SETTINGS, bytes(folder, SETTINGS));
    names(folder)
        .forEach(name -> {
          if (!name.endsWith(SUFFIX)) {
            throw new CatalogRefused(
                name,
                1,
                "is not an entitlement, because its name does not end in .yaml; name it *.yaml, or"
                    + " take it out of the folder");
          }
          contents.put(name, bytes(folder, name));
        });
    if (contents.size() == 1) {
      throw new CatalogRefused(
          ENTITLEMENTS,
          1,
          "holds no entitlement, so nobody could request anything; add a file *.yaml");
    }
    return new CatalogFiles(contents);
  }

  /// The fields of the settings, including those that only a deployment reads.
  YamlFields settings() {
    return yaml(SETTINGS)
        .fields(
            "identities",
            "sender",
            "people",
            "lists",
            "admins",
            "limits",
            "defaults",
            "hub",
            "accounts",
            "api",
            "alarms",
            "ticketWriter",
            "backupRole",
            "reserveConcurrency");
  }

  List<String> entitlements() {
    return contents.keySet().stream().filter(name -> !name.equals(SETTINGS)).toList();
  }

  YamlNode yaml(String name) {
    byte[] bytes = contents.getOrDefault(name, new byte[0]);
    try {
      return YamlNode.parse(name, UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException _) {
      throw new CatalogRefused(name, 1, "is not in UTF-8; save it in UTF-8");
    }
  }

  // Hidden files do not count: editors and file managers leave them, and *.yaml in a shell skips
  // them too.
  private static List<String> names(Path folder) {
    try (Stream<Path> files = Files.list(folder.resolve(ENTITLEMENTS))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .sorted()
          .map(name -> ENTITLEMENTS + "/" + name)
          .toList();
    } catch (IOException _) {
      throw unreadable(folder, ENTITLEMENTS);
    }
  }

  private static byte[] bytes(Path folder, String name) {
    try {
      return Files.readAllBytes(folder.resolve(name));
    } catch (IOException _) {
      throw unreadable(folder, name);
    }
  }

  private static CatalogRefused unreadable(Path folder, String name) {
    return new CatalogRefused(
        name,
        1,
        "cannot be read in %s; check the folder and its permissions"
            .formatted(folder.toAbsolutePath()));
  }
}
