package dev.hallpass.handlers;

import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
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

/// The SDK's clients, with the credentials of the function's role unless a method says others.
public interface Clients {

  /// A client of a service.
  ///
  /// @param builder makes the builder of a real client; an emulated AWS does not use it
  <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
      Class<C> service, Supplier<B> builder, Target target);

  /// What sends requests that are signed already. It follows no redirect.
  SdkHttpClient http();

  default DynamoDbClient dynamoDb() {
    return client(DynamoDbClient.class, DynamoDbClient::builder, Target.OWN);
  }

  default SfnClient stepFunctions() {
    return client(SfnClient.class, SfnClient::builder, Target.OWN);
  }

  default IamClient iam() {
    return client(IamClient.class, IamClient::builder, Target.in(Target.GLOBAL));
  }

  /// IAM with the credentials of a session in any account.
  default IamClient iam(AwsSessionCredentials session) {
    return client(IamClient.class, IamClient::builder, Target.in(Target.GLOBAL).with(session));
  }

  default StsClient sts() {
    return client(StsClient.class, StsClient::builder, Target.OWN);
  }

  /// SES of a region.
  default SesClient ses(String region) {
    return client(SesClient.class, SesClient::builder, Target.in(region));
  }

  default CloudFormationClient cloudFormation() {
    return client(CloudFormationClient.class, CloudFormationClient::builder, Target.OWN);
  }

  default LambdaClient lambda() {
    return client(LambdaClient.class, LambdaClient::builder, Target.OWN);
  }

  default SnsClient sns() {
    return client(SnsClient.class, SnsClient::builder, Target.OWN);
  }

  /// Session Manager of a region, with the credentials of a session in any account.
  default SsmClient ssm(String region, AwsSessionCredentials session) {
    return client(SsmClient.class, SsmClient::builder, Target.in(region).with(session));
  }

  default KmsClient kms() {
    return client(KmsClient.class, KmsClient::builder, Target.OWN);
  }

  default EventBridgeClient events() {
    return client(EventBridgeClient.class, EventBridgeClient::builder, Target.OWN);
  }

  default S3Client s3() {
    return client(S3Client.class, S3Client::builder, Target.OWN);
  }

  default DynamoDbStreamsClient streams() {
    return client(DynamoDbStreamsClient.class, DynamoDbStreamsClient::builder, Target.OWN);
  }

  /// Where a client sends its calls, and with which credentials.
  ///
  /// @param region the region's name; if empty, the region of the function
  /// @param session if empty, the role of the function
  record Target(Optional<String> region, Optional<AwsSessionCredentials> session) {
    static final Target OWN = new Target(Optional.empty(), Optional.empty());

    /// The SDK's name for the endpoint of a service that is the same in each region.
    static final String GLOBAL = "aws-global";

    static Target in(String region) {
      return new Target(Optional.of(region), Optional.empty());
    }

    Target with(AwsSessionCredentials other) {
      return new Target(region, Optional.of(other));
    }
  }
}
