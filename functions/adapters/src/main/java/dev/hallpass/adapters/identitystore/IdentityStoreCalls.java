package dev.hallpass.adapters.identitystore;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hallpass.adapters.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The signed calls of an identity store in one region (source: Identity Store, API reference). The
/// SDK has a client for it, which would be one more in the jar for five calls.
///
/// @param session the credentials that sign
record IdentityStoreCalls(
    Supplier<SdkHttpClient> http,
    String region,
    InstantSource clock,
    AwsSessionCredentials session) {

  private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();
  private static final String SERVICE = "identitystore";
  private static final int LONGEST_ANSWER = 1 << 20;

  /// The answer to a call; empty if it names a user or a group that does not exist.
  ///
  /// @throws software.amazon.awssdk.core.exception.SdkException if there is no answer, or AWS
  ///   refuses
  Optional<JsonNode> call(String action, ObjectNode parameters) {
    ContentStreamProvider body = ContentStreamProvider.fromUtf8String(Json.write(parameters));
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(
                URI.create(
                    "https://%s.%s.%s/"
                        .formatted(
                            SERVICE, region, PartitionMetadata.of(Region.of(region)).dnsSuffix())))
            .putHeader("Content-Type", "application/x-amz-json-1.1")
            .putHeader("X-Amz-Target", "AWSIdentityStore." + action)
            .build();
    SdkHttpRequest signed =
        SIGNER
            .sign(signing ->
                signing
                    .identity(session)
                    .request(request)
                    .payload(body)
                    .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, SERVICE)
                    .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                    .putProperty(HttpSigner.SIGNING_CLOCK, clock.withZone(ZoneOffset.UTC)))
            .request();
    try {
      HttpExecuteResponse response =
          http.get()
              .prepareRequest(
                  HttpExecuteRequest.builder().request(signed).contentStreamProvider(body).build())
              .call();
      return answer(action, response.httpResponse().statusCode(), text(response));
    } catch (IOException | JacksonException failure) {
      // Without its message, which can quote the answer.
      throw SdkClientException.create(failure.getClass().getSimpleName());
    }
  }

  /// A text that an answer must have.
  ///
  /// @throws SdkClientException if it has none
  static String text(JsonNode answer, String member) {
    return answer
        .path(member)
        .stringValueOpt()
        .orElseThrow(() -> SdkClientException.create("An answer without " + member));
  }

  private static String text(HttpExecuteResponse response) throws IOException {
    if (response.responseBody().isEmpty()) {
      return "";
    }
    try (InputStream body = response.responseBody().get()) {
      return new String(body.readNBytes(LONGEST_ANSWER), UTF_8);
    }
  }

  private static Optional<JsonNode> answer(String action, int status, String body) {
    if (status == 200) {
      return Optional.of(Json.read(body));
    }
    JsonNode error = Json.read(body);
    String type = error.path("__type").asString("");
    String code = type.substring(type.indexOf('#') + 1);
    if (code.equals("ResourceNotFoundException")) {
      return Optional.empty();
    }
    throw AwsServiceException.builder()
        .statusCode(status)
        .awsErrorDetails(
            AwsErrorDetails.builder()
                .serviceName(SERVICE + ":" + action)
                .errorCode(code)
                .errorMessage(error.path("Message").asString(error.path("message").asString("")))
                .build())
        .build();
  }
}
