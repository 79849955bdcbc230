package dev.hallpass.adapters.archive;

import dev.hallpass.log.Archive;
import dev.hallpass.log.ArchivedObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/// An archive in memory, whose objects a test can do anything with.
public final class HeldArchive implements Archive {

  private final ConcurrentSkipListMap<String, byte[]> objects = new ConcurrentSkipListMap<>();
  private Optional<List<String>> rewritten = Optional.empty();

  /// The objects of a folder.
  static HeldArchive of(FolderArchive folder) {
    HeldArchive held = new HeldArchive();
    folder.names("").forEach(name -> held.add(name, folder.read(name).orElseThrow().content()));
    return held;
  }

  /// Another archive with the same objects.
  public HeldArchive copy() {
    HeldArchive copy = new HeldArchive();
    copy.objects.putAll(objects);
    return copy;
  }

  /// All objects, to look at and to change.
  public ConcurrentSkipListMap<String, byte[]> objects() {
    return objects;
  }

  /// The content of an object that is there.
  public byte[] content(String name) {
    return read(name).orElseThrow().content();
  }

  /// Lets the archive tell of second versions.
  public void tellOfVersions(List<String> names) {
    rewritten = Optional.of(names);
  }

  /// Writes all objects into a folder.
  public void copyTo(Path folder) {
    new TreeMap<>(objects)
        .forEach((name, content) -> {
          try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, content);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  @Override
  public Optional<ArchivedObject> read(String name) {
    return Optional.ofNullable(objects.get(name))
        .map(content -> new ArchivedObject(content, Integer.toString(Arrays.hashCode(content))));
  }

  @Override
  public boolean add(String name, byte[] content) {
    return objects.putIfAbsent(name, content.clone()) == null;
  }

  @Override
  public boolean replace(String name, ArchivedObject before, byte[] content) {
    byte @Nullable [] there = objects.get(name);
    boolean isSame = there != null && Arrays.equals(there, before.content());
    if (isSame) {
      objects.put(name, content.clone());
    }
    return isSame;
  }

  @Override
  public List<String> names(String beginning) {
    return objects.tailMap(beginning).keySet().stream()
        .takeWhile(name -> name.startsWith(beginning))
        .toList();
  }

  @Override
  public Optional<List<String>> rewritten() {
    return rewritten;
  }
}
