package dev.hallpass.emulator.authorization;

import static java.lang.reflect.Modifier.isPublic;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.hallpass.emulator.cloudformation.InMemoryCloudFormation;
import dev.hallpass.emulator.iam.InMemoryIam;
import dev.hallpass.emulator.kms.InMemoryKms;
import dev.hallpass.emulator.lambda.LambdaOperations;
import dev.hallpass.emulator.policy.Context;
import dev.hallpass.emulator.s3.InMemoryS3;
import dev.hallpass.emulator.ses.InMemorySes;
import dev.hallpass.emulator.states.InMemoryStepFunctions;
import dev.hallpass.emulator.template.PseudoParameters;
import dev.hallpass.reference.Action;
import dev.hallpass.reference.Reference;
import dev.hallpass.reference.Service;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.CreateBackupRequest;
import software.amazon.awssdk.services.dynamodb.model.ExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.iam.model.CreatePolicyRequest;
import software.amazon.awssdk.services.iam.model.DetachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.ListPoliciesRequest;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.kms.model.GetPublicKeyRequest;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.MessageType;
import software.amazon.awssdk.services.kms.model.NotFoundException;
import software.amazon.awssdk.services.kms.model.SignRequest;
import software.amazon.awssdk.services.kms.model.SigningAlgorithmSpec;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationRequest;
import software.amazon.awssdk.services.ses.model.SendEmailRequest;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineRequest;
import software.amazon.awssdk.services.sfn.model.SendTaskSuccessRequest;
import software.amazon.awssdk.services.sfn.model.StartExecutionRequest;
import software.amazon.awssdk.services.sfn.model.StopExecutionRequest;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/// The table that is kept by hand, held against AWS's reference.
class AuthorizationTableTest {

  private static final PseudoParameters PLACE =
      new PseudoParameters("aws", "eu-central-1", "111122223333");
  private static final String MACHINE =
      "arn:aws:states:eu-central-1:111122223333:stateMachine:lifecycle";
  private static final String ROLE = "arn:aws:iam::111122223333:role/hallpass/reader";
  private static final String POLICY = "arn:aws:iam::111122223333:policy/hallpass/grant-1";
  private static final String KEY = "arn:aws:kms:eu-central-1:111122223333:key/x";
  private static final String TABLE = "arn:aws:dynamodb:eu-central-1:111122223333:table/ledger";

  private final InMemorySes ses =
      new InMemorySes(InstantSource.system(), new Random(1), List.of("example.com"));
  private final Authorization states = AuthorizationTable.states(PLACE);
  private final Authorization iam = AuthorizationTable.iam(PLACE, AuthorizationTableTest::role);
  private final Authorization dynamoDb = AuthorizationTable.dynamoDb(PLACE);

  private static Optional<Role> role(String name) {
    return name.equals("reader")
        ? Optional.of(
            Role.builder()
                .arn(ROLE)
                .permissionsBoundary(boundary -> boundary.permissionsBoundaryArn(POLICY))
                .build())
        : Optional.empty();
  }

  /// One key, `x`.
  private static InMemoryKms keys() {
    InMemoryKms keys = new InMemoryKms(PLACE, InstantSource.system(), new Random(1));
    String policy =
        """
        {"Version": "2012-10-17", "Statement": [{
          "Effect": "Allow", "Principal": "*", "Action": "kms:*", "Resource": "*"
        }]}
        """;
    keys.add("x", KeySpec.ECC_NIST_P256, policy);
    return keys;
  }

  static Stream<Row> rows() {
    InMemorySes ses = new InMemorySes(InstantSource.system(), new Random(1), List.of());
    return Stream.of(
            AuthorizationTable.cloudFormation(
                PLACE, new InMemoryCloudFormation(InstantSource.system())),
            AuthorizationTable.dynamoDb(PLACE),
            AuthorizationTable.iam(PLACE, AuthorizationTableTest::role),
            AuthorizationTable.kms(PLACE, keys()),
            AuthorizationTable.lambda(PLACE),
            AuthorizationTable.s3(PLACE),
            AuthorizationTable.ses(PLACE, ses),
            AuthorizationTable.states(PLACE))
        .map(Authorization::row);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void everyResourceAndKeyOfTheTableIsOneThatAnActionOfTheServiceHas(Row row) {
    Service service = Reference.snapshot().service(row.service()).orElseThrow();
    List<String> types = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    for (Action action : service.all()) {
      action.keys().forEach(key -> keys.add(key.name()));
      action
          .uses()
          .forEach(use -> {
            types.add(use.type().name());
            use.keys().forEach(key -> keys.add(key.name()));
          });
    }

    assertThat(types).containsAll(row.resources().keySet());
    assertThat(keys).containsAll(row.keys().keySet());
  }

  @ParameterizedTest
  @MethodSource("emulated")
  void everyRequestThatIsEmulatedCanBeAuthorized(Authorization service, SdkRequest request) {
    assertThat(service.of(request)).isNotEmpty();
  }

  static Stream<Arguments> emulated() {
    InMemorySes ses = new InMemorySes(InstantSource.system(), new Random(1), List.of());
    return Stream.of(
            requests(
                InMemoryIam.class, AuthorizationTable.iam(PLACE, AuthorizationTableTest::role)),
            requests(InMemorySes.class, AuthorizationTable.ses(PLACE, ses)),
            requests(InMemoryStepFunctions.class, AuthorizationTable.states(PLACE)),
            requests(InMemoryS3.class, AuthorizationTable.s3(PLACE)),
            requests(InMemoryKms.class, AuthorizationTable.kms(PLACE, keys())),
            requests(LambdaOperations.class, AuthorizationTable.lambda(PLACE)))
        .flatMap(all -> all);
  }

  /// One for each operation that is answered, with a word in each parameter that takes one.
  private static Stream<Arguments> requests(Class<?> emulation, Authorization service) {
    return Stream.of(emulation.getDeclaredMethods())
        .filter(method -> isPublic(method.getModifiers()) && method.getParameterCount() > 0)
        .map(method -> method.getParameterTypes()[0])
        .filter(type -> SdkRequest.class.isAssignableFrom(type) && type != SdkRequest.class)
        .distinct()
        .map(type -> Arguments.of(service, request(type)));
  }

  private static SdkRequest request(Class<?> type) {
    try {
      Object builder = type.getMethod("builder").invoke(null);
      fill((SdkPojo) builder);
      return (SdkRequest) ((SdkBuilder<?, ?>) builder).build();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(type + " is no request of the SDK", e);
    }
  }

  private static void fill(SdkPojo builder) {
    for (SdkField<?> field : builder.sdkFields()) {
      if (field.marshallingType().equals(MarshallingType.STRING)) {
        field.set(builder, "x");
      } else if (field.marshallingType().equals(MarshallingType.SDK_POJO)) {
        SdkPojo part = field.constructor().get();
        fill(part);
        field.set(builder, ((SdkBuilder<?, ?>) part).build());
      }
    }
  }

  @Test
  void aVersionOrAliasIsAKeyAndNoPartOfTheMachine() {
    assertThat(
            states.of(StartExecutionRequest.builder().stateMachineArn(MACHINE + ":live").build()))
        .singleElement()
        .satisfies(access -> {
          assertThat(access.action()).isEqualTo("states:StartExecution");
          assertThat(access.resource()).isEqualTo(MACHINE);
          assertThat(access.keys().values("states:StateMachineQualifier")).containsExactly("live");
        });
    assertThat(
            states.of(
                DescribeStateMachineRequest.builder().stateMachineArn(MACHINE + ":7").build()))
        .extracting(Access::resource)
        .containsExactly(MACHINE);
  }

  @Test
  void anExecutionIsNamedByItsArn() {
    String execution = MACHINE.replace(":stateMachine:", ":execution:") + ":grant-1";

    assertThat(states.of(StopExecutionRequest.builder().executionArn(execution).build()))
        .extracting(Access::resource)
        .containsExactly(execution);
  }

  @ParameterizedTest
  @MethodSource("withoutResource")
  void whatNamesNoResourceNeedsLeaveOnEverything(Authorization service, SdkRequest request) {
    assertThat(service.of(request)).extracting(Access::resource).containsExactly("*");
  }

  static Stream<Arguments> withoutResource() {
    Authorization stacks =
        AuthorizationTable.cloudFormation(
            PLACE, new InMemoryCloudFormation(InstantSource.system()));
    return Stream.of(
        Arguments.of(AuthorizationTable.states(PLACE), SendTaskSuccessRequest.builder().build()),
        Arguments.of(
            AuthorizationTable.iam(PLACE, AuthorizationTableTest::role),
            ListPoliciesRequest.builder().build()),
        Arguments.of(stacks, DescribeStacksRequest.builder().build()));
  }

  @Test
  void anIndexStandsInThePlaceOfItsTable() {
    assertThat(dynamoDb.of(QueryRequest.builder().tableName("ledger").indexName("day").build()))
        .extracting(Access::resource)
        .containsExactly(TABLE + "/index/day");
    assertThat(dynamoDb.of(QueryRequest.builder().tableName("ledger").build()))
        .extracting(Access::resource)
        .containsExactly(TABLE);
  }

  @Test
  void aStatementOfPartiQlHasAnActionOfItsKind() {
    assertThat(
            dynamoDb.of(
                ExecuteStatementRequest.builder()
                    .statement("INSERT INTO \"ledger\" VALUE {'grant': ?}")
                    .build()))
        .extracting(Access::action, Access::resource)
        .containsExactly(tuple("dynamodb:PartiQLInsert", TABLE));
  }

  @Test
  void aBatchNeedsLeaveForEachTable() {
    assertThat(
            dynamoDb.of(
                BatchGetItemRequest.builder()
                    .requestItems(
                        Map.of(
                            "ledger", KeysAndAttributes.builder().build(),
                            "tickets", KeysAndAttributes.builder().build()))
                    .build()))
        .extracting(Access::resource)
        .containsExactlyInAnyOrder(TABLE, TABLE.replace("ledger", "tickets"));
  }

  @Test
  void aPolicyThatIsMadeWithTagsNeedsLeaveToTagToo() {
    CreatePolicyRequest request =
        CreatePolicyRequest.builder()
            .path("/hallpass/")
            .policyName("grant-1")
            .tags(Tag.builder().key("hallpass:grant").value("grant-1").build())
            .build();

    assertThat(iam.of(request))
        .extracting(Access::action)
        .containsExactly("iam:CreatePolicy", "iam:TagPolicy");
    assertThat(iam.of(request))
        .allSatisfy(access -> {
          assertThat(access.resource()).isEqualTo(POLICY);
          assertThat(access.keys().values("aws:RequestTag/hallpass:grant"))
              .containsExactly("grant-1");
          assertThat(access.keys().values("aws:TagKeys")).containsExactly("hallpass:grant");
        });
  }

  @Test
  void aRolesBoundaryIsAKeyOfWhatChangesTheRole() {
    assertThat(
            iam.of(DetachRolePolicyRequest.builder().roleName("reader").policyArn(POLICY).build()))
        .singleElement()
        .satisfies(access -> {
          assertThat(access.resource()).isEqualTo(ROLE);
          assertThat(access.keys().values("iam:PermissionsBoundary")).containsExactly(POLICY);
          assertThat(access.keys().values("iam:PolicyARN")).containsExactly(POLICY);
        });
  }

  @Test
  void aSignatureNeedsLeaveForItsKeyAlgorithmAndTypeOfMessage() {
    Authorization kms = AuthorizationTable.kms(PLACE, keys());

    assertThat(
            kms.of(
                SignRequest.builder()
                    .keyId("x")
                    .messageType(MessageType.DIGEST)
                    .signingAlgorithm(SigningAlgorithmSpec.ECDSA_SHA_256)
                    .build()))
        .singleElement()
        .satisfies(access -> {
          assertThat(access.action()).isEqualTo("kms:Sign");
          assertThat(access.resource()).isEqualTo(KEY);
          assertThat(access.keys().values("kms:MessageType")).containsExactly("DIGEST");
          assertThat(access.keys().values("kms:SigningAlgorithm")).containsExactly("ECDSA_SHA_256");
          assertThat(access.keys().values("kms:CallerAccount")).containsExactly("111122223333");
          assertThat(access.keys().values("kms:ViaService")).isEmpty();
          assertThat(access.keys().values("kms:RequestAlias")).isEmpty();
        });
  }

  @Test
  void aKeyIsNamedByItsIdOrItsArn() {
    Authorization kms = AuthorizationTable.kms(PLACE, keys());

    assertThat(
            Stream.of("x", KEY)
                .flatMap(id -> kms.of(GetPublicKeyRequest.builder().keyId(id).build()).stream()))
        .extracting(Access::action, Access::resource)
        .containsOnly(tuple("kms:GetPublicKey", KEY));
  }

  @Test
  void anIdAloneIsAKeyOfTheCallersAccount() {
    Authorization other =
        AuthorizationTable.kms(new PseudoParameters("aws", "eu-central-1", "444455556666"), keys());

    assertThat(other.of(GetPublicKeyRequest.builder().keyId(KEY).build()))
        .extracting(Access::resource)
        .containsExactly(KEY);
    assertThatThrownBy(() -> other.of(GetPublicKeyRequest.builder().keyId("x").build()))
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  void anAliasOfAFunctionIsPartOfItsArn() {
    assertThat(
            AuthorizationTable.lambda(PLACE)
                .of(
                    GetFunctionConfigurationRequest.builder()
                        .functionName("reap")
                        .qualifier("live")
                        .build()))
        .extracting(Access::resource)
        .containsExactly("arn:aws:lambda:eu-central-1:111122223333:function:reap:live");
  }

  @Test
  void aMailNeedsLeaveForItsSenderAndItsConfigurationSet() {
    assertThat(
            AuthorizationTable.ses(PLACE, ses)
                .of(
                    SendEmailRequest.builder()
                        .source("Hallpass <hallpass@example.com>")
                        .configurationSetName("mails")
                        .build()))
        .extracting(Access::resource)
        .containsExactlyInAnyOrder(
            "arn:aws:ses:eu-central-1:111122223333:configuration-set/mails",
            "arn:aws:ses:eu-central-1:111122223333:identity/example.com");
  }

  @Test
  void aMailNeedsLeaveForARecipientThatIsVerifiedToo() {
    InMemorySes sandbox =
        new InMemorySes(
            InstantSource.system(),
            new Random(1),
            List.of("hallpass@example.com", "bob@example.com"));

    assertThat(
            AuthorizationTable.ses(PLACE, sandbox)
                .of(
                    SendEmailRequest.builder()
                        .source("hallpass@example.com")
                        .destination(
                            to -> to.toAddresses("Bob <bob@example.com>", "carol@example.com"))
                        .build()))
        .extracting(Access::resource)
        .containsExactlyInAnyOrder(
            "arn:aws:ses:eu-central-1:111122223333:identity/hallpass@example.com",
            "arn:aws:ses:eu-central-1:111122223333:identity/bob@example.com");
  }

  @Test
  void aKeyThatTheActionGivesAndTheTableDoesNotTellIsRefusedByName() {
    Context keys =
        dynamoDb.of(QueryRequest.builder().tableName("ledger").build()).getFirst().keys();

    assertThatThrownBy(() -> keys.values("dynamodb:LeadingKeys"))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("dynamodb:LeadingKeys");
  }

  @Test
  void aRequestWhoseResourceTheTableDoesNotKnowIsRefusedByName() {
    assertThatThrownBy(() -> dynamoDb.of(CreateBackupRequest.builder().build()))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("dynamodb:CreateBackup");
  }

  @Test
  void anAccessIsAsAwsKnowsIt() {
    Context keys = Context.empty().with("s3:prefix", "a/").with("aws:SourceVpc", "vpc-1");

    assertThat(Access.to("S3:listbucket", "arn:aws:s3:::a", keys))
        .satisfies(access -> {
          assertThat(access.action()).isEqualTo("s3:ListBucket");
          assertThat(access.keys().asMap()).containsOnlyKeys("s3:prefix", "aws:SourceVpc");
        });
    assertThat(Access.to("s3:GetObject", "arn:aws:s3:::a/b", keys).keys().asMap())
        .containsOnlyKeys("aws:SourceVpc");
    assertThat(Access.to("dynamodb:ListStreams", TABLE, keys).resource()).isEqualTo("*");
    assertThatThrownBy(() -> Access.to("s3:Fetch", "*", keys))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("AWS has no action s3:Fetch");
    assertThatThrownBy(() -> Access.to("s3:GetObject", "*", Context.empty().with("s3:foo", "a")))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("AWS has no condition key s3:foo");
  }

  @Test
  void theRequestsOfAnotherServiceAreNotAuthorized() {
    assertThatThrownBy(() -> states.of(QueryRequest.builder().tableName("ledger").build()))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("AWS has no action states:Query");
  }
}
