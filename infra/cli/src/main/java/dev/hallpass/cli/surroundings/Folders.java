package dev.hallpass.cli.surroundings;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where `hallpass` keeps what it knows (source: XDG Base Directory Specification; on Windows the
/// folders for application data).
///
/// @param settings the folder of the settings
/// @param cache the folder of what can be fetched again
public record Folders(Path settings, Path cache) {

  private static final String NAME = "hallpass";

  /// The home folder: what the variable says, as for other tools, else what the system says.
  public static Path home(Map<String, String> environment) {
    @Nullable String home = environment.get("HOME");
    return home != null && Path.of(home).isAbsolute()
        ? Path.of(home)
        : Path.of(System.getProperty("user.home"));
  }

  /// The folders of an engineer.
  public static Folders of(Map<String, String> environment, Path home) {
    return new Folders(
        folder(environment, "XDG_CONFIG_HOME", "APPDATA", home.resolve(".config")),
        folder(environment, "XDG_CACHE_HOME", "LOCALAPPDATA", home.resolve(".cache")));
  }

  private static Path folder(
      Map<String, String> environment, String variable, String windows, Path usual) {
    @Nullable String set = environment.get(variable);
    @Nullable String data = environment.get(windows);
    // A relative path would be another folder in each place (source: the specification).
    if (set != null && Path.of(set).isAbsolute()) {
      return Path.of(set, NAME);
    }
    return (data == null ? usual : Path.of(data)).resolve(NAME);
  }
}
