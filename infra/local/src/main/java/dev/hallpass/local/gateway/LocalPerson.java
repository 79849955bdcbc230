package dev.hallpass.local.gateway;

import dev.hallpass.identity.Person;

/// A person with an access key for the local system.
public record LocalPerson(Person person, String accessKeyId, String secretAccessKey) {

  /// The account of everybody in the local system.
  public static final String ACCOUNT = "111122223333";

  /// The ARN of this person's IAM Identity Center session.
  public String userArn() {
    return "arn:aws:sts::%s:assumed-role/AWSReservedSSO_Engineer_0123456789abcdef/%s"
        .formatted(ACCOUNT, person);
  }

  /// Hides the secret.
  @Override
  public String toString() {
    return "%s (%s)".formatted(person, accessKeyId);
  }
}
