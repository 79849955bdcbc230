package dev.hallpass.compiler;

import dev.hallpass.adapters.json.CompiledCatalog;
import dev.hallpass.compiler.yaml.CatalogFiles;
import dev.hallpass.compiler.yaml.CatalogRefused;
import dev.hallpass.reference.CatalogCheck;
import dev.hallpass.reference.Reference;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Consumer;

/// The program that compiles the catalogue: it reads YAML, checks it, and writes what is deployed.
public final class Compiler {

  private Compiler() {}

  /// Compiles a catalogue.
  ///
  /// @param arguments the catalogue's folder, the folder to write into, and the name of the file
  ///   with the settings, which is `hallpass.yaml` if it is left out
  public static void main(String[] arguments) {
    System.exit(run(arguments, _ -> {}, InstantSource.system(), System.err));
  }

  /// Compiles a catalogue, and makes something more of it.
  ///
  /// @return the program's exit code
  static int run(
      String[] arguments, Consumer<YamlCatalog> more, InstantSource clock, PrintStream errors) {
    if (arguments.length < 2 || arguments.length > 3) {
      errors.println("This needs two or three arguments: CATALOGUE-FOLDER OUTPUT-FOLDER SETTINGS");
      return 2;
    }
    String settings = arguments.length == 3 ? arguments[2] : CatalogFiles.SETTINGS;
    Reference reference = Reference.snapshot();
    SnapshotAge.warning(reference.date(), clock).ifPresent(errors::println);
    try {
      YamlCatalog catalog =
          YamlCatalog.read(
              new CatalogFiles(Path.of(arguments[0]), settings), new CatalogCheck(reference));
      new CompiledCatalog(Path.of(arguments[1])).write(catalog.text());
      more.accept(catalog);
      return 0;
    } catch (CatalogRefused e) {
      errors.println(e.getMessage());
      return 1;
    }
  }
}
