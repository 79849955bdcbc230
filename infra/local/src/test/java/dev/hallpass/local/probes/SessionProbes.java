package dev.hallpass.local.probes;

import static dev.hallpass.local.probes.Belief.denied;
import static dev.hallpass.local.probes.Belief.done;
import static dev.hallpass.local.probes.Belief.refused;
import static dev.hallpass.local.probes.Belief.within;
import static dev.hallpass.local.probes.Fixtures.MAY_READ;
import static dev.hallpass.local.probes.Fixtures.PATH;
import static dev.hallpass.local.probes.Observed.DENIED;
import static dev.hallpass.local.probes.Observed.DONE;
import static dev.hallpass.local.probes.PolicyText.allow;
import static dev.hallpass.local.probes.PolicyText.deny;
import static dev.hallpass.local.probes.PolicyText.policy;
import static dev.hallpass.local.probes.PolicyText.trust;
import static dev.hallpass.local.probes.PolicyText.when;
import static dev.hallpass.local.probes.Source.documented;
import static dev.hallpass.local.probes.Source.measuredByOthers;
import static dev.hallpass.local.probes.Source.unproved;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.PolicyDescriptorType;
import software.amazon.awssdk.services.sts.model.Tag;

/// What the design believes of how sessions begin.
final class SessionProbes {

  static final String READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess";

  private static final String GRANT = "hallpass:grant";

  private SessionProbes() {}

  static List<Probe> all() {
    return List.of(
        theLongestChainedSession(),
        theShortestSession(),
        theActionsOfATrustPolicy(),
        aSessionPolicyThatIsNotThere(),
        aSessionPolicyThatChanges(),
        aSessionPolicyThatIsDeleted(),
        aPolicyOfAwsBesideAnother(),
        aDenialByTag(),
        aPolicyOfOneGrant(),
        aDenialByTheTimeOfIssue(),
        whatNoDenialStops(),
        aDateInAPolicy());
  }

  private static Probe theLongestChainedSession() {
    return new Probe(
        "chained-session-of-an-hour",
        "A session that a session opens lasts one hour at the most, whatever its role allows.",
        "Credentials of longer grants are fetched again each hour, and a denial is removed an"
            + " hour after the last were.",
        documented("IAM, role chaining", "IAM/latest/UserGuide/id_roles.html"),
        "Assumes a role of up to two hours as a session of another role, for 3,600 and 3,601 s.",
        Cost.nothing(20),
        List.of(done("for 3,600 s"), refused("for 3,601 s", "ValidationError")),
        (_, made) -> {
          String end = made.role(role -> role.maxSessionDuration(7_200));
          Aws first =
              made.session(
                  made.role(role -> role.maxSessionDuration(7_200), allow("sts:AssumeRole", end)));
          Observed anHour =
              made.patience().last(DONE::equals, () -> made.assumes(first, end, lasting(3_600)));
          return List.of(anHour, made.assumes(first, end, lasting(3_601)));
        });
  }

  private static Probe theShortestSession() {
    return new Probe(
        "session-of-fifteen-minutes",
        "A session lasts 900 s at the least.",
        "Grants of less than fifteen minutes rest on the date in their policy alone.",
        documented("STS, AssumeRole", "STS/latest/APIReference/API_AssumeRole.html"),
        "Assumes a role for 900 and for 899 s.",
        Cost.nothing(15),
        List.of(done("for 900 s"), refused("for 899 s", "ValidationError")),
        (aws, made) -> {
          String role = made.role();
          Observed shortest =
              made.patience().last(DONE::equals, () -> made.assumes(aws, role, lasting(900)));
          return List.of(shortest, made.assumes(aws, role, lasting(899)));
        });
  }

  private static Consumer<AssumeRoleRequest.Builder> lasting(int seconds) {
    return assume -> assume.durationSeconds(seconds);
  }

  private static Probe theActionsOfATrustPolicy() {
    return new Probe(
        "trust-names-each-action",
        "A source identity and a session tag each need an action of their own in the trust policy,"
            + " which may demand that both are given.",
        "The trust of the entitlements' roles demands who it is for and which grant it is of.",
        documented(
            "IAM, source identity",
            "IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html"),
        "Assumes a role whose trust names `sts:AssumeRole` alone, and one whose trust is that of an"
            + " entitlement.",
        Cost.nothing(25),
        List.of(
            denied("with a source identity, trusted for `sts:AssumeRole` alone"),
            denied("with a tag, trusted for `sts:AssumeRole` alone"),
            done("with both, as an entitlement's role trusts"),
            denied("without a source identity, as an entitlement's role trusts"),
            denied("without the tag, as an entitlement's role trusts"),
            denied("with one more tag, as an entitlement's role trusts")),
        (aws, made) -> {
          String account = "\"AWS\":\"arn:aws:iam::%s:root\"".formatted(aws.account());
          String narrow =
              made.role(
                  role -> role.assumeRolePolicyDocument(policy(trust(account, "sts:AssumeRole"))));
          String whole = made.role(role -> role.assumeRolePolicyDocument(demanding(account)));
          Consumer<AssumeRoleRequest.Builder> named =
              one -> one.sourceIdentity("probe@example.com");
          Consumer<AssumeRoleRequest.Builder> tagged = one -> one.tags(tag("grant-1"));
          Consumer<AssumeRoleRequest.Builder> tooMuch =
              one -> one.tags(tag("grant-1"), Tag.builder().key("more").value("1").build());
          made.patience().settle("AssumeRole", () -> made.assumes(aws, narrow, _ -> {}));
          Observed both =
              made.patience()
                  .last(DONE::equals, () -> made.assumes(aws, whole, named.andThen(tagged)));
          return List.of(
              made.assumes(aws, narrow, named),
              made.assumes(aws, narrow, tagged),
              both,
              made.assumes(aws, whole, tagged),
              made.assumes(aws, whole, named),
              made.assumes(aws, whole, named.andThen(tooMuch)));
        });
  }

  private static String demanding(String account) {
    String identity = "\"sts:SourceIdentity\":\"*\"";
    String grant = "\"aws:RequestTag/hallpass:grant\":\"grant-*\"";
    String alone = "\"ForAllValues:StringEquals\":{\"aws:TagKeys\":[\"hallpass:grant\"]}";
    return policy(
        trust(
            account,
            "sts:AssumeRole",
            "\"StringLike\":{%s,%s},%s".formatted(identity, grant, alone)),
        trust(account, "sts:SetSourceIdentity", "\"StringLike\":{%s}".formatted(identity)),
        trust(account, "sts:TagSession", "\"StringLike\":{%s},%s".formatted(grant, alone)));
  }

  private static Tag tag(String grant) {
    return Tag.builder().key(GRANT).value(grant).build();
  }

  private static Probe aSessionPolicyThatIsNotThere() {
    return new Probe(
        "session-policy-that-is-not-there",
        "AssumeRole with the ARN of a policy that does not exist is refused as a mistake of the"
            + " caller.",
        "A policy that STS does not see yet looks the same: callers are told to try again in some"
            + " seconds after each answer of the kind 4xx, and after no other.",
        unproved(
            "[STS, AssumeRole](https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html)"
                + " lists this error, and not when it comes"),
        "Assumes a role with the ARN of no policy.",
        Cost.nothing(15),
        List.of(refused("AssumeRole", "MalformedPolicyDocument")),
        (aws, made) -> {
          String role = made.role();
          made.patience().settle("AssumeRole", () -> made.assumes(aws, role, _ -> {}));
          String absent = "arn:aws:iam::%s:policy%s%s".formatted(aws.account(), PATH, made.name());
          return List.of(made.assumes(aws, role, under(absent)));
        });
  }

  static Consumer<AssumeRoleRequest.Builder> under(String policy) {
    return assume -> assume.policyArns(PolicyDescriptorType.builder().arn(policy).build());
  }

  private static Probe aSessionPolicyThatChanges() {
    return new Probe(
        "session-policy-is-read-at-each-request",
        "What a managed session policy says is looked up at each request, not kept in the token.",
        "A new version of a grant's policy would hold for sessions that live already; so the reaper"
            + " ends a grant whose policy somebody changed.",
        measuredByOthers("seen in 2026 by a change of the default version"),
        "Opens a session under a policy, and gives the policy another default version.",
        Cost.nothing(40),
        List.of(
            denied("what the new version allows, before"),
            within("what the new version allows, after", 60),
            denied("what only the old version allowed, after")),
        (aws, made) -> {
          String policy = made.managed(policy(reading(made, "old")));
          Aws session = made.session(made.role(reading(made, "*")), under(policy));
          made.patience().settle("the old version", () -> reads(made, session, "old"));
          Observed before = reads(made, session, "new");
          aws.iam()
              .createPolicyVersion(version ->
                  version
                      .policyArn(policy)
                      .policyDocument(policy(reading(made, "new")))
                      .setAsDefault(true));
          Observed came = made.patience().time(DONE::equals, () -> reads(made, session, "new"));
          made.patience().settle("the new version", () -> reads(made, session, "new"));
          return List.of(before, came, reads(made, session, "old"));
        });
  }

  private static String reading(Fixtures made, String table) {
    return allow("dynamodb:DescribeTable", made.tableArn(Fixtures.PREFIX + table));
  }

  private static Observed reads(Fixtures made, Aws session, String table) {
    return made.reads(session, Fixtures.PREFIX + table);
  }

  private static Probe aSessionPolicyThatIsDeleted() {
    return new Probe(
        "live-session-of-a-deleted-policy",
        "A session whose session policy is deleted may do nothing any more, and at no moment what"
            + " its role may do beyond that policy.",
        "A grant that ends early has its policy deleted while sessions live. They are denied"
            + " everything before that, because nobody has seen what AWS does then.",
        unproved(
            "[IAM, session policies](https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html)"
                + " do not say it"),
        "Opens a session under a policy, deletes the policy, and looks for half a minute.",
        Cost.nothing(70),
        List.of(
            within("what the policy allowed is denied", 60),
            denied("what only the role allows, each second for 30 s")),
        (aws, made) -> {
          String policy = made.managed(policy(reading(made, "inside")));
          Aws session = made.session(made.role(reading(made, "*")), under(policy));
          made.patience().settle("the policy", () -> reads(made, session, "inside"));
          aws.iam().deletePolicy(delete -> delete.policyArn(policy));
          Observed denied =
              made.patience().time(DENIED::equals, () -> reads(made, session, "inside"));
          Patience halfAMinute =
              made.patience().asking(Duration.ofSeconds(1), Duration.ofSeconds(30));
          Observed outside =
              halfAMinute.last(one -> !one.equals(DENIED), () -> reads(made, session, "outside"));
          return List.of(denied, outside);
        });
  }

  private static Probe aPolicyOfAwsBesideAnother() {
    return new Probe(
        "policy-of-aws-beside-another",
        "A session takes a policy of AWS by its ARN beside one of the account, also one of 95,000"
            + " characters. What one of them allows is allowed, and what one denies is denied.",
        "The end of a grant with a managed policy stands in the grant's own policy.",
        unproved(
            "[STS, AssumeRole](https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html)"
                + " counts the text of managed policies among 2,048 characters, and others use longer"
                + " ones"),
        "Opens a session under `ReadOnlyAccess` and a policy that denies one table.",
        Cost.nothing(30),
        List.of(done("what the policy of AWS allows"), denied("what the other one denies")),
        (_, made) -> {
          String own =
              made.managed(
                  policy(
                      deny("dynamodb:DescribeTable", made.tableArn(Fixtures.PREFIX + "denied"))));
          Aws session =
              made.session(
                  made.role(reading(made, "*")),
                  assume ->
                      assume.policyArns(
                          PolicyDescriptorType.builder().arn(own).build(),
                          PolicyDescriptorType.builder().arn(READ_ONLY).build()));
          Observed open = made.patience().last(DONE::equals, () -> reads(made, session, "allowed"));
          return List.of(open, reads(made, session, "denied"));
        });
  }

  private static Probe aDenialByTag() {
    return new Probe(
        "denied-by-session-tag",
        "An inline policy on the role that denies everything by a session tag ends the live sessions"
            + " with that tag, and no others.",
        "So a grant is revoked: its sessions are denied at once, others of the entitlement go"
            + " on.",
        documented(
            "IAM, tags of the principal",
            "IAM/latest/UserGuide/reference_policies_condition-keys.html"),
        "Opens two sessions with different tags, and denies everything to one tag.",
        Cost.nothing(40),
        List.of(
            within("the session with the tag is denied", 60), done("the session with another tag")),
        (_, made) -> {
          String role = made.role(MAY_READ);
          Aws revoked = made.session(role, assume -> assume.tags(tag("grant-1")));
          Aws other = made.session(role, assume -> assume.tags(tag("grant-2")));
          made.patience().settle("the first session", () -> made.reads(revoked));
          made.patience().sure("the second session", DONE::equals, () -> made.reads(other));
          made.inline(
              role,
              "denied-grant-1",
              policy(deny("*", "*", when("StringEquals", "aws:PrincipalTag/" + GRANT, "grant-1"))));
          Observed denied = made.patience().time(DENIED::equals, () -> made.reads(revoked));
          return List.of(denied, made.reads(other));
        });
  }

  private static Probe aPolicyOfOneGrant() {
    return new Probe(
        "session-policy-of-one-grant",
        "A session policy can be for sessions with one tag alone: a session with another tag, or with"
            + " no tag, may do nothing.",
        "A grant's policy opens nothing to sessions of other grants, nor to a user or a role that a"
            + " person attaches it to.",
        documented(
            "IAM, operators with `Not`",
            "IAM/latest/UserGuide/reference_policies_elements_condition_operators.html"),
        "Opens three sessions under such a policy: with its tag, with another, and without.",
        Cost.nothing(40),
        List.of(
            done("the session with the tag"),
            denied("the session with another tag"),
            denied("the session without a tag")),
        (_, made) -> {
          String own =
              made.managed(
                  policy(
                      reading(made, "*"),
                      deny(
                          "*",
                          "*",
                          when("StringNotEquals", "aws:PrincipalTag/" + GRANT, "grant-1"))));
          String role = made.role(reading(made, "*"));
          Aws right = made.session(role, under(own).andThen(one -> one.tags(tag("grant-1"))));
          Aws other = made.session(role, under(own).andThen(one -> one.tags(tag("grant-2"))));
          Aws none = made.session(role, under(own));
          Observed open = made.patience().last(DONE::equals, () -> reads(made, right, "table"));
          return List.of(open, reads(made, other, "table"), reads(made, none, "table"));
        });
  }

  private static Probe aDenialByTheTimeOfIssue() {
    return new Probe(
        "denied-by-time-of-issue",
        "An inline policy on the role that denies everything to tokens issued before a time ends the"
            + " sessions that live then, and none that is opened later.",
        "The way out where a role has no room for more denials: one such denial takes the place"
            + " of all, and the other grants fetch new credentials.",
        documented(
            "IAM, revoking sessions", "IAM/latest/UserGuide/id_roles_use_revoke-sessions.html"),
        "Opens a session, denies everything to tokens older than now, and opens another one.",
        Cost.nothing(50),
        List.of(within("the session from before is denied", 60), done("a session from after")),
        (aws, made) -> {
          String role = made.role(MAY_READ);
          Aws before = made.session(role);
          made.patience().settle("the session from before", () -> made.reads(before));
          Instant now = aws.now().truncatedTo(ChronoUnit.SECONDS);
          made.inline(
              role,
              "denied-all",
              policy(deny("*", "*", when("DateLessThan", "aws:TokenIssueTime", now.toString()))));
          Observed denied = made.patience().time(DENIED::equals, () -> made.reads(before));
          Aws after = made.session(role);
          return List.of(denied, made.patience().last(DONE::equals, () -> made.reads(after)));
        });
  }

  private static Probe whatNoDenialStops() {
    return new Probe(
        "caller-identity-is-not-denied",
        "A session that is denied everything is still told who it is.",
        "What takes a signed GetCallerIdentity for a proof of identity, as clusters of EKS do, lets"
            + " sessions in until their credentials are over.",
        documented("STS, GetCallerIdentity", "STS/latest/APIReference/API_GetCallerIdentity.html"),
        "Denies everything to a role, and asks STS as a session of it once DynamoDB is denied.",
        Cost.nothing(40),
        List.of(done("GetCallerIdentity")),
        (_, made) -> {
          String role = made.role(MAY_READ);
          Aws session = made.session(role);
          made.patience().settle("DescribeTable", () -> made.reads(session));
          made.inline(role, "denied", policy(deny("*", "*")));
          made.patience().sure("DescribeTable", DENIED::equals, () -> made.reads(session));
          return List.of(Observed.of(() -> session.sts().getCallerIdentity()));
        });
  }

  private static Probe aDateInAPolicy() {
    return new Probe(
        "date-in-a-policy",
        "What a policy allows until a second is denied from that second on, by AWS's own clock.",
        "This alone ends a grant when every part of Hallpass is dead.",
        documented(
            "IAM, date condition operators",
            "IAM/latest/UserGuide/reference_policies_elements_condition_operators.html"),
        "Allows something until a time less than a minute away, denies it from then on, and looks"
            + " four times a second.",
        Cost.nothing(60),
        List.of(within("from the second on it is denied", 5)),
        (aws, made) -> {
          Instant end = aws.now().plusSeconds(45).truncatedTo(ChronoUnit.SECONDS);
          Aws session =
              made.session(
                  made.role(
                      allow(
                          "dynamodb:DescribeTable",
                          "*",
                          when("DateLessThan", "aws:CurrentTime", end.toString())),
                      deny(
                          "*",
                          "*",
                          when("DateGreaterThanEquals", "aws:CurrentTime", end.toString()))));
          made.patience().sure("before the end", DONE::equals, () -> made.reads(session));
          Observed after = made.patience().last(DENIED::equals, () -> made.reads(session));
          return List.of(
              after.equals(DENIED) ? new Observed.Came(Duration.between(end, aws.now())) : after);
        });
  }
}
