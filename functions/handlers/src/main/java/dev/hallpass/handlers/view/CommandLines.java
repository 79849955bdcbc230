package dev.hallpass.handlers.view;

import dev.hallpass.identity.GrantId;

/// Commands of `hallpass`, the command line, about a grant.
final class CommandLines {

  private CommandLines() {}

  /// A command without more than the grant.
  static String of(String command, GrantId grant) {
    return "hallpass %s %s".formatted(command, grant.value());
  }

  /// A command with options.
  static String of(String command, GrantId grant, String options) {
    return of(command, grant) + " " + options;
  }
}
