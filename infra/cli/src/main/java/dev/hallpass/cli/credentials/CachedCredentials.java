package dev.hallpass.cli.credentials;

import dev.hallpass.cli.files.PrivateFile;
import dev.hallpass.cli.surroundings.Folders;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The credentials of one grant on this machine.
///
/// The answer of `credential_process` is kept as it is printed, behind a line that says until when
/// it is good and how long it is. So the usual answer needs neither a JSON reader nor a network.
public final class CachedCredentials {

  private static final Pattern CONTENTS =
      Pattern.compile("([0-9]{1,12}) ([0-9]{1,6})\n(.*)", Pattern.DOTALL);
  private static final Pattern GRANT = Pattern.compile("grant-[0-9a-f]{32}");

  private final PrivateFile file;
  private final PrivateFile lock;

  /// @param grant the id of the grant
  /// @throws IllegalArgumentException if it is not an id of a grant
  public CachedCredentials(Folders folders, String grant) {
    if (!isGrant(grant)) {
      throw new IllegalArgumentException("Not the id of a grant: " + grant);
    }
    Path folder = folders.cache().resolve("credentials");
    file = new PrivateFile(folder.resolve(grant + ".json"));
    lock = new PrivateFile(folder.resolve(grant + ".lock"));
  }

  /// Whether a text is the whole id of a grant.
  public static boolean isGrant(String text) {
    return GRANT.matcher(text).matches();
  }

  /// The answer that is still good; empty if there is none, or if the file is torn.
  public Optional<String> answer(Instant now) {
    return file.read()
        .map(CONTENTS::matcher)
        .filter(Matcher::matches)
        .filter(contents -> contents.group(3).length() == Integer.parseInt(contents.group(2)))
        .filter(contents -> now.isBefore(Instant.ofEpochSecond(Long.parseLong(contents.group(1)))))
        .map(contents -> contents.group(3));
  }

  void keep(String answer, Instant until) {
    file.write("%d %d\n%s".formatted(until.getEpochSecond(), answer.length(), answer));
  }

  /// Removes the credentials from this machine.
  public void forget() {
    file.delete();
  }

  /// Keeps other processes from fetching the same credentials.
  PrivateFile lock() {
    return lock;
  }
}
