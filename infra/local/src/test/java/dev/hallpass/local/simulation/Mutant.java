package dev.hallpass.local.simulation;

import static dev.hallpass.grant.Examples.BOB;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hallpass.adapters.json.PolicyJson;
import dev.hallpass.adapters.kms.KmsSealer;
import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.approval.Channel;
import dev.hallpass.approval.Level;
import dev.hallpass.emulator.dynamodb.InMemoryDynamoDb;
import dev.hallpass.emulator.dynamodb.TableEngine;
import dev.hallpass.emulator.sts.Caller;
import dev.hallpass.grant.CorruptLedger;
import dev.hallpass.grant.Grant.AwaitingApproval;
import dev.hallpass.grant.Grant.Over;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.grant.GrantEvent.Activated;
import dev.hallpass.grant.GrantEvent.Approved;
import dev.hallpass.grant.GrantEvent.ApprovedByRule;
import dev.hallpass.grant.GrantEvent.PolicyPlanned;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import dev.hallpass.ledger.Entry;
import dev.hallpass.local.Assembly;
import dev.hallpass.local.simulation.Operation.Kind;
import dev.hallpass.policy.Policy;
import dev.hallpass.records.Altered;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.sts.model.PolicyDescriptorType;

/// The system as it is, and as it would be with one mistake in its design each.
enum Mutant {
  RIGHT,

  /// Nobody looks after what a workflow left behind.
  NO_REAPER {
    @Override
    Assembly of(Assembly right) {
      return World.without(right, rule -> rule.startsWith("CleanUp"));
    }
  },

  /// The reaper is called once for each workflow that stops, and not again.
  ONE_SHOT_REAPER {
    @Override
    Assembly of(Assembly right) {
      return World.without(right, rule -> rule.startsWith("CleanUpEachMinute"));
    }
  },

  /// Nobody signs what comes into the ledger.
  NO_SIGNER {
    @Override
    Assembly of(Assembly right) {
      return World.without(right, rule -> rule.startsWith("Log"));
    }

    @Override
    SimulatedHistory history(long seed) {
      return SimulatedHistory.logged(seed);
    }
  },

  /// A checkpoint is signed before its interval is committed, so that another one can be.
  SIGNED_BEFORE_COMMITTED {
    @Override
    void change(World world) {
      around(
          world,
          "SignCheckpoint",
          (_, _, right) -> {
            world.signAnother();
            right.run();
          });
    }

    @Override
    SimulatedHistory history(long seed) {
      return SimulatedHistory.logged(seed);
    }
  },

  /// The policy is made first and announced then.
  EFFECT_BEFORE_INTENT {
    @Override
    void change(World world) {
      beforeOpening(
          world,
          grant ->
              makePolicy(world, grant, asked(world, grant).policy().ofGrant(grant, soon(world))));
    }
  },

  /// What is given back is taken away first, and that it was given back is written down then.
  EFFECT_BEFORE_END {
    @Override
    void change(World world) {
      beforeOnOpened(
          world,
          "Commands",
          "return",
          (grant, asked) ->
              as(world, "Retire").deletePolicy(policy -> policy.policyArn(arn(asked, grant))));
    }
  },

  /// The sessions of anyone who gives back are denied first, and that it was given back is written
  /// down then.
  SHUT_OUT_BEFORE_END {
    @Override
    void change(World world) {
      beforeOnOpened(
          world,
          "Commands",
          "return",
          (grant, asked) ->
              as(world, "Retire")
                  .putRolePolicy(put ->
                      put.roleName(asked.role().name())
                          .policyName("denied-" + grant)
                          .policyDocument(
                              """
                              {"Version": "2012-10-17", "Statement": {"Effect": "Deny",
                                "Action": "*", "Resource": "*", "Condition": {"StringEquals":
                                  {"aws:PrincipalTag/hallpass:grant": "%s"}}}}
                              """
                                  .formatted(grant))));
    }
  },

  /// Two clicks are two people.
  CLICKS_COUNTED {
    @Override
    void change(World world) {
      Map<GrantId, Integer> clicks = new HashMap<>();
      before(
          world,
          "Decide",
          (grant, call) -> {
            boolean isClick = call.contains("answer=approve") && !call.contains("code=&");
            if (isClick && clicks.merge(grant, 1, Integer::sum) >= quorum(world, grant)) {
              open(world, grant, soon(world));
            }
          });
    }
  },

  /// Who asks may say yes.
  SELF_APPROVAL {
    @Override
    void change(World world) {
      before(
          world,
          "Commands",
          (grant, call) -> {
            Requested asked = asked(world, grant);
            if (isFor("approval", call)
                && call.contains("/" + asked.requester().email() + "\"")
                && !asked.plan().levels().isEmpty()) {
              append(
                  world,
                  grant,
                  new Approved(
                      0, asked.requester(), asked.policyHash(), Channel.SIGNED, Optional.empty()));
            }
          });
    }
  },

  /// Only Hallpass itself ends what it opened.
  NO_DATE_IN_THE_POLICY {
    @Override
    void change(World world) {
      beforeOpening(world, grant -> open(world, grant, asked(world, grant).policy(), soon(world)));
    }
  },

  /// Anyone who writes last wins.
  PUT_INSTEAD_OF_INSERT {
    @Override
    TableEngine engine(InstantSource clock, Supplier<Duration> lag) {
      return new InMemoryDynamoDb(true, clock, lag);
    }
  },

  /// Anyone who starts the step says that it may be taken.
  QUORUM_FROM_THE_INPUT {
    @Override
    void change(World world) {
      before(
          world,
          "Activate",
          (grant, _) -> {
            if (!planned(world, grant)) {
              open(world, grant, soon(world));
            }
          });
    }
  },

  /// What the entries say is enough to open access, whoever wrote them.
  ENTRIES_BELIEVED {
    @Override
    SimulatedHistory history(long seed) {
      return SimulatedHistory.of(seed, Operation::forged);
    }

    @Override
    void change(World world) {
      beforeOpening(world, grant -> open(world, grant, soon(world)));
    }
  },

  /// Whether it is time is asked again and again, instead of waiting until it is.
  WAITING_BY_ASKING {
    @Override
    Assembly of(Assembly right) {
      return World.withWorkflow(
          right, workflow -> workflow.withObject("/States/AwaitStart").put("Seconds", 1));
    }
  },

  /// What anyone who rings says is handed on, and taken for true.
  DOORBELL_BELIEVED {
    @Override
    Assembly of(Assembly right) {
      return World.withWorkflow(
          right,
          workflow -> {
            workflow.withObject("/States/SeekApproval").put("Output", "{% $states.result %}");
            workflow
                .withObject("/States/Activate/Arguments/Payload")
                .put("said", "{% $states.input %}");
          });
    }

    @Override
    void change(World world) {
      before(
          world,
          "Activate",
          (grant, call) -> {
            if (call.contains("\"approved\":true") && !planned(world, grant)) {
              open(world, grant, soon(world));
            }
          });
    }
  },

  /// A link is enough; its code is not looked at.
  LINK_WITHOUT_A_CODE {
    @Override
    void change(World world) {
      before(
          world,
          "Decide",
          (grant, call) -> {
            if (call.contains("answer=approve") && call.contains("code=&")) {
              Requested asked = asked(world, grant);
              append(
                  world,
                  grant,
                  new Approved(0, BOB, asked.policyHash(), Channel.LINK, Optional.empty()));
            }
          });
    }
  },

  /// The code that a person types in is logged.
  CODE_IN_THE_LOG {
    @Override
    void change(World world) {
      before(
          world,
          "Decide",
          (_, call) ->
              TYPED.matcher(call).results().forEach(code -> System.out.println(code.group())));
    }
  },

  /// What was approved is rendered once more, from the catalogue that is deployed by then.
  CATALOGUE_OF_THE_DAY {
    @Override
    void change(World world) {
      beforeOpening(
          world,
          grant -> {
            Requested asked = asked(world, grant);
            Policy policy =
                world.system().catalog().entitlements().stream()
                    .filter(one -> one.id().equals(asked.entitlement()))
                    .findFirst()
                    .map(one ->
                        one.render(asked.parameters(), asked.requester(), asked.role().account()))
                    .orElse(asked.policy());
            Instant end = soon(world);
            open(world, grant, policy.ofGrant(grant, end), end);
          });
    }
  },

  /// A retry sets a new end.
  EXPIRY_RECOMPUTED {
    @Override
    void change(World world) {
      before(
          world,
          "Activate",
          (grant, _) -> {
            if (planned(world, grant) && !activated(world, grant)) {
              Policy policy = asked(world, grant).policy().ofGrant(grant, soon(world));
              append(world, grant, new PolicyPlanned(policy, PolicyJson.hash(policy), soon(world)));
            }
          });
    }
  },

  /// A denial is removed while some of them live.
  DENIAL_REMOVED_TOO_EARLY {
    @Override
    void change(World world) {
      after(
          world,
          "Retire",
          grant -> {
            Requested asked = asked(world, grant);
            IamClient iam = iam(world, asked);
            String role = asked.role().value().replaceFirst(".*/", "");
            for (String inline : iam.listRolePolicies(of -> of.roleName(role)).policyNames()) {
              iam.deleteRolePolicy(policy -> policy.roleName(role).policyName(inline));
            }
          });
    }
  },

  /// What ended as planned loses its policy at once, and with it the Deny after its date.
  POLICY_DELETED_WHILE_SESSIONS_LIVE {
    @Override
    void change(World world) {
      after(
          world,
          "Retire",
          grant -> {
            if (isKnown(world, grant)
                && read(world, grant).state() instanceof dev.hallpass.grant.Grant.Ending) {
              Requested asked = asked(world, grant);
              iam(world, asked).deletePolicy(policy -> policy.policyArn(arn(asked, grant)));
            }
          });
    }
  },

  /// The denial by time goes in the pass after the one that wrote it.
  TIME_DENIAL_REMOVED_TOO_EARLY {
    @Override
    SimulatedHistory history(long seed) {
      return SimulatedHistory.of(seed, random -> Operation.endingEarly(random, Kind.FILL_ROLE));
    }

    @Override
    void change(World world) {
      around(
          world,
          "Reap",
          (_, _, right) -> {
            Set<Inline> old = sessionDenials(world);
            right.run();
            old.retainAll(sessionDenials(world));
            old.stream()
                .filter(one -> one.name().startsWith("denied-before-"))
                .forEach(one -> delete(world, one));
          });
    }
  },

  /// Where a role is full, the single denials go to make room for the one by time.
  SINGLES_REMOVED_BEFORE_THE_TIME_DENIAL_STANDS {
    @Override
    SimulatedHistory history(long seed) {
      return SimulatedHistory.of(seed, random -> Operation.endingEarly(random, Kind.FILL_ROLE));
    }

    @Override
    void change(World world) {
      around(
          world,
          "Reap",
          (_, _, right) -> {
            Set<Inline> before = sessionDenials(world);
            if (before.size() > 1) {
              before.forEach(one -> delete(world, one));
            }
            right.run();
          });
    }
  },

  /// What was denied once is taken to be so for ever.
  LET_IN_FOR_GOOD {
    @Override
    SimulatedHistory history(long seed) {
      return SimulatedHistory.of(
          seed, random -> Operation.endingEarly(random, Kind.DENIAL_REMOVED));
    }

    @Override
    void change(World world) {
      around(
          world,
          "Reap",
          (_, _, right) -> {
            Set<Inline> before = sessionDenials(world);
            Instant since = world.now();
            right.run();
            Set<Inline> added = sessionDenials(world);
            added.removeAll(before);
            added.removeIf(one -> !wasDenied(world, one, since));
            added.forEach(one -> delete(world, one));
          });
    }
  },

  /// Who hands credentials out sees the ledger as it was some time ago.
  STALE_READ_TRUSTED {
    @Override
    void change(World world) {
      beforeOnOpened(
          world,
          "IssueCredentials",
          "credentials",
          (grant, asked) ->
              world
                  .system()
                  .region()
                  .sts(role(world, "IssueCredentials"))
                  .assumeRole(order ->
                      order
                          .roleArn(asked.role().value())
                          .policyArns(PolicyDescriptorType.builder().arn(arn(asked, grant)).build())
                          .roleSessionName("hallpass-" + grant.value().substring(6))
                          .sourceIdentity(asked.requester().email())
                          .tags(
                              software.amazon.awssdk.services.sts.model.Tag.builder()
                                  .key("hallpass:grant")
                                  .value(grant.value())
                                  .build())
                          .durationSeconds(900)));
    }
  },

  /// What people send is logged.
  CALLS_LOGGED {
    @Override
    void change(World world) {
      before(world, "Decide", (_, call) -> System.out.println(call));
    }
  },

  /// Nobody asks whether the requester is blocked.
  BLOCK_FORGOTTEN {
    @Override
    SimulatedHistory history(long seed) {
      return SimulatedHistory.of(seed, Operation::blocked);
    }

    @Override
    void change(World world) {
      afterRequest(world, (_, asked) -> append(world, another(world, asked), asked));
    }
  },

  /// The proof of a yes is not looked at.
  PROOF_NOT_LOOKED_AT {
    @Override
    SimulatedHistory history(long seed) {
      return SimulatedHistory.of(seed, Operation::pretended);
    }

    @Override
    void change(World world) {
      onAnswer(
          world,
          "approval",
          (grant, waiting, caller) -> {
            if (asksAtFirst(waiting, caller)) {
              sayYes(world, grant, waiting, caller, Channel.PROVED);
            }
          });
    }
  },

  /// A session policy allows what was asked for, and denies nothing else.
  NO_FENCE {
    @Override
    void change(World world) {
      beforeOpening(
          world,
          grant -> {
            Requested asked = asked(world, grant);
            if (asked.policy().managed().isEmpty()) {
              Instant end = soon(world);
              open(world, grant, asked.policy().unfencedUntil(end), end);
            }
          });
    }
  },

  /// A policy opens access to sessions of every grant.
  POLICY_OF_EVERY_GRANT {
    @Override
    void change(World world) {
      beforeOpening(
          world,
          grant -> {
            Instant end = soon(world);
            Policy policy = asked(world, grant).policy().ofGrant(grant, end);
            open(world, grant, without("NothingForOthers", policy), end);
          });
    }
  },

  /// Whether a ticket is open is asked at the request, and not again.
  TICKET_ASKED_ONCE {
    @Override
    SimulatedHistory history(long seed) {
      return SimulatedHistory.of(seed, Operation::byTicket);
    }

    @Override
    void change(World world) {
      for (String function : List.of("Activate", "IssueCredentials", "Reap")) {
        around(
            world,
            function,
            (_, _, right) -> {
              boolean isClosed = !world.isTicketOpen();
              world.setTicket(true);
              right.run();
              if (isClosed) {
                world.setTicket(false);
              }
            });
      }
    }
  },

  /// A rule looks at each request as if it were the only one.
  SLICES_NOT_ADDED_UP {
    @Override
    SimulatedHistory history(long seed) {
      return SimulatedHistory.of(seed, Operation::byTicket);
    }

    @Override
    void change(World world) {
      afterRequest(
          world,
          (_, asked) -> {
            if (asked.ticket().equals(Optional.of(World.OPEN_TICKET))
                && asked.plan() instanceof ApprovalPlan.ByPeople) {
              ApprovalPlan rule = new ApprovalPlan.ByRule("incident-in-office-hours");
              openAtOnce(world, Altered.with(asked, "plan", rule));
            }
          });
    }
  },

  /// Who said yes at one level may say yes at another.
  ONE_PERSON_AT_TWO_LEVELS {
    @Override
    SimulatedHistory history(long seed) {
      return SimulatedHistory.of(seed, Operation::joined);
    }

    @Override
    void change(World world) {
      onAnswer(
          world,
          "approval",
          (grant, waiting, caller) -> {
            if (waiting.dossier().answers().isApprovedElsewhereBy(caller, waiting.level())) {
              sayYes(world, grant, waiting, caller, Channel.PROVED);
            }
          });
    }
  },

  /// Who was asked before others took over may still say no.
  DISMISSED_MAY_END {
    @Override
    SimulatedHistory history(long seed) {
      return SimulatedHistory.of(seed, Operation::takenOver);
    }

    @Override
    void change(World world) {
      onAnswer(
          world,
          "denial",
          (grant, waiting, caller) -> {
            if (asksAtFirst(waiting, caller)) {
              append(
                  world,
                  grant,
                  new GrantEvent.Denied(waiting.level(), caller, "Not now.", Channel.SIGNED));
            }
          });
    }
  },

  /// An address with a tag has the rights of the one without, and is another person.
  TAG_IS_ANOTHER_PERSON {
    @Override
    void change(World world) {
      onAnswer(
          world,
          "approval",
          (grant, waiting, caller) -> {
            if (!caller.equals(caller.untagged()) && asksAtFirst(waiting, caller.untagged())) {
              sayYes(world, grant, waiting, caller, Channel.SIGNED);
            }
          });
    }
  },

  /// The glass can be broken again before anybody has looked at the last time.
  GLASS_BROKEN_AGAIN {
    @Override
    SimulatedHistory history(long seed) {
      return SimulatedHistory.of(seed, Operation::breakingGlass);
    }

    @Override
    void change(World world) {
      afterRequest(
          world,
          (earlier, asked) -> {
            if (asked.plan() instanceof ApprovalPlan.BreakGlass
                && read(world, earlier).state() instanceof Over) {
              openAtOnce(world, asked);
            }
          });
    }
  },

  /// Nothing may terminate a shell.
  NO_RIGHT_TO_TERMINATE {
    @Override
    SimulatedHistory history(long seed) {
      return SimulatedHistory.of(seed, Operation::withAShell);
    }

    @Override
    Assembly of(Assembly right) {
      return World.withTargets(
          right, text -> text.replace("ssm:TerminateSession", "ssm:DescribeSessions"));
    }
  },

  /// Beside managed policies the parts of Hallpass are not denied, because they are not in them.
  MANAGED_WITHOUT_A_FENCE {
    @Override
    SimulatedHistory history(long seed) {
      return SimulatedHistory.of(seed, Operation::ofBills);
    }

    @Override
    void change(World world) {
      beforeOpeningManagedWithout(world, "NothingOfHallpass");
    }
  },

  /// The policy beside a managed one holds no end.
  MANAGED_WITHOUT_AN_END {
    @Override
    SimulatedHistory history(long seed) {
      return SimulatedHistory.of(seed, Operation::ofBills);
    }

    @Override
    void change(World world) {
      beforeOpeningManagedWithout(world, "NothingAfterExpiry");
    }
  },

  /// Only the owners of broken glass are asked for a review.
  REVIEW_OF_THE_APPROVED_FORGOTTEN {
    @Override
    SimulatedHistory history(long seed) {
      return SimulatedHistory.of(seed, Operation::reviewed);
    }

    @Override
    void change(World world) {
      around(
          world,
          "SeekAnswers",
          (call, output, right) -> {
            boolean isForgotten =
                call.contains("SeekReview")
                    && grantIn(call)
                        .filter(
                            grant -> asked(world, grant).plan() instanceof ApprovalPlan.ByPeople)
                        .isPresent();
            if (isForgotten) {
              output.write("{}".getBytes(UTF_8));
            } else {
              right.run();
            }
          });
    }
  },

  /// Yes is said before it is written.
  ACKNOWLEDGED_TOO_EARLY {
    @Override
    void change(World world) {
      around(
          world,
          "Commands",
          (call, output, right) -> {
            if (isFor("cancellation", call)) {
              output.write("{\"statusCode\":200,\"body\":\"{}\"}".getBytes(UTF_8));
            } else {
              right.run();
            }
          });
    }
  };

  private static final Pattern CALLER = Pattern.compile("/([^/\"]+@[^/\"]+)\"");
  private static final Pattern GRANT = Pattern.compile("grant-[0-9a-f]{32}");
  private static final Pattern TYPED = Pattern.compile("code=[0-9]{6}");

  /// A history in which the mistake may show.
  SimulatedHistory history(long seed) {
    return SimulatedHistory.of(seed);
  }

  /// What is deployed.
  Assembly of(Assembly right) {
    return right;
  }

  /// What keeps the tables.
  ///
  /// @param lag how late what is inserted shows in an index
  TableEngine engine(InstantSource clock, Supplier<Duration> lag) {
    return new InMemoryDynamoDb(false, clock, lag);
  }

  /// What is otherwise in the functions.
  void change(World world) {}

  /// The mistakes.
  static List<Mutant> wrong() {
    return List.of(values()).subList(1, values().length);
  }

  /// Does something for the grant of a call before a function does what it should.
  private static void before(World world, String function, Mistake mistake) {
    around(
        world,
        function,
        (call, _, right) -> {
          grantIn(call)
              .filter(grant -> isKnown(world, grant))
              .ifPresent(grant -> mistake.happen(grant, call));
          right.run();
        });
  }

  /// Does something for an approved grant before its access is planned.
  private static void beforeOpening(World world, Consumer<GrantId> mistake) {
    before(
        world,
        "Activate",
        (grant, _) -> {
          if (approved(world, grant) && !planned(world, grant)) {
            mistake.accept(grant);
          }
        });
  }

  /// Opens an approved grant of a managed policy by another policy than it should have.
  private static void beforeOpeningManagedWithout(World world, String sid) {
    beforeOpening(
        world,
        grant -> {
          Policy asked = asked(world, grant).policy();
          if (!asked.managed().isEmpty()) {
            Instant end = soon(world);
            open(world, grant, without(sid, asked.ofGrant(grant, end)), end);
          }
        });
  }

  private static Policy without(String sid, Policy policy) {
    return new Policy(
        policy.statements().stream().filter(statement -> !statement.sid().equals(sid)).toList());
  }

  /// Does something when a person answers a request that waits, before a function does what it
  /// should.
  ///
  /// @param what the function is called for
  private static void onAnswer(World world, String what, Answer mistake) {
    before(
        world,
        "Commands",
        (grant, call) -> {
          if (isFor(what, call) && read(world, grant).state() instanceof AwaitingApproval waiting) {
            callerOf(call).ifPresent(caller -> mistake.happen(grant, waiting, caller));
          }
        });
  }

  /// Does something with the newest request of a caller after a function did what it should.
  private static void afterRequest(World world, BiConsumer<GrantId, Requested> mistake) {
    around(
        world,
        "Requests",
        (call, _, right) -> {
          right.run();
          callerOf(call).stream()
              .flatMap(caller -> world.system().ledger().requestedBy(caller, 1).stream())
              .forEach(newest -> mistake.accept(newest, asked(world, newest)));
        });
  }

  private static void after(World world, String function, Consumer<GrantId> mistake) {
    around(
        world,
        function,
        (call, _, right) -> {
          right.run();
          grantIn(call).ifPresent(mistake);
        });
  }

  /// Lets something else happen when a function is called.
  private static void around(World world, String function, Wrong wrong) {
    world
        .system()
        .surround(
            function,
            right ->
                (event, output, context) -> {
                  byte[] call = event.readAllBytes();
                  wrong.handle(
                      new String(call, UTF_8),
                      output,
                      () -> right.handleRequest(new ByteArrayInputStream(call), output, context));
                });
  }

  private static Optional<Person> callerOf(String call) {
    Matcher caller = CALLER.matcher(call);
    return caller.find() ? Optional.of(new Person(caller.group(1))) : Optional.empty();
  }

  private static Optional<GrantId> grantIn(String call) {
    Matcher grant = GRANT.matcher(call);
    return grant.find() ? Optional.of(new GrantId(grant.group())) : Optional.empty();
  }

  private static dev.hallpass.ledger.History read(World world, GrantId grant) {
    return world.system().ledger().read(grant);
  }

  private static boolean isKnown(World world, GrantId grant) {
    return has(world, grant, Requested.class);
  }

  private static boolean has(World world, GrantId grant, Class<? extends GrantEvent> type) {
    return read(world, grant).entries().stream().map(Entry::event).anyMatch(type::isInstance);
  }

  private static Requested asked(World world, GrantId grant) {
    return (Requested) read(world, grant).entries().getFirst().event();
  }

  private static boolean approved(World world, GrantId grant) {
    return read(world, grant).state() instanceof dev.hallpass.grant.Grant.Approved;
  }

  private static boolean planned(World world, GrantId grant) {
    return has(world, grant, PolicyPlanned.class);
  }

  private static boolean activated(World world, GrantId grant) {
    return has(world, grant, Activated.class);
  }

  /// Whether a denial is one of a grant whose sessions had been denied before an instant.
  private static boolean wasDenied(World world, Inline denial, Instant since) {
    return grantIn(denial.name()).stream()
        .flatMap(grant -> read(world, grant).entries().stream())
        .filter(entry -> entry.event() instanceof GrantEvent.SessionsDenied)
        .anyMatch(entry -> entry.at().isBefore(since));
  }

  /// The denials in the own account.
  private static Set<Inline> sessionDenials(World world) {
    IamClient iam = world.system().account().iam();
    Set<Inline> sessionDenials = new HashSet<>();
    for (Role role : iam.listRoles(all -> all.pathPrefix("/hallpass/")).roles()) {
      iam.listRolePolicies(of -> of.roleName(role.roleName())).policyNames().stream()
          .filter(name -> name.startsWith("denied-"))
          .forEach(name -> sessionDenials.add(new Inline(role.roleName(), name)));
    }
    return sessionDenials;
  }

  private static void delete(World world, Inline one) {
    world
        .system()
        .account()
        .iam()
        .deleteRolePolicy(policy -> policy.roleName(one.role()).policyName(one.name()));
  }

  /// A policy that is part of a role.
  private record Inline(String role, String name) {}

  private static int quorum(World world, GrantId grant) {
    return asked(world, grant).plan().levels().stream().mapToInt(Level::quorum).sum();
  }

  private static Instant soon(World world) {
    return world.now().plusSeconds(900).truncatedTo(ChronoUnit.SECONDS);
  }

  private static void append(World world, GrantId grant, GrantEvent event) {
    try {
      dev.hallpass.ledger.History before = read(world, grant);
      var _ =
          world
              .system()
              .ledger()
              .append(
                  before,
                  event instanceof Approved yes ? sealed(world, before, yes) : event,
                  world.now());
    } catch (CorruptLedger _) {
      // It is written, though it makes no sense to the system.
    }
  }

  /// Whether the level that waits asked a person before others joined or took over.
  private static boolean asksAtFirst(AwaitingApproval waiting, Person person) {
    return waiting.dossier().level(waiting.level()).approvers().contains(person);
  }

  private static void sayYes(
      World world, GrantId grant, AwaitingApproval waiting, Person approver, Channel channel) {
    append(
        world,
        grant,
        new Approved(
            waiting.level(),
            approver,
            waiting.dossier().request().policyHash(),
            channel,
            Optional.empty()));
  }

  /// A yes as a function seals it in which people decide, and which has the mistake.
  private static Approved sealed(World world, dev.hallpass.ledger.History before, Approved yes) {
    return yes.with(
        new KmsSealer(world.system().region()::kms, world.sealKey())
            .seal(before.statement(yes, world.now())));
  }

  /// A grant of the same person, which there is not yet.
  private static GrantId another(World world, Requested asked) {
    return GrantId.of(asked.requester(), world.now().toString());
  }

  /// Opens a request at once. Nobody is asked.
  private static void openAtOnce(World world, Requested asked) {
    GrantId grant = another(world, asked);
    append(world, grant, asked);
    append(world, grant, new ApprovedByRule(asked.plan().rule(), asked.policyHash()));
    open(world, grant, soon(world));
  }

  private static void open(World world, GrantId grant, Instant end) {
    open(world, grant, asked(world, grant).policy().ofGrant(grant, end), end);
  }

  private static void open(World world, GrantId grant, Policy policy, Instant end) {
    append(world, grant, new PolicyPlanned(policy, PolicyJson.hash(policy), end));
    makePolicy(world, grant, policy);
  }

  private static void makePolicy(World world, GrantId grant, Policy policy) {
    try {
      iam(world, asked(world, grant))
          .createPolicy(made ->
              made.path("/hallpass/")
                  .policyName(grant.value())
                  .policyDocument(PolicyJson.write(policy))
                  .tags(Tag.builder().key("hallpass:grant").value(grant.value()).build()));
    } catch (SdkException _) {
      // It is there.
    }
  }

  /// Whether a call is for this, which comes behind the grant in the path.
  private static boolean isFor(String what, String call) {
    return call.contains("\"/grants/{grant}/" + what + "\"");
  }

  /// Does something with a grant that was opened, before a function does what it should. What AWS
  /// refuses changes nothing.
  ///
  /// @param what the function is called for
  private static void beforeOnOpened(
      World world, String function, String what, BiConsumer<GrantId, Requested> mistake) {
    before(
        world,
        function,
        (grant, call) -> {
          if (isFor(what, call) && activated(world, grant)) {
            try {
              mistake.accept(grant, asked(world, grant));
            } catch (SdkException _) {
              // Then there is nothing to find.
            }
          }
        });
  }

  /// The IAM of the own account, called as a function calls it.
  private static IamClient as(World world, String function) {
    return world.system().region().iam(role(world, function));
  }

  /// Who a function is to AWS.
  private static Caller role(World world, String function) {
    return world.system().region().lambda().functions().stream()
        .filter(one -> one.handler().endsWith("." + function))
        .findFirst()
        .orElseThrow()
        .caller();
  }

  private static IamClient iam(World world, Requested asked) {
    return world.system().accounts().account(asked.role().value().split(":", -1)[4]).iam();
  }

  private static String arn(Requested asked, GrantId grant) {
    return "arn:aws:iam::%s:policy/hallpass/%s"
        .formatted(asked.role().value().split(":", -1)[4], grant);
  }

  /// What happens when a function is called.
  private interface Wrong {
    /// @param right does what the function should
    void handle(String call, OutputStream output, Right right) throws IOException;
  }

  private interface Right {
    void run() throws IOException;
  }

  /// What is done when a person answers a request that waits.
  private interface Answer {
    void happen(GrantId grant, AwaitingApproval waiting, Person caller);
  }

  /// What is done for a grant when a function is called.
  private interface Mistake {
    void happen(GrantId grant, String call);
  }
}
