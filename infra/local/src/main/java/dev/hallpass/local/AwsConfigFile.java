package dev.hallpass.local;

import static java.util.stream.Collectors.joining;

import dev.hallpass.local.gateway.LocalPeople;
import dev.hallpass.local.gateway.LocalPerson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/// An AWS configuration file with a profile for each person of the local system. Only its owner can
/// read it, and it is removed when it is closed.
record AwsConfigFile(Path path) implements AutoCloseable {

  private static final String POSIX = "posix";

  /// Writes the file anew.
  ///
  /// @param path in a folder that is made if it is not there
  static AwsConfigFile of(LocalPeople people, Path path) throws IOException {
    Files.createDirectories(path.getParent());
    // Nobody can have opened a new file before it was closed to others.
    Files.deleteIfExists(path);
    Files.createFile(path, forItsOwner(path));
    Files.writeString(
        path, people.all().stream().map(AwsConfigFile::profile).collect(joining("\n")));
    return new AwsConfigFile(path);
  }

  private static FileAttribute<?>[] forItsOwner(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains(POSIX)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[] {};
  }

  private static String profile(LocalPerson person) {
    return """
    [profile %s]
    aws_access_key_id = %s
    aws_secret_access_key = %s
    region = %s
    """
        .formatted(
            person.name(), person.accessKeyId(), person.secretAccessKey(), LocalPerson.REGION);
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(path);
  }
}
