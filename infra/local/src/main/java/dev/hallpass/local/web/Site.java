package dev.hallpass.local.web;

/// Answers the requests below one path.
@FunctionalInterface
public interface Site {

  /// Answers a request. Several threads may call it at once.
  HttpReply answer(Request request);
}
