package dev.hallpass.local.probes;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.emulator.Emulated;
import dev.hallpass.emulator.account.Accounts;
import dev.hallpass.emulator.policy.Principal.RoleSession;
import dev.hallpass.emulator.region.Region;
import dev.hallpass.emulator.sts.Caller;
import dev.hallpass.emulator.template.PseudoParameters;
import dev.hallpass.emulator.time.VirtualTimeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.ses.SesClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

/// The emulator, in virtual time. Its IAM is seen as late as AWS's was seen to be.
///
/// @param session whose credentials are used; empty for the administrator
record EmulatedAws(
    VirtualTimeline timeline,
    Random random,
    Accounts accounts,
    Region inRegion,
    EmulatedStacks stacks,
    EmulatedLogs kept,
    Optional<Caller> session)
    implements Aws, AutoCloseable {

  private static final PseudoParameters PLACE =
      new PseudoParameters("aws", "eu-central-1", "111122223333");
  private static final Duration PROPAGATION = Duration.ofSeconds(4);
  private static final Path READ_ONLY =
      Path.of("../catalog/starters/read-an-account/managed/ReadOnlyAccess.json");
  private static final String ADMINISTRATOR = "administrator";

  private static final Map<String, String> TOLD =
      Map.of(
          "ses.sender", "hallpass@example.com",
          "ses.recipient", "bob@example.org",
          "ssm.instance", "i-0123456789abcdef0");

  /// An empty account.
  static EmulatedAws empty() {
    VirtualTimeline timeline = new VirtualTimeline(Instant.parse("2026-11-29T10:00:00Z"));
    Random random = new Random(23);
    Accounts accounts = new Accounts(timeline, random, PROPAGATION);
    EmulatedLogs kept = new EmulatedLogs(timeline);
    Region region = new Region(PLACE, accounts, timeline, random, kept, List.copyOf(TOLD.values()));
    region.ses().bounces(MailProbes.BOUNCES);
    makeAdministrator(region.account().iam());
    region.account().publish(SessionProbes.READ_ONLY, "v190", readOnly());
    timeline.advance(PROPAGATION);
    EmulatedStacks stacks = new EmulatedStacks(region, PLACE, () -> timeline.advance(PROPAGATION));
    return new EmulatedAws(timeline, random, accounts, region, stacks, kept, Optional.empty());
  }

  private static String readOnly() {
    try {
      return Json.read(Files.readString(READ_ONLY)).path("document").toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void makeAdministrator(IamClient iam) {
    iam.createRole(role ->
        role.roleName(ADMINISTRATOR)
            .assumeRolePolicyDocument(
                PolicyText.policy(
                    PolicyText.trust("\"Service\":\"ec2.amazonaws.com\"", "sts:AssumeRole"))));
    iam.putRolePolicy(put ->
        put.roleName(ADMINISTRATOR)
            .policyName("everything")
            .policyDocument(PolicyText.policy(PolicyText.allow("*", "*"))));
  }

  private static Caller administrator() {
    return Caller.of(
        RoleSession.of(PLACE.globalArn("iam", "role/" + ADMINISTRATOR), ADMINISTRATOR));
  }

  @Override
  public IamClient iam() {
    return session.map(inRegion::iam).orElseGet(inRegion.account()::iam);
  }

  @Override
  public StsClient sts() {
    return inRegion.sts(session.orElseGet(EmulatedAws::administrator));
  }

  @Override
  public DynamoDbClient dynamoDb() {
    return session.map(inRegion::dynamoDb).orElseGet(inRegion::dynamoDb);
  }

  @Override
  public SfnClient stepFunctions() {
    return session.map(inRegion::stepFunctions).orElseGet(inRegion::stepFunctions);
  }

  @Override
  public SesClient ses() {
    return inRegion.ses(session.orElseGet(EmulatedAws::administrator));
  }

  @Override
  public SsmClient ssm() {
    return inRegion.ssm(session.orElseGet(EmulatedAws::administrator), PLACE.region());
  }

  @Override
  public CloudFormationClient cloudFormation() {
    CloudFormationClient asked = inRegion.cloudFormation(administrator());
    return Emulated.client(
        CloudFormationClient.class, Emulated.layered(CloudFormationClient.class, stacks, asked));
  }

  @Override
  public CloudWatchLogsClient logs() {
    return Emulated.client(CloudWatchLogsClient.class, kept);
  }

  /// @throws IllegalArgumentException if STS has given these to nobody
  @Override
  public Aws as(AwsSessionCredentials credentials) {
    Caller caller =
        accounts
            .session(credentials.accessKeyId(), credentials.sessionToken())
            .map(Caller::of)
            .orElseThrow(() -> new IllegalArgumentException("These are of no session"));
    return new EmulatedAws(timeline, random, accounts, inRegion, stacks, kept, Optional.of(caller));
  }

  @Override
  public String account() {
    return PLACE.account();
  }

  @Override
  public String region() {
    return PLACE.region();
  }

  @Override
  public Instant now() {
    return timeline.instant();
  }

  @Override
  public void pass(Duration time) {
    timeline.advance(time);
  }

  @Override
  public String digits() {
    return HexFormat.of().toHexDigits(random.nextInt());
  }

  @Override
  public Optional<String> told(String property) {
    return Optional.ofNullable(TOLD.get(property));
  }

  @Override
  public void close() {
    inRegion.close();
  }
}
