package dev.hallpass.emulator.region;

import dev.hallpass.emulator.authorization.NetworkLink;
import dev.hallpass.emulator.identitystore.IdentityStoreEndpoint;
import dev.hallpass.emulator.policy.Principal;
import dev.hallpass.emulator.sts.StsEndpoint;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;

/// Sends one caller's calls that are signed already to public endpoints: to STS, and to the
/// identity store if there is one.
///
/// @param line the line of request and answer
record PresignedCalls(
    StsEndpoint sts,
    Optional<IdentityStoreEndpoint> identityStore,
    Principal caller,
    Supplier<NetworkLink> line)
    implements SdkHttpClient {

  private static final GetCallerIdentityRequest IDENTITY =
      GetCallerIdentityRequest.builder().build();

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        return sent(request);
      }

      @Override
      public void abort() {}
    };
  }

  /// The line loses requests by the SDK's exceptions; a client of HTTP has its own.
  private HttpExecuteResponse sent(HttpExecuteRequest request) throws IOException {
    try {
      line.get().request(caller, IDENTITY);
      StsEndpoint.Reply reply = answer(request);
      line.get().answer(caller, IDENTITY);
      return reply.received();
    } catch (SdkException lost) {
      throw new IOException(lost);
    }
  }

  private StsEndpoint.Reply answer(HttpExecuteRequest request) {
    return request.httpRequest().host().startsWith("identitystore.")
        ? identityStore.orElseThrow().answer(request)
        : sts.answer(request.httpRequest());
  }

  @Override
  public void close() {}
}
