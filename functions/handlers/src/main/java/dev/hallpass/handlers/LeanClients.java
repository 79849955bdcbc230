package dev.hallpass.handlers;

import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
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

/// The SDK's clients without a search for credentials, profiles, regions and HTTP clients, because
/// each search slows a cold start.
final class LeanClients implements Clients {

  private final Variables variables;

  // Several parts of a function use these.
  private final Once<DynamoDbClient> dynamoDb =
      new Once<>(() -> lean(DynamoDbClient.builder()).build());
  private final Once<KmsClient> kms = new Once<>(() -> lean(KmsClient.builder()).build());

  private final Once<SdkHttpClient> http = new Once<>(LeanClients::overTls);

  /// @param variables the variables with the region and the credentials
  LeanClients(Variables variables) {
    this.variables = variables;
  }

  @Override
  public DynamoDbClient dynamoDb() {
    return dynamoDb.get();
  }

  @Override
  public SfnClient stepFunctions() {
    return lean(SfnClient.builder()).build();
  }

  @Override
  public IamClient iam() {
    return lean(IamClient.builder()).region(Region.AWS_GLOBAL).build();
  }

  @Override
  public IamClient iam(AwsSessionCredentials session) {
    return lean(IamClient.builder())
        .region(Region.AWS_GLOBAL)
        .credentialsProvider(StaticCredentialsProvider.create(session))
        .build();
  }

  @Override
  public StsClient sts() {
    return lean(StsClient.builder()).build();
  }

  @Override
  public SesClient ses(String region) {
    return lean(SesClient.builder()).region(Region.of(region)).build();
  }

  @Override
  public CloudFormationClient cloudFormation() {
    return lean(CloudFormationClient.builder()).build();
  }

  @Override
  public LambdaClient lambda() {
    return lean(LambdaClient.builder()).build();
  }

  @Override
  public SnsClient sns() {
    return lean(SnsClient.builder()).build();
  }

  @Override
  public SsmClient ssm(String region, AwsSessionCredentials session) {
    return lean(SsmClient.builder())
        .region(Region.of(region))
        .credentialsProvider(StaticCredentialsProvider.create(session))
        .build();
  }

  @Override
  public KmsClient kms() {
    return kms.get();
  }

  @Override
  public EventBridgeClient events() {
    return lean(EventBridgeClient.builder()).build();
  }

  @Override
  public S3Client s3() {
    return lean(S3Client.builder()).build();
  }

  @Override
  public DynamoDbStreamsClient streams() {
    return lean(DynamoDbStreamsClient.builder()).build();
  }

  @Override
  public SdkHttpClient http() {
    return http.get();
  }

  /// One for all clients, in native code: Java's own TLS takes longer to load.
  private static SdkHttpClient overTls() {
    return AwsCrtHttpClient.builder()
        .connectionTimeout(Duration.ofSeconds(2))
        // A silent peer is given up: API Gateway waits 29 s for the whole call.
        .connectionHealthConfiguration(health ->
            health.minimumThroughputInBps(1L).minimumThroughputTimeout(Duration.ofSeconds(10)))
        // Lambda stops between calls, and AWS closes what it finds idle.
        .connectionMaxIdleTime(Duration.ofSeconds(5))
        // As Java's own TLS: the JVM's properties say who is trusted, if they are set.
        .useTrustStoreSystemProperties(true)
        .build();
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B lean(B builder) {
    return builder
        .httpClient(http.get())
        .region(Region.of(variables.get("AWS_REGION")))
        // Lambda renews these with a new environment, never within one.
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsSessionCredentials.create(
                    variables.get("AWS_ACCESS_KEY_ID"),
                    variables.get("AWS_SECRET_ACCESS_KEY"),
                    variables.get("AWS_SESSION_TOKEN"))))
        .overrideConfiguration(
            configuration -> configuration.defaultProfileFile(ProfileFile.aggregator().build()));
  }
}
