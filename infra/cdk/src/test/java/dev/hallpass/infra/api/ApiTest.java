package dev.hallpass.infra.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.hallpass.adapters.json.CompiledCatalog;
import dev.hallpass.infra.Deployment;
import dev.hallpass.infra.HallpassStack;
import dev.hallpass.infra.HallpassStack.Assets;
import dev.hallpass.infra.Synthesis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.App;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

@ExtendWith(Synthesis.class)
class ApiTest {

  private static final Path DOCUMENT = Synthesis.PROJECT.resolve("functions/handlers/openapi.yaml");

  @Test
  void everyRouteHasItsFunctionAndEveryHttpFunctionARoute(Deployment deployment) {
    List<ApiOperation> routes = ApiOperation.in(DOCUMENT);

    assertThat(routes).extracting(ApiOperation::operation).isNotEmpty().doesNotHaveDuplicates();
    assertThat(operations(deployment).map(one -> one.getValue().path("operationId").asString()))
        .containsExactlyInAnyOrderElementsOf(routes.stream().map(ApiOperation::operation).toList());
    assertThat(deployment.properties("AWS::Lambda::Function").values())
        .extracting(function -> function.path("Handler").asString())
        .filteredOn(ApiTest::answersCalls)
        .extracting(handler -> handler.substring(handler.lastIndexOf('.') + 1))
        .containsExactlyInAnyOrderElementsOf(
            routes.stream().map(ApiOperation::function).collect(Collectors.toSet()));
  }

  private static boolean answersCalls(String handler) {
    return handler.startsWith("dev.hallpass.handlers.api.")
        || handler.startsWith("dev.hallpass.handlers.page.");
  }

  @ParameterizedTest
  @CsvSource({
    "x-function: Decide, x-function: DecideTwice",
    "x-function: Decide, x-function: Reads"
  })
  void aRouteWithoutItsFunctionIsRefused(String right, String wrong, @TempDir Path folder)
      throws IOException {
    Path document =
        Files.writeString(
            folder.resolve("openapi.yaml"), Files.readString(DOCUMENT).replace(right, wrong));
    Path jar = Files.writeString(folder.resolve("functions.jar"), "");
    Assets assets =
        new Assets(
            jar,
            Synthesis.PROJECT.resolve("statemachines/grant-lifecycle.asl.json"),
            document,
            Synthesis.PROJECT.resolve("events/bus"));
    var catalog = CompiledCatalog.of(Synthesis.PROJECT).catalog();

    assertThatThrownBy(
            () -> new HallpassStack(new App(), "Hallpass", assets, catalog, Synthesis.PLAIN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(wrong.substring("x-function: ".length()))
        .hasMessageContaining("Decide");
  }

  @Test
  void theAccountsOneLogRoleStaysForOtherApisWhenHallpassIsDestroyed(Deployment deployment) {
    JsonNode account = deployment.only("AWS::ApiGateway::Account");
    JsonNode role =
        deployment
            .template()
            .path("Resources")
            .path(account.at("/Properties/CloudWatchRoleArn/Fn::GetAtt/0").asString());

    assertThat(List.of(account, role))
        .extracting(one -> one.path("DeletionPolicy").asString())
        .containsOnly("Retain");
    assertThat(role.at("/Properties/Policies/0/PolicyDocument").toString())
        .contains("logs:PutLogEvents");
  }

  @Test
  void onlyAnOperationThatSaysSoTakesUnsignedCalls(@TempDir Path folder) throws IOException {
    String some = "operationId: Some, x-function: Some, responses: {}";
    Path document =
        Files.writeString(
            folder.resolve("openapi.yaml"),
            """
            paths: {/a: {get: {%1$s}, put: {%1$s, security: []}}}
            """
                .formatted(some));

    assertThat(ApiOperation.in(document))
        .extracting(ApiOperation::method, ApiOperation::signed)
        .containsExactly(tuple("get", true), tuple("put", false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"operationId", "x-function"})
  void anOperationWithoutANameIsRefused(String name, @TempDir Path folder) throws IOException {
    Path document =
        Files.writeString(
            folder.resolve("openapi.yaml"), Files.readString(DOCUMENT).replace(name, "title"));

    assertThatThrownBy(() -> ApiOperation.in(document)).hasMessageContaining(name);
  }

  @Test
  void callersSignEverywhereButOnTheDecisionPage(Deployment deployment) {
    assertThat(operations(deployment))
        .allSatisfy(operation -> {
          boolean page = operation.getKey().endsWith("/decision");
          JsonNode of = operation.getValue();
          assertThat(of.at("/x-amazon-apigateway-auth/type").asString())
              .isEqualTo(page ? "NONE" : "AWS_IAM");
          assertThat(of.path("security").isEmpty()).isEqualTo(page);
        });
    assertThat(
            body(deployment)
                .at("/components/securitySchemes/sigv4/x-amazon-apigateway-authtype")
                .asString())
        .isEqualTo("awsSigv4");
  }

  @Test
  void aRouteIsAnsweredByTheFunctionThatItNames(Deployment deployment) {
    Map<String, String> functions =
        ApiOperation.in(DOCUMENT).stream()
            .collect(Collectors.toMap(ApiOperation::operation, ApiOperation::function));
    assertThat(operations(deployment))
        .allSatisfy(operation -> {
          JsonNode integration = operation.getValue().path("x-amazon-apigateway-integration");
          String name = operation.getValue().path("operationId").asString();
          assertThat(integration.path("type").asString()).isEqualTo("aws_proxy");
          assertThat(integration.path("httpMethod").asString()).isEqualTo("POST");
          List<JsonNode> uri = integration.at("/uri/Fn::Join/1").valueStream().toList();
          String function = functions.getOrDefault(name, "none");
          assertThat(uri.getLast().asString())
              .isEqualTo(":function:${stageVariables.%s}/invocations".formatted(function));
          // NAME:live, from the alias's ARN.
          JsonNode value =
              deployment
                  .only("AWS::ApiGateway::Stage")
                  .at("/Properties/Variables/" + function + "/Fn::Join/1");
          assertThat(functionOf(deployment, value.at("/0/Fn::Select/1/Fn::Split/1")))
              .isEqualTo(deployment.function(function));
          assertThat(value.path(1).asString()).isEqualTo(":live");
        });
  }

  @Test
  void nobodyButTheApiMayInvokeAFunctionThatAnswersIt(Deployment deployment) {
    String api = deployment.properties("AWS::ApiGateway::RestApi").keySet().iterator().next();

    assertThat(deployment.properties("AWS::Lambda::Permission").values())
        .filteredOn(permission ->
            answersCalls(
                functionOf(deployment, permission.path("FunctionName")).path("Handler").asString()))
        .hasSameSizeAs(ApiOperation.in(DOCUMENT))
        .allSatisfy(permission -> {
          assertThat(permission.path("Principal").asString()).isEqualTo("apigateway.amazonaws.com");
          assertThat(permission.path("SourceArn").toString())
              .contains("{\"Ref\":\"" + api + "\"},\"/live/")
              .containsPattern("/live/(GET|POST)/[a-z/*]+\"");
        });
  }

  @Test
  void bodiesAndParametersAreCheckedOnEveryCall(Deployment deployment) {
    assertThat(body(deployment).path("x-amazon-apigateway-request-validators").toString())
        .isEqualTo(
            """
            {"everything":{"validateRequestBody":true,"validateRequestParameters":true}}\
            """);
    assertThat(operations(deployment))
        .allSatisfy(operation ->
            assertThat(
                    operation.getValue().path("x-amazon-apigateway-request-validator").asString())
                .isEqualTo("everything"));
  }

  @Test
  void aJsonBodyMustHaveTheFormThatTheDocumentSays(Deployment deployment) {
    JsonNode schemas = body(deployment).at("/components/schemas");

    assertThat(modelsByOperation(deployment))
        .isEqualTo(
            Map.of(
                "RequestGrant", "#/components/schemas/Request",
                "ReturnGrant", "#/components/schemas/Return",
                "RevokeGrant", "#/components/schemas/Revocation",
                "BlockPerson", "#/components/schemas/Blocking",
                "UnblockPerson", "#/components/schemas/Blocking",
                "ExtendGrant", "#/components/schemas/Extension",
                "DenyGrant", "#/components/schemas/Denial",
                "ReviewGrant", "#/components/schemas/Review"));
    assertThat(schemas.path("Request"))
        .isEqualTo(
            json(
                """
                {"type": "object",
                 "required": ["entitlement", "parameters", "duration", "justification"],
                 "properties": {
                   "entitlement": {"type": "string", "maxLength": 64},
                   "parameters": {"type": "object"},
                   "duration": {"type": "string", "maxLength": 32},
                   "justification": {"type": "string", "minLength": 1, "maxLength": 1000},
                   "ticket": {"type": "string"},
                   "startsAt": {"type": "string", "maxLength": 32},
                   "breakGlass": {"type": "boolean"}}}
                """));
    assertThat(schemas.path("Extension"))
        .isEqualTo(
            json(
                """
                {"type": "object",
                 "required": ["duration", "justification"],
                 "properties": {
                   "duration": {"type": "string", "maxLength": 32},
                   "justification": {"type": "string", "minLength": 1, "maxLength": 1000},
                   "ticket": {"type": "string"}}}
                """));
    assertThat(schemas.path("Denial"))
        .isEqualTo(
            json(
                """
                {"type": "object",
                 "required": ["reason"],
                 "properties": {"reason": {"type": "string", "minLength": 1, "maxLength": 1000}}}
                """));
    assertThat(schemas.path("Review"))
        .isEqualTo(
            json(
                """
                {"type": "object",
                 "required": ["verdict", "remarks"],
                 "properties": {
                   "verdict": {"type": "string"},
                   "remarks": {"type": "string", "minLength": 1, "maxLength": 1000}}}
                """));
  }

  @Test
  void aBodyThatMayBeLeftOutIsNotMeasuredAgainstAModel(@TempDir Path folder) throws IOException {
    Path document =
        Files.writeString(
            folder.resolve("openapi.yaml"),
            Files.readString(DOCUMENT).replaceAll("(requestBody:\\s+required:) true", "$1 false"));

    assertThat(ApiOperation.in(DOCUMENT)).anyMatch(route -> !route.body().isEmpty());
    assertThat(ApiOperation.in(document)).isNotEmpty().allMatch(route -> route.body().isEmpty());
  }

  @Test
  void aCallWithoutABodyOrWithAFormIsNotMeasuredAgainstAModel(Deployment deployment) {
    assertThat(operations(deployment))
        .filteredOn(operation -> !operation.getValue().has("requestBody"))
        .extracting(operation -> operation.getValue().path("operationId").asString())
        .contains("ApproveGrant", "CancelGrant", "IssueCredentials", "Decide");
  }

  @Test
  void aParameterThatTheDocumentRequiresMustBeThere(Deployment deployment) {
    assertThat(operations(deployment))
        .allSatisfy(operation -> {
          List<String> required = new ArrayList<>();
          if (operation.getKey().contains("{grant}")) {
            required.add("path grant");
          }
          if (operation.getKey().contains("{person}")) {
            required.add("path person");
          }
          if (operation.getValue().path("operationId").asString().equals("ShowDecision")) {
            required.add("query link");
          }
          assertThat(operation.getValue().path("parameters").valueStream())
              .allMatch(parameter -> parameter.path("required").booleanValue())
              .map(one -> one.path("in").asString() + " " + one.path("name").asString())
              .isEqualTo(required);
        });
  }

  @Test
  void holdsNothingThatTheImporterRefuses(Deployment deployment) {
    assertThat(body(deployment).toString())
        .doesNotContain(
            "\"example\"",
            "\"default\"",
            "\"additionalProperties\"",
            "\"nullable\"",
            "\"pattern\"",
            "\"format\"");
    assertThat(body(deployment).at("/components/schemas").propertyNames())
        .allMatch(name -> name.matches("[A-Za-z0-9]+"));
    assertThat(operations(deployment))
        .allSatisfy(operation ->
            assertThat(operation.getValue().path("responses").propertyNames())
                .isNotEmpty()
                .allMatch(status -> status.matches("[1-5][0-9][0-9]")));
  }

  @Test
  void everyReferenceOfTheDocumentLeadsSomewhere(Deployment deployment) {
    assertThat(modelsByOperation(deployment).values())
        .allMatch(reference -> body(deployment).at(reference.substring(1)).isObject());
  }

  @Test
  void itTakesNoTlsOlderThan12(Deployment deployment) {
    JsonNode api = deployment.only("AWS::ApiGateway::RestApi").path("Properties");

    assertThat(api.path("SecurityPolicy").asString()).startsWith("SecurityPolicy_TLS13_1_2_PFS");
    assertThat(api.path("EndpointAccessMode").asString()).isEqualTo("STRICT");
    assertThat(api.at("/EndpointConfiguration/Types").toString()).isEqualTo("[\"REGIONAL\"]");
  }

  @Test
  void ofItselfItIsReachedAtItsOwnAddressByTrustedIdentitiesOnly(Deployment deployment) {
    JsonNode api = deployment.only("AWS::ApiGateway::RestApi").path("Properties");

    assertThat(api.path("DisableExecuteApiEndpoint").asBoolean(false)).isFalse();
    assertThat(api.at("/Policy/Statement").valueStream().map(one -> one.path("Sid").asString()))
        .containsExactly(
            "TheDecisionPageIsOpen",
            "NobodyButTrustedIdentities",
            "TrustedIdentitiesOfOtherAccounts");
    assertThat(deployment.properties("AWS::ApiGateway::DomainName")).isEmpty();
    assertThat(
            deployment.function("SeekAnswers").at("/Environment/Variables/PUBLIC_URL").toString())
        .contains(".execute-api.", "/live");
  }

  @Test
  void keepsNoAnswerInACache(Deployment deployment) {
    assertThat(stage(deployment).path("CacheClusterEnabled").asBoolean(false)).isFalse();
    assertThat(stage(deployment).path("MethodSettings").valueStream())
        .noneMatch(settings -> settings.path("CachingEnabled").asBoolean(false));
  }

  @Test
  void itsLogHoldsNoLink(Deployment deployment) {
    String format = stage(deployment).at("/AccessLogSetting/Format").asString();

    assertThat(format)
        .contains("$context.resourcePath")
        .doesNotContain("$context.path", "querystring", "$context.protocol", "input");
    assertThat(stage(deployment).path("MethodSettings").valueStream())
        .allSatisfy(settings -> {
          assertThat(settings.path("DataTraceEnabled").asBoolean(false)).isFalse();
          assertThat(settings.path("LoggingLevel").asString("OFF")).isEqualTo("OFF");
        });
    assertThat(stage(deployment).path("TracingEnabled").asBoolean(false)).isFalse();
  }

  @Test
  void isThrottledMostWhereEverybodyMayCallAndWhereMailsAreSent(Deployment deployment) {
    Map<String, List<Integer>> limits = new TreeMap<>();
    stage(deployment)
        .path("MethodSettings")
        .valueStream()
        .forEach(settings ->
            limits.put(
                settings.path("HttpMethod").asString()
                    + " "
                    + settings.path("ResourcePath").asString(),
                List.of(
                    settings.path("ThrottlingRateLimit").asInt(),
                    settings.path("ThrottlingBurstLimit").asInt())));

    assertThat(limits)
        .isEqualTo(
            Map.of(
                "* /*", List.of(20, 40),
                "POST /~1grants~1{grant}~1extension", List.of(5, 10),
                "GET /~1grants~1{grant}~1decision", List.of(5, 10),
                "POST /~1grants~1{grant}~1decision", List.of(5, 10),
                "POST /~1grants", List.of(5, 10)));
  }

  private static Map<String, String> modelsByOperation(Deployment deployment) {
    return operations(deployment)
        .map(Entry::getValue)
        .filter(operation -> operation.has("requestBody"))
        .collect(
            Collectors.toMap(
                operation -> operation.path("operationId").asString(),
                operation ->
                    operation.at("/requestBody/content/application~1json/schema/$ref").asString()));
  }

  /// The function behind a reference to its alias.
  private static JsonNode functionOf(Deployment deployment, JsonNode alias) {
    String function =
        deployment
            .properties("AWS::Lambda::Alias")
            .getOrDefault(alias.path("Ref").asString(), MissingNode.getInstance())
            .at("/FunctionName/Ref")
            .asString();
    return deployment
        .properties("AWS::Lambda::Function")
        .getOrDefault(function, MissingNode.getInstance());
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }

  private static JsonNode body(Deployment deployment) {
    return deployment.only("AWS::ApiGateway::RestApi").at("/Properties/Body");
  }

  private static JsonNode stage(Deployment deployment) {
    return deployment.only("AWS::ApiGateway::Stage").path("Properties");
  }

  /// The operations of the deployed document, each with its path.
  private static Stream<Entry<String, JsonNode>> operations(Deployment deployment) {
    return body(deployment).path("paths").properties().stream()
        .flatMap(path ->
            path.getValue().valueStream().map(operation -> Map.entry(path.getKey(), operation)));
  }
}
