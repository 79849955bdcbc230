package dev.hallpass.local.deployed;

import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.ses.SesClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

/// An AWS to deploy to, and the clients of who deploys.
///
/// @param endpoint of an emulator; empty for AWS itself
public record Cloud(Region region, AwsCredentialsProvider credentials, Optional<URI> endpoint) {

  /// The account and region of the default credentials.
  ///
  /// @throws Refused if it is not the account that `-Dconfirm=` names
  public static Cloud confirmed() {
    Cloud cloud =
        new Cloud(
            DefaultAwsRegionProviderChain.builder().build().getRegion(),
            DefaultCredentialsProvider.builder().build(),
            Optional.empty());
    String confirmed = System.getProperty("confirm", "");
    if (!confirmed.equals(cloud.account())) {
      throw new Refused(
          "These credentials are of account %s, not of %s, which -Dconfirm= names."
              .formatted(cloud.account(), confirmed));
    }
    return cloud;
  }

  public CloudFormationClient cloudFormation() {
    return client(CloudFormationClient.builder());
  }

  S3Client s3() {
    return client(S3Client.builder().forcePathStyle(endpoint.isPresent()));
  }

  public DynamoDbClient dynamoDb() {
    return client(DynamoDbClient.builder());
  }

  public IamClient iam() {
    return endpoint.isPresent()
        ? client(IamClient.builder())
        : IamClient.builder()
            .httpClientBuilder(AwsCrtHttpClient.builder())
            .region(Region.AWS_GLOBAL)
            .credentialsProvider(credentials)
            .build();
  }

  public CloudWatchLogsClient logs() {
    return client(CloudWatchLogsClient.builder());
  }

  public SsmClient ssm() {
    return client(SsmClient.builder());
  }

  public SfnClient stepFunctions() {
    return client(SfnClient.builder());
  }

  LambdaClient lambda() {
    return client(LambdaClient.builder());
  }

  public SesClient ses() {
    return client(SesClient.builder());
  }

  public StsClient sts() {
    return client(StsClient.builder());
  }

  /// The same AWS, called with these credentials.
  public Cloud as(AwsSessionCredentials session) {
    return new Cloud(region, StaticCredentialsProvider.create(session), endpoint);
  }

  /// The account, twelve digits.
  public String account() {
    try (StsClient sts = sts()) {
      return sts.getCallerIdentity().account();
    }
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
    endpoint.ifPresent(builder::endpointOverride);
    return builder
        .httpClientBuilder(AwsCrtHttpClient.builder())
        .region(region)
        .credentialsProvider(credentials)
        .build();
  }
}
