package dev.hallpass.local.probes;

import dev.hallpass.local.deployed.Cloud;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.ses.SesClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

/// An account of AWS, on the wall clock. Its clients are made once and used by all threads.
record RealAws(
    Cloud cloud,
    String account,
    IamClient iam,
    StsClient sts,
    DynamoDbClient dynamoDb,
    SfnClient stepFunctions,
    SesClient ses,
    SsmClient ssm,
    CloudFormationClient cloudFormation,
    CloudWatchLogsClient logs)
    implements Aws {

  private static final SecureRandom RANDOM = new SecureRandom();

  RealAws(Cloud cloud, String account) {
    this(
        cloud,
        account,
        cloud.iam(),
        cloud.sts(),
        cloud.dynamoDb(),
        cloud.stepFunctions(),
        cloud.ses(),
        cloud.ssm(),
        cloud.cloudFormation(),
        cloud.logs());
  }

  /// The account that `-Dconfirm=` names, if the default credentials are its.
  static RealAws confirmed() {
    Cloud cloud = Cloud.confirmed();
    return new RealAws(cloud, cloud.account());
  }

  @Override
  public Aws as(AwsSessionCredentials session) {
    return new RealAws(cloud.as(session), account);
  }

  @Override
  public String region() {
    return cloud.region().id();
  }

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public void pass(Duration time) {
    new CompletableFuture<Void>()
        .completeOnTimeout(null, time.toMillis(), TimeUnit.MILLISECONDS)
        .join();
  }

  @Override
  public String digits() {
    return HexFormat.of().toHexDigits(RANDOM.nextInt());
  }

  @Override
  public Optional<String> told(String property) {
    return Optional.ofNullable(System.getProperty(property)).filter(one -> !one.isBlank());
  }
}
