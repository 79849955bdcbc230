package dev.hallpass.compiler.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The files of a catalogue.
///
/// @param settingsFile the name of the file with the settings
public record CatalogFiles(Path folder, String settingsFile) {

  public static final String SETTINGS = "hallpass.yaml";
  public static final String ENTITLEMENTS = "entitlements";
  public static final String TRIALS = "trials";
  private static final String SUFFIX = ".yaml";

  /// The files of a catalogue with the usual settings.
  public CatalogFiles(Path folder) {
    this(folder, SETTINGS);
  }

  /// The settings, including those that only a deployment reads.
  public YamlNode settings() {
    return yaml(settingsFile);
  }

  /// The names of the entitlements' files, in their order.
  public List<String> entitlements() {
    List<String> names = names(ENTITLEMENTS);
    if (names.isEmpty()) {
      throw new CatalogRefused(
          ENTITLEMENTS,
          1,
          "holds no entitlement, so nobody could request anything; add a file *.yaml");
    }
    return names;
  }

  /// An entitlement.
  public YamlNode entitlement(String name) {
    if (!name.endsWith(SUFFIX)) {
      throw new CatalogRefused(
          name,
          1,
          "is not an entitlement, because its name does not end in .yaml; name it *.yaml, or"
              + " take it out of the folder");
    }
    return yaml(name);
  }

  /// The names of the files of trials, in their order; a catalogue needs none.
  public List<String> trials() {
    return Files.exists(folder.resolve(TRIALS)) ? names(TRIALS) : List.of();
  }

  /// The path of a managed policy's file.
  public static String managed(String name) {
    return "managed/%s.json".formatted(name);
  }

  /// The text of a file; empty if there is none.
  public Optional<String> text(String name) {
    return Files.exists(folder.resolve(name)) ? Optional.of(decoded(name)) : Optional.empty();
  }

  /// A file of any shape.
  public YamlNode yaml(String name) {
    return YamlNode.parse(name, decoded(name));
  }

  private String decoded(String name) {
    try {
      byte[] bytes = Files.readAllBytes(folder.resolve(name));
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException _) {
      throw new CatalogRefused(name, 1, "is not in UTF-8; save it in UTF-8");
    } catch (IOException _) {
      throw unreadable(name);
    }
  }

  // Hidden files do not count: editors and file managers leave them, and *.yaml in a shell skips
  // them too.
  private List<String> names(String within) {
    try (Stream<Path> files = Files.list(folder.resolve(within))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .sorted()
          .map(name -> within + "/" + name)
          .toList();
    } catch (IOException _) {
      throw unreadable(within);
    }
  }

  private CatalogRefused unreadable(String name) {
    return new CatalogRefused(
        name,
        1,
        "cannot be read in %s; check the folder and its permissions"
            .formatted(folder.toAbsolutePath()));
  }
}
