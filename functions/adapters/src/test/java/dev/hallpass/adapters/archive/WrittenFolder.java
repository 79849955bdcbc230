package dev.hallpass.adapters.archive;

import dev.hallpass.log.Archive;
import dev.hallpass.log.ArchivedObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A folder with a log that is too long for memory.
///
/// @param folder where it is
record WrittenFolder(FolderArchive folder) implements Archive {

  static WrittenFolder of(Path folder) {
    return new WrittenFolder(new FolderArchive(folder));
  }

  @Override
  public Optional<ArchivedObject> read(String name) {
    return folder.read(name);
  }

  @Override
  public List<String> names(String beginning) {
    return folder.names(beginning);
  }

  @Override
  public boolean add(String name, byte[] content) {
    try {
      Path file = folder.folder().resolve(name);
      Files.createDirectories(file.getParent());
      Files.write(file, content);
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean replace(String name, ArchivedObject before, byte[] content) {
    return add(name, content);
  }
}
