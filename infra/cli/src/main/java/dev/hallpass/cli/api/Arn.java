package dev.hallpass.cli.api;

import java.util.Optional;

/// The name of a resource of AWS (source: IAM User Guide, "Amazon Resource Names").
///
/// @param region the region; nothing where the service has none
/// @param account the account; nothing where the service has none
/// @param resource the rest, such as `instance/i-0123456789abcdef0`
public record Arn(
    String partition, String service, String region, String account, String resource) {

  private static final int PARTS = 6;

  /// The ARN in a text; empty if it has none.
  public static Optional<Arn> of(String text) {
    String[] parts = text.split(":", PARTS);
    return parts.length == PARTS && parts[0].equals("arn") && !parts[5].isEmpty()
        ? Optional.of(new Arn(parts[1], parts[2], parts[3], parts[4], parts[5]))
        : Optional.empty();
  }

  /// The kind of the resource, such as `instance`; all of it where it has no kind.
  public String type() {
    return resource.split("[/:]", 2)[0];
  }

  /// The resource without its kind, such as `i-0123456789abcdef0`.
  public String name() {
    return resource.substring(Math.min(resource.length(), type().length() + 1));
  }

  /// Whether it stands for several resources.
  public boolean isPattern() {
    return resource.contains("*") || resource.contains("?");
  }

  @Override
  public String toString() {
    return String.join(":", "arn", partition, service, region, account, resource);
  }
}
