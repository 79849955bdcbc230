package dev.hallpass.local.web;

/// What answers the requests below one path.
@FunctionalInterface
public interface Site {

  /// Answers a request. May be called by several threads at once.
  HttpReply answer(Request request);
}
