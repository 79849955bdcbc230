package dev.hallpass.handlers.http;

import dev.hallpass.handlers.Once;
import java.util.function.Supplier;

/// The answer to the calls of one route.
@FunctionalInterface
public interface Route {

  HttpResponse answer(HttpRequest call);

  /// A route that is created at its first call, so that a function does not load at its start what
  /// only this route needs.
  static Route lazily(Supplier<Route> made) {
    Once<Route> route = new Once<>(made);
    return call -> route.get().answer(call);
  }
}
