package dev.hallpass.local.deployed;

import dev.hallpass.catalog.people.Users;
import dev.hallpass.identity.Person;
import dev.hallpass.local.ApiClient;
import dev.hallpass.local.scene.Venue;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.sts.StsClient;

/// The synthesized stack in an AWS account, from its making to its end.
final class AwsRun implements AutoCloseable {

  private final Synthesized synthesized = Synthesized.find();
  private final HurriedJar jar = HurriedJar.of(synthesized.code());
  private final TrialTemplate template = synthesized.template();
  private final ProfileCredentialsProvider requester =
      ProfileCredentialsProvider.create(property("requester"));
  private final String bucket = property("mail.bucket");
  private final Cloud cloud = Cloud.confirmed();
  private final TrialDeployment deployment;

  /// Begins to make the stack.
  ///
  /// @throws Refused if this is not the account that was named, or it has a ledger already
  AwsRun() {
    requireNoLedger();
    System.out.printf("venue: AWS account %s, %s%n", cloud.account(), cloud.region());
    template.setCode(jar.key());
    template.keepNothing();
    // Another name than a real installation's, so that nothing here can ever delete one.
    deployment = TrialDeployment.begin(cloud, "HallpassTrial", synthesized, template, jar);
  }

  private void requireNoLedger() {
    try (DynamoDbClient dynamoDb = cloud.dynamoDb()) {
      if (dynamoDb.listTablesPaginator().tableNames().stream()
          .anyMatch("hallpass-ledger"::equals)) {
        throw new Refused(
            "This account has a hallpass-ledger already. A run makes and destroys one, so it needs"
                + " an account and a region without.");
      }
    }
  }

  private static String property(String name) {
    @Nullable String value = System.getProperty(name);
    if (value == null || value.isBlank()) {
      throw new Refused("-D%s= is missing; infra/README.md says what it is.".formatted(name));
    }
    return value;
  }

  /// Waits until the stack is there.
  Venue venue() {
    TrialStack stack = new TrialStack(cloud, template, deployment.created());
    URI address =
        URI.create(
            "https://%s.execute-api.%s.amazonaws.com/%s"
                .formatted(stack.api(), cloud.region(), stack.apiStage()));
    ApiClient api = new ApiClient(address, InstantSource.system());
    return new Trial(
        cloud,
        person(),
        jar.catalog(),
        new SignedCalls(api, requester, cloud.region()),
        api,
        new BucketMailbox(cloud.s3(), bucket, Instant.now()),
        stack.ledger(jar.catalog().digest()),
        cloud.iam());
  }

  private Person person() {
    Cloud theirs = new Cloud(cloud.region(), requester, Optional.empty());
    try (StsClient sts = theirs.sts()) {
      return jar.catalog()
          .settings()
          .identified("aws", sts.getCallerIdentity().arn(), Users.NONE)
          .person()
          .orElseThrow(() ->
              new Refused("hallpass.yaml trusts no identity of the profile -Drequester= names."));
    }
  }

  /// Destroys what the run has made, policies of grants that are still open first.
  @Override
  public void close() {
    try (IamClient iam = cloud.iam()) {
      iam.listPoliciesPaginator(all -> all.pathPrefix("/hallpass/")).policies().stream()
          .map(Policy::arn)
          .forEach(arn -> iam.deletePolicy(policy -> policy.policyArn(arn)));
    }
    deployment.giveUpLedger();
    deployment.delete();
  }
}
