package dev.hallpass.policy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The parts of Hallpass by the names that they have in every account, and what the next deployment
/// takes its files from. No grant reaches them: each policy and each boundary that could denies
/// them by name.
///
/// @param service the service in their ARNs
/// @param name the last part of their ARNs
public record Own(String service, String name) {

  private static final List<Own> ALL =
      List.of(
          // Who inserts into the ledger could write an approval. Who writes a ticket could make a
          // rule approve.
          new Own("dynamodb", "table/?allpass-*"),
          // A function believes the caller that its event names.
          new Own("lambda", "function:?allpass-*"),
          new Own("states", "*:?allpass-*"),
          // IAM takes no wildcard in the place of a resource type (source: IAM identifiers).
          new Own("iam", "policy/?allpass*"),
          new Own("iam", "role/?allpass*"),
          new Own("iam", "role/cdk-?allpass*"),
          new Own("cloudwatch", "alarm:?allpass*"),
          new Own("logs", "log-group:*?allpass*"),
          new Own("events", "rule/?allpass*"),
          new Own("sns", "?allpass*"),
          new Own("pipes", "pipe/?allpass*"),
          new Own("cloudtrail", "trail/?allpass*"),
          new Own("cloudformation", "stack/?allpass*"),
          new Own("s3", "?allpass*"),
          new Own("s3", "cdk-*"));

  /// The ARNs of all parts that statements could reach, with wildcards.
  static List<String> within(List<Statement> statements) {
    return statements.stream()
        .filter(Statement::allows)
        .flatMap(statement -> statement.resources().stream())
        .flatMap(Own::reachedBy)
        .distinct()
        .toList();
  }

  /// The ARNs of all parts.
  static List<String> all(String partition) {
    return ALL.stream().map(own -> own.in(partition)).toList();
  }

  /// The part that a resource lies in; empty if it is, or can be, another.
  public static Optional<Own> around(String resource) {
    String[] arn = resource.split(":", 6);
    return arn.length < 6
        ? Optional.empty()
        : ALL.stream()
            .filter(own -> own.service.equals(arn[2]) && Glob.covers(own.name, arn[5]))
            .findFirst();
  }

  private static Stream<String> reachedBy(String resource) {
    String[] arn = resource.split(":", 6);
    // Actions on `*` list, or work on no resource.
    return arn.length < 6
        ? Stream.of()
        : ALL.stream()
            .filter(own -> own.service.equals(arn[2]) && Glob.overlap(own.name, arn[5]))
            .map(own -> own.in(arn[1]));
  }

  private String in(String partition) {
    String place =
        switch (service) {
          case "s3" -> ":";
          // IAM's ARNs name no region.
          case "iam" -> ":*";
          default -> "*:*";
        };
    return "arn:%s:%s:%s:%s".formatted(partition, service, place, name);
  }
}
