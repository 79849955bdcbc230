package dev.hallpass.cli.doctor;

import dev.hallpass.cli.files.PrivateFile;
import dev.hallpass.cli.surroundings.Surroundings;
import java.nio.file.Files;
import java.nio.file.Path;

/// What this machine has for Hallpass.
public record MachineCheck(Surroundings surroundings, Report report) {

  /// Says what this command line is.
  public void version(String version) {
    report.ok("version", "this is %s".formatted(version));
  }

  /// Looks whether others can reach what is kept.
  public void folder() {
    Path folder = surroundings.folders().cache();
    if (!Files.exists(folder)) {
      report.ok("cache", "nothing is kept yet");
    } else if (PrivateFile.isPrivateFolder(folder)) {
      report.ok("cache", "only you can reach %s".formatted(folder));
    } else {
      report.fail(
          "cache", "others can reach %s. Close it by: chmod 700 %s".formatted(folder, folder));
    }
  }

  /// Looks for a program of others.
  ///
  /// @param commands the commands of `hallpass` that need it
  /// @param page where to get it
  public void program(String name, String commands, String page) {
    if (surroundings.programs().has(name)) {
      report.ok("program", name + " is there");
    } else {
      report.note(
          "program",
          "%s is not on your path. It is needed for: %s. Get it at %s"
              .formatted(name, commands, page));
    }
  }
}
