package dev.hallpass.cli.identity;

import dev.hallpass.cli.surroundings.ExitCode;
import dev.hallpass.cli.surroundings.Stopped;
import dev.hallpass.cli.surroundings.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileProperty;

/// The profiles in the two files that AWS's tools share.
///
/// @param file both files together
public record Profiles(ProfileFile file) {

  /// The profiles of an engineer.
  ///
  /// @throws Stopped if a file cannot be read
  public static Profiles of(Surroundings surroundings) {
    ProfileFile.Aggregator all = ProfileFile.aggregator();
    add(all, config(surroundings), ProfileFile.Type.CONFIGURATION);
    add(all, credentials(surroundings), ProfileFile.Type.CREDENTIALS);
    return new Profiles(all.build());
  }

  /// Where the configuration file is.
  public static Path config(Surroundings surroundings) {
    return path(surroundings, "AWS_CONFIG_FILE", "config");
  }

  private static Path credentials(Surroundings surroundings) {
    return path(surroundings, "AWS_SHARED_CREDENTIALS_FILE", "credentials");
  }

  /// Both files as they are now. When they change, a profile may be of another person.
  ///
  /// @throws Stopped if a file cannot be read
  static String contents(Surroundings surroundings) {
    return Stream.of(config(surroundings), credentials(surroundings))
        .map(path -> path + "\n" + (Files.exists(path) ? content(path) : ""))
        .collect(Collectors.joining("\n"));
  }

  private static Path path(Surroundings surroundings, String variable, String name) {
    return surroundings
        .variable(variable)
        .map(Path::of)
        .orElseGet(() -> surroundings.home().resolve(".aws").resolve(name));
  }

  private static void add(ProfileFile.Aggregator all, Path path, ProfileFile.Type type) {
    if (Files.exists(path)) {
      all.addFile(ProfileFile.builder().content(content(path)).type(type).build());
    }
  }

  private static String content(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new Stopped(
          ExitCode.NOT_SIGNED_IN, "Cannot read %s. Check that it is a text file.".formatted(path));
    }
  }

  /// The profile of a name.
  public Optional<Profile> profile(String name) {
    return file.profile(name);
  }

  /// The region of a profile.
  public Optional<String> region(String name) {
    return profile(name).flatMap(profile -> profile.property(ProfileProperty.REGION));
  }
}
