package dev.hallpass.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hallpass.local.gateway.Routes.Found;
import dev.hallpass.local.gateway.Routes.NoSuchMethod;
import dev.hallpass.local.gateway.Routes.NoSuchPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoutesTest {

  static final Path OPEN_API = Path.of("../../functions/handlers/openapi.yaml");

  private static Routes routes(Route... routes) {
    return new Routes(List.of(routes));
  }

  private static Route get(String resource) {
    return new Route("GET", resource, "Get", "Gets", true);
  }

  @Test
  void theOpenApiDocumentListsThem() throws IOException {
    assertThat(Routes.read(OPEN_API).all())
        .contains(
            new Route("POST", "/grants", "RequestGrant", "Requests", true),
            new Route("GET", "/grants/{grant}", "ShowGrant", "Reads", true),
            new Route("POST", "/grants/{grant}/decision", "Decide", "Decide", false));
  }

  @Test
  void onlyAnOperationThatSaysSoTakesUnsignedRequests(@TempDir Path folder) throws IOException {
    Path openApi =
        Files.writeString(
            folder.resolve("openapi.yaml"),
            """
            paths:
              /a: {get: {operationId: Silent, x-function: Some}}
              /b: {get: {operationId: Open, x-function: Some, security: []}}
            """);
    assertThat(Routes.read(openApi).all())
        .containsExactly(
            new Route("GET", "/a", "Silent", "Some", true),
            new Route("GET", "/b", "Open", "Some", false));
  }

  @Test
  void anOperationWithoutANameIsRefused(@TempDir Path folder) throws IOException {
    Path openApi = Files.writeString(folder.resolve("openapi.yaml"), "paths: {/a: {get: {}}}");
    assertThatThrownBy(() -> Routes.read(openApi)).hasMessage("GET /a has no operationId");
    Files.writeString(openApi, "paths: {/a: {get: {operationId: A}}}");
    assertThatThrownBy(() -> Routes.read(openApi)).hasMessage("GET /a has no x-function");
  }

  @Test
  void aParameterTakesOneSegmentWithItsEscapesResolved() {
    Routes routes = routes(get("/grants/{grant}/x"));
    assertThat(routes.match("GET", "/grants/a%20b+c/x"))
        .isEqualTo(new Found(get("/grants/{grant}/x"), Map.of("grant", "a b+c")));
    assertThat(routes.match("GET", "/grants/a/b/x")).isEqualTo(new NoSuchPath());
    assertThat(routes.match("GET", "/grants//x")).isEqualTo(new NoSuchPath());
  }

  @Test
  void aPathThatIsSpeltOutGoesBeforeAParameter() {
    Routes routes = routes(get("/grants/{grant}"), get("/grants/mine"));
    assertThat(routes.match("GET", "/grants/mine"))
        .isEqualTo(new Found(get("/grants/mine"), Map.of()));
  }

  @Test
  void aKnownPathNamesItsMethods() {
    assertThat(routes(get("/a")).match("PUT", "/a")).isEqualTo(new NoSuchMethod(Set.of("GET")));
  }
}
