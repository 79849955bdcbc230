package dev.hallpass.cli.api;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/// Signs calls with AWS Signature Version 4, by the signer of AWS's SDK.
///
/// @param service the name of the service that is called, such as `execute-api`
/// @param region where it is called
public record Signer(String service, String region, InstantSource clock) {

  // Hallpass takes proofs of five minutes at most.
  private static final Duration LIFE_OF_A_PROOF = Duration.ofMinutes(5);
  private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();

  /// The headers of a signed call.
  ///
  /// @param headers the headers to sign beside the host
  public Map<String, List<String>> headers(
      AwsCredentialsIdentity identity,
      String method,
      URI address,
      Map<String, String> headers,
      String body) {
    SdkHttpRequest.Builder request =
        SdkHttpRequest.builder().method(SdkHttpMethod.fromValue(method)).uri(address);
    headers.forEach(request::putHeader);
    return SIGNER
        .sign(signing ->
            signing
                .identity(identity)
                .request(request.build())
                .payload(ContentStreamProvider.fromUtf8String(body))
                .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, service)
                // S3 takes paths as they are (source: S3, signature calculations).
                .putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, !service.equals("s3"))
                .putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, !service.equals("s3"))
                .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                .putProperty(HttpSigner.SIGNING_CLOCK, now()))
        .request()
        .headers();
  }

  /// A proof of the caller: the address of a presigned GetCallerIdentity.
  ///
  /// @param headers the headers that it signs beside the host
  String proof(AwsCredentialsIdentity identity, Map<String, String> headers) {
    SdkHttpRequest.Builder request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.GET)
            .uri(
                URI.create(
                    "https://%s/?Action=GetCallerIdentity&Version=2011-06-15"
                        .formatted(AwsHost.of("sts", region))));
    headers.forEach(request::putHeader);
    return SIGNER
        .sign(signing ->
            signing
                .identity(identity)
                .request(request.build())
                .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "sts")
                .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                .putProperty(AwsV4FamilyHttpSigner.AUTH_LOCATION, AuthLocation.QUERY_STRING)
                .putProperty(AwsV4FamilyHttpSigner.EXPIRATION_DURATION, LIFE_OF_A_PROOF)
                .putProperty(HttpSigner.SIGNING_CLOCK, now()))
        .request()
        .getUri()
        .toString();
  }

  private Clock now() {
    return Clock.fixed(clock.instant(), ZoneOffset.UTC);
  }
}
