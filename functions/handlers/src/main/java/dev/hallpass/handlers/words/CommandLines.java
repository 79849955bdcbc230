package dev.hallpass.handlers.words;

import dev.hallpass.identity.GrantId;

/// Commands of `hallpass`, the command line, about a grant.
public final class CommandLines {

  private CommandLines() {}

  /// A command without more than the grant.
  public static String of(String command, GrantId grant) {
    return "hallpass %s %s".formatted(command, grant.value());
  }

  /// A command with options.
  public static String of(String command, GrantId grant, String options) {
    return of(command, grant) + " " + options;
  }
}
