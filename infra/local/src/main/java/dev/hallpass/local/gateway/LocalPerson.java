package dev.hallpass.local.gateway;

import dev.hallpass.emulator.sts.Presigner;
import dev.hallpass.identity.CallStatement;
import dev.hallpass.identity.Person;
import java.time.Duration;
import java.time.Instant;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/// A person with an access key for the local system.
public record LocalPerson(Person person, String accessKeyId, String secretAccessKey) {

  /// The account of everybody in the local system.
  public static final String ACCOUNT = "111122223333";

  /// The region of the local system.
  public static final String REGION = "eu-central-1";

  /// The role of everybody's IAM Identity Center session.
  public static final String ROLE =
      "arn:aws:iam::%s:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Engineer_0123456789abcdef"
          .formatted(ACCOUNT);

  /// What the others call them: the address before the `@`.
  public String name() {
    String address = person.email();
    return address.substring(0, address.indexOf('@'));
  }

  /// The ARN of this person's IAM Identity Center session.
  public String userArn() {
    return "arn:aws:sts::%s:assumed-role/AWSReservedSSO_Engineer_0123456789abcdef/%s"
        .formatted(ACCOUNT, person);
  }

  /// A proof of this person's for one call, good for a minute.
  public String proof(CallStatement statement, Instant at) {
    AwsCredentialsIdentity key = AwsCredentialsIdentity.create(accessKeyId, secretAccessKey);
    return new Presigner(REGION, key)
        .callerIdentity(
            "sts.%s.amazonaws.com".formatted(REGION),
            statement.headers(),
            at,
            Duration.ofMinutes(1));
  }

  /// Hides the secret.
  @Override
  public String toString() {
    return "%s (%s)".formatted(person, accessKeyId);
  }
}
