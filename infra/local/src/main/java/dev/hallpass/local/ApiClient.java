package dev.hallpass.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hallpass.local.gateway.LocalPerson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/// A program that calls the API over HTTP, with a person's signature or without one.
public final class ApiClient {

  // Java's client sets these headers itself.
  private static final Set<String> NOT_OURS = Set.of("host", "content-length");

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI address;
  private final InstantSource clock;

  /// @param clock the clock for the dates of signatures
  public ApiClient(URI address, InstantSource clock) {
    this.address = address;
    this.clock = clock;
  }

  /// Sends a request without a signature.
  ///
  /// @param body the body; empty for none
  public HttpResponse<String> send(
      String method, String path, Map<String, String> headers, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address + path))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    headers.forEach(request::header);
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException("The API does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for the API", e);
    }
  }

  /// Sends a request that a person signed.
  ///
  /// @param body JSON; empty for none
  public HttpResponse<String> signed(
      LocalPerson person, String method, String path, Map<String, String> headers, String body) {
    AwsCredentialsIdentity key =
        AwsCredentialsIdentity.create(person.accessKeyId(), person.secretAccessKey());
    return signed(key, LocalPerson.REGION, method, path, headers, body);
  }

  /// Sends a request that is signed with any credentials.
  ///
  /// @param region the region of the API
  /// @param body JSON; empty for none
  public HttpResponse<String> signed(
      AwsCredentialsIdentity credentials,
      String region,
      String method,
      String path,
      Map<String, String> headers,
      String body) {
    SdkHttpRequest.Builder request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.fromValue(method))
            .uri(URI.create(address + path));
    headers.forEach(request::putHeader);
    if (!body.isEmpty()) {
      request.putHeader("Content-Type", "application/json");
    }
    Map<String, String> signed =
        AwsV4HttpSigner.create()
            .sign(signing ->
                signing
                    .identity(credentials)
                    .request(request.build())
                    .payload(ContentStreamProvider.fromUtf8String(body))
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "execute-api")
                    .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                    .putProperty(
                        HttpSigner.SIGNING_CLOCK, Clock.fixed(clock.instant(), ZoneOffset.UTC)))
            .request()
            .headers()
            .entrySet()
            .stream()
            .filter(
                header -> !NOT_OURS.contains(header.getKey().toLowerCase(java.util.Locale.ROOT)))
            .collect(Collectors.toMap(Map.Entry::getKey, header -> header.getValue().getFirst()));
    return send(method, path, signed, body);
  }

  /// Sends a form, as a browser does.
  public HttpResponse<String> form(String path, Map<String, String> fields) {
    String body =
        fields.entrySet().stream()
            .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    return send("POST", path, Map.of("Content-Type", "application/x-www-form-urlencoded"), body);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
