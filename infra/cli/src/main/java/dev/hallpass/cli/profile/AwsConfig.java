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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// The configuration file that AWS's tools share. Only profiles of `hallpass` are added and taken
/// out; every other line stays as it is.
public final class AwsConfig {

  /// Stands in each profile of `hallpass`, and is known to no other tool.
  private static final String MARK = "# of hallpass; hallpass profile remove %s takes it out";

  private static final Pattern SECTION = Pattern.compile("\\s*\\[.*", Pattern.DOTALL);

  // What stands behind the bracket is a comment. botocore takes each first word that begins so.
  private static final Pattern HEADING =
      Pattern.compile("\\s*\\[\\s*profile\\S*\\s+([^\\]]+)\\].*", Pattern.DOTALL);
  private static final Pattern PROCESS =
      Pattern.compile("credential_process = .* credentials (grant-[0-9a-f]{32}) .*");

  // Each line keeps its own end.
  private static final Pattern LINE_ENDS = Pattern.compile("(?<=\n)|(?<=\r)(?!\n)");

  private final Path path;
  private final PrivateFile lock;
  private final String before;
  private final List<String> lines;

  private AwsConfig(Path path, PrivateFile lock) {
    this.path = path;
    this.lock = lock;
    this.before = read(path);
    this.lines = before.isEmpty() ? List.of() : List.of(LINE_ENDS.split(before));
  }

  /// The engineer's file; empty if there is none.
  ///
  /// @throws Stopped if it cannot be read
  public static AwsConfig of(Surroundings surroundings) {
    Path cache = surroundings.folders().cache();
    return new AwsConfig(
        Profiles.config(surroundings), new PrivateFile(cache.resolve("aws-config.lock")));
  }

  private static String read(Path path) {
    try {
      return Files.exists(path) ? Files.readString(path) : "";
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
    List<Integer> all = starts(name);
    if (!all.stream().allMatch(start -> isOurs(start, name))) {
      throw notOurs(name);
    }
    List<String> text = new ArrayList<>(all.isEmpty() ? lines : without(name));
    String end = lineEnd();
    if (!text.isEmpty()) {
      text.add(isEnded(text.getLast()) ? end : end + end);
    }
    text.add("[profile %s]".formatted(name) + end);
    text.add(MARK.formatted(name) + end);
    text.add("credential_process = " + line + end);
    region.ifPresent(known -> text.add("region = " + known + end));
    return String.join("", text);
  }

  /// Writes the file with a profile of `hallpass` in it.
  ///
  /// @throws Stopped if there is a profile of that name that is not of `hallpass`
  public void add(ProfileName name, String line, Optional<String> region) {
    change(now -> now.with(name.value(), line, region));
  }

  /// Writes the file without a profile of `hallpass`.
  ///
  /// @throws Stopped if no profile has that name, or it is not of `hallpass`
  public void remove(String name) {
    change(now -> String.join("", now.without(name)));
  }

  /// Reads the file again and writes it, while no other `hallpass` does so.
  private void change(Function<AwsConfig, String> change) {
    lock.whileLocked(() -> {
      AwsConfig now = new AwsConfig(path, lock);
      now.write(change.apply(now));
      return now;
    });
  }

  /// The profiles of `hallpass`, each with the id of its grant.
  public Map<String, String> grants() {
    Map<String, String> grants = new LinkedHashMap<>();
    String profile = "";
    for (String ended : lines) {
      String line = ended.strip();
      Matcher process = PROCESS.matcher(line);
      if (SECTION.matcher(line).matches()) {
        profile = name(line).orElse("");
      } else if (process.matches() && isMarked(lines, profile)) {
        grants.put(profile, process.group(1));
      }
    }
    return grants;
  }

  /// The name in a heading, as AWS's tools read it: without quotes and the blanks around it.
  private static Optional<String> name(String line) {
    Matcher heading = HEADING.matcher(line);
    return heading.matches()
        ? Optional.of(heading.group(1).replaceAll("[\"'\\\\]", "").strip())
        : Optional.empty();
  }

  private List<Integer> starts(String name) {
    return IntStream.range(0, lines.size())
        .filter(line -> name(lines.get(line)).filter(name::equals).isPresent())
        .boxed()
        .toList();
  }

  private int end(int start) {
    int end = start + 1;
    while (end < lines.size() && !SECTION.matcher(lines.get(end)).matches()) {
      end++;
    }
    return end;
  }

  private boolean isOurs(int start, String name) {
    return isMarked(lines.subList(start, end(start)), name);
  }

  private static boolean isMarked(List<String> section, String name) {
    return section.stream().anyMatch(line -> line.strip().equals(MARK.formatted(name)));
  }

  private Stopped notOurs(String name) {
    return new Stopped(
        ExitCode.USAGE,
        "The profile %s in %s is not of hallpass. Nothing was changed. Choose another name."
            .formatted(name, path));
  }

  private List<String> without(String name) {
    List<Integer> all = starts(name);
    if (all.isEmpty()) {
      throw new Stopped(
          ExitCode.USAGE, "%s has no profile %s. Nothing was changed.".formatted(path, name));
    }
    int start =
        all.stream().filter(one -> isOurs(one, name)).findFirst().orElseThrow(() -> notOurs(name));
    int end = end(start);
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

  private static boolean isEnded(String line) {
    return line.endsWith("\n") || line.endsWith("\r");
  }

  private String lineEnd() {
    return !lines.isEmpty() && lines.getFirst().endsWith("\r\n") ? "\r\n" : "\n";
  }

  private void write(String text) {
    try {
      Path backup = path.resolveSibling(path.getFileName() + ".before-hallpass");
      // The first one is the file before hallpass. A later one could be of a file with a fault.
      if (Files.exists(path) && !Files.exists(backup)) {
        new PrivateFile(backup).write(before);
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
