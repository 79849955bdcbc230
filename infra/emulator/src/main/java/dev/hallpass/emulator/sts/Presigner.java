package dev.hallpass.emulator.sts;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/// Presigns calls of STS, by the SDK's own signer.
///
/// @param region the region that the signature names
/// @param credentials the signer's
public record Presigner(String region, AwsCredentialsIdentity credentials) {

  private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();

  /// The address of a presigned GetCallerIdentity.
  ///
  /// @param host the host name of STS
  /// @param headers the headers that are signed beside the host
  /// @param life how long it says that it is good
  public String callerIdentity(
      String host, Map<String, String> headers, Instant at, Duration life) {
    return call(host, "Action=GetCallerIdentity&Version=2011-06-15", headers, at, life);
  }

  /// The address of any presigned call.
  ///
  /// @param query its parameters, URL-encoded
  public String call(
      String host, String query, Map<String, String> headers, Instant at, Duration life) {
    SdkHttpRequest.Builder request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.GET)
            .uri(URI.create("https://%s/?%s".formatted(host, query)));
    headers.forEach(request::putHeader);
    return sign(request.build(), at, life).getUri().toString();
  }

  SdkHttpRequest sign(SdkHttpRequest request, Instant at, Duration life) {
    return SIGNER
        .sign(signing ->
            signing
                .identity(credentials)
                .request(request)
                .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "sts")
                .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                .putProperty(AwsV4FamilyHttpSigner.AUTH_LOCATION, AuthLocation.QUERY_STRING)
                .putProperty(AwsV4FamilyHttpSigner.EXPIRATION_DURATION, life)
                .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(at, ZoneOffset.UTC)))
        .request();
  }
}
