package dev.hallpass.handlers.http;

import java.util.Map;

/// The routes of one function, by method and resource. They all need the same rights.
///
/// @param all each route by its name, such as `GET /grants/{grant}`
public record Routes(Map<String, Route> all) implements Route {

  public Routes {
    all = Map.copyOf(all);
  }

  /// @throws IllegalArgumentException with the route's name, if this function does not serve it
  @Override
  public HttpResponse answer(HttpRequest call) {
    Route route = all.get(call.route());
    if (route == null) {
      throw new IllegalArgumentException("This function does not answer " + call.route());
    }
    return route.answer(call);
  }
}
