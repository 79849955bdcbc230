package dev.hallpass.local.scene;

/// Policies of people who change things by hand.
public final class PolicyTexts {

  /// Allows everything.
  public static final String EVERYTHING =
      """
      {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}
      """;

  /// Allows everything with objects.
  public static final String EVERY_OBJECT =
      """
      {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}
      """;

  /// Trusts machines.
  public static final String TRUSTING_EC2 =
      """
      {"Version": "2012-10-17", "Statement": {"Effect": "Allow",
        "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}}
      """;

  private PolicyTexts() {}
}
