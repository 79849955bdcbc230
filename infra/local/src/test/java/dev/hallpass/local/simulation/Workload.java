package dev.hallpass.local.simulation;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.grant.Examples.DAVE;
import static dev.hallpass.grant.Examples.ERIN;
import static dev.hallpass.grant.Examples.STRANGER;
import static dev.hallpass.local.scene.PolicyTexts.EVERYTHING;
import static dev.hallpass.local.scene.PolicyTexts.TRUSTING_EC2;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hallpass.adapters.json.PolicyJson;
import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.approval.Channel;
import dev.hallpass.emulator.ses.SentMail;
import dev.hallpass.grant.Grant;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.grant.GrantEvent.Approved;
import dev.hallpass.grant.GrantEvent.ApprovedByRule;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import dev.hallpass.ledger.History;
import dev.hallpass.local.LinkInMail;
import dev.hallpass.local.gateway.LocalPerson;
import dev.hallpass.local.scene.Asked;
import dev.hallpass.local.scene.FilledRole;
import dev.hallpass.local.scene.Reply;
import dev.hallpass.policy.Policy;
import dev.hallpass.policy.Statement;
import dev.hallpass.records.Altered;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What people do to a world, and what a nemesis does.
final class Workload {

  private static final List<Person> PEOPLE = List.of(ALICE, BOB, CAROL, DAVE, ERIN);

  // What the inline policies of a role may have together (source: IAM quotas).
  private static final int ROOM_LEFT = 460;

  private final World world;
  private final Checker checker;
  private final EventLog eventLog;
  private final List<Known> grants = new ArrayList<>();
  private final Map<Known, AwsSessionCredentials> credentials = new HashMap<>();

  Workload(World world, Checker checker, EventLog eventLog) {
    this.world = world;
    this.checker = checker;
    this.eventLog = eventLog;
  }

  /// A grant that the API said was asked for.
  private record Known(String id, Person requester) {}

  void make(Operation move) {
    if (move.kind() == Operation.Kind.REQUEST) {
      request(move);
      return;
    }
    if (move.kind() == Operation.Kind.PLANT_POLICY) {
      plant(move);
      return;
    }
    if (grants.isEmpty()) {
      return;
    }
    Known grant = pick(move);
    switch (move.kind()) {
      case REQUEST, PLANT_POLICY -> {}
      case APPROVE -> answer(move, grant, "approve", "");
      case APPROVE_SIGNED ->
          acknowledged(move, grant, other(move, grant), "ApproveGrant", "", "approved");
      case DENY ->
          acknowledged(
              move, grant, other(move, grant), "DenyGrant", "{\"reason\":\"Not now.\"}", "denied");
      case CANCEL -> acknowledged(move, grant, grant.requester(), "CancelGrant", "", "cancelled");
      case CREDENTIALS -> credentials(move, grant);
      case RETURN ->
          acknowledged(
              move, grant, grant.requester(), "ReturnGrant", "{\"reason\":\"Done.\"}", "returned");
      case REVOKE ->
          acknowledged(
              move, grant, other(move, grant), "RevokeGrant", "{\"reason\":\"Theft.\"}", "revoked");
      case REVOKE_BY_LINK -> answer(move, grant, "revoke", "Theft.");
      case OPEN_SHELL -> openShell(grant);
      case EXTEND -> extend(move, grant);
      case REVIEW ->
          acknowledged(
              move,
              grant,
              other(move, grant),
              "ReviewGrant",
              "{\"verdict\":\"%s\",\"remarks\":\"It was so.\"}"
                  .formatted(move.second() % 2 == 0 ? "JUSTIFIED" : "NOT_JUSTIFIED"),
              "reviewed");
      case STOP_EXECUTION -> stop(grant);
      case REDELIVER -> world.system().region().redeliver();
      case DEPLOY -> world.deploy();
      case FORGE_YES -> forgeYes(move, grant);
      case FORGE_GRANT -> forgeGrant(move, grant);
      case NEW_VERSION, ATTACH, DELETE_POLICY -> edit(move, grant);
      case DENIAL_REMOVED -> denialRemoved(grant);
      case FILL_ROLE -> fillRole(grant);
      case APPROVE_ONES_OWN ->
          refused(
              move,
              world.signed(
                  "ApproveGrant", oneself(move, grant.requester()), Optional.of(grant.id()), ""));
      case APPROVE_AS_A_STRANGER ->
          refused(move, world.signed("ApproveGrant", STRANGER, Optional.of(grant.id()), ""));
      case PRETEND -> pretend(move, grant);
      case GUESS_A_CODE -> guess(move, grant);
      case SCAN -> scan(move, grant);
      case RING -> ring(grant);
      case BLOCK -> block(move, grant.requester(), "BlockPerson", true);
      case UNBLOCK -> block(move, grant.requester(), "UnblockPerson", false);
      case CLOSE_TICKET -> closeTicket();
    }
  }

  /// Mostly a grant for which the move makes sense, sometimes any.
  private Known pick(Operation move) {
    List<Known> sensible =
        move.first() % 5 == 0
            ? List.of()
            : grants.stream().filter(one -> makesSense(move.kind(), one)).toList();
    List<Known> from = sensible.isEmpty() ? grants : sensible;
    return from.get(move.first() / 5 % from.size());
  }

  private boolean makesSense(Operation.Kind kind, Known grant) {
    Optional<Case> about = checker.about(grant.id());
    boolean isOver = about.filter(one -> one.isEnded() || one.isRefused()).isPresent();
    boolean isOpen = !isOver && about.flatMap(one -> one.first("activated")).isPresent();
    return switch (kind) {
      case APPROVE,
          APPROVE_SIGNED,
          DENY,
          CANCEL,
          GUESS_A_CODE,
          SCAN,
          APPROVE_ONES_OWN,
          PRETEND,
          FORGE_YES ->
          !isOver && !isOpen;
      case CREDENTIALS,
          RETURN,
          REVOKE,
          REVOKE_BY_LINK,
          EXTEND,
          NEW_VERSION,
          ATTACH,
          DELETE_POLICY,
          FILL_ROLE,
          OPEN_SHELL ->
          isOpen;
      case DENIAL_REMOVED -> about.flatMap(Case::deniedAt).isPresent();
      case REVIEW -> about.filter(Case::isToBeReviewed).isPresent();
      case REQUEST,
          PLANT_POLICY,
          FORGE_GRANT,
          STOP_EXECUTION,
          REDELIVER,
          DEPLOY,
          APPROVE_AS_A_STRANGER,
          RING,
          BLOCK,
          UNBLOCK,
          CLOSE_TICKET ->
          !isOver;
    };
  }

  /// Takes back what is still open, as far as that is possible.
  void tidyUp() {
    for (Known grant : grants) {
      note(
          grant,
          "cancelled at the end",
          world.signed("CancelGrant", grant.requester(), Optional.of(grant.id()), ""));
    }
  }

  private void request(Operation move) {
    Person requester = PEOPLE.get(move.second() % PEOPLE.size());
    String duration = List.of("PT5M", "PT15M", "PT30M", "PT1H").get(move.second() / 7 % 4);
    int what = move.first() % 10;
    Asked asked =
        switch (what) {
          case 0, 1, 2 -> Asked.prefix(duration);
          case 3, 4, 5 -> Asked.partition(duration);
          case 6 -> {
            requester = move.second() % 2 == 0 ? PEOPLE.getFirst() : PEOPLE.getLast();
            yield Asked.partition("PT15M").with(Map.of("breakGlass", true));
          }
          case 7 -> ticketed(Asked.logGroup(duration), move.second() % 3);
          case 8 -> move.second() % 2 == 0 ? Asked.bills(duration) : Asked.parameters(duration);
          default ->
              move.second() % 4 == 2
                  ? Asked.instanceShell(duration)
                  : Asked.console(
                      move.second() % 2 == 0 ? "support_read" : "support_write", duration);
        };
    if (what == 0 || what == 3) {
      Instant start = world.now().plusSeconds(600 + move.second() % 1800);
      asked = asked.with(Map.of("startsAt", start.toString()));
    }
    Reply reply = world.signed("RequestGrant", requester, Optional.empty(), asked.json());
    eventLog.note(
        "%s of %s asked for by %s: %d"
            .formatted(asked.duration(), asked.entitlement(), requester, reply.status()));
    asked(reply, requester);
  }

  private static Asked ticketed(Asked asked, int which) {
    return switch (which) {
      case 0 -> asked.with(Map.of("ticket", World.OPEN_TICKET));
      case 1 -> asked.with(Map.of("ticket", "INC-1"));
      default -> asked;
    };
  }

  private void asked(Reply reply, Person requester) {
    if (reply.status() == 201) {
      String id = JsonMapper.shared().readTree(reply.body()).path("grant").asString();
      grants.add(new Known(id, requester));
      require(id, "requested", "requester", requester);
    } else if (reply.status() >= 500) {
      lookUp(requester);
    }
  }

  /// Anyone who got no answer looks what became of it.
  private void lookUp(Person requester) {
    Reply reply = world.signed("ListGrants", requester, Optional.empty(), "");
    if (reply.status() == 200) {
      for (JsonNode one : JsonMapper.shared().readTree(reply.body()).path("grants")) {
        Known asked = new Known(one.path("grant").asString(), requester);
        if (!grants.contains(asked)) {
          grants.add(asked);
        }
      }
    }
  }

  private void extend(Operation move, Known grant) {
    Reply reply =
        world.signed(
            "ExtendGrant",
            grant.requester(),
            Optional.of(grant.id()),
            "{\"duration\":\"PT15M\",\"justification\":\"It takes longer.\"}");
    note(grant, move.toString(), reply);
    asked(reply, grant.requester());
  }

  /// Anyone who may be one to decide: mostly somebody else than the requester.
  private static Person other(Operation move, Known grant) {
    Person one = PEOPLE.get(1 + move.second() % 4);
    return one.equals(grant.requester()) ? PEOPLE.get(1 + (move.second() + 1) % 4) : one;
  }

  /// Anyone under their own address, or under one with a tag.
  private static Person oneself(Operation move, Person person) {
    return move.second() % 2 == 0 ? person : new Person(person.email().replace("@", "+other@"));
  }

  private void acknowledged(
      Operation move, Known grant, Person person, String operation, String body, String type) {
    Reply reply = world.signed(operation, person, Optional.of(grant.id()), body);
    note(grant, "%s by %s".formatted(move, person), reply);
    if (reply.status() == 200) {
      require(grant.id(), type, "", person);
    }
  }

  private void require(String grant, String type, String member, Person person) {
    checker.check();
    boolean isThere =
        checker
            .about(grant)
            .filter(about ->
                member.isEmpty()
                    ? about.first(type).isPresent()
                    : about.has(type, member, person.email()))
            .isPresent();
    if (!isThere) {
      throw new Violation("%s of %s was acknowledged and is not there".formatted(type, grant));
    }
  }

  private void block(Operation move, Person person, String operation, boolean isBlocked) {
    Person admin = person.equals(CAROL) ? DAVE : CAROL;
    Reply reply = world.signedAbout(operation, admin, person, "{\"reason\":\"Theft.\"}");
    eventLog.note("%s of %s by %s: %d".formatted(move, person, admin, reply.status()));
    if (reply.status() == 200) {
      checker.check();
      if (checker.isBlocked(person.email()) != isBlocked) {
        throw new Violation("%s was acknowledged and is not there".formatted(move));
      }
    }
  }

  private void refused(Operation move, Reply reply) {
    eventLog.note("%s: %d".formatted(move, reply.status()));
    if (reply.status() < 300) {
      throw new Violation("%s was taken".formatted(move));
    }
  }

  private void credentials(Operation move, Known grant) {
    Reply reply = world.signed("IssueCredentials", grant.requester(), Optional.of(grant.id()), "");
    note(grant, move.toString(), reply);
    if (reply.status() == 200) {
      JsonNode keys = JsonMapper.shared().readTree(reply.body());
      checker.secret(keys.path("SecretAccessKey").asString());
      checker.secret(keys.path("SessionToken").asString());
      credentials.put(
          grant,
          AwsSessionCredentials.create(
              keys.path("AccessKeyId").asString(),
              keys.path("SecretAccessKey").asString(),
              keys.path("SessionToken").asString()));
    }
  }

  /// Opens a shell with the newest credentials of a grant, which may be over.
  private void openShell(Known grant) {
    Optional.ofNullable(credentials.get(grant))
        .ifPresent(keys -> {
          try {
            String shell =
                world
                    .system()
                    .region()
                    .ssm(keys, LocalPerson.REGION)
                    .startSession(start -> start.target("i-0123456789abcdef0"))
                    .sessionId();
            checker.shellOpened(grant.id(), shell);
            eventLog.note("a shell of %s is opened".formatted(grant.id()));
          } catch (SdkException refused) {
            eventLog.note("a shell is refused: " + refused.getClass().getSimpleName());
          }
        });
  }

  private List<SentMail> mails(Known grant) {
    return world.system().mails().stream()
        .filter(mail -> mail.text().contains("/grants/" + grant.id() + "/decision?"))
        .toList();
  }

  private Optional<SentMail> mail(Operation move, Known grant) {
    List<SentMail> all = mails(grant);
    List<SentMail> fresh =
        all.stream()
            .filter(mail ->
                checker
                    .about(grant.id())
                    .filter(about -> !about.has("approved", "approver", mail.to().getFirst()))
                    .isPresent())
            .toList();
    List<SentMail> mails =
        move.kind() == Operation.Kind.APPROVE && move.first() % 5 != 0 && !fresh.isEmpty()
            ? fresh
            : all;
    return mails.isEmpty()
        ? Optional.empty()
        : Optional.of(mails.get(move.second() % mails.size()));
  }

  private void answer(Operation move, Known grant, String answer, String reason) {
    mail(move, grant)
        .ifPresent(mail -> {
          LinkInMail link = LinkInMail.in(mail);
          Reply reply = decide(grant, link, link.code(), answer, reason);
          note(grant, "%s by %s".formatted(move, mail.to()), reply);
        });
  }

  private Reply decide(Known grant, LinkInMail link, String code, String answer, String reason) {
    return world.unsigned(
        "Decide",
        grant.id(),
        Map.of(),
        "link=%s&code=%s&answer=%s&reason=%s"
            .formatted(
                URLEncoder.encode(link.token(), UTF_8),
                code,
                answer,
                URLEncoder.encode(reason, UTF_8)));
  }

  private void pretend(Operation move, Known grant) {
    if (history(grant).state() instanceof Grant.Known known) {
      refused(
          move,
          world.pretended(
              other(move, grant),
              grant.id(),
              known.dossier().request().policyHash(),
              move.first() / 5));
    }
  }

  private void closeTicket() {
    world.setTicket(false);
    checker.ticketClosed();
    eventLog.note("the ticket is closed");
  }

  private void guess(Operation move, Known grant) {
    mail(move, grant)
        .ifPresent(mail -> {
          LinkInMail link = LinkInMail.in(mail);
          String guess = String.format(Locale.ROOT, "%06d", move.first() % 1_000_000);
          if (!guess.equals(link.code())) {
            long before = decisions(grant);
            note(grant, move.toString(), decide(grant, link, guess, "approve", ""));
            requireNoDecision(move, grant, before);
          }
        });
  }

  private void scan(Operation move, Known grant) {
    mail(move, grant)
        .ifPresent(mail -> {
          LinkInMail link = LinkInMail.in(mail);
          long before = decisions(grant);
          Reply page = world.unsigned("ShowDecision", grant.id(), Map.of("link", link.token()), "");
          note(grant, move.toString(), page);
          for (String answer : List.of("approve", "deny", "revoke")) {
            decide(grant, link, "", answer, "x");
          }
          requireNoDecision(move, grant, before);
        });
  }

  private long decisions(Known grant) {
    checker.check();
    return checker.about(grant.id()).map(Case::decisions).orElse(0L);
  }

  private void requireNoDecision(Operation move, Known grant, long before) {
    if (decisions(grant) != before) {
      throw new Violation("%s decided on %s".formatted(move, grant.id()));
    }
  }

  private void stop(Known grant) {
    eventLog.note("the workflow of %s is stopped".formatted(grant.id()));
    try {
      world
          .system()
          .stepFunctions()
          .stopExecution(stop ->
              stop.executionArn(
                  world.system().stateMachine().replace(":stateMachine:", ":execution:")
                      + ":"
                      + grant.id()));
    } catch (SdkException refused) {
      eventLog.note("refused: " + refused.getClass().getSimpleName());
    }
  }

  private void ring(Known grant) {
    SfnClient bell = world.system().stepFunctions();
    checker.check();
    checker
        .about(grant.id())
        .flatMap(Case::doorbell)
        .ifPresent(token -> {
          eventLog.note("somebody rings for " + grant.id());
          try {
            bell.sendTaskSuccess(ring ->
                ring.taskToken(token)
                    .output("{\"approved\":true,\"quorum\":9,\"next\":\"Activate\"}"));
          } catch (SdkException refused) {
            eventLog.note("refused: " + refused.getClass().getSimpleName());
          }
        });
  }

  private void edit(Operation move, Known grant) {
    checker.check();
    String account =
        checker.about(grant.id()).map(Case::account).orElse(world.system().account().id());
    IamClient iam = world.system().accounts().account(account).iam();
    String arn = "arn:aws:iam::%s:policy/hallpass/%s".formatted(account, grant.id());
    try {
      switch (move.kind()) {
        case NEW_VERSION ->
            iam.createPolicyVersion(
                version -> version.policyArn(arn).policyDocument(EVERYTHING).setAsDefault(true));
        case ATTACH -> {
          makeIntruder(iam);
          iam.attachRolePolicy(to -> to.roleName("intruder").policyArn(arn));
        }
        default -> iam.deletePolicy(policy -> policy.policyArn(arn));
      }
      checker.tampered(grant.id());
      eventLog.note("%s of %s".formatted(move, grant.id()));
    } catch (SdkException refused) {
      eventLog.note("%s refused: %s".formatted(move, refused.getClass().getSimpleName()));
    }
  }

  /// Takes away the denial of the sessions of a grant, and of others with it.
  private void denialRemoved(Known grant) {
    checker.check();
    Optional<Case> about = checker.about(grant.id());
    if (about.flatMap(one -> one.first("requested")).isEmpty()) {
      return;
    }
    IamClient iam = world.system().accounts().account(about.get().account()).iam();
    String role = about.get().role();
    for (String name : iam.listRolePolicies(of -> of.roleName(role)).policyNames()) {
      String document =
          URLDecoder.decode(
              iam.getRolePolicy(of -> of.roleName(role).policyName(name)).policyDocument(), UTF_8);
      if (name.startsWith("denied-") && document.contains(grant.id())) {
        iam.deleteRolePolicy(policy -> policy.roleName(role).policyName(name));
        checker.denialRemoved(document);
        eventLog.note("%s is taken from %s".formatted(name, role));
      }
    }
  }

  /// Leaves the role of a grant room for the denials of one or two grants.
  private void fillRole(Known grant) {
    checker.check();
    Optional<Case> about = checker.about(grant.id());
    if (about.flatMap(one -> one.first("requested")).isEmpty()) {
      return;
    }
    IamClient iam = world.system().accounts().account(about.get().account()).iam();
    FilledRole.leaving(ROOM_LEFT, iam, about.get().role());
    eventLog.note("%s has little room left".formatted(about.get().role()));
  }

  private static void makeIntruder(IamClient iam) {
    try {
      iam.createRole(role -> role.roleName("intruder").assumeRolePolicyDocument(TRUSTING_EC2));
    } catch (SdkException _) {
      // It is there from the last time.
    }
  }

  /// Writes a yes that nobody said, with a good hash.
  private void forgeYes(Operation move, Known grant) {
    History history = history(grant);
    if (history.state() instanceof Grant.AwaitingApproval open) {
      List<Person> silent =
          open.dossier().approvers(open.level()).stream()
              .filter(approver -> !open.dossier().isApprovedBy(approver, open.level()))
              .toList();
      if (!silent.isEmpty()) {
        Person approver = silent.get(move.second() % silent.size());
        insert(
            history,
            new Approved(
                open.level(),
                approver,
                open.dossier().request().policyHash(),
                Channel.SIGNED,
                Optional.empty()));
        eventLog.note("a yes of %s to %s is forged".formatted(approver, grant.id()));
      }
    }
  }

  /// Writes a whole grant that nobody asked for: the request of another one, with a policy of its
  /// own, and a rule's yes.
  private void forgeGrant(Operation move, Known grant) {
    if (!(history(grant).state() instanceof Grant.Known like)) {
      return;
    }
    Requested request = like.dossier().request();
    Policy policy =
        new Policy(
            List.of(
                new Statement(
                    "Everything", Statement.Effect.ALLOW, List.of("*"), List.of("*"), Map.of())));
    GrantId id = new GrantId("grant-%032x".formatted(move.first()));
    History history = world.system().ledger().read(id);
    if (history.entries().isEmpty()) {
      checker.forged(id.value());
      Requested forged =
          Altered.with(
              Altered.with(
                  Altered.with(request, "policy", policy), "policyHash", PolicyJson.hash(policy)),
              "plan",
              new ApprovalPlan.ByRule("incident-in-office-hours"));
      insert(
          insert(history, forged),
          new ApprovedByRule("incident-in-office-hours", PolicyJson.hash(policy)));
      eventLog.note("%s is forged".formatted(id));
    }
  }

  private History history(Known grant) {
    return world.system().ledger().read(new GrantId(grant.id()));
  }

  private History insert(History history, GrantEvent event) {
    return world
        .system()
        .ledger()
        .append(history, event, world.now())
        .map(history::with)
        .orElse(history);
  }

  private void plant(Operation move) {
    String grant = "grant-%032x".formatted(move.first());
    checker.planted(grant);
    world
        .system()
        .account()
        .iam()
        .createPolicy(
            policy -> policy.path("/hallpass/").policyName(grant).policyDocument(EVERYTHING));
    eventLog.note("%s of %s".formatted(move, grant));
  }

  private void note(Known grant, String what, Reply reply) {
    eventLog.note("%s of %s: %d".formatted(what, grant.id(), reply.status()));
  }
}
