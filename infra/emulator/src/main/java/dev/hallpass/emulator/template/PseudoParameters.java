package dev.hallpass.emulator.template;

/// Where a stack is: what the pseudo parameters of its template stand for.
///
/// @param partition `aws`, or another of AWS's partitions
/// @param region such as `eu-central-1`
/// @param account twelve digits
public record PseudoParameters(String partition, String region, String account) {

  /// An ARN of this place.
  ///
  /// @param service such as `lambda`
  /// @param resource what follows the account, such as `function:NAME`
  public String arn(String service, String resource) {
    return "arn:%s:%s:%s:%s:%s".formatted(partition, service, region, account, resource);
  }

  /// An ARN of this account that names no region, as IAM's do.
  public String globalArn(String service, String resource) {
    return "arn:%s:%s::%s:%s".formatted(partition, service, account, resource);
  }
}
