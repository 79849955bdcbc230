package dev.hallpass.cli.profile;

import dev.hallpass.cli.files.PrivateFile;
import dev.hallpass.cli.identity.Profiles;
import dev.hallpass.cli.surroundings.ExitCode;
import dev.hallpass.cli.surroundings.Stopped;
import dev.hallpass.cli.surroundings.Surroundings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The configuration file that AWS's tools share. Only profiles of `hallpass` are added and taken
/// out; every other line stays as it is.
public final class AwsConfig {

  /// Stands in each profile of `hallpass`, and is known to no other tool.
  private static final String MARK = "# of hallpass; hallpass profile remove %s takes it out";

  private static final Pattern SECTION = Pattern.compile("\\s*\\[.*");

  private static final Pattern HEADING = Pattern.compile("\\s*\\[profile (.+)\\]\\s*");
  private static final Pattern PROCESS =
      Pattern.compile("credential_process = .* credentials (grant-[0-9a-f]{32}) .*");

  private final Path path;
  private final List<String> lines;

  private AwsConfig(Path path, List<String> lines) {
    this.path = path;
    this.lines = List.copyOf(lines);
  }

  /// The engineer's file; empty if there is none.
  ///
  /// @throws Stopped if it cannot be read
  public static AwsConfig of(Surroundings surroundings) {
    Path path = Profiles.config(surroundings);
    try {
      return new AwsConfig(path, Files.exists(path) ? Files.readAllLines(path) : List.of());
    } catch (IOException e) {
      throw new Stopped(
          ExitCode.FAILED, "Cannot read %s. Check that it is a text file.".formatted(path));
    }
  }

  /// The whole text with a profile of `hallpass` in it, in place of the one of that name.
  ///
  /// @param line the line of `credential_process`
  /// @throws Stopped if there is a profile of that name that is not of `hallpass`
  public String with(String name, String line, Optional<String> region) {
    List<String> text = new ArrayList<>(has(name) ? without(name) : lines);
    if (!text.isEmpty() && !text.getLast().isBlank()) {
      text.add("");
    }
    text.add(heading(name));
    text.add(MARK.formatted(name));
    text.add("credential_process = " + line);
    region.ifPresent(known -> text.add("region = " + known));
    return text(text);
  }

  /// Writes the file with a profile of `hallpass` in it.
  ///
  /// @throws Stopped if there is a profile of that name that is not of `hallpass`
  public void add(String name, String line, Optional<String> region) {
    write(with(name, line, region));
  }

  /// Writes the file without a profile of `hallpass`.
  ///
  /// @throws Stopped if no profile has that name, or it is not of `hallpass`
  public void remove(String name) {
    write(text(without(name)));
  }

  /// The profiles of `hallpass`, each with the id of its grant.
  public Map<String, String> grants() {
    Map<String, String> grants = new LinkedHashMap<>();
    String profile = "";
    for (String line : lines) {
      Matcher heading = HEADING.matcher(line);
      Matcher process = PROCESS.matcher(line);
      if (heading.matches()) {
        profile = heading.group(1);
      } else if (process.matches() && lines.contains(MARK.formatted(profile))) {
        grants.put(profile, process.group(1));
      }
    }
    return grants;
  }

  private boolean has(String name) {
    return lines.stream().anyMatch(line -> line.strip().equals(heading(name)));
  }

  private List<String> without(String name) {
    int start = lines.stream().map(String::strip).toList().indexOf(heading(name));
    if (start < 0) {
      throw new Stopped(
          ExitCode.USAGE, "%s has no profile %s. Nothing was changed.".formatted(path, name));
    }
    int end = start + 1;
    while (end < lines.size() && !SECTION.matcher(lines.get(end)).matches()) {
      end++;
    }
    if (!lines.subList(start, end).contains(MARK.formatted(name))) {
      throw new Stopped(
          ExitCode.USAGE,
          "The profile %s in %s is not of hallpass. Nothing was changed. Choose another name."
              .formatted(name, path));
    }
    // Comments and empty lines before the next profile belong to that one.
    while (end > start && isBetween(lines.get(end - 1))) {
      end--;
    }
    List<String> rest = new ArrayList<>(lines.subList(0, start));
    if (!rest.isEmpty() && rest.getLast().isBlank()) {
      rest.removeLast();
    }
    rest.addAll(lines.subList(end, lines.size()));
    return rest;
  }

  private static boolean isBetween(String line) {
    return line.isBlank() || line.strip().startsWith("#") || line.strip().startsWith(";");
  }

  private static String heading(String name) {
    return "[profile %s]".formatted(name);
  }

  private static String text(List<String> lines) {
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }

  private void write(String text) {
    try {
      if (Files.exists(path)) {
        Files.copy(
            path,
            path.resolveSibling(path.getFileName() + ".before-hallpass"),
            StandardCopyOption.REPLACE_EXISTING,
            StandardCopyOption.COPY_ATTRIBUTES);
      }
      // Some people keep the file elsewhere, and a link here.
      Path file = Files.isSymbolicLink(path) ? path.toRealPath() : path;
      new PrivateFile(file).write(text);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + path, e);
    }
  }

  /// Where the file is.
  public Path path() {
    return path;
  }
}
