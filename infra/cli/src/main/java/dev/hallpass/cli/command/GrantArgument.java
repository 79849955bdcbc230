package dev.hallpass.cli.command;

import picocli.CommandLine.Parameters;

/// The grant that a command is about.
final class GrantArgument {

  @Parameters(
      index = "0",
      paramLabel = "GRANT",
      description =
          "The id of the grant, its first letters, or the entitlement of your newest grant.")
  private String grant = "";

  /// The id of the grant.
  ///
  /// @throws dev.hallpass.cli.Stopped if there is none, or several
  String id(Client client) {
    return client.id(grant);
  }
}
