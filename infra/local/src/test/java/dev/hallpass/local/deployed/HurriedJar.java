package dev.hallpass.local.deployed;

import dev.hallpass.adapters.yaml.YamlCatalog;
import dev.hallpass.catalog.Catalog;
import dev.hallpass.identity.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// The functions' jar as it was built, but for two times in its catalogue: nobody wants to wait for
/// hours until a request lapses.
///
/// @param catalog as the functions will read it
record HurriedJar(Path file, Catalog catalog) {

  static final String SHORTEST = "PT1M";
  static final String ANSWER_WITHIN = "PT2M";

  /// Copies a jar and hurries the copy.
  static HurriedJar of(Path jar) {
    try {
      Path copy = Files.createTempFile("hallpass", ".jar");
      Files.write(copy, Files.readAllBytes(jar));
      try (FileSystem inside = FileSystems.newFileSystem(copy)) {
        Path catalog = inside.getPath("catalog");
        set(catalog.resolve("hallpass.yaml"), "shortest", SHORTEST);
        set(catalog.resolve("entitlements/read-bucket-prefix.yaml"), "answerWithin", ANSWER_WITHIN);
        return new HurriedJar(copy, YamlCatalog.load(catalog));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The functions' jar cannot be copied", e);
    }
  }

  /// Its place in the bucket of what is deployed. Never the original's, where a later deployment
  /// would take it for what its name says.
  String key() {
    try {
      return Sha256.of(Files.readAllBytes(file)) + ".jar";
    } catch (IOException e) {
      throw new UncheckedIOException("The functions' jar cannot be read", e);
    }
  }

  private static void set(Path yaml, String field, String value) throws IOException {
    Pattern line = Pattern.compile("(?m)^( *(?:- )?" + field + ": ).*$");
    String text = Files.readString(yaml);
    if (!line.matcher(text).find()) {
      throw new IllegalStateException("%s says nothing of %s".formatted(yaml, field));
    }
    Files.writeString(yaml, line.matcher(text).replaceAll("$1" + value));
  }
}
