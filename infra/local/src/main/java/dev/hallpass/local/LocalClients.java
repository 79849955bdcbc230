package dev.hallpass.local;

import dev.hallpass.emulator.region.Region;
import dev.hallpass.emulator.sts.Caller;
import dev.hallpass.handlers.Clients;
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

/// The clients of the emulated AWS, with the credentials of the function's role.
record LocalClients(Region region, Caller caller) implements Clients {

  @Override
  public DynamoDbClient dynamoDb() {
    return region.dynamoDb(caller);
  }

  @Override
  public SfnClient stepFunctions() {
    return region.stepFunctions(caller);
  }

  @Override
  public IamClient iam() {
    return region.iam(caller);
  }

  @Override
  public IamClient iam(AwsSessionCredentials session) {
    return region.iam(session);
  }

  @Override
  public StsClient sts() {
    return region.sts(caller);
  }

  @Override
  public SesClient ses(String of) {
    return region.ses(caller);
  }

  @Override
  public CloudFormationClient cloudFormation() {
    return region.cloudFormation(caller);
  }

  @Override
  public LambdaClient lambda() {
    return region.functions(caller);
  }

  @Override
  public SnsClient sns() {
    return region.sns(caller);
  }

  @Override
  public SsmClient ssm(String name, AwsSessionCredentials session) {
    return region.ssm(session, name);
  }

  @Override
  public KmsClient kms() {
    return region.kms(caller);
  }

  @Override
  public EventBridgeClient events() {
    return region.rules(caller);
  }

  @Override
  public S3Client s3() {
    return region.s3(caller);
  }

  @Override
  public DynamoDbStreamsClient streams() {
    return region.streams(caller);
  }

  @Override
  public SdkHttpClient http() {
    return region.http(caller);
  }
}
