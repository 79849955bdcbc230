package dev.hallpass.adapters.archive;

import dev.hallpass.log.ArchiveReader;
import dev.hallpass.log.ArchivedObject;
import dev.hallpass.port.OutcomeUnknown;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A copy of an archive in a folder: a file for each object.
///
/// @param folder where it is
public record FolderArchive(Path folder) implements ArchiveReader {

  @Override
  public Optional<ArchivedObject> read(String name) {
    try {
      return Optional.of(new ArchivedObject(Files.readAllBytes(folder.resolve(name)), ""));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw new OutcomeUnknown("read " + name, e);
    }
  }

  @Override
  public List<String> names(String beginning) {
    Path below = folder.resolve(beginning.substring(0, beginning.lastIndexOf('/') + 1));
    if (!Files.isDirectory(below)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(below)) {
      return files
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .filter(name -> name.startsWith(beginning))
          .sorted()
          .toList();
    } catch (IOException | UncheckedIOException e) {
      throw new OutcomeUnknown("list " + folder, e);
    }
  }
}
