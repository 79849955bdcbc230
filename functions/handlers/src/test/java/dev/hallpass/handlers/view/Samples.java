package dev.hallpass.handlers.view;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.grant.Examples.under;
import static dev.hallpass.policy.Statement.Effect.ALLOW;
import static dev.hallpass.records.Altered.with;

import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.approval.Channel;
import dev.hallpass.approval.Code;
import dev.hallpass.approval.Level;
import dev.hallpass.approval.Link;
import dev.hallpass.approval.Mail;
import dev.hallpass.catalog.Language;
import dev.hallpass.catalog.Reader;
import dev.hallpass.catalog.Readers;
import dev.hallpass.grant.Answers;
import dev.hallpass.grant.Dossier;
import dev.hallpass.grant.Ender;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.grant.GrantEvent.ApprovalSought;
import dev.hallpass.grant.GrantEvent.Approved;
import dev.hallpass.grant.GrantEvent.Cause;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.grant.LiveSessions;
import dev.hallpass.grant.Question;
import dev.hallpass.handlers.words.Texts;
import dev.hallpass.identity.EntitlementId;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import dev.hallpass.identity.Sha256;
import dev.hallpass.ledger.Build;
import dev.hallpass.ledger.Entry;
import dev.hallpass.ledger.History;
import dev.hallpass.log.Checkpoint;
import dev.hallpass.log.Hash;
import dev.hallpass.persistent.PersistentMap;
import dev.hallpass.policy.Policy;
import dev.hallpass.policy.PolicyArn;
import dev.hallpass.policy.RoleArn;
import dev.hallpass.policy.SessionName;
import dev.hallpass.policy.Statement;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One request as alice made it and bob is asked about it.
public final class Samples {

  public static final GrantId GRANT = new GrantId("grant-0123456789abcdef0123456789abcdef");
  public static final Link LINK = new Link("uq3oLkq0M7V1mTz0m3YyB8wYd2pWc5Rb9sXn4Jf6hQE");
  public static final Code CODE = new Code("123456");
  public static final Instant ANSWER_BY = Instant.parse("2026-11-22T14:30:00Z");

  /// The state of the ledger that mails name.
  public static final Checkpoint NEWEST =
      new Checkpoint(
          "arn:aws:dynamodb:eu-central-1:111122223333:table/hallpass-ledger/0f8e7d6c",
          1_234,
          Hash.EMPTY,
          5,
          Instant.parse("2026-11-22T10:25:00Z"),
          Sha256.of("the interval"));

  public static final Letterhead LETTERHEAD = letterhead(Reader.USUAL);

  /// How people in Germany read.
  public static final Reader GERMAN = new Reader("Europe/Berlin", Language.GERMAN);

  public static final String TITLE = "Read objects under one prefix of a bucket";
  public static final String JUSTIFICATION =
      "Support case 4711:\nthe customer's export is incomplete.";
  public static final Map<String, String> PARAMETERS =
      Map.of("bucket", "acme-exports", "prefix", "customers/4711");

  public static final Policy READ_PREFIX =
      new Policy(
          List.of(
              allow("s3:GetObject", "arn:aws:s3:::acme-exports/customers/4711/*", Map.of()),
              allow(
                  "s3:ListBucket",
                  "arn:aws:s3:::acme-exports",
                  Map.of("StringLike", Map.of("s3:prefix", List.of("customers/4711/*"))))));

  public static final String POLICY_JSON =
      """
      {
        "Version" : "2012-10-17",
        "Statement" : [ {
          "Sid" : "ReadObjects",
          "Effect" : "Allow",
          "Action" : [ "s3:GetObject" ],
          "Resource" : [ "arn:aws:s3:::acme-exports/customers/4711/*" ]
        } ]
      }
      """;

  public static final PriorGrants NEVER =
      new PriorGrants("alice@example.com has never had this before.");

  private Samples() {}

  /// The letterhead where all read so.
  public static Letterhead letterhead(Reader reader) {
    return new Letterhead(
        URI.create("https://hallpass.example.com/prod/"),
        Optional.of(NEWEST),
        ANSWER_BY.minus(Duration.ofMinutes(150)),
        new Readers(reader, Map.of(), Map.of()));
  }

  public static Statement allow(
      String action, String resource, Map<String, Map<String, List<String>>> conditions) {
    return new Statement("Sample", ALLOW, List.of(action), List.of(resource), conditions);
  }

  public static Requested request(
      String justification, Map<String, String> parameters, Policy policy) {
    return new Requested(
        ALICE,
        new EntitlementId("read-bucket-prefix"),
        TITLE,
        parameters,
        justification,
        Optional.of("INC-4711"),
        Duration.ofMinutes(90),
        Optional.empty(),
        Optional.empty(),
        new ApprovalPlan.ByPeople(
            "approval",
            List.of(new Level(List.of(ALICE, BOB, CAROL), 2, Duration.ofHours(4))),
            false),
        new RoleArn("arn:aws:iam::111122223333:role/hallpass/read-bucket-prefix"),
        policy,
        Sha256.of("the policy"),
        Map.of());
  }

  public static Requested underPlan(ApprovalPlan plan) {
    return under(plan, request(JUSTIFICATION, PARAMETERS, READ_PREFIX));
  }

  public static Dossier dossier(Requested request, int wrongCodes, List<Approved> approvals) {
    return dossier(0, request, wrongCodes, approvals);
  }

  public static Dossier dossierAt(int level, Requested request, List<Approved> approvals) {
    return dossier(level, request, 0, approvals);
  }

  private static Dossier dossier(
      int level, Requested request, int wrongCodes, List<Approved> approvals) {
    ApprovalSought sought =
        new ApprovalSought(
            level,
            BOB,
            LINK.hash(),
            CODE.hash(LINK),
            request.policyHash(),
            ANSWER_BY,
            false,
            Optional.empty());
    return dossier(
        request,
        List.of(new Question(sought, true, Optional.empty(), false, wrongCodes)),
        new Answers(approvals, List.of(), Optional.empty(), Optional.empty(), Optional.empty()));
  }

  private static Dossier dossier(Requested request, List<Question> questions, Answers answers) {
    PersistentMap<Sha256, Question> asked = PersistentMap.empty();
    for (Question question : questions) {
      asked = asked.with(question.sought().link(), question);
    }
    return new Dossier(
        GRANT,
        request,
        asked,
        answers,
        Set.of(),
        Optional.empty(),
        false,
        new LiveSessions(Optional.empty(), false, false, false));
  }

  public static Dossier dossier() {
    return dossier(JUSTIFICATION);
  }

  public static Dossier dossier(String justification) {
    return dossier(request(justification, PARAMETERS, READ_PREFIX), 0, List.of());
  }

  public static Approved yesOf(Person approver, Dossier dossier) {
    return new Approved(
        0, approver, dossier.request().policyHash(), Channel.LINK, Optional.empty());
  }

  public static String page(Dossier dossier) {
    return DecisionPage.html(GRANT, dossier, NEVER, LINK, POLICY_JSON, Texts.english());
  }

  public static Mail mail(Dossier dossier, String title) {
    return ApprovalMail.of(
        GRANT, titled(dossier, title), BOB, LINK, CODE, ANSWER_BY, false, LETTERHEAD);
  }

  public static Dossier titled(Dossier dossier, String title) {
    return with(dossier, "request", with(dossier.request(), "title", title));
  }

  /// Alice broke the glass, has used it, and bob is asked for a review.
  public static List<GrantEvent> brokenGlass(Requested asked) {
    SessionName session = new SessionName("hallpass-" + "0".repeat(32));
    Instant end = ANSWER_BY.minus(Duration.ofHours(1));
    return List.of(
        under(
            new ApprovalPlan.BreakGlass(
                "break-glass", List.of(BOB, CAROL), Duration.ofDays(1), Duration.ofHours(12)),
            asked),
        new GrantEvent.ApprovedByRule("break-glass", asked.policyHash()),
        new GrantEvent.PolicyPlanned(asked.policy().ofGrant(GRANT, end), asked.policyHash(), end),
        new GrantEvent.Activated(
            new PolicyArn("arn:aws:iam::111122223333:policy/hallpass/" + GRANT.value())),
        new GrantEvent.CredentialsPlanned(ALICE, session, Optional.empty()),
        new GrantEvent.CredentialsIssued(ALICE, session, end),
        new GrantEvent.Ended(Cause.EXPIRED),
        new GrantEvent.PolicyDeleted(Optional.of(Ender.WORKFLOW)),
        new GrantEvent.ReviewSought(
            BOB, LINK.hash(), CODE.hash(LINK), ANSWER_BY, ANSWER_BY.minus(Duration.ofHours(12))));
  }

  /// Bob and carol approved what alice asked for, and it is open.
  public static List<GrantEvent> opened(Requested asked) {
    Instant end = ANSWER_BY.minus(Duration.ofHours(1));
    return List.of(
        asked,
        new ApprovalSought(
            0,
            BOB,
            LINK.hash(),
            CODE.hash(LINK),
            asked.policyHash(),
            ANSWER_BY,
            false,
            Optional.empty()),
        new Approved(0, CAROL, asked.policyHash(), Channel.SIGNED, Optional.empty()),
        new Approved(0, BOB, asked.policyHash(), Channel.LINK, Optional.empty()),
        new GrantEvent.PolicyPlanned(asked.policy().ofGrant(GRANT, end), asked.policyHash(), end),
        new GrantEvent.Activated(
            new PolicyArn("arn:aws:iam::111122223333:policy/hallpass/" + GRANT.value())));
  }

  /// What is recorded when these things happen, one a minute.
  public static History history(List<GrantEvent> events) {
    return history(GRANT, ANSWER_BY.minus(Duration.ofHours(2)), events);
  }

  public static History history(GrantId grant, Instant start, List<GrantEvent> events) {
    List<Entry> entries = new ArrayList<>();
    for (GrantEvent event : events) {
      entries.add(
          new Entry(
              grant,
              entries.size(),
              start.plus(Duration.ofMinutes(entries.size())),
              event.actor(),
              event,
              new Build("unversioned", Sha256.ZERO),
              Sha256.ZERO,
              Sha256.ZERO));
    }
    return History.of(grant, entries);
  }
}
