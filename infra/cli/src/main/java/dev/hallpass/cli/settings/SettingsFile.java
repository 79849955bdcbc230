package dev.hallpass.cli.settings;

import dev.hallpass.cli.files.PrivateFile;
import dev.hallpass.cli.json.Json;
import dev.hallpass.cli.surroundings.ExitCode;
import dev.hallpass.cli.surroundings.Stopped;
import dev.hallpass.cli.surroundings.Surroundings;
import java.net.URI;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// The file with the settings, `settings.json` in the folder of the settings.
public final class SettingsFile {

  private final PrivateFile file;
  private final Optional<String> profile;

  public SettingsFile(Surroundings surroundings) {
    file = new PrivateFile(surroundings.folders().settings().resolve("settings.json"));
    profile = surroundings.variable("HALLPASS_PROFILE");
  }

  /// The settings. The variable `HALLPASS_PROFILE` goes before the profile in the file.
  ///
  /// @throws Stopped if there are none yet
  public Settings read() {
    Settings settings =
        file.read()
            .flatMap(SettingsFile::settings)
            .orElseThrow(() ->
                new Stopped(
                    ExitCode.USAGE,
                    "hallpass does not know your installation of Hallpass yet. Run: hallpass setup URL"));
    return profile.map(settings::as).orElse(settings);
  }

  private static Optional<Settings> settings(String text) {
    try {
      JsonNode tree = Json.read(text);
      return Optional.of(
          new Settings(
              URI.create(tree.required("url").asString()),
              tree.required("region").asString(),
              tree.required("profile").asString(),
              tree.path("proof").asBoolean(false)));
    } catch (JacksonException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// Writes the settings.
  public void write(Settings settings) {
    file.write(
        Json.text(
                Json.object()
                    .put("url", settings.url().toString())
                    .put("region", settings.region())
                    .put("profile", settings.profile())
                    .put("proof", settings.proof()))
            + "\n");
  }
}
