package dev.hallpass.local.gateway;

import dev.hallpass.identity.Person;

/// Somebody with an access key for the local system.
public record LocalPerson(Person person, String accessKeyId, String secretAccessKey) {

  /// The account that everybody here is in.
  public static final String ACCOUNT = "111122223333";

  /// The ARN of an IAM Identity Center session of this person's.
  public String userArn() {
    return "arn:aws:sts::%s:assumed-role/AWSReservedSSO_Engineer_0123456789abcdef/%s"
        .formatted(ACCOUNT, person);
  }

  /// Without the secret.
  @Override
  public String toString() {
    return "%s (%s)".formatted(person, accessKeyId);
  }
}
