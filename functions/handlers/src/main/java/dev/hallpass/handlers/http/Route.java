package dev.hallpass.handlers.http;

import java.util.function.Supplier;

/// What answers the calls of one route.
@FunctionalInterface
public interface Route {

  HttpResponse answer(HttpRequest call);

  /// A route that is made at its first call, so that the start of its function does not load what
  /// only this route needs.
  static Route lazily(Supplier<Route> made) {
    Once<Route> route = new Once<>(made);
    return call -> route.get().answer(call);
  }
}
