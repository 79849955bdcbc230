package dev.hallpass.adapters.cloudformation;

/// The ARN of a stack, with its account and region.
///
/// @param stackId `arn:PARTITION:cloudformation:REGION:ACCOUNT:stack/NAME/ID`
record StackArn(String stackId) {

  String partition() {
    return part(1);
  }

  String region() {
    return part(3);
  }

  String account() {
    return part(4);
  }

  /// The stack's name.
  String stack() {
    return part(5).split("/", -1)[1];
  }

  /// An ARN in the same account and region.
  String arn(String service, String resource) {
    return "arn:%s:%s:%s:%s:%s".formatted(partition(), service, region(), account(), resource);
  }

  /// An ARN in the same account without a region, as in IAM.
  String globalArn(String service, String resource) {
    return "arn:%s:%s::%s:%s".formatted(partition(), service, account(), resource);
  }

  private String part(int place) {
    return stackId.split(":", 6)[place];
  }
}
