package dev.hallpass.infra;

import dev.hallpass.compiler.YamlCatalog;
import dev.hallpass.reference.CatalogCheck;
import dev.hallpass.reference.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A copy of the shipped catalogue, to be changed.
record CatalogCopy(Path folder) {

  private static final Path SHIPPED = Synthesis.PROJECT.resolve("infra/catalog");

  /// @param folder which is not there yet
  static CatalogCopy in(Path folder) throws IOException {
    for (String name : List.of("hallpass.yaml", "entitlements", "managed")) {
      for (Path file : files(SHIPPED.resolve(name))) {
        Path there = folder.resolve(SHIPPED.relativize(file).toString());
        Files.createDirectories(there.getParent());
        Files.copy(file, there);
      }
    }
    return new CatalogCopy(folder);
  }

  CatalogCopy replace(String from, String to) throws IOException {
    for (Path file : files(folder)) {
      Files.writeString(file, Files.readString(file).replace(from, to));
    }
    return this;
  }

  CatalogCopy append(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, Files.readString(file) + text);
    return this;
  }

  CatalogCopy write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
    return this;
  }

  YamlCatalog read() {
    return YamlCatalog.read(folder, new CatalogCheck(Reference.snapshot()));
  }

  private static List<Path> files(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
