package dev.hallpass.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.emulator.policy.AccessRequest;
import dev.hallpass.emulator.policy.Context;
import dev.hallpass.emulator.policy.Evaluation;
import dev.hallpass.emulator.policy.NamedPolicy;
import dev.hallpass.emulator.policy.PermissionLimit;
import dev.hallpass.emulator.policy.Policies;
import dev.hallpass.emulator.policy.PolicyDocument;
import dev.hallpass.emulator.policy.PolicyKind;
import dev.hallpass.emulator.policy.Principal;
import dev.hallpass.emulator.policy.Principal.RoleSession;
import dev.hallpass.emulator.policy.Verdict;
import dev.hallpass.emulator.sts.Caller;
import dev.hallpass.emulator.template.CloudFormationTemplate;
import dev.hallpass.emulator.template.PseudoParameters;
import dev.hallpass.emulator.template.Stack;
import dev.hallpass.emulator.template.TemplateResource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The control policies of infra/guardrails in an organization where all other policies allow
/// everything: those of the callers, and those of the resources.
@ExtendWith(Synthesis.class)
class GuardrailsTest {

  private static final Path FOLDER = Synthesis.PROJECT.resolve("infra/guardrails");
  private static final String HUB = "111122223333";
  private static final String OTHER = "444455556666";
  private static final String DEPLOYING =
      "arn:aws:iam::%1$s:role/cdk-hallpass-cfn-exec-role-%1$s-eu-central-1";
  private static final String SEAL = "arn:aws:kms:eu-central-1:111122223333:key/seal";
  private static final NamedPolicy TO_EVERYBODY =
      new NamedPolicy(
          "to everybody",
          PolicyDocument.resource(
              """
              {"Version": "2012-10-17", "Statement": {
                "Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}}
              """));

  /// What touches Hallpass in the account of the resource. RESOURCE is the rest of an ARN.
  private static final String TOUCHING =
      """
      iam:UpdateAssumeRolePolicy        | iam::ACCOUNT:role/hallpass-issue-credentials
      iam:PutRolePolicy                 | iam::ACCOUNT:role/Hallpass-DecideRole1234-ABCD
      iam:AttachRolePolicy              | iam::ACCOUNT:role/hallpass-reap
      iam:PassRole                      | iam::ACCOUNT:role/hallpass-activate
      iam:UpdateAssumeRolePolicy        | iam::ACCOUNT:role/hallpass/read-parameters
      iam:DeleteRolePermissionsBoundary | iam::ACCOUNT:role/hallpass/read-parameters
      iam:DeleteRole                    | iam::ACCOUNT:role/hallpass-provisioner
      iam:CreatePolicy                  | iam::ACCOUNT:policy/hallpass/grant-00000000000000000000000000004711
      iam:CreatePolicyVersion           | iam::ACCOUNT:policy/hallpass-ceiling/read-parameters
      iam:SetDefaultPolicyVersion       | iam::ACCOUNT:policy/hallpass-ceiling/read-parameters
      """;

  /// What is only in the hub.
  private static final String TOUCHING_THE_HUB =
      """
      dynamodb:PartiQLInsert           | dynamodb:eu-central-1:ACCOUNT:table/hallpass-ledger
      dynamodb:PutResourcePolicy       | dynamodb:eu-central-1:ACCOUNT:table/hallpass-ledger
      dynamodb:DeleteTable             | dynamodb:eu-central-1:ACCOUNT:table/hallpass-ledger
      dynamodb:UpdateContinuousBackups | dynamodb:eu-central-1:ACCOUNT:table/hallpass-ledger
      dynamodb:CreateBackup            | dynamodb:eu-central-1:ACCOUNT:table/hallpass-ledger
      dynamodb:DeleteBackup            | dynamodb:eu-central-1:ACCOUNT:table/hallpass-ledger/backup/01489602797149-73d8d5bc
      dynamodb:ExportTableToPointInTime | dynamodb:eu-central-1:ACCOUNT:table/hallpass-ledger
      dynamodb:RestoreTableFromBackup  | dynamodb:eu-central-1:ACCOUNT:table/hallpass-ledger/backup/01489602797149-73d8d5bc
      dynamodb:RestoreTableToPointInTime | dynamodb:eu-central-1:ACCOUNT:table/hallpass-ledger
      dynamodb:StartAwsBackupJob       | dynamodb:eu-central-1:ACCOUNT:table/Hallpass-TicketsOpen1234-ABCD
      dynamodb:PutResourcePolicy       | dynamodb:eu-central-1:ACCOUNT:table/Hallpass-TicketsOpen1234-ABCD
      dynamodb:DeleteTable             | dynamodb:eu-central-1:ACCOUNT:table/Hallpass-TicketsOpen1234-ABCD
      dynamodb:StartAwsBackupJob       | dynamodb:eu-central-1:ACCOUNT:table/Hallpass-DutiesOpen1234-ABCD
      dynamodb:PutResourcePolicy       | dynamodb:eu-central-1:ACCOUNT:table/Hallpass-DutiesOpen1234-ABCD
      lambda:InvokeFunction            | lambda:eu-central-1:ACCOUNT:function:Hallpass-DecideFunction1234-ABCD:live
      lambda:UpdateFunctionCode        | lambda:eu-central-1:ACCOUNT:function:Hallpass-DecideFunction1234-ABCD
      lambda:UpdateAlias               | lambda:eu-central-1:ACCOUNT:function:Hallpass-DecideFunction1234-ABCD:live
      lambda:AddPermission             | lambda:eu-central-1:ACCOUNT:function:Hallpass-DecideFunction1234-ABCD
      states:StartExecution            | states:eu-central-1:ACCOUNT:stateMachine:hallpass-grant-lifecycle
      states:UpdateStateMachine        | states:eu-central-1:ACCOUNT:stateMachine:hallpass-grant-lifecycle
      sns:Subscribe                    | sns:eu-central-1:ACCOUNT:Hallpass-WatchAlarmTopic1234-ABCD
      sns:SetTopicAttributes           | sns:eu-central-1:ACCOUNT:Hallpass-WatchAlarmTopic1234-ABCD
      events:DisableRule               | events:eu-central-1:ACCOUNT:rule/Hallpass-WatchCallsRoles1234-ABCD
      cloudwatch:DeleteAlarms          | cloudwatch:eu-central-1:ACCOUNT:alarm:HallpassArchive-ArchiveWatchAlarms1234-ABCD
      events:DisableRule               | events:eu-central-1:ACCOUNT:rule/HallpassArchive-ArchiveWatchChanges1234-ABCD
      lambda:UpdateFunctionCode        | lambda:eu-central-1:ACCOUNT:function:HallpassArchive-CheckArchiveFunction1234-ABCD
      sns:Subscribe                    | sns:eu-central-1:ACCOUNT:HallpassArchive-ArchiveWatchAlarmTopic1234-ABCD
      s3:PutBucketPolicy               | s3:::hallpass-archive-ACCOUNT-eu-central-1
      s3:PutBucketObjectLockConfiguration | s3:::hallpass-archive-ACCOUNT-eu-central-1
      s3:DeleteBucket                  | s3:::hallpass-archive-ACCOUNT-eu-central-1
      cloudwatch:DeleteAlarms          | cloudwatch:eu-central-1:ACCOUNT:alarm:Hallpass-WatchAlarmsGlassBroken1234-ABCD
      logs:DeleteLogGroup              | logs:eu-central-1:ACCOUNT:log-group:Hallpass-TamperLogLog1234-ABCD
      pipes:StopPipe                   | pipes:eu-central-1:ACCOUNT:pipe/TamperLogPipe1234-ABCD
      """;

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = TOUCHING)
  void anAdministratorTouchesNoRoleAndNoPolicyOfHallpass(String action, String resource) {
    for (String account : List.of(HUB, OTHER)) {
      assertThat(decide(administrator(account), action, arn(resource, account)))
          .isInstanceOf(Verdict.ExplicitlyDenied.class);
      assertThat(decide(deploying(account), action, arn(resource, account)).allowed())
          .as("a deployment")
          .isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = TOUCHING_THE_HUB)
  void anAdministratorOfTheHubTouchesNoPartOfHallpass(String action, String resource) {
    assertThat(decide(administrator(HUB), action, arn(resource, HUB)))
        .isInstanceOf(Verdict.ExplicitlyDenied.class);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = TOUCHING_THE_HUB)
  void aDeploymentChangesEachPartAndCallsNone(String action, String resource) {
    boolean calls = Set.of("lambda:InvokeFunction", "states:StartExecution").contains(action);

    assertThat(decide(deploying(HUB), action, arn(resource, HUB)).allowed()).isEqualTo(!calls);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "iam:UpdateAssumeRolePolicy",
        "iam:PutRolePolicy",
        "iam:AttachRolePolicy",
        "iam:DeleteRolePermissionsBoundary"
      })
  void nobodyAtAllBecomesTheRoleThatDeploys(String action) {
    for (String account : List.of(HUB, OTHER)) {
      String role = DEPLOYING.formatted(account);
      assertThat(decide(administrator(account), action, role).allowed()).isFalse();
      assertThat(decide(deploying(account), action, role).allowed()).isFalse();
      assertThat(decide(administrator(account), "sts:AssumeRole", role).allowed()).isFalse();
      assertThat(decide(administrator(account), "iam:PassRole", role).allowed()).isFalse();
    }
  }

  /// STS tells a role's name without its path.
  @Test
  void nobodyMakesARoleThatLooksLikeOneOfIdentityCenter() {
    String name = "AWSReservedSSO_Engineers_0123456789abcdef";
    for (String account : List.of(HUB, OTHER)) {
      String role = "arn:aws:iam::%s:role/".formatted(account);
      assertThat(decide(administrator(account), "iam:CreateRole", role + name))
          .isInstanceOf(Verdict.ExplicitlyDenied.class);
      assertThat(decide(administrator(account), "iam:CreateRole", role + "engineers").allowed())
          .isTrue();
    }
  }

  @Test
  void onlyTheRoleOfTheToolDeploysTheStacks() {
    Principal deployer =
        session(
            "arn:aws:iam::111122223333:role/cdk-hallpass-deploy-role-111122223333-eu-central-1");
    for (String stack :
        List.of(
            "Hallpass", "HallpassArchive", "HallpassTarget", "HallpassCalls", "HallpassToolkit")) {
      String arn = "arn:aws:cloudformation:eu-central-1:%s:stack/%s/1-2-3".formatted(HUB, stack);
      for (String action : List.of("CreateChangeSet", "ExecuteChangeSet", "DeleteStack")) {
        String full = "cloudformation:" + action;
        assertThat(decide(administrator(HUB), full, arn).allowed()).isFalse();
        assertThat(decide(deployer, full, arn).allowed()).isTrue();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"})
  void onlyTheIssuerOfTheHubOpensASessionOfAnEntitlement(String action) {
    for (String account : List.of(HUB, OTHER)) {
      String role = "arn:aws:iam::%s:role/hallpass/read-parameters".formatted(account);
      assertThat(decide(hallpass(HUB, "issue-credentials"), action, role).allowed()).isTrue();
      for (Principal other :
          List.of(
              administrator(HUB),
              administrator(OTHER),
              deploying(account),
              hallpass(HUB, "activate"),
              // The same name in another account is another role.
              hallpass(OTHER, "issue-credentials"),
              hallpass("999999999999", "issue-credentials"))) {
        assertThat(decide(other, action, role)).isInstanceOf(Verdict.ExplicitlyDenied.class);
      }
    }
  }

  @Test
  void onlyTheFunctionsOfTheHubProvision() {
    String role = "arn:aws:iam::%s:role/hallpass-provisioner".formatted(OTHER);
    for (String own : List.of("activate", "reap", "retire")) {
      assertThat(decide(hallpass(HUB, own), "sts:AssumeRole", role).allowed()).isTrue();
    }
    for (Principal other :
        List.of(administrator(HUB), administrator(OTHER), hallpass(OTHER, "reap"))) {
      assertThat(decide(other, "sts:AssumeRole", role).allowed()).isFalse();
    }
  }

  @Test
  void nobodyAssumesTheRoleOfAFunctionButTheServiceThatRunsIt(Deployment deployment) {
    Stack hub = stack(deployment);
    assertThat(hub.resources("AWS::IAM::Role"))
        .filteredOn(role -> role.optional("Path").isEmpty())
        .isNotEmpty()
        .allSatisfy(role -> {
          String arn = hub.attribute(role.id(), "Arn");
          assertThat(decide(administrator(HUB), "sts:AssumeRole", arn).allowed()).isFalse();
          assertThat(
                  decide(
                          new Principal.Service("lambda.amazonaws.com"),
                          "sts:AssumeRole",
                          arn,
                          Context.empty().with("aws:PrincipalIsAWSService", "true"))
                      .allowed())
              .isTrue();
        });
  }

  @Test
  void nothingIsRemovedFromTheArchiveAndOnlyTheSignerAddsToIt() {
    String object = "arn:aws:s3:::hallpass-archive-%s-eu-central-1/key".formatted(HUB);
    Principal signer = hallpass(HUB, "sign-checkpoint");
    List<Principal> others =
        List.of(
            administrator(HUB),
            administrator(OTHER),
            deploying(HUB),
            hallpass(HUB, "reap"),
            hallpass(OTHER, "sign-checkpoint"));

    assertThat(decide(signer, "s3:PutObject", object).allowed()).isTrue();
    assertThat(others).noneMatch(one -> decide(one, "s3:PutObject", object).allowed());
    for (String action :
        List.of("s3:DeleteObject", "s3:DeleteObjectVersion", "s3:UpdateObjectEncryption")) {
      assertThat(Stream.concat(Stream.of(signer), others.stream()))
          .noneMatch(one -> decide(one, action, object).allowed());
    }
    assertThat(decide(administrator(HUB), "s3:GetObject", object).allowed()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kms:Sign",
        "kms:CreateGrant",
        "kms:PutKeyPolicy",
        "kms:ScheduleKeyDeletion",
        "kms:DisableKey",
        "kms:UpdateAlias"
      })
  void theSealKeyIsOnlyForTheDecidingFunctions(String action) {
    Context sealing = Context.empty().with("kms:ResourceAliases", "alias/hallpass-seal");

    assertThat(decide(administrator(HUB), action, SEAL, sealing).allowed()).isFalse();
    assertThat(decide(administrator(OTHER), action, SEAL, sealing).allowed()).isFalse();
    assertThat(decide(administrator(HUB), action, SEAL).allowed()).as("another key").isTrue();
    assertThat(decide(deploying(HUB), action, SEAL, sealing).allowed())
        .isEqualTo(!action.equals("kms:Sign"));
    assertThat(decide(function("Decide"), "kms:Sign", SEAL, sealing).allowed()).isTrue();
    assertThat(decide(function("Activate"), "kms:Sign", SEAL, sealing).allowed()).isFalse();
  }

  @Test
  void theKeyOfCheckpointsIsOnlyForTheirSigner() {
    Context logging = Context.empty().with("kms:ResourceAliases", "alias/hallpass-log");

    assertThat(decide(hallpass(HUB, "sign-checkpoint"), "kms:Sign", SEAL, logging).allowed())
        .isTrue();
    for (Principal other : List.of(administrator(HUB), deploying(HUB), function("Decide"))) {
      assertThat(decide(other, "kms:Sign", SEAL, logging).allowed()).isFalse();
    }
    assertThat(decide(administrator(HUB), "kms:PutKeyPolicy", SEAL, logging).allowed()).isFalse();
    assertThat(decide(deploying(HUB), "kms:PutKeyPolicy", SEAL, logging).allowed()).isTrue();
  }

  @Test
  void nobodyMovesAnAliasByWhichAKeyIsKnown() {
    for (String name : List.of("hallpass-log", "hallpass-seal")) {
      String alias = "arn:aws:kms:eu-central-1:%s:alias/%s".formatted(HUB, name);
      for (String action : List.of("kms:DeleteAlias", "kms:UpdateAlias")) {
        assertThat(decide(administrator(HUB), action, alias).allowed()).isFalse();
        assertThat(decide(deploying(HUB), action, alias).allowed()).isTrue();
      }
    }
  }

  /// Each permission of each role of the template, on each of its resources.
  @Test
  void hallpassKeepsAllThatItsRolesAllow(Deployment deployment) {
    Stack hub = stack(deployment);
    List<String> checked = new ArrayList<>();
    for (TemplateResource policy : hub.resources("AWS::IAM::Policy")) {
      String name = policy.properties().path("Roles").path(0).asString();
      Principal caller = session("arn:aws:iam::%s:role/%s".formatted(HUB, name));
      for (JsonNode statement : policy.properties().at("/PolicyDocument/Statement")) {
        for (JsonNode action : RoleStatement.each(statement.path("Action")).toList()) {
          for (JsonNode on : RoleStatement.each(statement.path("Resource")).toList()) {
            String resource = on.asString().replaceAll("(?<=.)\\*$", "x");
            Context context =
                resource.contains(":key/")
                    ? Context.empty().with("kms:ResourceAliases", alias(hub, resource))
                    : Context.empty();
            assertThat(decide(caller, action.asString(), resource, context).allowed())
                .as("%s: %s on %s", name, action, resource)
                .isTrue();
            checked.add(action.asString());
          }
        }
      }
    }
    assertThat(checked)
        .contains("kms:Sign", "sts:AssumeRole", "iam:PutRolePolicy", "dynamodb:PartiQLInsert");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          iam:CreateRole                | iam::ACCOUNT:role/web-server
          iam:PutRolePolicy             | iam::ACCOUNT:role/web-server
          iam:GetRole                   | iam::ACCOUNT:role/hallpass-reap
          iam:ListRolePolicies          | iam::ACCOUNT:role/hallpass/read-parameters
          sts:AssumeRole                | iam::ACCOUNT:role/web-server
          dynamodb:Query                | dynamodb:eu-central-1:ACCOUNT:table/hallpass-ledger
          dynamodb:PutItem              | dynamodb:eu-central-1:ACCOUNT:table/Hallpass-TicketsOpen1234-ABCD
          dynamodb:PutItem              | dynamodb:eu-central-1:ACCOUNT:table/sessions
          lambda:GetFunctionConfiguration | lambda:eu-central-1:ACCOUNT:function:Hallpass-DecideFunction1234-ABCD
          lambda:InvokeFunction         | lambda:eu-central-1:ACCOUNT:function:thumbnails
          states:DescribeStateMachine   | states:eu-central-1:ACCOUNT:stateMachine:hallpass-grant-lifecycle
          states:StopExecution          | states:eu-central-1:ACCOUNT:execution:hallpass-grant-lifecycle:grant-1
          states:StartExecution         | states:eu-central-1:ACCOUNT:stateMachine:orders
          sns:ConfirmSubscription       | sns:eu-central-1:ACCOUNT:Hallpass-WatchAlarmTopic1234-ABCD
          sns:Publish                   | sns:eu-central-1:ACCOUNT:news
          logs:FilterLogEvents          | logs:eu-central-1:ACCOUNT:log-group:Hallpass-ReapLog1234-ABCD
          s3:GetObject                  | s3:::acme-exports/customers/4711
          cloudformation:UpdateStack    | cloudformation:eu-central-1:ACCOUNT:stack/Web/1-2-3
          """)
  void whatHasNothingToDoWithItStaysAllowed(String action, String resource) {
    for (String account : List.of(HUB, OTHER)) {
      assertThat(decide(administrator(account), action, arn(resource, account)).allowed()).isTrue();
    }
  }

  /// The limits of AWS Organizations, and of the language of its resource control policies.
  @Test
  void organizationsTakesEachPolicy() throws IOException {
    try (var files = Files.list(FOLDER)) {
      List<Path> all = files.filter(file -> file.toString().endsWith(".json")).toList();
      assertThat(all)
          .extracting(file -> file.getFileName().toString())
          .containsExactlyInAnyOrder(
              "scp-roles.json",
              "scp-hub.json",
              "rcp-sessions.json",
              "rcp-seal.json",
              "rcp-archive.json",
              "scp-archive.json",
              "deployment.json");
      for (Path file : all) {
        if (file.endsWith("deployment.json")) {
          continue;
        }
        assertThat(Files.readString(file)).as(file.toString()).hasSizeLessThanOrEqualTo(5120);
        boolean ofResources = file.getFileName().toString().startsWith("rcp-");
        assertThat(JsonMapper.shared().readTree(file).path("Statement"))
            .isNotEmpty()
            .allSatisfy(statement -> {
              assertThat(statement.path("Effect").asString()).isEqualTo("Deny");
              assertThat(statement.has("Principal")).isEqualTo(ofResources);
              if (ofResources) {
                assertThat(statement.path("Principal").asString()).isEqualTo("*");
                assertThat(RoleStatement.each(statement.path("Action")))
                    .extracting(action -> action.asString().replaceAll(":.*", ""))
                    .isSubsetOf("sts", "kms", "s3", "sqs", "secretsmanager");
              }
            });
      }
    }
  }

  /// The policy of the role that deploys, which is its boundary too.
  @Test
  void theDeployingRoleMakesTheRolesOfTheTemplatesAndNoOthers(Deployment deployment) {
    Stack hub = stack(deployment);
    assertThat(hub.resources("AWS::IAM::Role"))
        .extracting(role -> hub.attribute(role.id(), "Arn"))
        .contains("arn:aws:iam::111122223333:role/hallpass/read-log-group")
        .allMatch(arn -> deploys("iam:CreateRole", arn) && deploys("iam:PassRole", arn));
    for (String other : List.of("role/administrator", "role/cdk-hallpass-deploy-role", "user/me")) {
      String arn = "arn:aws:iam::%s:%s".formatted(HUB, other);
      for (String action : List.of("CreateRole", "PassRole", "PutRolePolicy", "CreateAccessKey")) {
        assertThat(deploys("iam:" + action, arn)).isFalse();
      }
    }
    assertThat(deploys("sts:AssumeRole", "arn:aws:iam::%s:role/hallpass-reap".formatted(HUB)))
        .isFalse();
    assertThat(deploys("iam:AttachRolePolicy", "arn:aws:iam::%s:role/hallpass-reap".formatted(HUB)))
        .isFalse();
    assertThat(deploys("s3:GetObject", "arn:aws:s3:::acme-exports/customers/4711")).isFalse();
  }

  /// Each kind of resource in the templates belongs to a service that the role may use.
  @Test
  void theDeployingRoleMakesEachKindOfResource(Deployment deployment) {
    Set<String> kinds =
        Stream.of(deployment, deployment.target(), deployment.calls(HUB), deployment.archive())
            .flatMap(one -> one.template().path("Resources").valueStream())
            .map(resource -> resource.path("Type").asString().split("::", -1)[1])
            .collect(Collectors.toSet());

    assertThat(kinds)
        .containsExactlyInAnyOrder(
            "ApiGateway",
            "Athena",
            "CloudTrail",
            "CloudWatch",
            "DynamoDB",
            "EventSchemas",
            "Events",
            "Glue",
            "IAM",
            "KMS",
            "Lambda",
            "Logs",
            "Pipes",
            "S3",
            "SES",
            "SNS",
            "StepFunctions",
            "WAFv2");
  }

  private static boolean deploys(String action, String resource) {
    Principal role = deploying(HUB);
    PolicyDocument policy = PolicyDocument.identity(text("deployment.json"));
    AccessRequest request =
        AccessRequest.of(role, action, resource, Caller.of(role).keysAt(Instant.EPOCH));
    return Evaluation.evaluate(
            request, Policies.ofIdentity(List.of(new NamedPolicy("deployment", policy))))
        .allowed();
  }

  private static String text(String file) {
    try {
      return Files.readString(FOLDER.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Verdict decide(Principal caller, String action, String resource) {
    return decide(caller, action, resource, Context.empty());
  }

  private static Verdict decide(Principal caller, String action, String resource, Context context) {
    boolean isService = caller instanceof Principal.Service;
    Context keys = isService ? context : Caller.of(caller).keysAt(Instant.EPOCH).with(context);
    AccessRequest request = AccessRequest.of(caller, action, resource, keys);
    Policies policies = Policies.ofIdentity(List.of(DeployedAccount.EVERYTHING)).at(TO_EVERYBODY);
    if (!isService) {
      for (String file : scps(caller.account())) {
        policies = policies.under(limit(PolicyKind.SERVICE_CONTROL, file));
      }
    }
    for (String file : rcps(isOfTheArchive(resource) ? HUB : request.resourceAccount())) {
      policies = policies.under(limit(PolicyKind.RESOURCE_CONTROL, file));
    }
    return Evaluation.evaluate(request, policies);
  }

  /// ARNs of S3 name no account.
  private static boolean isOfTheArchive(String resource) {
    return resource.startsWith("arn:aws:s3:::hallpass-archive-");
  }

  private static String alias(Stack hub, String key) {
    return hub.resources("AWS::KMS::Key").stream()
            .filter(one -> hub.attribute(one.id(), "Arn").equals(key))
            .anyMatch(one -> one.id().startsWith("LogKey"))
        ? "alias/hallpass-log"
        : "alias/hallpass-seal";
  }

  /// Where infra/README.md says to attach them.
  private static List<String> scps(String account) {
    return switch (account) {
      case HUB -> List.of("scp-roles.json", "scp-hub.json", "scp-archive.json");
      case OTHER -> List.of("scp-roles.json");
      default -> List.of();
    };
  }

  private static List<String> rcps(String account) {
    return switch (account) {
      case HUB -> List.of("rcp-sessions.json", "rcp-seal.json", "rcp-archive.json");
      case OTHER -> List.of("rcp-sessions.json");
      default -> List.of();
    };
  }

  /// The policy beside the one that allows everything, which Organizations attaches by itself.
  private static PermissionLimit limit(PolicyKind kind, String file) {
    String text = text(file).replace("HUB_ACCOUNT", HUB);
    boolean ofResources = kind == PolicyKind.RESOURCE_CONTROL;
    return new PermissionLimit(
        kind,
        List.of(
            ofResources ? TO_EVERYBODY : DeployedAccount.EVERYTHING,
            new NamedPolicy(
                file,
                ofResources ? PolicyDocument.resource(text) : PolicyDocument.identity(text))));
  }

  private static String arn(String resource, String account) {
    return "arn:aws:" + resource.replace("ACCOUNT", account);
  }

  private static Principal administrator(String account) {
    return session("arn:aws:iam::%s:role/administrator".formatted(account));
  }

  private static Principal deploying(String account) {
    return session(DEPLOYING.formatted(account));
  }

  private static Principal hallpass(String account, String name) {
    return session("arn:aws:iam::%s:role/hallpass-%s".formatted(account, name));
  }

  private static Principal function(String handler) {
    return session("arn:aws:iam::%s:role/Hallpass-%sRole1234-ABCD".formatted(HUB, handler));
  }

  private static Principal session(String role) {
    return RoleSession.of(role, "session");
  }

  private static Stack stack(Deployment deployment) {
    return new Stack(
        "Hallpass",
        CloudFormationTemplate.parse(deployment.template().toString()),
        new PseudoParameters("aws", "eu-central-1", HUB));
  }
}
