package dev.hallpass.handlers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// The git commit of this build.
public final class Commit {

  private static final String OF_THIS_BUILD = read();

  private Commit() {}

  /// The full hash of the commit, with `-dirty` if there were uncommitted changes; `unversioned` if
  /// it was built outside a repository.
  public static String ofThisBuild() {
    return OF_THIS_BUILD;
  }

  private static String read() {
    Properties git = new Properties();
    try (@Nullable InputStream file = Commit.class.getResourceAsStream("/git.properties")) {
      if (file == null) {
        return "unversioned";
      }
      git.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException("git.properties cannot be read", e);
    }
    return git.getProperty("git.commit.id.describe", "unversioned");
  }
}
