package dev.hallpass.cli.doctor;

import dev.hallpass.cli.api.Api;
import dev.hallpass.cli.api.Call;
import dev.hallpass.cli.api.Entitlement;
import dev.hallpass.cli.api.NotReached;
import dev.hallpass.cli.api.Reply;
import dev.hallpass.cli.identity.Identity;
import dev.hallpass.cli.identity.ProfileKind;
import dev.hallpass.cli.identity.SignIn;
import dev.hallpass.cli.surroundings.Stopped;
import dev.hallpass.cli.surroundings.Surroundings;
import dev.hallpass.cli.terminal.Words;
import java.util.Optional;

/// Whether the engineer's profile signs calls that Hallpass takes.
public record IdentityCheck(Surroundings surroundings, Report report) {

  /// Looks for the profile and for its credentials.
  ///
  /// @param profile the name of the profile
  /// @return whether it gives credentials
  public boolean credentials(String profile) {
    SignIn signIn = new SignIn(surroundings, profile);
    signIn.unused().ifPresent(says -> report.note("environment", says));
    Optional<ProfileKind> kind = signIn.kind();
    if (kind.isEmpty()) {
      report.fail(
          "profile",
          "%s is not in AWS's configuration. Make it by: aws configure sso --profile %s"
              .formatted(profile, profile));
      return false;
    }
    report.ok("profile", "%s %s".formatted(profile, kind.get().says()));
    Identity identity = new Identity(surroundings, profile);
    try {
      identity.get();
    } catch (Stopped none) {
      report.fail("credentials", none.says());
      return false;
    }
    report.ok(
        "credentials",
        identity
            .keptUntil()
            .map(end -> Words.of(end, surroundings.clock().instant(), surroundings.zone()))
            .map("good until "::concat)
            .orElse("there"));
    return true;
  }

  /// Makes a call that each engineer may make.
  ///
  /// @return whether Hallpass took it
  public boolean permission(Api api) {
    try {
      Reply reply = api.send(Call.get("/entitlements"));
      if (reply.isGood()) {
        report.ok(
            "permission",
            "you can ask for %d entitlements".formatted(Entitlement.list(reply).size()));
        report.ok("version", "Hallpass is of the commit " + Entitlement.commit(reply));
        return true;
      }
      report.fail("permission", reply.problem().words());
    } catch (NotReached e) {
      report.fail("permission", String.valueOf(e.getMessage()));
    }
    return false;
  }
}
