package dev.hallpass.infra.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.infra.Deployment;
import dev.hallpass.infra.Synthesis;
import java.util.Map.Entry;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(Synthesis.class)
class GatewayResponseTest {

  private static final String FOR_PEOPLE = "BAD_REQUEST_PARAMETERS";

  @Test
  void whateverApiGatewayRefusesOfItselfHasItsAnswer(Deployment deployment) {
    assertThat(responses(deployment))
        .extracting(Entry::getKey)
        .contains(
            "ACCESS_DENIED",
            "BAD_REQUEST_BODY",
            "BAD_REQUEST_PARAMETERS",
            "DEFAULT_4XX",
            "DEFAULT_5XX",
            "EXPIRED_TOKEN",
            "INTEGRATION_TIMEOUT",
            "INVALID_SIGNATURE",
            "MISSING_AUTHENTICATION_TOKEN",
            "REQUEST_TOO_LARGE",
            "RESOURCE_NOT_FOUND",
            "THROTTLED",
            "WAF_FILTERED");
  }

  @Test
  void programsGetAProblemDocumentOfTheFormThatTheHandlersGive(Deployment deployment) {
    assertThat(responses(deployment))
        .filteredOn(response -> !response.getKey().equals(FOR_PEOPLE))
        .allSatisfy(response -> {
          JsonNode problem = JsonMapper.shared().readTree(template(response.getValue()));
          assertThat(problem.propertyNames())
              .containsExactlyInAnyOrder("type", "title", "status", "detail");
          assertThat(problem.path("type").asString()).matches("urn:hallpass:problem:[a-z0-9-]+");
          assertThat(problem.path("status").isInt()).isTrue();
          assertThat(problem.path("status").asString())
              .isEqualTo(response.getValue().path("statusCode").asString());
        });
  }

  @Test
  void browsersGetAPageThatSaysTheSame(Deployment deployment) {
    assertThat(responses(deployment))
        .filteredOn(response -> !response.getKey().equals(FOR_PEOPLE))
        .allSatisfy(response -> {
          JsonNode templates = response.getValue().path("responseTemplates");
          assertThat(templates.propertyNames())
              .containsExactlyInAnyOrder("application/json", "text/html");
          JsonNode problem = JsonMapper.shared().readTree(template(response.getValue()));
          assertThat(templates.path("text/html").asString())
              .startsWith("<!doctype html><html lang=\"en\">")
              .contains(problem.path("title").asString(), problem.path("detail").asString())
              .doesNotContain("script");
          // A type in the headers would hold for both.
          assertThat(header(response.getValue(), "Content-Type")).isEmpty();
        });
  }

  /// They come with a link that was cut off.
  @Test
  void peopleAtTheDecisionPageGetAPage(Deployment deployment) {
    assertThat(responses(deployment))
        .filteredOn(response -> response.getKey().equals(FOR_PEOPLE))
        .singleElement()
        .satisfies(response -> {
          assertThat(header(response.getValue(), "Content-Type"))
              .isEqualTo("'text/html; charset=utf-8'");
          assertThat(template(response.getValue()))
              .startsWith("<!doctype html><html lang=\"en\">")
              .contains("<h1>This link is not whole</h1>", "Open the link in the mail")
              .doesNotContain("script", "%");
        });
  }

  @Test
  void noParameterIsRequiredButWhereThePageAnswers(Deployment deployment) {
    assertThat(
            deployment
                .only("AWS::ApiGateway::RestApi")
                .at("/Properties/Body/paths")
                .properties()
                .stream()
                .flatMap(path -> path.getValue().valueStream())
                .filter(operation ->
                    operation
                        .path("parameters")
                        .valueStream()
                        .anyMatch(one -> !one.path("in").asString().equals("path"))))
        .extracting(operation -> operation.path("operationId").asString())
        .containsExactly("ShowDecision");
  }

  @Test
  void nothingOfTheCallIsSaidBackAndNobodyKeepsTheAnswer(Deployment deployment) {
    assertThat(responses(deployment))
        .allSatisfy(response -> {
          assertThat(response.getValue().toString()).doesNotContain("$context", "method.request");
          assertThat(header(response.getValue(), "Cache-Control")).isEqualTo("'no-store'");
          assertThat(header(response.getValue(), "X-Content-Type-Options")).isEqualTo("'nosniff'");
        });
  }

  private static Stream<Entry<String, JsonNode>> responses(Deployment deployment) {
    return deployment
        .only("AWS::ApiGateway::RestApi")
        .at("/Properties/Body/x-amazon-apigateway-gateway-responses")
        .properties()
        .stream();
  }

  /// For callers that accept no page.
  private static String template(JsonNode response) {
    return response.at("/responseTemplates/application~1json").asString();
  }

  private static String header(JsonNode response, String name) {
    return response.path("responseParameters").path("gatewayresponse.header." + name).asString();
  }
}
