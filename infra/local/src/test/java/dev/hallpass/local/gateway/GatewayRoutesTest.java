package dev.hallpass.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.hallpass.emulator.region.ApiRoute;
import dev.hallpass.local.gateway.GatewayRoutes.Found;
import dev.hallpass.local.scene.Scene;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GatewayRoutesTest {

  private static GatewayRoutes routes(ApiRoute... routes) {
    return new GatewayRoutes(List.of(routes));
  }

  private static ApiRoute get(String resource) {
    return new ApiRoute(
        "GET", resource, "Get", "source", "function", "Gets", true, List.of(), Optional.empty());
  }

  @Test
  void theTemplateListsThem() {
    assertThat(ApiRoute.of(Scene.SYNTHESIZED.hub()))
        .extracting(
            ApiRoute::method,
            ApiRoute::path,
            ApiRoute::operation,
            ApiRoute::handler,
            ApiRoute::signed)
        .contains(
            tuple("POST", "/grants", "RequestGrant", "dev.hallpass.handlers.api.Requests", true),
            tuple("GET", "/grants/{grant}", "ShowGrant", "dev.hallpass.handlers.api.Reads", true),
            tuple(
                "POST",
                "/grants/{grant}/decision",
                "Decide",
                "dev.hallpass.handlers.page.Decide",
                false));
  }

  @Test
  void aParameterTakesOneSegmentWithItsEscapesResolved() {
    GatewayRoutes routes = routes(get("/grants/{grant}/x"));
    assertThat(routes.match("GET", "/grants/a%20b+c/x"))
        .contains(new Found(get("/grants/{grant}/x"), Map.of("grant", "a b+c")));
    assertThat(routes.match("GET", "/grants/a/b/x")).isEmpty();
    assertThat(routes.match("GET", "/grants//x")).isEmpty();
  }

  @Test
  void aPathThatIsSpeltOutGoesBeforeAParameter() {
    GatewayRoutes routes = routes(get("/grants/{grant}"), get("/grants/mine"));
    assertThat(routes.match("GET", "/grants/mine"))
        .contains(new Found(get("/grants/mine"), Map.of()));
  }

  @Test
  void anotherMethodOfAPathIsNoRoute() {
    assertThat(routes(get("/a")).match("PUT", "/a")).isEmpty();
  }
}
