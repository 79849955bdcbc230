package dev.hallpass.cli.ledger;

import dev.hallpass.cli.surroundings.Surroundings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which archive a command reads, and with which profile.
public final class ArchiveOption {

  @Option(
      names = "--from",
      paramLabel = "ARCHIVE",
      required = true,
      description = "The archive: a folder with a copy of it, or s3://BUCKET.")
  private String from = "";

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "Reads buckets with this profile of AWS's configuration.")
  private @Nullable String profile;

  /// The folder or the bucket, as it was named.
  public String from() {
    return from;
  }

  /// Where archives are, for this profile.
  public Places places(Surroundings surroundings) {
    return Places.of(surroundings, profile);
  }
}
