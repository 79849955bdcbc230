package dev.hallpass.emulator.template;

/// The place of a stack: the values of its template's pseudo parameters.
///
/// @param partition `aws`, or another of AWS's partitions
/// @param region such as `eu-central-1`
/// @param account twelve digits
public record PseudoParameters(String partition, String region, String account) {

  /// An ARN in the same region and account.
  ///
  /// @param service such as `lambda`
  /// @param resource the part after the account, such as `function:NAME`
  public String arn(String service, String resource) {
    return "arn:%s:%s:%s:%s:%s".formatted(partition, service, region, account, resource);
  }

  /// An ARN in the same account without a region, as in IAM.
  public String globalArn(String service, String resource) {
    return "arn:%s:%s::%s:%s".formatted(partition, service, account, resource);
  }
}
