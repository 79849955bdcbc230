package dev.hallpass.grant;

import static dev.hallpass.records.Altered.with;

import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.approval.Channel;
import dev.hallpass.approval.Code;
import dev.hallpass.approval.Escalation;
import dev.hallpass.approval.Level;
import dev.hallpass.approval.Link;
import dev.hallpass.approval.Verdict;
import dev.hallpass.catalog.Catalog;
import dev.hallpass.catalog.Entitlement;
import dev.hallpass.catalog.Limits;
import dev.hallpass.catalog.Mailing;
import dev.hallpass.catalog.Readers;
import dev.hallpass.catalog.Settings;
import dev.hallpass.catalog.people.People;
import dev.hallpass.grant.GrantEvent.PolicyPlanned;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.EntitlementId;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import dev.hallpass.identity.Sha256;
import dev.hallpass.policy.ManagedPolicy;
import dev.hallpass.policy.ManagedPolicyArn;
import dev.hallpass.policy.Policy;
import dev.hallpass.policy.PolicyArn;
import dev.hallpass.policy.RoleArn;
import dev.hallpass.policy.SessionName;
import dev.hallpass.policy.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The people, requests, grants and events that the tests of all modules speak of.
public final class Examples {

  public static final Person ALICE = new Person("alice@example.com");
  public static final Person BOB = new Person("bob@example.com");
  public static final Person CAROL = new Person("carol@example.com");
  public static final Person DAVE = new Person("dave@example.com");
  public static final Person ERIN = new Person("erin@example.com");
  public static final Person FRANK = new Person("frank@example.com");

  /// A colleague who may do nothing with the grants that tests speak of.
  public static final Person MALLORY = new Person("mallory@example.com");

  /// Somebody of another company.
  public static final Person STRANGER = new Person("mallory@elsewhere.example");

  public static final AccountId HUB = new AccountId("111122223333");
  public static final AccountId TARGET = new AccountId("444455556666");

  public static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  public static final Duration HOUR = Duration.ofHours(1);
  public static final Duration ANSWER_WITHIN = Duration.ofHours(4);
  public static final Instant ANSWER_BY = NOON.plus(ANSWER_WITHIN);
  public static final Instant EXPIRY = NOON.plus(HOUR);
  public static final Duration REVIEW_WITHIN = Duration.ofDays(1);
  public static final Duration CHASE_EACH = Duration.ofHours(12);

  public static final GrantId GRANT = grant(1);

  /// A grant that nobody asked for.
  public static final GrantId UNKNOWN = new GrantId("grant-" + "f".repeat(32));

  public static final Link LINK = new Link("link-to-bob");
  public static final Link OTHER_LINK = new Link("link-to-carol");
  public static final Code CODE = new Code("123456");
  public static final Code WRONG_CODE = new Code("654321");
  public static final Doorbell DOORBELL = new Doorbell("task-token");
  public static final SessionName SESSION = new SessionName("hallpass-" + "0".repeat(32));
  public static final PolicyArn POLICY_ARN =
      new PolicyArn("arn:aws:iam::111122223333:policy/hallpass/" + GRANT);

  public static final Policy POLICY = policyOn("arn:aws:s3:::things/a/*");
  public static final Sha256 POLICY_HASH = Sha256.of("the policy");

  /// AWS's policy for those who only look, as it was reviewed.
  public static final ManagedPolicy VIEW_ONLY =
      managed("arn:aws:iam::aws:policy/job-function/ViewOnlyAccess");

  private Examples() {}

  /// The state of the grant that these events leave, oldest first.
  public static Grant replay(List<GrantEvent> events) {
    Grant state = new Grant.Unknown(GRANT);
    for (GrantEvent event : events) {
      state = state.after(event);
    }
    return state;
  }

  /// An event of a history as it is in another grant with the same request.
  public static GrantEvent copied(GrantEvent event, Requested request, GrantId copy) {
    return event instanceof PolicyPlanned plan
        ? with(plan, "policy", request.policy().ofGrant(copy, plan.expiresAt()))
        : event;
  }

  /// A managed policy in its first version.
  public static ManagedPolicy managed(String arn) {
    return new ManagedPolicy(
        new ManagedPolicyArn(arn), "v1", Sha256.of("the document"), false, Set.of());
  }

  public static GrantId grant(int number) {
    return new GrantId("grant-%032x".formatted(number));
  }

  public static Policy policyOn(String resource) {
    return new Policy(
        List.of(
            new Statement(
                "ReadThings",
                Statement.Effect.ALLOW,
                List.of("s3:GetObject"),
                List.of(resource),
                Map.of())));
  }

  public static Level level(int quorum, Person... approvers) {
    return new Level(List.of(approvers), quorum, ANSWER_WITHIN);
  }

  /// A level of Bob's that reminds him after an hour and asks Dave too after two.
  public static Level escalating() {
    return escalating(1, List.of(BOB), Escalation.Mode.JOIN, DAVE);
  }

  /// A level that reminds its approvers after an hour and asks others after two.
  public static Level escalating(
      int quorum, List<Person> approvers, Escalation.Mode mode, Person... others) {
    return new Level(
        approvers,
        quorum,
        ANSWER_WITHIN,
        Optional.of(HOUR),
        Optional.of(new Escalation(HOUR.multipliedBy(2), List.of(others), mode)));
  }

  /// Alice's request, which a rule of the catalogue decides on.
  public static GrantEvent.Requested ruled() {
    return requested(ALICE, new ApprovalPlan.ByRule("automatic"));
  }

  /// A policy that opens shells on all instances in some regions.
  public static Policy openingShells(String... regions) {
    return new Policy(
        List.of(
            new Statement(
                "OpenShells",
                Statement.Effect.ALLOW,
                List.of("ssm:StartSession"),
                Stream.of(regions)
                    .map("arn:aws:ec2:%s:111122223333:instance/*"::formatted)
                    .toList(),
                Map.of())));
  }

  /// Alice's request to open shells, which one of Bob and Carol must approve.
  public static GrantEvent.Requested shellRequested() {
    return with(requested(), "policy", openingShells("eu-central-1"));
  }

  /// Alice's request, which one of Bob and Carol must approve with their own AWS credentials.
  public static GrantEvent.Requested signed() {
    return requested(
        ALICE, new ApprovalPlan.ByPeople("approval", List.of(level(1, BOB, CAROL)), true));
  }

  /// Alice's request for which she breaks the glass, and which Carol and Dave review.
  public static GrantEvent.Requested brokenGlass() {
    return requested(
        ALICE,
        new ApprovalPlan.BreakGlass(
            "break-glass", List.of(CAROL, DAVE), REVIEW_WITHIN, CHASE_EACH));
  }

  /// Alice's request, which one of Bob and Carol must approve.
  public static GrantEvent.Requested requested() {
    return requested(ALICE, level(1, BOB, CAROL));
  }

  public static GrantEvent.Requested requested(Person requester, Level... levels) {
    return requested(requester, new ApprovalPlan.ByPeople("approval", List.of(levels), false));
  }

  public static GrantEvent.Requested requested(Person requester, ApprovalPlan plan) {
    return new GrantEvent.Requested(
        requester,
        new EntitlementId("read-things"),
        "Read things",
        Map.of("prefix", "a"),
        "incident 42",
        Optional.empty(),
        HOUR,
        Optional.empty(),
        Optional.empty(),
        plan,
        new RoleArn("arn:aws:iam::111122223333:role/hallpass/read-things"),
        POLICY,
        POLICY_HASH,
        Map.of());
  }

  public static GrantEvent.Requested under(ApprovalPlan plan, GrantEvent.Requested request) {
    return with(request, "plan", plan);
  }

  /// The same request, to begin at a time.
  public static GrantEvent.Requested startingAt(Instant start, GrantEvent.Requested request) {
    return with(request, "startsAt", Optional.of(start));
  }

  /// The same request, to begin at a time, when another grant ends.
  public static GrantEvent.Requested extending(
      GrantId grant, Instant start, GrantEvent.Requested request) {
    return with(startingAt(start, request), "extensionOf", Optional.of(grant));
  }

  public static GrantEvent.ApprovalSought sought(int level, Person approver, Link link) {
    return sought(level, approver, link, ANSWER_BY);
  }

  public static GrantEvent.ApprovalSought sought(
      int level, Person approver, Link link, Instant answerBy) {
    return new GrantEvent.ApprovalSought(
        level,
        approver,
        link.hash(),
        CODE.hash(link),
        POLICY_HASH,
        answerBy,
        false,
        Optional.empty());
  }

  public static GrantEvent.CodeRefused codeRefused(Link link, int attempt) {
    return new GrantEvent.CodeRefused(link.hash(), "attempt-" + attempt);
  }

  public static GrantEvent.Approved approved(int level, Person approver) {
    return new GrantEvent.Approved(level, approver, POLICY_HASH, Channel.SIGNED, Optional.empty());
  }

  public static GrantEvent.Approved shortened(int level, Person approver, Duration time) {
    return new GrantEvent.Approved(level, approver, POLICY_HASH, Channel.SIGNED, Optional.of(time));
  }

  public static GrantEvent.ApprovedByRule approvedByRule(String rule) {
    return new GrantEvent.ApprovedByRule(rule, POLICY_HASH);
  }

  public static GrantEvent.ReviewSought reviewSought(Person reviewer, Link link) {
    return new GrantEvent.ReviewSought(
        reviewer,
        link.hash(),
        CODE.hash(link),
        EXPIRY.plus(REVIEW_WITHIN),
        EXPIRY.plus(CHASE_EACH));
  }

  public static GrantEvent.Reviewed reviewed(Person reviewer, Channel channel) {
    return new GrantEvent.Reviewed(reviewer, Verdict.JUSTIFIED, "it was down", channel);
  }

  public static GrantEvent.MailSent mailed(Person to, Link link) {
    return new GrantEvent.MailSent(to, link.hash(), "message-1");
  }

  public static GrantEvent.MailBounced bounced(Person from, Link link) {
    return new GrantEvent.MailBounced(from, Optional.of(link.hash()));
  }

  public static GrantEvent.PolicyPlanned planned() {
    return new GrantEvent.PolicyPlanned(
        POLICY.ofGrant(GRANT, EXPIRY), Sha256.of("the policy until one o'clock"), EXPIRY);
  }

  public static GrantEvent.Activated activated() {
    return new GrantEvent.Activated(POLICY_ARN);
  }

  public static GrantEvent.Ended expired() {
    return new GrantEvent.Ended(GrantEvent.Cause.EXPIRED);
  }

  /// A catalogue of these entitlements, with settings that trust nobody.
  public static Catalog catalog(Entitlement... entitlements) {
    return new Catalog(
        new Settings(
            List.of(),
            "hallpass@example.com",
            Limits.USUAL,
            Duration.ofHours(1),
            People.PLAIN,
            List.of(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            false,
            Mailing.USUAL,
            List.of(),
            Readers.USUAL),
        List.of(entitlements),
        Sha256.ZERO);
  }

  /// A catalogue with another limit.
  public static Catalog limited(Catalog catalog, String limit, Object value) {
    Settings settings = catalog.settings();
    return with(
        catalog, "settings", with(settings, "limits", with(settings.limits(), limit, value)));
  }
}
