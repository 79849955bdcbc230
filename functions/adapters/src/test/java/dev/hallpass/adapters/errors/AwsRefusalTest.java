package dev.hallpass.adapters.errors;

import static dev.hallpass.grant.Examples.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.access.Sessions.NotOpened;
import dev.hallpass.emulator.AwsErrors;
import dev.hallpass.port.OutcomeUnknown;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

class AwsRefusalTest {

  private static final String CALLER =
      "arn:aws:sts::111122223333:assumed-role/Hallpass-RequestGrantRole/Hallpass-RequestGrant";

  /// The texts are those of the services (source: IAM user guide, troubleshooting access denied
  /// errors; that of SES: Amazon SES, identity and access management).
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Sfn | AccessDeniedException | 400 | states:StartExecution | false | User: %s is not authorized to perform: states:StartExecution on resource: arn:aws:states:eu-central-1:111122223333:stateMachine:m because no identity-based policy allows the states:StartExecution action
          DynamoDb | AccessDeniedException | 400 | dynamodb:PartiQLInsert | true | User: %s is not authorized to perform: dynamodb:PartiQLInsert on resource: arn:aws:dynamodb:eu-central-1:111122223333:table/hallpass-ledger with an explicit deny in a resource-based policy
          DynamoDb | AccessDeniedException | 400 | kms:Decrypt | false | User: %s is not authorized to perform: kms:Decrypt on the resource associated with this ciphertext
          Iam | AccessDenied | 403 | iam:CreatePolicy | true | User: %s is not authorized to perform: iam:CreatePolicy on resource: policy grant-1 with an explicit deny in a service control policy
          Sts | AccessDenied | 403 | sts:TagSession | false | User: %s is not authorized to perform: sts:TagSession on resource: arn:aws:iam::111122223333:role/hallpass/read
          Ses | AccessDenied | 403 | ses:SendEmail | false | User `%s' is not authorized to perform `ses:SendEmail' on resource `arn:aws:ses:eu-central-1:111122223333:identity/bob@example.com'
          Ec2 | UnauthorizedOperation | 403 | Ec2 | false | You are not authorized to perform this operation.
          Sns | AuthorizationError | 403 | Sns | false | Not allowed
          """)
  void aDenialNamesItsActionAndItsCodeAndNobody(
      String service, String code, int status, String action, boolean certain, String message) {
    AwsServiceException denial = error(service, code, status, message.formatted(CALLER));

    assertThat(AwsRefusal.behind(new OutcomeUnknown("do it", denial)))
        .hasValueSatisfying(refusal -> {
          assertThat(refusal).isEqualTo(new AwsRefusal(action, code, certain));
          assertThat(refusal.isDenial()).isTrue();
          assertThat(refusal.toString()).doesNotContain("arn:", "User");
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ExpiredToken",
        "ExpiredTokenException",
        "LimitExceeded",
        "PackedPolicyTooLarge",
        "RegionDisabledException"
      })
  void whatElseLastsIsNoDenial(String code) {
    assertThat(AwsRefusal.behind(error("Sts", code, 400, "No")))
        .hasValueSatisfying(refusal -> {
          assertThat(refusal).isEqualTo(new AwsRefusal("Sts", code, true));
          assertThat(refusal.isDenial()).isFalse();
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Throttling",
        "ThrottlingException",
        "ProvisionedThroughputExceededException",
        "LimitExceededException",
        "ServiceUnavailable",
        "InternalServerError",
        "DeleteConflict",
        "ConcurrentModification"
      })
  void whatMayGoWellWhenItIsRepeatedIsNone(String code) {
    assertThat(AwsRefusal.behind(error("Iam", code, 400, "Try again"))).isEmpty();
  }

  @Test
  void whatDidNotReachAwsIsNone() {
    var unreached = SdkClientException.create("No answer", new IOException("broken pipe"));

    assertThat(AwsRefusal.behind(new OutcomeUnknown("do it", unreached))).isEmpty();
    assertThat(AwsRefusal.behind(AwsServiceException.builder().message("No").build())).isEmpty();
  }

  @Test
  void anyCodeLastsByWhichASessionIsRefused() {
    var refused = error("Sts", "ValidationError", 400, "The policy does not exist");

    assertThat(AwsRefusal.behind(new OutcomeUnknown("open a session", refused))).isEmpty();
    assertThat(AwsRefusal.behind(new NotOpened(UNKNOWN, refused)))
        .hasValue(new AwsRefusal("Sts", "ValidationError", false));
  }

  private static AwsServiceException error(
      String service, String code, int status, String message) {
    return AwsErrors.fill(AwsServiceException.builder(), service, code, status, message).build();
  }
}
