package dev.hallpass.handlers;

import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.ses.SesClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

/// The SDK's clients, with the credentials of the function's role. Each is created at its first
/// use.
public interface Clients {

  DynamoDbClient dynamoDb();

  SfnClient stepFunctions();

  IamClient iam();

  /// IAM with the credentials of a session in any account.
  IamClient iam(AwsSessionCredentials session);

  StsClient sts();

  /// SES of a region.
  SesClient ses(String region);

  CloudFormationClient cloudFormation();

  LambdaClient lambda();

  SnsClient sns();

  /// Session Manager of a region, with the credentials of a session in any account.
  SsmClient ssm(String region, AwsSessionCredentials session);

  KmsClient kms();

  EventBridgeClient events();

  S3Client s3();

  DynamoDbStreamsClient streams();

  /// What sends requests that are signed already. It follows no redirect.
  SdkHttpClient http();
}
