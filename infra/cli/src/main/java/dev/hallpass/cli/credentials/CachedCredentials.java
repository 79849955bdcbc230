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
/// The answer of `credential_process` is kept as it is printed, behind a line that says when it is
/// renewed, until when it is good and how long it is. So the usual answer needs neither a JSON
/// reader nor a network.
public final class CachedCredentials {

  private static final Pattern CONTENTS =
      Pattern.compile("([0-9]{1,12}) ([0-9]{1,12}) ([0-9]{1,6})\n(.*)", Pattern.DOTALL);
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

  /// The kept answer; empty if it is time to renew it, or if no whole file is there.
  public Optional<String> answer(Instant now) {
    return kept().filter(set -> now.isBefore(set.renewal())).map(Kept::answer);
  }

  /// The answer that is still good, for the time in which no newer one can be had. It is renewed
  /// later.
  ///
  /// @param later when a newer one has a chance again
  Optional<String> stillGood(Instant now, Instant later) {
    Optional<Kept> good = kept().filter(set -> now.isBefore(set.end()));
    good.ifPresent(
        set -> keep(set.answer(), later.isBefore(set.end()) ? later : set.end(), set.end()));
    return good.map(Kept::answer);
  }

  /// Whether there is an answer that is still good.
  boolean isGood(Instant now) {
    return kept().filter(set -> now.isBefore(set.end())).isPresent();
  }

  /// Lets the next answer be a new one, if one can be had.
  public void renew() {
    kept().ifPresent(set -> keep(set.answer(), Instant.EPOCH, set.end()));
  }

  private record Kept(Instant renewal, Instant end, String answer) {}

  private Optional<Kept> kept() {
    return file.read()
        .map(CONTENTS::matcher)
        .filter(Matcher::matches)
        .filter(contents -> contents.group(4).length() == Integer.parseInt(contents.group(3)))
        .map(contents ->
            new Kept(instant(contents.group(1)), instant(contents.group(2)), contents.group(4)));
  }

  private static Instant instant(String seconds) {
    return Instant.ofEpochSecond(Long.parseLong(seconds));
  }

  /// @param renewal when a program should get a newer answer, at the latest the end
  /// @param end the end of the credentials
  void keep(String answer, Instant renewal, Instant end) {
    file.write(
        "%d %d %d\n%s"
            .formatted(renewal.getEpochSecond(), end.getEpochSecond(), answer.length(), answer));
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
