package dev.hallpass.infra;

import static dev.hallpass.infra.DeployedAccount.ADMINISTRATOR;
import static dev.hallpass.infra.DeployedAccount.DEPLOYING;
import static dev.hallpass.infra.DeployedAccount.role;
import static dev.hallpass.records.Altered.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.adapters.json.CompiledCatalog;
import dev.hallpass.catalog.Installation;
import dev.hallpass.catalog.Installation.Archive;
import dev.hallpass.emulator.eventbridge.EventPattern;
import dev.hallpass.emulator.policy.AccessRequest;
import dev.hallpass.emulator.policy.Context;
import dev.hallpass.emulator.policy.Evaluation;
import dev.hallpass.emulator.policy.NamedPolicy;
import dev.hallpass.emulator.policy.Policies;
import dev.hallpass.emulator.policy.PolicyDocument;
import dev.hallpass.emulator.policy.Principal.RoleSession;
import dev.hallpass.emulator.sts.Caller;
import dev.hallpass.emulator.template.CloudFormationTemplate;
import dev.hallpass.emulator.template.PseudoParameters;
import dev.hallpass.emulator.template.Stack;
import dev.hallpass.emulator.template.TemplateResource;
import dev.hallpass.identity.AccountId;
import dev.hallpass.infra.shared.Handler;
import dev.hallpass.reference.Reference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.assertions.Template;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(Synthesis.class)
class HallpassArchiveTest {

  private static final String BUCKET = "arn:aws:s3:::hallpass-archive-111122223333-eu-central-1";
  private static final String INTERVAL = BUCKET + "/intervals/000000000123";
  private static final String NEWEST = BUCKET + "/checkpoint";
  private static final String SIGNER = role("hallpass-sign-checkpoint");
  private static final Context NEW = Context.empty().with("s3:if-none-match", "*");
  private static final Context AS_READ = Context.empty().with("s3:if-match", "\"1b2c\"");

  @Test
  void keepsEachObjectInComplianceModeForTheTimeOfTheSettings(
      Deployment deployment, @TempDir Path folder) {
    assertThat(locked(bucket(deployment.archive())))
        .isEqualTo("{\"Mode\":\"COMPLIANCE\",\"Years\":1}");
    assertThat(locked(bucket(archive(folder, Period.ofDays(400)))))
        .isEqualTo("{\"Days\":400,\"Mode\":\"COMPLIANCE\"}");
    assertThat(bucket(deployment.archive()).at("/VersioningConfiguration/Status").asString())
        .isEqualTo("Enabled");
    assertThat(bucket(deployment.archive()).has("LifecycleConfiguration")).isFalse();
  }

  @Test
  void outlivesTheStackAndIsFoundAgainByItsName(Deployment deployment) {
    JsonNode bucket = deployment.archive().only("AWS::S3::Bucket");

    assertThat(bucket.path("DeletionPolicy").asString()).isEqualTo("Retain");
    assertThat(bucket.path("UpdateReplacePolicy").asString()).isEqualTo("Retain");
    assertThat(Deployment.shown(bucket.at("/Properties/BucketName")))
        .isEqualTo("hallpass-archive-111122223333-${AWS::Region}");
    assertThat(
            Deployment.shown(
                deployment.function("SignCheckpoint").at("/Environment/Variables/ARCHIVE")))
        .isEqualTo("hallpass-archive-${AWS::AccountId}-${AWS::Region}");
  }

  @Test
  void isNamedByTheHubAlsoWhereItIsInAnotherAccount(@TempDir Path folder) {
    assertThat(Deployment.shown(bucket(archive(folder, Period.ofYears(7))).path("BucketName")))
        .isEqualTo("hallpass-archive-111122223333-${AWS::Region}");
  }

  @Test
  void onlyTheSignerAddsObjects(Deployment deployment) {
    assertThat(spares(deployment, SIGNER, "s3:PutObject", INTERVAL, NEW)).isTrue();
    assertThat(
            Stream.of(
                ADMINISTRATOR,
                DEPLOYING,
                role("hallpass-reap"),
                role("hallpass-reads"),
                "arn:aws:iam::444455556666:role/hallpass-sign-checkpoint"))
        .noneMatch(other -> spares(deployment, other, "s3:PutObject", INTERVAL, NEW));
  }

  @Test
  void anObjectIsWrittenOnce(Deployment deployment) {
    assertThat(spares(deployment, SIGNER, "s3:PutObject", INTERVAL, AS_READ)).isFalse();
    assertThat(spares(deployment, SIGNER, "s3:PutObject", INTERVAL, Context.empty())).isFalse();
  }

  @Test
  void theNewestCheckpointIsMadeOrReplacedAsItWasRead(Deployment deployment) {
    assertThat(spares(deployment, SIGNER, "s3:PutObject", NEWEST, NEW)).isTrue();
    assertThat(spares(deployment, SIGNER, "s3:PutObject", NEWEST, AS_READ)).isTrue();
    assertThat(spares(deployment, SIGNER, "s3:PutObject", NEWEST, Context.empty())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3:BypassGovernanceRetention",
        "s3:DeleteObject",
        "s3:DeleteObjectVersion",
        "s3:ObjectOwnerOverrideToBucketOwner",
        "s3:PutObjectAcl",
        "s3:PutObjectLegalHold",
        "s3:PutObjectRetention",
        "s3:PutObjectVersionAcl",
        "s3:ReplicateDelete",
        "s3:ReplicateObject",
        "s3:UpdateObjectEncryption"
      })
  void nobodyChangesOrRemovesAnObject(String action, Deployment deployment) {
    assertThat(Stream.of(SIGNER, ADMINISTRATOR, DEPLOYING))
        .noneMatch(one -> spares(deployment, one, action, INTERVAL, Context.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3:DeleteBucket",
        "s3:DeleteBucketPolicy",
        "s3:PutBucketNotification",
        "s3:PutBucketObjectLockConfiguration",
        "s3:PutBucketPolicy",
        "s3:PutBucketVersioning",
        "s3:PutEncryptionConfiguration",
        "s3:PutLifecycleConfiguration",
        "s3:PutReplicationConfiguration"
      })
  void onlyADeploymentChangesTheBucket(String action, Deployment deployment) {
    assertThat(spares(deployment, DEPLOYING, action, BUCKET, Context.empty())).isTrue();
    assertThat(spares(deployment, ADMINISTRATOR, action, BUCKET, Context.empty())).isFalse();
    assertThat(spares(deployment, SIGNER, action, BUCKET, Context.empty())).isFalse();
  }

  /// The hub's roles are of another account, so both policies must allow it.
  @ParameterizedTest
  @CsvSource({
    "SignCheckpoint, /intervals/000000000123, true",
    "SignCheckpoint, /checkpoint, true",
    "Reads, /checkpoint, true",
    "SeekAnswers, /checkpoint, true",
    "Reads, /intervals/000000000123, false",
    "SeekAnswers, /entries/day=2026-12-01/x, false",
    "Reap, /checkpoint, false"
  })
  void fromAnotherAccountTheHubReadsWhatItNeeds(
      String handler, String object, boolean reads, Deployment deployment) {
    assertThat(
            decides(
                deployment,
                role(Handler.roleNameOf(handler)),
                "s3:GetObject",
                BUCKET + object,
                Context.empty(),
                "777788889999"))
        .isEqualTo(reads);
  }

  @Test
  void itsPolicyNamesOnlyActionsThatS3Has(Deployment deployment) {
    assertThat(
            policy(deployment)
                .path("Statement")
                .valueStream()
                .flatMap(statement -> RoleStatement.each(statement.path("Action")))
                .map(JsonNode::asString)
                .filter(action -> !action.equals("s3:*")))
        .isNotEmpty()
        .allMatch(action -> Reference.snapshot().action(action).isPresent());
  }

  @Test
  void whoWritesItCannotWriteTheLedgerAndTheOtherWayRound(Deployment deployment) {
    var account = new DeployedAccount(deployment);

    assertThat(account.handlers())
        .filteredOn(handler ->
            deployment.permissions(handler).stream()
                .anyMatch(permission -> permission.actions().contains("s3:PutObject")))
        .containsExactly("SignCheckpoint")
        .noneMatch(handler ->
            deployment.permissions(handler).stream()
                .anyMatch(permission -> permission.actions().contains("dynamodb:PartiQLInsert")));
  }

  @ParameterizedTest
  @CsvSource({
    "changes/day=2026-12-01/000000000123-0123456789abcdef.jsonl.gz, Changes",
    "checkpoints/000000000123, Arrivals"
  })
  void anObjectThatMattersIsTold(String key, String rule, Deployment deployment) {
    JsonNode created =
        JsonMapper.shared()
            .readTree(
                """
                {"source": "aws.s3", "detail-type": "Object Created", "account": "111122223333",
                 "detail": {"bucket": {"name": "hallpass-archive-111122223333-eu-central-1"},
                            "object": {"key": "%s"}}}
                """
                    .formatted(key));

    assertThat(matching(deployment, created)).singleElement().asString().contains(rule);
  }

  @Test
  void aChangeOfTheBucketByOthersIsTold(Deployment deployment) {
    assertThat(matching(deployment, bucketCall("arn:aws:iam::111122223333:role/administrator")))
        .singleElement()
        .asString()
        .contains("CallsArchive");
    assertThat(matching(deployment, bucketCall(SIGNER))).isEmpty();
  }

  @Test
  void itsAlarmRingsAfterAQuarterOfAnHourWithoutACheckpoint(Deployment deployment) {
    JsonNode alarm = alarm(deployment, "ArchiveSilent");

    assertThat(alarm.path("Period").asInt() * alarm.path("EvaluationPeriods").asInt())
        .isEqualTo(15 * 60);
    assertThat(alarm.path("TreatMissingData").asString()).isEqualTo("breaching");
    assertThat(Deployment.shown(alarm.at("/Dimensions/0/Value")))
        .isEqualTo("${ArchiveWatchCheckpoints.TopicName}");
  }

  @Test
  void itsLogIsCheckedEachDayByAFunctionThatCanChangeNothing(Deployment deployment) {
    assertThat(deployment.archive().properties("AWS::Events::Rule").values())
        .filteredOn(rule -> rule.has("ScheduleExpression"))
        .singleElement()
        .satisfies(rule -> {
          assertThat(rule.path("ScheduleExpression").asString()).isEqualTo("rate(1 day)");
          assertThat(rule.at("/Targets/0/Arn/Ref").asString())
              .isEqualTo(deployment.archive().alias("CheckArchive"));
        });
    assertThat(deployment.archive().permissions("CheckArchive"))
        .flatExtracting(RoleStatement::actions)
        .containsExactlyInAnyOrder("s3:GetObject", "s3:ListBucket", "s3:ListBucketVersions");
  }

  @Test
  void theCheckKnowsTheBucketAndHasTheLongestTimeThatLambdaGives(Deployment deployment) {
    JsonNode function = deployment.archive().function("CheckArchive");

    assertThat(function.at("/Environment/Variables").propertyNames())
        .containsExactly("ARCHIVE", "CATALOG");
    assertThat(function.path("Timeout").asInt()).isEqualTo(15 * 60);
  }

  @Test
  void aCheckThatFailsRingsAtOnceAndOneThatStaysAwayWithinTwoHours(Deployment deployment) {
    JsonNode fails = alarm(deployment, "ArchiveNotWhole");
    JsonNode away = alarm(deployment, "ArchiveUnchecked");

    assertThat(fails.path("MetricName").asString()).isEqualTo("Errors");
    assertThat(fails.path("Threshold").asInt()).isEqualTo(1);
    assertThat(away.path("MetricName").asString()).isEqualTo("Invocations");
    assertThat(away.path("Period").asInt() * away.path("EvaluationPeriods").asInt())
        .isEqualTo(26 * 60 * 60);
    assertThat(away.path("TreatMissingData").asString()).isEqualTo("breaching");
  }

  /// The alarm whose section in infra/README.md has this name.
  private static JsonNode alarm(Deployment deployment, String name) {
    return deployment.archive().properties("AWS::CloudWatch::Alarm").values().stream()
        .filter(alarm ->
            alarm
                .path("AlarmDescription")
                .asString()
                .endsWith("Read on in infra/README.md, %s.".formatted(name)))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void itsAlarmsReachPeopleFromItsOwnAccount(Deployment deployment) {
    assertThat(deployment.archive().properties("AWS::SNS::Subscription").values())
        .singleElement()
        .satisfies(one -> {
          assertThat(one.path("Endpoint").asString()).isEqualTo("ops@example.com");
          assertThat(Deployment.shown(one.path("TopicArn"))).isEqualTo("${ArchiveWatchAlarmTopic}");
        });
  }

  @Test
  void theTableOfAthenaHasTheMembersOfAnEntryAndADayForEachFolder(Deployment deployment) {
    JsonNode table = deployment.archive().only("AWS::Glue::Table").at("/Properties/TableInput");

    assertThat(
            table
                .at("/StorageDescriptor/Columns")
                .valueStream()
                .map(one -> one.path("Name").asString()))
        .containsExactlyElementsOf(members());
    assertThat(Deployment.shown(table.at("/Parameters").path("storage.location.template")))
        .isEqualTo("s3://${ArchiveBucket}/entries/day=${day}/");
    assertThat(deployment.archive().properties("AWS::Athena::NamedQuery").values())
        .extracting(query -> query.path("QueryString").asString())
        .hasSize(4)
        .allMatch(query -> query.startsWith("CREATE OR REPLACE VIEW "))
        .filteredOn(query -> query.contains("FROM entries"))
        .singleElement()
        .asString()
        .contains("SELECT DISTINCT");
  }

  @Test
  void isBoundToItsAccount(Deployment deployment) {
    JsonNode assembly =
        JsonMapper.shared()
            .readTree(
                deployment.folder().resolve("cdk.out/assembly-HallpassArchive/manifest.json"));

    assertThat(assembly.path("artifacts").valueStream())
        .filteredOn(one -> one.path("type").asString().equals("aws:cloudformation:stack"))
        .singleElement()
        .satisfies(stack ->
            assertThat(stack.path("environment").asString()).startsWith("aws://111122223333/"));
  }

  private static List<String> members() {
    JsonNode entry =
        JsonMapper.shared().readTree(Synthesis.PROJECT.resolve("events/ledger/approved.json"));
    return List.copyOf(entry.propertyNames());
  }

  private static List<String> matching(Deployment deployment, JsonNode event) {
    return stack(deployment).resources("AWS::Events::Rule").stream()
        .filter(rule -> rule.properties().has("EventPattern"))
        .filter(rule -> new EventPattern(rule.properties().path("EventPattern")).matches(event))
        .map(TemplateResource::id)
        .toList();
  }

  private static JsonNode bucketCall(String role) {
    return JsonMapper.shared()
        .readTree(
            """
            {"source": "aws.s3", "detail-type": "AWS API Call via CloudTrail",
             "detail": {"eventName": "PutBucketPolicy", "sourceIPAddress": "203.0.113.7",
               "requestParameters": {"bucketName": "hallpass-archive-111122223333-eu-central-1"},
               "userIdentity": {"sessionContext": {"sessionIssuer": {"arn": "%s"}}}}}
            """
                .formatted(role));
  }

  /// Whether a role could do this if its own policies allowed everything.
  private static boolean spares(
      Deployment deployment, String role, String action, String resource, Context context) {
    return decides(deployment, role, action, resource, context, DeployedAccount.ACCOUNT);
  }

  private static boolean decides(
      Deployment deployment,
      String role,
      String action,
      String resource,
      Context context,
      String owner) {
    RoleSession caller = RoleSession.of(role, "session");
    Context keys =
        Caller.of(caller).keysAt(Instant.EPOCH).with("aws:SecureTransport", "true").with(context);
    var document = PolicyDocument.resource(policy(deployment).toString());
    return Evaluation.evaluate(
            AccessRequest.of(caller, action, resource, keys).inAccount(owner),
            Policies.ofIdentity(List.of(DeployedAccount.EVERYTHING))
                .at(new NamedPolicy(BUCKET, document)))
        .allowed();
  }

  private static JsonNode policy(Deployment deployment) {
    return stack(deployment)
        .resources("AWS::S3::BucketPolicy")
        .getFirst()
        .properties()
        .path("PolicyDocument");
  }

  private static Stack stack(Deployment deployment) {
    return new Stack(
        "HallpassArchive",
        CloudFormationTemplate.parse(deployment.archive().template().toString()),
        new PseudoParameters("aws", "eu-central-1", "111122223333"));
  }

  private static JsonNode bucket(Deployment archive) {
    return archive.only("AWS::S3::Bucket").path("Properties");
  }

  private static String locked(JsonNode bucket) {
    return bucket.at("/ObjectLockConfiguration/Rule/DefaultRetention").toString();
  }

  /// The archive in an account of its own.
  private static Deployment archive(Path folder, Period retention) {
    var settings = CompiledCatalog.of(Synthesis.PROJECT).catalog().settings();
    var installation =
        with(
            Synthesis.PLAIN,
            "archive",
            new Archive(Optional.of(new AccountId("777788889999")), retention, Optional.empty()));
    App app =
        App.Builder.create()
            .context(
                Map.copyOf(HallpassApp.context(Synthesis.PROJECT, Installation.Conventions.NONE)))
            .build();
    Template template =
        Template.fromStack(new HallpassArchive(app, jar(folder), settings, installation));
    return new Deployment(folder, JsonMapper.shared().valueToTree(template.toJSON()));
  }

  private static Path jar(Path folder) {
    try {
      return Files.writeString(folder.resolve("functions.jar"), "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
