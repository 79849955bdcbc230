package dev.hallpass.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hallpass.adapters.yaml.YamlCatalog;
import dev.hallpass.infra.HallpassStack.Assets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.App;
import tools.jackson.databind.JsonNode;

@ExtendWith(Synthesis.class)
class ApiTest {

  private static final Path DOCUMENT = Synthesis.PROJECT.resolve("functions/handlers/openapi.yaml");

  @Test
  void everyOperationHasItsFunctionAndEveryHttpFunctionItsOperation(Deployment deployment) {
    List<String> operations = Route.in(DOCUMENT).stream().map(Route::operation).toList();

    assertThat(operations).isNotEmpty().doesNotHaveDuplicates();
    assertThat(operations(deployment).map(one -> one.getValue().path("operationId").asString()))
        .containsExactlyInAnyOrderElementsOf(operations);
    assertThat(deployment.properties("AWS::Lambda::Function").values())
        .extracting(function -> function.path("Handler").asString())
        .filteredOn(handler -> handler.startsWith("dev.hallpass.handlers.http."))
        .containsExactlyInAnyOrderElementsOf(
            operations.stream().map(one -> "dev.hallpass.handlers.http." + one).toList());
  }

  @Test
  void anOperationWithoutAHandlerIsRefused(@TempDir Path folder) throws IOException {
    Path document =
        Files.writeString(
            folder.resolve("openapi.yaml"),
            Files.readString(DOCUMENT).replace("operationId: Decide", "operationId: DecideTwice"));
    Path jar = Files.writeString(folder.resolve("functions.jar"), "");
    Assets assets =
        new Assets(
            jar, Synthesis.PROJECT.resolve("statemachines/grant-lifecycle.asl.json"), document);
    var catalog = YamlCatalog.load(Synthesis.PROJECT.resolve("infra/catalog"));

    assertThatThrownBy(() -> new HallpassStack(new App(), "Hallpass", assets, catalog))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("DecideTwice");
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
  void anOperationIsAnsweredByTheFunctionOfItsName(Deployment deployment) {
    JsonNode variables = stage(deployment).path("Variables");

    assertThat(operations(deployment))
        .allSatisfy(operation -> {
          JsonNode integration = operation.getValue().path("x-amazon-apigateway-integration");
          String name = operation.getValue().path("operationId").asString();
          assertThat(integration.path("type").asString()).isEqualTo("aws_proxy");
          assertThat(integration.path("httpMethod").asString()).isEqualTo("POST");
          assertThat(integration.path("uri").toString())
              .contains(":function:${stageVariables." + name + "}/invocations");
          assertThat(deployment.properties("AWS::Lambda::Function"))
              .containsEntry(
                  variables.path(name).path("Ref").asString(), deployment.function(name));
        });
  }

  @Test
  void nobodyElseMayInvokeAFunction(Deployment deployment) {
    String api = deployment.properties("AWS::ApiGateway::RestApi").keySet().iterator().next();

    assertThat(deployment.properties("AWS::Lambda::Permission").values())
        .hasSize(10)
        .allSatisfy(permission -> {
          assertThat(permission.path("Principal").asString()).isEqualTo("apigateway.amazonaws.com");
          assertThat(permission.path("SourceArn").toString())
              .contains("{\"Ref\":\"" + api + "\"},\"/live/")
              .containsPattern("/live/(GET|POST)/[a-z/*]+\"");
        });
  }

  @Test
  void holdsNothingThatTheImporterRefuses(Deployment deployment) {
    String body = body(deployment).toString();

    assertThat(body)
        .doesNotContain("$ref", "\"example\"", "\"default\"", "\"additionalProperties\"");
    assertThat(operations(deployment))
        .allSatisfy(operation ->
            assertThat(operation.getValue().path("responses").propertyNames())
                .isNotEmpty()
                .allMatch(status -> status.matches("[1-5][0-9][0-9]")));
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
  void isThrottled(Deployment deployment) {
    assertThat(stage(deployment).path("MethodSettings").valueStream())
        .singleElement()
        .satisfies(settings -> {
          assertThat(settings.path("ResourcePath").asString()).isEqualTo("/*");
          assertThat(settings.path("ThrottlingRateLimit").asInt()).isPositive();
          assertThat(settings.path("ThrottlingBurstLimit").asInt()).isPositive();
        });
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
