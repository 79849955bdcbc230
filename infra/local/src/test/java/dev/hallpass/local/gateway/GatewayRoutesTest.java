package dev.hallpass.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hallpass.local.gateway.GatewayRoutes.Found;
import dev.hallpass.local.gateway.GatewayRoutes.NoSuchMethod;
import dev.hallpass.local.gateway.GatewayRoutes.NoSuchPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayRoutesTest {

  static final Path OPEN_API = Path.of("../../functions/handlers/openapi.yaml");

  private static GatewayRoutes routes(GatewayRoute... routes) {
    return new GatewayRoutes(List.of(routes));
  }

  private static GatewayRoute get(String resource) {
    return new GatewayRoute("GET", resource, "Get", "Gets", true);
  }

  @Test
  void theOpenApiDocumentListsThem() throws IOException {
    assertThat(GatewayRoutes.read(OPEN_API).all())
        .contains(
            new GatewayRoute("POST", "/grants", "RequestGrant", "Requests", true),
            new GatewayRoute("GET", "/grants/{grant}", "ShowGrant", "Reads", true),
            new GatewayRoute("POST", "/grants/{grant}/decision", "Decide", "Decide", false));
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
    assertThat(GatewayRoutes.read(openApi).all())
        .containsExactly(
            new GatewayRoute("GET", "/a", "Silent", "Some", true),
            new GatewayRoute("GET", "/b", "Open", "Some", false));
  }

  @Test
  void anOperationWithoutANameIsRefused(@TempDir Path folder) throws IOException {
    Path openApi = Files.writeString(folder.resolve("openapi.yaml"), "paths: {/a: {get: {}}}");
    assertThatThrownBy(() -> GatewayRoutes.read(openApi)).hasMessage("GET /a has no operationId");
    Files.writeString(openApi, "paths: {/a: {get: {operationId: A}}}");
    assertThatThrownBy(() -> GatewayRoutes.read(openApi)).hasMessage("GET /a has no x-function");
  }

  @Test
  void aParameterTakesOneSegmentWithItsEscapesResolved() {
    GatewayRoutes routes = routes(get("/grants/{grant}/x"));
    assertThat(routes.match("GET", "/grants/a%20b+c/x"))
        .isEqualTo(new Found(get("/grants/{grant}/x"), Map.of("grant", "a b+c")));
    assertThat(routes.match("GET", "/grants/a/b/x")).isEqualTo(new NoSuchPath());
    assertThat(routes.match("GET", "/grants//x")).isEqualTo(new NoSuchPath());
  }

  @Test
  void aPathThatIsSpeltOutGoesBeforeAParameter() {
    GatewayRoutes routes = routes(get("/grants/{grant}"), get("/grants/mine"));
    assertThat(routes.match("GET", "/grants/mine"))
        .isEqualTo(new Found(get("/grants/mine"), Map.of()));
  }

  @Test
  void aKnownPathNamesItsMethods() {
    assertThat(routes(get("/a")).match("PUT", "/a")).isEqualTo(new NoSuchMethod(Set.of("GET")));
  }
}
