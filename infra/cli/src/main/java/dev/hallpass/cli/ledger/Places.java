package dev.hallpass.cli.ledger;

import dev.hallpass.adapters.archive.FolderArchive;
import dev.hallpass.audit.NoLog;
import dev.hallpass.cli.identity.Identity;
import dev.hallpass.cli.identity.Profiles;
import dev.hallpass.cli.surroundings.ExitCode;
import dev.hallpass.cli.surroundings.Stopped;
import dev.hallpass.cli.surroundings.Surroundings;
import dev.hallpass.log.ArchiveReader;
import dev.hallpass.log.NoteKey;
import dev.hallpass.port.OutcomeUnknown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/// Where a log can be, and the files that belong to it.
///
/// @param profile the profile of AWS's configuration that reads buckets
public record Places(Surroundings surroundings, String profile) {

  private static final Pattern BUCKET =
      Pattern.compile("s3://(?<name>[a-z0-9][a-z0-9-]{1,61}[a-z0-9])(?:/(?<prefix>.*))?");

  private static final int READS_OF_A_BUCKET = 16;

  /// The places that a profile reads.
  ///
  /// @param profile the name of the profile; null for the usual one
  public static Places of(Surroundings surroundings, @Nullable String profile) {
    return new Places(
        surroundings,
        Optional.ofNullable(profile)
            .or(() -> surroundings.variable("AWS_PROFILE"))
            .orElse(Identity.USUAL));
  }

  /// A folder or a bucket.
  ///
  /// @param text the name of a folder, or `s3://BUCKET/PREFIX`
  public ArchiveReader archive(String text) {
    Matcher bucket = BUCKET.matcher(text);
    if (bucket.matches()) {
      String prefix = Optional.ofNullable(bucket.group("prefix")).orElse("");
      return new Bucket(
          surroundings.network(),
          identity(),
          surroundings.clock(),
          region(),
          bucket.group("name"),
          prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/");
    }
    if (text.startsWith("s3://")) {
      throw new Stopped(
          ExitCode.USAGE,
          "%s is no name of a bucket. Write s3://BUCKET or s3://BUCKET/PREFIX.".formatted(text));
    }
    Path folder = path(text);
    if (!Files.isDirectory(folder)) {
      throw new Stopped(
          ExitCode.UNKNOWN,
          "There is no folder %s. Name the folder with a copy of the log, or s3://BUCKET."
              .formatted(text));
    }
    return new FolderArchive(folder);
  }

  /// How many reads at once are worth it.
  public int threads(String text) {
    return text.startsWith("s3://")
        ? READS_OF_A_BUCKET
        : Math.max(2, Runtime.getRuntime().availableProcessors());
  }

  /// The credentials of the profile, taken once, for many calls at once.
  public Supplier<AwsCredentialsIdentity> identity() {
    Identity identity = new Identity(surroundings, profile);
    return () -> {
      synchronized (identity) {
        return identity.get();
      }
    };
  }

  private String region() {
    return Profiles.of(surroundings)
        .region(profile)
        .or(() -> surroundings.variable("AWS_REGION"))
        .orElse("us-east-1");
  }

  /// Reads something of an archive.
  ///
  /// @param otherwise what is said if the archive did not answer
  /// @throws Stopped if there is no log, or the archive did not answer
  public static <T> T told(String otherwise, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (NoLog none) {
      throw new Stopped(ExitCode.UNKNOWN, String.valueOf(none.getMessage()));
    } catch (OutcomeUnknown e) {
      String reason =
          Optional.ofNullable(e.getCause())
              .map(cause -> " (%s)".formatted(cause.getMessage()))
              .orElse("");
      throw new Stopped(
          ExitCode.UNKNOWN, "%s %s%s. Try it again.".formatted(otherwise, e.getMessage(), reason));
    }
  }

  /// The path of a file.
  ///
  /// @throws Stopped if the text is not a path
  static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException _) {
      throw new Stopped(ExitCode.USAGE, "%s is no name of a file.".formatted(text));
    }
  }

  /// The text of a file.
  ///
  /// @throws Stopped if it cannot be read
  static String text(String file) {
    try {
      return Files.readString(path(file));
    } catch (IOException _) {
      throw new Stopped(
          ExitCode.UNKNOWN,
          "Cannot read %s. Check its name, and that it is a text file.".formatted(file));
    }
  }

  /// A key of checkpoints.
  ///
  /// @param text the key, or the name of a file with it
  /// @throws Stopped if it is not a key
  static NoteKey key(String text) {
    try {
      return NoteKey.parse(text.contains("+") ? text : text(text));
    } catch (IllegalArgumentException e) {
      throw new Stopped(ExitCode.USAGE, "%s is no key. %s.".formatted(text, e.getMessage()));
    }
  }
}
