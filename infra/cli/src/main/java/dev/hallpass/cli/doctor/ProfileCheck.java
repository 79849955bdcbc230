package dev.hallpass.cli.doctor;

import dev.hallpass.cli.api.Api;
import dev.hallpass.cli.api.Call;
import dev.hallpass.cli.api.Grant;
import dev.hallpass.cli.api.NotReached;
import dev.hallpass.cli.api.Refused;
import dev.hallpass.cli.api.Reply;
import dev.hallpass.cli.credentials.CredentialSource;
import dev.hallpass.cli.profile.AwsConfig;
import dev.hallpass.cli.surroundings.Surroundings;
import java.util.List;
import java.util.Map;

/// Whether the profiles of `hallpass` in AWS's configuration still open something.
public record ProfileCheck(Surroundings surroundings, Report report, Api api) {

  private static final String PROFILES = "profiles";

  /// Looks at each of them.
  public void run() {
    Map<String, String> profiles = AwsConfig.of(surroundings).grants();
    if (profiles.isEmpty()) {
      return;
    }
    try {
      List<Grant> newest = Grant.list(api.call(Call.get("/grants")));
      profiles.forEach((profile, grant) -> check(profile, grant, newest));
    } catch (NotReached | Refused e) {
      report.note(PROFILES, "cannot be looked at: " + e.getMessage());
    }
  }

  private void check(String profile, String grant, List<Grant> newest) {
    Reply reply = api.send(Call.get("/grants/" + grant));
    boolean isOpen = reply.isGood() && isUnfinished(Grant.of(reply));
    if (isOpen || CredentialSource.openExtension(newest, grant).isPresent()) {
      report.ok(PROFILES, "%s is of an open grant".formatted(profile));
    } else {
      report.note(
          PROFILES,
          "%s opens nothing any more. Take it out by: hallpass profile remove %s"
              .formatted(profile, profile));
    }
  }

  private static boolean isUnfinished(Grant grant) {
    return grant.isActive() || grant.isPending();
  }
}
