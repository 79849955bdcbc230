package dev.hallpass.adapters.sts;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.identity.CallStatement;
import dev.hallpass.identity.CallerProofs;
import dev.hallpass.port.OutcomeUnknown;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Sends a caller's presigned GetCallerIdentity to STS, with the headers that it must have signed.
/// Hallpass fills these in itself, so STS refuses a proof that was signed for anything else.
public final class StsCallerProofs implements CallerProofs {

  private static final int LONGEST_ANSWER = 65_536;

  private final Supplier<SdkHttpClient> http;
  private final String region;
  private final InstantSource clock;

  /// @param http asked for at the first proof, because few calls have one; it must not follow
  ///   redirects
  /// @param region the region of Hallpass
  public StsCallerProofs(Supplier<SdkHttpClient> http, String region, InstantSource clock) {
    this.http = http;
    this.region = region;
    this.clock = clock;
  }

  /// Made at a proof, because the SDK's list of regions loads the metadata of 300 services.
  private PresignedIdentityCall form() {
    String suffix = PartitionMetadata.of(Region.of(region)).dnsSuffix();
    return new PresignedIdentityCall("https://sts.%s.%s".formatted(region, suffix), region);
  }

  @Override
  public Answer signer(String proof, CallStatement statement) {
    Optional<Flaw> flaw = form().flaw(proof, statement.headers().keySet(), clock.instant());
    return flaw.<Answer>map(NotTaken::new).orElseGet(() -> asked(proof, statement));
  }

  private Answer asked(String proof, CallStatement statement) {
    try {
      HttpExecuteResponse response = http.get().prepareRequest(request(proof, statement)).call();
      return answer(response.httpResponse().statusCode(), text(response));
    } catch (IOException failure) {
      throw unknown(failure.getClass().getSimpleName());
    }
  }

  private static HttpExecuteRequest request(String proof, CallStatement statement) {
    SdkHttpRequest.Builder request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.GET)
            .uri(URI.create(proof))
            .putHeader("Accept", "application/json");
    statement.headers().forEach(request::putHeader);
    return HttpExecuteRequest.builder().request(request.build()).build();
  }

  private static String text(HttpExecuteResponse response) throws IOException {
    if (response.responseBody().isEmpty()) {
      return "";
    }
    try (InputStream body = response.responseBody().get()) {
      return new String(body.readNBytes(LONGEST_ANSWER), UTF_8);
    }
  }

  private static Answer answer(int status, String body) {
    return switch (status) {
      case 200 -> new SignedBy(arn(body));
      // STS says this of a wrong signature, and of credentials that are over or unknown.
      case 400, 403 -> {
        // It also says 400 when there are too many calls (source: STS, common errors).
        if (body.contains("Throttl")) {
          throw unknown("too many calls");
        }
        yield new NotTaken(Flaw.NOT_CONFIRMED);
      }
      default -> throw unknown("status " + status);
    };
  }

  private static String arn(String body) {
    try {
      JsonNode arn = Json.read(body).at("/GetCallerIdentityResponse/GetCallerIdentityResult/Arn");
      if (arn.isString()) {
        return arn.stringValue();
      }
    } catch (JacksonException _) {
      // Falls through without the parser's message, which quotes the answer.
    }
    throw unknown("another answer");
  }

  /// Without the failure itself: its message can have the address, which is a secret while it is
  /// fresh.
  private static OutcomeUnknown unknown(String what) {
    return new OutcomeUnknown("ask STS who signed a proof", new IOException(what));
  }
}
