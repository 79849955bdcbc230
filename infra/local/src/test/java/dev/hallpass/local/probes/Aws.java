package dev.hallpass.local.probes;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.ses.SesClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

/// One account of an AWS that can be asked, as somebody who calls it.
interface Aws {

  IamClient iam();

  StsClient sts();

  DynamoDbClient dynamoDb();

  SfnClient stepFunctions();

  SesClient ses();

  SsmClient ssm();

  CloudFormationClient cloudFormation();

  CloudWatchLogsClient logs();

  /// The same account, called with the credentials of a session.
  Aws as(AwsSessionCredentials session);

  /// The account, twelve digits.
  String account();

  String region();

  Instant now();

  /// Lets time pass.
  void pass(Duration time);

  /// Random hexadecimal digits, others each time.
  String digits();

  /// What only the person who asks can say, such as an address of theirs.
  ///
  /// @param property the system property that says it
  Optional<String> told(String property);
}
