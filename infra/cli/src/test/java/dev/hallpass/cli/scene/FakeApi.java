package dev.hallpass.cli.scene;

import dev.hallpass.cli.scene.FakeSite.Answer;
import dev.hallpass.cli.scene.FakeSite.Asked;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/// An installation of Hallpass with one entitlement and one open grant, with any policy, which is
/// one of many that wait for an answer.
public final class FakeApi implements AutoCloseable {

  /// The id of the grant.
  public static final String GRANT = "grant-abcdabcdabcdabcdabcdabcdabcdabcd";

  private final FakeSite site;
  private final String entitlement;
  private final String policy;
  private final Instant end;

  /// @param entitlement the name of the entitlement
  /// @param end the end of the grant
  /// @param policy the grant's policy
  public FakeApi(String entitlement, Instant end, String policy) {
    this.entitlement = entitlement;
    this.end = end;
    this.policy = policy;
    this.site = new FakeSite(this::answer);
  }

  private Answer answer(Asked call) {
    String path = call.line().split(" ", 3)[1];
    String body =
        switch (path) {
          case "/entitlements" ->
              """
              {"commit": "unversioned", "region": "eu-central-1", "entitlements": [
                {"entitlement": "%s", "title": "Do a thing", "use": "For a thing", "longest": "PT1H",
                 "shortest": "PT5M", "parameters": [], "rules": [], "risks": {"shell": "no other way"}}]}
              """
                  .formatted(entitlement);
          case "/grants" -> "{\"grants\": [%s]}".formatted(grant());
          case "/approvals" -> "{\"grants\": [%s], \"more\": true}".formatted(grant());
          case "/grants/" + GRANT -> grant();
          case "/grants/" + GRANT + "/credentials" ->
              """
              {"Version": 1, "AccessKeyId": "ASIAFAKE", "SecretAccessKey": "secret",
               "SessionToken": "token", "Expiration": "%s", "AccountId": "444455556666"}
              """
                  .formatted(end);
          default -> "";
        };
    return new Answer(body.isEmpty() ? 404 : 200, List.of(), body);
  }

  private String grant() {
    return """
    {"grant": "%s", "state": "ACTIVE", "requester": "alice@example.com", "entitlement": "%s",
     "parameters": {}, "justification": "a case", "duration": "PT1H", "expiresAt": "%s",
     "region": "eu-central-1", "partition": "aws", "policyHash": "00", "policy": %s}
    """
        .formatted(GRANT, entitlement, end, policy);
  }

  /// Its address.
  public URI address() {
    return site.address();
  }

  @Override
  public void close() {
    site.close();
  }
}
