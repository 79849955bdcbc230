package dev.hallpass.handlers.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.hallpass.handlers.InMemorySystem;
import dev.hallpass.handlers.ProxyCall;
import dev.hallpass.handlers.api.Commands;
import dev.hallpass.handlers.api.IssueCredentials;
import dev.hallpass.handlers.api.Reads;
import dev.hallpass.handlers.api.Requests;
import dev.hallpass.handlers.page.Decide;
import dev.hallpass.handlers.page.ShowDecision;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which function answers which route. That each answers its own is in `SamplesTest`.
class RoutesTest {

  private final InMemorySystem system = new InMemorySystem();

  @ParameterizedTest(name = "{0} does not answer {2}")
  @CsvSource({
    "Commands, IssueCredentials, POST /grants/{grant}/credentials",
    "Commands, RequestGrant, POST /grants",
    "Requests, ListGrants, GET /grants",
    "Reads, ApproveGrant, POST /grants/{grant}/approval",
    "IssueCredentials, ShowGrant, GET /grants/{grant}",
    "ShowDecision, Decide, POST /grants/{grant}/decision",
    "Decide, ShowDecision, GET /grants/{grant}/decision"
  })
  void aRouteOfAnotherFunctionIsRefusedByName(String function, String operation, String route) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> call(made(function), ProxyCall.of(operation)))
        .withMessageContaining(route);
  }

  private RequestStreamHandler made(String function) {
    return switch (function) {
      case "Commands" -> new Commands(system.wiring());
      case "Requests" -> new Requests(system.wiring());
      case "Reads" -> new Reads(system.wiring());
      case "IssueCredentials" -> new IssueCredentials(system.wiring());
      case "ShowDecision" -> new ShowDecision(system.wiring());
      default -> new Decide(system.wiring());
    };
  }

  private void call(RequestStreamHandler function, ProxyCall call) throws IOException {
    function.handleRequest(
        new ByteArrayInputStream(call.event().toString().getBytes(UTF_8)),
        new ByteArrayOutputStream(),
        system.log.of("tested"));
  }
}
