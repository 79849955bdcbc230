package dev.hallpass.cli.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// A file that only its owner reads and writes.
public final class PrivateFile {

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> OWNER_OF_FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final boolean IS_POSIX =
      java.nio.file.FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private static final Lock IN_THIS_PROCESS = new ReentrantLock();

  private final Path path;

  public PrivateFile(Path path) {
    this.path = path;
  }

  /// The contents; empty if there is no such file, or if others could have read or written it.
  public Optional<String> read() {
    try {
      return isPrivate() ? Optional.of(Files.readString(path)) : Optional.empty();
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      // Also where the bytes are no text.
      return Optional.empty();
    }
  }

  private boolean isPrivate() throws IOException {
    if (!IS_POSIX) {
      // There the folder of application data is the owner's.
      return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
    }
    PosixFileAttributes file =
        Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    return file.isRegularFile()
        && OWNER_ONLY.containsAll(file.permissions())
        && isOurs(file.owner().getName());
  }

  /// Whether only its owner, who is the user, can reach a folder.
  public static boolean isPrivateFolder(Path folder) {
    try {
      if (!IS_POSIX) {
        return Files.isDirectory(folder);
      }
      PosixFileAttributes found = Files.readAttributes(folder, PosixFileAttributes.class);
      return found.isDirectory()
          && OWNER_OF_FOLDER.containsAll(found.permissions())
          && isOurs(found.owner().getName());
    } catch (IOException _) {
      return false;
    }
  }

  private static boolean isOurs(String owner) {
    // In a container, the user can be one without a name.
    String user = System.getProperty("user.name");
    return user.equals(owner) || user.equals("?");
  }

  /// Writes the whole file at once: a reader sees the old contents or the new ones.
  ///
  /// @throws UncheckedIOException if it cannot be written
  public void write(String contents) {
    try {
      makeFolder();
      Path torn = Files.createTempFile(folder(), ".new", "", ownerOnly());
      try {
        Files.write(torn, contents.getBytes(UTF_8));
        Files.move(torn, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(torn);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + path, e);
    }
  }

  /// Removes the file, if it is there.
  ///
  /// @throws UncheckedIOException if it cannot be removed
  public void delete() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot remove " + path, e);
    }
  }

  /// Does something while no other process does so with this file as the lock.
  ///
  /// @throws UncheckedIOException if the file cannot be locked
  public <T> T whileLocked(Supplier<T> work) {
    // The lock of a file belongs to the process. This one is for its threads.
    IN_THIS_PROCESS.lock();
    try {
      makeFolder();
      try (FileChannel channel =
              FileChannel.open(
                  path, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), ownerOnly());
          FileLock lock = channel.lock()) {
        assert lock.isValid();
        return work.get();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot lock " + path, e);
    } finally {
      IN_THIS_PROCESS.unlock();
    }
  }

  private void makeFolder() throws IOException {
    if (!Files.isDirectory(folder())) {
      Files.createDirectories(
          folder(),
          IS_POSIX
              ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_OF_FOLDER)}
              : new FileAttribute<?>[0]);
    }
  }

  private Path folder() {
    return Objects.requireNonNull(path.toAbsolutePath().getParent());
  }

  private static FileAttribute<?>[] ownerOnly() {
    return IS_POSIX
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
        : new FileAttribute<?>[0];
  }
}
