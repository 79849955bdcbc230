package dev.hallpass.compiler;

import dev.hallpass.reference.Reference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/// The program for the author of an entitlement: it compiles the catalogue, tries its trials, and
/// shows what each entitlement opens.
public final class Check {

  /// The file beside the catalogue in which a reviewer sees the effect of a change.
  static final String OVERVIEW = "overview.txt";

  private Check() {}

  /// Checks a catalogue.
  ///
  /// @param arguments the catalogue's folder and the folder to write into
  public static void main(String[] arguments) {
    System.exit(
        Compiler.run(
            arguments,
            catalog -> check(Path.of(arguments[0]), catalog),
            InstantSource.system(),
            System.err));
  }

  private static void check(Path folder, YamlCatalog catalog) {
    Trial.checkAll(folder, catalog);
    String overview = new Overview(Reference.snapshot()).of(catalog.entitlements());
    System.out.print(overview);
    try {
      Files.writeString(folder.resolve(OVERVIEW), overview);
    } catch (IOException e) {
      throw new UncheckedIOException(OVERVIEW + " cannot be written", e);
    }
  }
}
