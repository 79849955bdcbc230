package dev.hallpass.cli.surroundings;

import dev.hallpass.cli.terminal.Terminal;
import java.io.File;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a command works in: a terminal, an environment, a clock and other programs.
///
/// @param environment the variables of the process
/// @param home the home folder of the engineer
/// @param zone the zone in which times are shown
/// @param network to all that is not Hallpass's API
/// @param launcher the command that starts `hallpass`, with whole paths
public record Surroundings(
    Terminal terminal,
    Map<String, String> environment,
    Path home,
    InstantSource clock,
    ZoneId zone,
    Pause pause,
    Programs programs,
    Network network,
    List<String> launcher) {

  public Surroundings {
    environment = Map.copyOf(environment);
    launcher = List.copyOf(launcher);
  }

  /// The surroundings of this process.
  ///
  /// @param main the program that it runs
  public static Surroundings ofProcess(Class<?> main) {
    Map<String, String> environment = System.getenv();
    return new Surroundings(
        Terminal.ofProcess(environment),
        environment,
        Folders.home(environment),
        InstantSource.system(),
        ZoneId.systemDefault(),
        Pause.ofProcess(),
        new ProcessPrograms(environment),
        Network.of(environment),
        launcher(main));
  }

  /// The launcher says its path. Without one, a JVM was started by hand.
  private static List<String> launcher(Class<?> main) {
    @Nullable String launcher = System.getProperty("hallpass.launcher");
    return launcher == null
        ? List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-classpath",
            absolute(System.getProperty("java.class.path")),
            main.getName())
        : List.of(Path.of(launcher).toAbsolutePath().normalize().toString());
  }

  private static String absolute(String classPath) {
    return Stream.of(classPath.split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /// A variable of the environment; empty if it is not set, or set to nothing.
  public Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }

  /// The folders of `hallpass`.
  public Folders folders() {
    return Folders.of(environment, home);
  }
}
