package dev.hallpass.cli.audit;

import dev.hallpass.adapters.archive.TrailFolder;
import dev.hallpass.audit.grants.GrantRecord;
import dev.hallpass.audit.grants.GrantRecord.Session;
import dev.hallpass.audit.usage.Trail;
import dev.hallpass.cli.ledger.Places;
import dev.hallpass.cli.surroundings.ExitCode;
import dev.hallpass.cli.surroundings.Stopped;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where events of CloudTrail are.
final class TrailOption {

  private static final Pattern LOOK_UP =
      Pattern.compile("cloudtrail://(?<profile>[^/]+)/(?<regions>[a-z0-9-]+(?:,[a-z0-9-]+)*)");

  @Option(
      names = "--trail",
      paramLabel = "TRAIL",
      description = {
        "The files of a trail (AWSLogs/…json.gz): a folder, or s3://BUCKET/PREFIX.",
        "Or cloudtrail://PROFILE/REGION[,REGION]: CloudTrail is asked itself, in the account of the profile.",
        "It has what is not older than 90 days, and no calls on data."
      })
  private @Nullable String place;

  /// The trail that was named; empty if none was.
  ///
  /// @param sessions the sessions of the grants that it is read for
  Optional<Trail> trail(Places places, List<Session> sessions) {
    return Optional.ofNullable(place).map(named -> trail(named, places, sessions));
  }

  private static Trail trail(String named, Places places, List<Session> sessions) {
    Matcher lookUp = LOOK_UP.matcher(named);
    if (lookUp.matches()) {
      return new EventLookUp(
          Places.of(places.surroundings(), lookUp.group("profile")),
          List.of(lookUp.group("regions").split(",")),
          sessions);
    }
    if (named.startsWith("cloudtrail:")) {
      throw new Stopped(
          ExitCode.USAGE,
          "%s names no regions. Write cloudtrail://PROFILE/REGION, or more regions with commas between them."
              .formatted(named));
    }
    return new TrailFolder(places.archive(named));
  }

  /// The sessions of some grants.
  static List<Session> sessions(List<GrantRecord> grants) {
    return grants.stream().flatMap(grant -> grant.sessions().stream()).toList();
  }
}
