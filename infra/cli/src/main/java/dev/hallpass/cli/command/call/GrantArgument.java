package dev.hallpass.cli.command.call;

import picocli.CommandLine.Parameters;

/// The grant that a command is about.
public final class GrantArgument {

  @Parameters(
      index = "0",
      paramLabel = "GRANT",
      description =
          "The id of the grant, its first letters, or the entitlement of your newest grant.")
  private String grant = "";

  /// The id of the grant.
  ///
  /// @throws dev.hallpass.cli.surroundings.Stopped if no grant is meant, or several are
  public String id(Client client) {
    return client.id(grant);
  }
}
