package dev.hallpass.cli.audit;

import dev.hallpass.adapters.archive.TrailFolder;
import dev.hallpass.audit.Trail;
import dev.hallpass.cli.ledger.Places;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where events of CloudTrail are.
final class TrailOption {

  @Option(
      names = "--trail",
      paramLabel = "TRAIL",
      description =
          "The files of a trail (AWSLogs/…json.gz), or what aws cloudtrail lookup-events printed: a folder, or s3://BUCKET/PREFIX.")
  private @Nullable String place;

  Optional<Trail> trail(Places places) {
    return Optional.ofNullable(place).map(places::archive).map(TrailFolder::new);
  }
}
