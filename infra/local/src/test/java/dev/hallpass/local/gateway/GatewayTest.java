package dev.hallpass.local.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.hallpass.identity.Person;
import dev.hallpass.local.scene.Scene;
import dev.hallpass.local.web.LocalServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class GatewayTest {

  private static final Instant NOW = Instant.parse("2026-11-22T09:05:00Z");
  private static final JsonMapper JSON = new JsonMapper();

  /// How the links in mails of this installation begin.
  private static final String MARKED =
      "link=" + Scene.SYNTHESIZED.hub().id().split("/", -1)[2] + ".";

  private final HttpClient client = HttpClient.newHttpClient();
  private final LocalPeople people = LocalPeople.generate(new Random(1));
  private final LocalPerson alice = people.get(new Person("alice@example.com"));
  private final Map<String, RequestStreamHandler> functions = new HashMap<>();
  private final LocalServer server;

  GatewayTest() throws IOException {
    server = LocalServer.bind(0);
  }

  /// Every function answers with the event it was given, but those a test puts in its place.
  @BeforeEach
  void start() {
    InstantSource clock = InstantSource.fixed(NOW);
    server.serve(
        "/",
        new Gateway(
            Scene.SYNTHESIZED.hub(),
            people,
            route -> functions.getOrDefault(route.operation(), GatewayTest::echo),
            clock,
            new Random(2)));
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static RequestStreamHandler answering(String answer) {
    return (_, output, _) -> output.write(answer.getBytes(UTF_8));
  }

  private static void echo(InputStream input, OutputStream output, Context context)
      throws IOException {
    String answer =
        JSON.createObjectNode()
            .put("statusCode", 200)
            .put("body", new String(input.readAllBytes(), UTF_8))
            .toString();
    answering(answer).handleRequest(input, output, context);
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String target) {
    return HttpRequest.newBuilder(server.address().resolve(target));
  }

  private HttpRequest signed(String method, String target, String body) {
    SignedRequest signed =
        AwsV4HttpSigner.create()
            .sign(to ->
                to.identity(
                        AwsCredentialsIdentity.create(alice.accessKeyId(), alice.secretAccessKey()))
                    .request(
                        SdkHttpRequest.builder()
                            .method(SdkHttpMethod.fromValue(method))
                            .uri(server.address().resolve(target))
                            .putHeader("Content-Type", "application/json")
                            .build())
                    .payload(ContentStreamProvider.fromUtf8String(body))
                    .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-central-1")
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "execute-api")
                    .putProperty(AwsV4HttpSigner.SIGNING_CLOCK, Clock.fixed(NOW, ZoneOffset.UTC)));
    HttpRequest.Builder request = request(target).method(method, BodyPublishers.ofString(body));
    signed
        .request()
        .forEachHeader((name, values) -> {
          // The client names the host by itself.
          if (!name.equals("Host")) {
            values.forEach(value -> request.header(name, value));
          }
        });
    return request.build();
  }

  @Test
  void aSignedRequestReachesItsFunctionAsAProxyEvent() throws Exception {
    HttpResponse<String> response =
        send(signed("POST", "/grants/grant-1/denial?why=a%20b&why=c", "{\"reason\":\"ü\"}"));
    JsonNode event = JSON.readTree(response.body());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(event.path("resource").asString()).isEqualTo("/grants/{grant}/denial");
    assertThat(event.path("path").asString()).isEqualTo("/grants/grant-1/denial");
    assertThat(event.path("httpMethod").asString()).isEqualTo("POST");
    assertThat(event.at("/pathParameters/grant").asString()).isEqualTo("grant-1");
    assertThat(event.at("/queryStringParameters/why").asString()).isEqualTo("c");
    assertThat(event.at("/multiValueQueryStringParameters/why/0").asString()).isEqualTo("a b");
    assertThat(event.at("/headers/Content-type").asString()).isEqualTo("application/json");
    assertThat(event.path("body").asString()).isEqualTo("{\"reason\":\"ü\"}");
    assertThat(event.path("isBase64Encoded").asBoolean(true)).isFalse();
    assertThat(event.at("/requestContext/requestTime").asString())
        .isEqualTo("22/Nov/2026:09:05:00 +0000");
    assertThat(event.at("/requestContext/requestId").asString()).hasSize(36);
    assertThat(event.at("/requestContext/identity/userArn").asString())
        .isEqualTo(
            "arn:aws:sts::111122223333:assumed-role/"
                + "AWSReservedSSO_Engineer_0123456789abcdef/alice@example.com");
    assertThat(event.at("/requestContext/identity/sourceIp").asString()).isEqualTo("127.0.0.1");
  }

  @Test
  void anOpenRouteTakesNobodysWordForWhoCalls() throws Exception {
    HttpResponse<String> response =
        send(signed("GET", "/grants/grant-1/decision?" + MARKED + "x", ""));
    assertThat(JSON.readTree(response.body()).at("/requestContext/identity/userArn").isNull())
        .isTrue();
  }

  @Test
  void whatIsEmptyIsNull() throws Exception {
    JsonNode event = JSON.readTree(send(signed("GET", "/grants", "")).body());
    for (String member : new String[] {"queryStringParameters", "pathParameters", "body"}) {
      assertThat(event.required(member).isNull()).as(member).isTrue();
    }
  }

  @Test
  void aRefusalIsTheAnswerOfAws() throws Exception {
    HttpResponse<String> response = send(request("/grants").build());
    JsonNode aws =
        Scene.SYNTHESIZED
            .hub()
            .resources("AWS::ApiGateway::RestApi")
            .getFirst()
            .properties()
            .at("/Body/x-amazon-apigateway-gateway-responses/MISSING_AUTHENTICATION_TOKEN");
    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.body())
        .isEqualTo(aws.at("/responseTemplates/application~1json").asString());
    assertThat(aws.path("responseParameters").properties())
        .hasSize(4)
        .allSatisfy(header ->
            assertThat(
                    response
                        .headers()
                        .firstValue(header.getKey().replace("gatewayresponse.header.", "")))
                .contains(header.getValue().asString().replace("'", "")));
  }

  @Test
  void aBrowserIsRefusedByAPage() throws Exception {
    HttpResponse<String> response =
        send(request("/nowhere").header("Accept", "text/html,application/xhtml+xml;q=0.9").build());

    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.headers().firstValue("Content-Type")).contains("text/html");
    assertThat(response.body()).contains("<h1>This call is not signed");
  }

  @Test
  void aBadSignatureIsRefusedAsOnAws() throws Exception {
    HttpRequest request = request("/grants").header("Authorization", "Bearer x").build();
    assertIsRefused(send(request), 403, "invalid-signature");
  }

  @Test
  void anUnknownPathOrMethodIsRefusedAsOnAwsLikeAnUnsignedCall() throws Exception {
    assertIsRefused(send(signed("GET", "/nowhere", "")), 403, "not-signed");
    assertIsRefused(send(signed("DELETE", "/grants", "")), 403, "not-signed");
  }

  @Test
  void aBodyOfMoreThanTenMegabytesIsRefusedAsOnAws() throws Exception {
    String body = "x".repeat(LocalServer.MAX_BODY + 1);
    assertIsRefused(send(signed("POST", "/grants", body)), 413, "too-large");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no JSON", "[]", "{}", "{\"reason\":1}", "{\"reason\":\"\"}"})
  void aBodyOfAnotherFormIsRefusedAsOnAws(String body) throws Exception {
    assertIsRefused(send(signed("POST", "/grants/grant-1/denial", body)), 400, "malformed");
  }

  @Test
  void aBodyOfAnotherTypeIsLeftToItsFunction() throws Exception {
    HttpRequest form =
        request("/grants/grant-1/decision")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(MARKED + "x&code=1"))
            .build();
    assertThat(JSON.readTree(send(form).body()).path("body").asString())
        .isEqualTo(MARKED + "x&code=1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?link=", "?link=x", "?other=x"})
  void aLinkWithoutTheMarkOfTheInstallationReachesNoFunction(String query) throws Exception {
    HttpResponse<String> response = send(request("/grants/grant-1/decision" + query).build());
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(response.body()).contains("<h1>This link is not known</h1>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/grants/grant-1/decision", "/grants/grant-1/%64ecision"})
  void aFormWithoutTheMarkReachesNoFunctionHoweverItsPathIsSpelled(String path) throws Exception {
    HttpRequest form =
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("link=x&code=123456&answer=approve"))
            .build();
    assertThat(send(form).statusCode()).isEqualTo(404);
  }

  @Test
  void aLinkThatIsCutOffIsAnsweredByThePageOfAws() throws Exception {
    HttpResponse<String> response = send(request("/grants/grant-1/decision?no-" + MARKED).build());
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
    assertThat(response.body()).contains("<h1>This link is not whole</h1>");
  }

  @Test
  void anAnswerComesThroughAsItIs() throws Exception {
    functions.put(
        "ShowDecision",
        answering(
            """
            {"statusCode": 410, "headers": {"content-type": "text/html"},
             "multiValueHeaders": {"X-Two": ["a", "b"]}, "body": "w7w=", "isBase64Encoded": true}
            """));
    HttpResponse<String> response =
        send(request("/grants/grant-1/decision?" + MARKED + "x").build());
    assertThat(response.statusCode()).isEqualTo(410);
    assertThat(response.headers().allValues("Content-Type")).containsExactly("text/html");
    assertThat(response.headers().allValues("X-Two")).containsExactly("a", "b");
    assertThat(response.body()).isEqualTo("ü");
  }

  @Test
  void aFunctionThatFailsTellsNothing() throws Exception {
    functions.put(
        "ShowDecision",
        (_, _, _) -> {
          throw new IllegalStateException("the secret of the house");
        });
    assertIsBadGateway(send(request("/grants/grant-1/decision?" + MARKED + "x").build()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no JSON",
        "{}",
        "{\"statusCode\": \"secret\"}",
        "{\"statusCode\": 200, \"body\": \"~secret~\", \"isBase64Encoded\": true}"
      })
  void aMalformedAnswerTellsNothing(String answer) throws Exception {
    functions.put("ShowDecision", answering(answer));
    assertIsBadGateway(send(request("/grants/grant-1/decision?" + MARKED + "x").build()));
  }

  private static void assertIsBadGateway(HttpResponse<String> response) {
    assertIsRefused(response, 502, "outcome-unknown");
    assertThat(response.body()).doesNotContain("secret");
  }

  private static void assertIsRefused(HttpResponse<String> response, int status, String problem) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(JSON.readTree(response.body()).path("type").asString())
        .isEqualTo("urn:hallpass:problem:" + problem);
  }
}
