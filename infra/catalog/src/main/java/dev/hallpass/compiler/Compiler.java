package dev.hallpass.compiler;

import dev.hallpass.adapters.json.CompiledCatalog;
import dev.hallpass.reference.CatalogCheck;
import dev.hallpass.reference.Reference;
import java.nio.file.Path;

/// The program that compiles the catalogue: it reads YAML, checks it, and writes what is deployed.
public final class Compiler {

  private Compiler() {}

  /// Compiles a catalogue.
  ///
  /// @param arguments the catalogue's folder and the folder to write into
  public static void main(String[] arguments) {
    if (arguments.length != 2) {
      System.err.println("Compiler needs two arguments: CATALOGUE-FOLDER OUTPUT-FOLDER");
      System.exit(2);
    }
    try {
      YamlCatalog catalog =
          YamlCatalog.read(Path.of(arguments[0]), new CatalogCheck(Reference.snapshot()));
      new CompiledCatalog(Path.of(arguments[1])).write(catalog.text());
    } catch (CatalogRefused e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }
}
