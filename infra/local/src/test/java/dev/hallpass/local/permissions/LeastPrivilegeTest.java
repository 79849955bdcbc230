package dev.hallpass.local.permissions;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.hallpass.emulator.lambda.LambdaFunction;
import dev.hallpass.emulator.policy.Verdict;
import dev.hallpass.emulator.template.CloudFormationTemplate;
import dev.hallpass.emulator.template.Stack;
import dev.hallpass.handlers.Commit;
import dev.hallpass.local.Assembly;
import dev.hallpass.local.scene.Printed;
import dev.hallpass.local.scene.Scene;
import dev.hallpass.local.scene.Story;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/// That the stories go well under the policies that would be deployed, and that none of the
/// policies allows anything that no story needs.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeastPrivilegeTest {

  /// What cannot be tried here, because nothing in this JVM writes logs or traces.
  private static final Set<String> NOT_TRIED = Set.of("logs", "xray");

  /// Roles of services that are not emulated: API Gateway writes its log by the first, a pipe
  /// copies the ledger's stream to a log by the second, CloudTrail writes its log by the third, and
  /// EventBridge mails by the others.
  private static final Set<String> NOT_TAKEN_ON =
      Set.of(
          "ApiLoggingRole",
          "TamperLogRole",
          "WatchInvocationTrailRole",
          "WatchCallsRole",
          "ArchiveWatchRole",
          "ArchiveWatchCallsRole");

  /// What Lambda does with the role of a function that follows a stream.
  private static final Set<String> STREAM =
      Set.of(
          "dynamodb:DescribeStream",
          "dynamodb:GetRecords",
          "dynamodb:GetShardIterator",
          "dynamodb:ListStreams");

  private static final Set<String> HANDLERS =
      PolicyStatements.stacks(Scene.SYNTHESIZED)
          .flatMap(stack -> stack.resources("AWS::Lambda::Function").stream())
          .map(function -> function.text("Handler").replaceFirst(".*\\.", ""))
          .collect(toSet());

  private final Map<Story, Set<String>> needed = new EnumMap<>(Story.class);

  @BeforeAll
  void playEveryStory() {
    for (Story story : Story.values()) {
      Set<String> used = new HashSet<>();
      try (Scene scene = Scene.inMemory(Scene.SYNTHESIZED)) {
        scene
            .system()
            .onDecision((request, _, verdict) -> {
              if (verdict instanceof Verdict.Allowed allowed) {
                allowed
                    .by()
                    .forEach(by ->
                        used.add(
                            "%s, %s, %s".formatted(by.policy(), by.statement(), request.action())));
              }
            });
        story.play(scene);
      }
      needed.put(story, used);
    }
  }

  /// One in so many of all, as the property `permissions.step` says. Each commit takes others.
  Stream<Permission> permissionsOfThisBuild() {
    int step = Integer.getInteger("permissions.step", 1);
    int first = Math.floorMod(Commit.ofThisBuild().hashCode(), step);
    List<Permission> all = permissions().toList();
    return IntStream.range(0, all.size()).filter(place -> place % step == first).mapToObj(all::get);
  }

  private static Stream<Permission> permissions() {
    Assembly assembly = Scene.SYNTHESIZED;
    return PolicyStatements.stacks(assembly)
        .map(Permission::in)
        .flatMap(List::stream)
        .filter(LeastPrivilegeTest::isTried);
  }

  private static boolean isTried(Permission permission) {
    return !NOT_TRIED.contains(permission.action().replaceFirst(":.*", ""))
        && NOT_TAKEN_ON.stream().noneMatch(permission.resource()::startsWith);
  }

  @ParameterizedTest
  @MethodSource("permissionsOfThisBuild")
  void noPermissionIsUnused(Permission permission) {
    List<Story> stories =
        needed.entrySet().stream()
            .filter(one -> one.getValue().contains(permission.key()))
            .map(Map.Entry::getKey)
            .toList();
    Assembly without = permission.outOf(Scene.SYNTHESIZED);

    // That a story made use of it does not say that it would not have gone well without.
    assertThat(stories)
        .as("the stories that use %s", permission)
        .anyMatch(story -> isDenied(story, without, permission));
  }

  /// Whether a story fails, and something was denied in it. What is denied to a function must be
  /// named in its log.
  private static boolean isDenied(Story story, Assembly assembly, Permission permission) {
    Set<String> denied = new HashSet<>();
    List<Throwable> failures = new ArrayList<>();
    Printed printed =
        Printed.during(() -> {
          try (Scene scene = Scene.inMemory(assembly)) {
            scene
                .system()
                .onDecision((request, _, verdict) -> {
                  if (!verdict.allowed()) {
                    denied.add(request.action());
                  }
                });
            Optional.ofNullable(catchThrowable(() -> story.play(scene))).ifPresent(failures::add);
          }
        });
    boolean isDenied = !failures.isEmpty() && denied.contains(permission.action());
    if (isDenied && isUsedByCode(permission)) {
      assertThat(printed.refusals())
          .as("what is logged in %s without %s", story, permission)
          .anyMatch(line ->
              line.path("action").asString().equals(permission.action())
                  && permission.resource().startsWith(line.path("function").asString() + "Role"));
    }
    return isDenied;
  }

  /// Whether the code of a function makes the call that needs a permission. Lambda itself takes on
  /// its role, and reads the ledger's stream for it; and a session is waited for at first.
  private static boolean isUsedByCode(Permission permission) {
    return permission.resource().matches("[A-Za-z]+RoleDefaultPolicy[0-9A-F]+")
        && HANDLERS.stream().anyMatch(name -> permission.resource().startsWith(name + "Role"))
        && (!STREAM.contains(permission.action())
            || permission.resource().startsWith("SignCheckpointRole"))
        && !isForTheNewestCheckpoint(permission)
        && !(permission.resource().startsWith("IssueCredentialsRole")
            && permission.action().startsWith("sts:"));
  }

  /// Before the first checkpoint S3 refuses those who may not list the archive. That is no alarm.
  private static boolean isForTheNewestCheckpoint(Permission permission) {
    return permission.action().equals("s3:GetObject")
        && Stream.of("ReadsRole", "SeekAnswersRole").anyMatch(permission.resource()::startsWith);
  }

  @Test
  void noFunctionChangesOrRemovesAnEntryWhateverItsRoleAllows() {
    try (Scene scene = Scene.onDynamoDbLocal(withLeaveForEverythingInDynamoDb())) {
      String table = scene.system().table();
      for (LambdaFunction function : scene.system().region().lambda().functions()) {
        DynamoDbClient client = scene.system().region().dynamoDb(function.caller());
        changes(table)
            .forEach(change ->
                assertThatThrownBy(() -> change.accept(client))
                    .as(function.name())
                    .isInstanceOf(DynamoDbException.class)
                    .hasMessageContaining("is not authorized to perform: dynamodb:")
                    .hasMessageContaining("with an explicit deny in a resource-based policy"));
      }
    }
  }

  private static List<Consumer<DynamoDbClient>> changes(String table) {
    Map<String, AttributeValue> key =
        Map.of("grant", AttributeValue.fromS("grant-1"), "sequence", AttributeValue.fromN("0"));
    String where = "WHERE \"grant\" = 'grant-1' AND \"sequence\" = 0";
    return List.of(
        client -> client.putItem(put -> put.tableName(table).item(key)),
        client -> client.updateItem(update -> update.tableName(table).key(key)),
        client -> client.deleteItem(delete -> delete.tableName(table).key(key)),
        client -> client.deleteTable(delete -> delete.tableName(table)),
        client -> client.updateTimeToLive(time -> time.tableName(table)),
        client ->
            client.batchWriteItem(batch ->
                batch.requestItems(
                    Map.of(
                        table,
                        List.of(WriteRequest.builder().putRequest(put -> put.item(key)).build())))),
        client ->
            client.transactWriteItems(writes ->
                writes.transactItems(
                    List.of(
                        TransactWriteItem.builder()
                            .put(put -> put.tableName(table).item(key))
                            .build()))),
        client ->
            client.executeStatement(
                update -> update.statement("UPDATE \"%s\" SET x = 1 %s".formatted(table, where))),
        client ->
            client.executeStatement(
                delete -> delete.statement("DELETE FROM \"%s\" %s".formatted(table, where))));
  }

  private static Assembly withLeaveForEverythingInDynamoDb() {
    Stack hub = Scene.SYNTHESIZED.hub();
    JsonNode template = hub.template().json();
    template.path("Resources").values().stream()
        .filter(resource -> resource.path("Type").asString().equals("AWS::IAM::Policy"))
        .map(policy -> (ArrayNode) policy.at("/Properties/PolicyDocument/Statement"))
        .forEach(statements ->
            statements
                .addObject()
                .put("Effect", "Allow")
                .put("Action", "dynamodb:*")
                .put("Resource", "*"));
    return Scene.SYNTHESIZED.withHub(hub.of(CloudFormationTemplate.parse(template.toString())));
  }

  @Test
  void aMissingPermissionIsAnAccessDeniedOfTheService() {
    Permission query =
        permissions()
            .filter(one -> one.resource().startsWith("ReadsRole"))
            .filter(one -> one.action().equals("dynamodb:Query"))
            .findFirst()
            .orElseThrow();
    try (Scene scene = new Scene(query.outOf(Scene.SYNTHESIZED))) {
      LambdaFunction function =
          scene.system().region().lambda().functions().stream()
              .filter(one -> one.handler().endsWith(".Reads"))
              .findFirst()
              .orElseThrow();
      String table = scene.system().table();

      assertThatThrownBy(() ->
              scene
                  .system()
                  .region()
                  .dynamoDb(function.caller())
                  .query(all -> all.tableName(table)))
          .isInstanceOfSatisfying(
              DynamoDbException.class,
              denied ->
                  assertThat(denied.awsErrorDetails().errorCode())
                      .isEqualTo("AccessDeniedException"))
          .hasMessageStartingWith(
              "User: %s is not authorized to perform: dynamodb:Query on resource: %s because no"
                  + " identity-based policy allows the dynamodb:Query action",
              function.caller().principal().arn(),
              "arn:aws:dynamodb:eu-central-1:111122223333:table/" + table);
    }
  }
}
