package dev.hallpass.local.simulation;

import dev.hallpass.emulator.account.Account;
import dev.hallpass.emulator.policy.NamedPolicy;
import dev.hallpass.emulator.policy.PolicyDocument;
import dev.hallpass.emulator.ses.SentMail;
import dev.hallpass.emulator.sts.Session;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.iam.model.CreatePolicyRequest;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyScopeType;
import software.amazon.awssdk.services.iam.model.PutRolePolicyRequest;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.PolicyDescriptorType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Who knows the promises and none of the rules: it reads IAM, what the evaluator lets each session
/// do, the mails, and the ledger's raw items.
final class Checker {

  private static final Pattern GRANT = Pattern.compile("grant-[0-9a-f]{32}");
  private static final Pattern LINK = Pattern.compile("/decision\\?link=([A-Za-z0-9._%-]+)");
  private static final String METRICS = "\"_aws\":";
  private static final Pattern MEASURED = Pattern.compile("(?<=\"):[0-9]+");
  private static final Pattern CODE = Pattern.compile("(?m)^ *and type in the code +([0-9]{6})$");
  private static final String DENIED = "denied-";
  private static final Duration GONE_WITHIN = Duration.ofMinutes(5);
  private static final Duration USED_GONE_WITHIN = Duration.ofMinutes(30);
  private static final Duration FOUND_WITHIN = Duration.ofMinutes(31);

  private static final Duration PUT_BACK_WITHIN = Duration.ofMinutes(2);
  private static final Duration TERMINATED_WITHIN = Duration.ofMinutes(3);
  private static final Duration ENDED_WITHIN = Duration.ofMinutes(2);
  private static final Duration LONGEST_TOGETHER = Duration.ofHours(2);
  private static final Duration CLOCKS_ARE_OFF = Duration.ofMinutes(5);

  // Two hundred are many for a grant; AWS ends an execution at 25,000.
  private static final int MOST_EVENTS = 500;

  // Where a workflow was stopped, nobody asks any more, and an alarm rings when a review is late.
  private static final Set<ExecutionStatus> ASKING =
      EnumSet.of(ExecutionStatus.RUNNING, ExecutionStatus.SUCCEEDED);

  private static final NamedPolicy EVERYBODY = openTo("*");

  private final World world;
  private final FaultProfile profile;
  private final boolean isCalm;
  private final SealCheck seals;
  private final Map<String, Case> cases = new LinkedHashMap<>();
  private final Map<String, List<Session>> sessions = new LinkedHashMap<>();
  private final Map<String, NamedPolicy> naming = new HashMap<>();
  private final Map<String, Case> people = new HashMap<>();
  private final Set<String> forged = new HashSet<>();
  private final Set<String> tampered = new HashSet<>();
  private final Map<String, Instant> planted = new HashMap<>();
  private final Map<String, Instant> denialRemoved = new HashMap<>();
  private final Map<String, Opened> shells = new HashMap<>();
  private final Set<String> secrets = new LinkedHashSet<>();
  private final Set<String> codes = new LinkedHashSet<>();
  private final List<Violation> late = new ArrayList<>();
  private Set<String> open = new HashSet<>();
  private Optional<Instant> calmSince = Optional.empty();
  private Optional<Instant> ticketClosed = Optional.empty();
  private Instant lastCheck = Instant.EPOCH;
  private int mailsRead;
  private int checks;

  /// @param isCalm whether nothing goes wrong but what the nemesis does
  Checker(World world, FaultProfile profile, boolean isCalm) {
    this.world = world;
    this.profile = profile;
    this.isCalm = isCalm;
    this.seals = SealCheck.of(world);
    if (isCalm) {
      healed();
    }
  }

  /// Notes that from now on nothing goes wrong by itself.
  void healed() {
    calmSince = calmSince.or(() -> Optional.of(world.now()));
  }

  /// Notes that the ticket is closed.
  void ticketClosed() {
    ticketClosed = ticketClosed.or(() -> Optional.of(world.now()));
  }

  /// Notes that somebody else changed the policy of a grant.
  void tampered(String grant) {
    tampered.add(grant);
  }

  /// Notes that somebody writes a grant that nobody asked for.
  void forged(String grant) {
    forged.add(grant);
  }

  /// Notes that somebody else made a policy that looks like a grant's.
  void planted(String grant) {
    planted.put(grant, world.now());
    tampered.add(grant);
  }

  /// Notes that somebody else took away the denials of the grants that it names.
  void denialRemoved(String document) {
    GRANT
        .matcher(document)
        .results()
        .forEach(grant -> denialRemoved.put(grant.group(), world.now()));
  }

  /// Notes that somebody opened a shell.
  void shellOpened(String grant, String shell) {
    shells.put(shell, new Opened(grant, world.now()));
  }

  /// A shell of a grant, and when it was opened.
  private record Opened(String grant, Instant at) {}

  /// Notes what must stand nowhere.
  void secret(String secret) {
    secrets.add(secret);
  }

  int checks() {
    return checks;
  }

  Optional<Case> about(String grant) {
    return Optional.ofNullable(cases.get(grant));
  }

  /// Looks at what a call has just changed, and at everything, before anything else happens.
  void happened(SdkRequest request) {
    try {
      switch (request) {
        case CreatePolicyRequest create when GRANT.matcher(create.policyName()).matches() -> {
          readLedger();
          requirePlan(create.policyName(), create.policyDocument());
        }
        case AssumeRoleRequest assume when assume.hasPolicyArns() -> {
          readLedger();
          begun(assume);
        }
        case PutRolePolicyRequest put when put.policyName().startsWith(DENIED) -> {
          readLedger();
          Matcher denied = GRANT.matcher(put.policyDocument());
          while (denied.find()) {
            requireCutShort(denied.group());
          }
          if (put.policyName().startsWith(DENIED + "before-")) {
            requireOneCutShort(put.roleName());
          }
        }
        default -> {}
      }
      check();
    } catch (Violation violation) {
      // Thrown here it would only fail the function that called.
      late.add(violation);
    }
  }

  private void requirePlan(String grant, String document) {
    Case about = caseOf(grant);
    Case.Line plan =
        about
            .first("policy-planned")
            .orElseThrow(() ->
                new Violation("The policy of %s is made before it is planned".formatted(grant)));
    about.requireQuorum("A policy is made");
    JsonNode made = JsonMapper.shared().readTree(document);
    if (!made.equals(plan.event().path("policy"))) {
      throw new Violation("The policy of %s is not the one that was planned".formatted(grant));
    }
  }

  private void begun(AssumeRoleRequest assume) {
    String policy = assume.policyArns().getFirst().arn();
    String grant = policy.substring(policy.lastIndexOf('/') + 1);
    String role = assume.roleArn().substring(assume.roleArn().lastIndexOf('/') + 1);
    String account = assume.roleArn().split(":", -1)[4];
    Case about = caseOf(grant);
    about.requireQuorum("A session begins");
    if (assume.tags().stream()
        .noneMatch(tag -> tag.key().equals("hallpass:grant") && tag.value().equals(grant))) {
      throw new Violation("A session of another grant begins under the policy of " + grant);
    }
    if (!about.has("credentials-planned", "session", assume.roleSessionName())) {
      throw new Violation("A session of %s begins that nobody planned".formatted(grant));
    }
    if (about.isEnded() || about.first("activated").isEmpty()) {
      throw new Violation("A session of %s begins while it is not open".formatted(grant));
    }
    List<String> managed =
        assume.policyArns().stream().skip(1).map(PolicyDescriptorType::arn).toList();
    if (!managed.equals(about.managedPolicies())) {
      throw new Violation("A session of %s begins under other managed policies".formatted(grant));
    }
    String arn =
        "arn:aws:sts::%s:assumed-role/%s/%s".formatted(account, role, assume.roleSessionName());
    Session session =
        world.system().accounts().account(account).sessions().withArn(arn).orElseThrow();
    secret(session.credentials().secretAccessKey());
    secret(session.credentials().sessionToken());
    sessions.computeIfAbsent(grant, _ -> new ArrayList<>()).add(session);
  }

  /// Looks at everything.
  void check() {
    checks++;
    if (!late.isEmpty()) {
      throw late.getFirst();
    }
    readLedger();
    readMails();
    Set<String> there = new HashSet<>();
    for (Account account : accounts()) {
      for (Policy policy : policies(account)) {
        if (GRANT.matcher(policy.policyName()).matches()) {
          check(policy);
          there.add(policy.policyName());
        }
      }
    }
    open.removeAll(there);
    open.forEach(grant -> requireOver(grant, "The policy of %s is gone"));
    open = there;
    sessions.forEach((grant, all) -> all.forEach(session -> check(grant, session)));
    openShells().forEach(this::requireTerminated);
    people.values().stream()
        .map(about -> about.lines().getLast())
        .filter(newest -> newest.type().equals("blocked"))
        .forEach(this::requireNothingOpenOf);
    ticketClosed.ifPresent(this::requireNothingOpenByTicket);
    lastCheck = world.now();
  }

  private Collection<Opened> openShells() {
    shells.keySet().retainAll(world.system().region().shells());
    return shells.values();
  }

  /// That no shell goes on after its grant, but for one that was opened in the last moment.
  private void requireTerminated(Opened shell) {
    Instant end = caseOf(shell.grant()).overAt().orElseThrow();
    Instant last = end.isAfter(shell.at()) ? end : shell.at();
    if (isCalm && world.now().isAfter(last.plus(TERMINATED_WITHIN).plus(profile.propagation()))) {
      throw new Violation("A shell of %s goes on after its end".formatted(shell.grant()));
    }
  }

  /// That an end was announced before it took effect, or came by some clock while nobody could
  /// write it down.
  private void requireOver(String grant, String what) {
    Case about = caseOf(grant);
    boolean isTimeUp =
        about
            .expiresAt()
            .filter(end -> !world.now().isBefore(end.minus(CLOCKS_ARE_OFF)))
            .isPresent();
    if (!about.isEnded() && !about.isRefused() && !isTimeUp && !tampered.contains(grant)) {
      throw new Violation((what + " before its end is recorded").formatted(grant));
    }
  }

  /// That sessions are denied on the role where an early end was announced, or where the policy may
  /// not deny them: somebody may have changed it, or it is gone, or may not be seen yet. The date
  /// in the policy ends all others.
  private void requireCutShort(String grant) {
    Case about = caseOf(grant);
    boolean isWithoutPolicy = about.isEnded() && (isSeenLate() || !isThere(grant));
    if (!about.isCutShort() && !isWithoutPolicy && !tampered.contains(grant)) {
      throw new Violation(
          "The sessions of %s are denied before an early end is recorded".formatted(grant));
    }
  }

  private boolean isSeenLate() {
    return !profile.staleness().isZero();
  }

  private boolean isThere(String grant) {
    return accounts().stream()
        .flatMap(account -> policies(account).stream())
        .anyMatch(policy -> policy.policyName().equals(grant));
  }

  /// That all sessions of a role are denied only where one of its grants ended early.
  private void requireOneCutShort(String role) {
    if (cases.values().stream()
        .noneMatch(about ->
            about.role().equals(role)
                && (about.isCutShort() || tampered.contains(about.grant())))) {
      throw new Violation("All sessions of %s are denied, and no grant ended".formatted(role));
    }
  }

  private List<Account> accounts() {
    return List.of(world.system().account(), world.system().accounts().account("444455556666"));
  }

  private static List<Policy> policies(Account account) {
    return account
        .iam()
        .listPolicies(
            all -> all.scope(PolicyScopeType.LOCAL).pathPrefix("/hallpass/").maxItems(1000))
        .policies();
  }

  private Case caseOf(String grant) {
    return cases.computeIfAbsent(grant, one -> new Case(one, seals));
  }

  private void readLedger() {
    Map<String, List<Map<String, AttributeValue>>> now =
        ScannedItems.byGrant(
            world
                .system()
                .dynamoDb()
                .scan(all -> all.tableName(world.system().table()))
                .items()
                .stream());
    if (!now.keySet()
        .containsAll(cases.values().stream().filter(Case::isKnown).map(Case::grant).toList())) {
      throw new Violation("All entries of a grant are gone");
    }
    now.forEach((id, items) -> {
      if (id.startsWith("person-")) {
        people.computeIfAbsent(id, Case::new).read(items, world.now());
      }
    });
    now.forEach((id, items) -> {
      if (!id.startsWith("person-")) {
        Case about = caseOf(id);
        int known = about.lines().size();
        about.read(items, world.now());
        if (!forged.contains(id)) {
          about.lines().stream().skip(known).forEach(line -> look(about, line));
        }
      }
    });
  }

  /// Looks at a new entry of a grant that nobody forged.
  private void look(Case about, Case.Line line) {
    requireUnblocked(line);
    switch (line.type()) {
      case "approved" -> requireProved(about, line);
      case "policy-planned" -> {
        requireTicket(about);
        requireSum(about);
        requireReviewed(about);
      }
      case "credentials-issued" -> requireTicket(about);
      default -> {}
    }
  }

  /// That the approver of a proved yes has proved it.
  private void requireProved(Case about, Case.Line yes) {
    if (yes.isSealed()
        && yes.text("channel").equals("PROVED")
        && !world.hasProved(yes.text("approver"), about.grant())) {
      throw new Violation("%s is approved by a proof that nobody made".formatted(about.grant()));
    }
  }

  private void requireTicket(Case about) {
    if (about.isByTicket() && ticketClosed.filter(this::isLongAgo).isPresent()) {
      throw new Violation("%s is opened by a ticket that is closed".formatted(about.grant()));
    }
  }

  /// That what a ticket opened for one person is not open for longer than the rule says together.
  private void requireSum(Case about) {
    // Where an earlier grant is seen late, or a clock is wrong, nobody can tell so exactly.
    if (!isCalm || !about.isByTicket()) {
      return;
    }
    Duration together =
        cases.values().stream()
            .filter(other -> other.isByTicket() && other.requester().equals(about.requester()))
            .map(Case::open)
            .reduce(Duration.ZERO, Duration::plus);
    if (together.compareTo(LONGEST_TOGETHER) > 0) {
      throw new Violation("A ticket opens %s beyond its sum".formatted(about.grant()));
    }
  }

  /// That nobody breaks the glass while their earlier access waits for its review.
  private void requireReviewed(Case about) {
    if (about.breaksGlass()
        && cases.values().stream()
            .filter(other -> other.breaksGlass() && other.requester().equals(about.requester()))
            .filter(other -> other.first("policy-planned").isPresent())
            .filter(other -> other.endedAt().filter(end -> isLongBefore(end, about)).isPresent())
            .anyMatch(other -> !other.has("reviewed", "verdict", "JUSTIFIED"))) {
      throw new Violation(
          "%s breaks the glass before an earlier access is reviewed".formatted(about.grant()));
    }
  }

  /// Whether something was so long before a request that the function must have known it.
  private boolean isLongBefore(Instant then, Case about) {
    return then.plus(NetworkFaults.LATEST.multipliedBy(2))
        .plus(profile.staleness())
        .plus(profile.skew().multipliedBy(2))
        .isBefore(about.first("requested").orElseThrow().seen());
  }

  /// Whether something was before all calls that can still take effect.
  private boolean isLongAgo(Instant then) {
    // What is there now and was not at the last check began at most so long before that.
    return then.isBefore(lastCheck.minus(NetworkFaults.LATEST));
  }

  /// Whether the newest entry about a person blocks them.
  boolean isBlocked(String person) {
    return blockOf(person).isPresent();
  }

  private Optional<Case.Line> blockOf(String person) {
    return people.values().stream()
        .map(about -> about.lines().getLast())
        .filter(newest -> newest.type().equals("blocked") && newest.text("person").equals(person))
        .findFirst();
  }

  private void requireUnblocked(Case.Line line) {
    switch (line.type()) {
      case "requested" -> requireUnblocked(line.text("requester"), "asks");
      case "approved" -> {
        // Anyone may write a yes without a seal, and it opens nothing.
        if (line.isSealed()) {
          requireUnblocked(line.text("approver"), "approves");
        }
      }
      case "credentials-issued" -> requireUnblocked(line.text("requester"), "gets credentials");
      default -> {}
    }
  }

  private void requireUnblocked(String person, String does) {
    if (blockOf(person).filter(block -> isLongAgo(block.seen())).isPresent()) {
      throw new Violation("%s is blocked and %s".formatted(person, does));
    }
  }

  private void requireNothingOpenOf(Case.Line block) {
    if (!isCalm || !block.seen().plus(FOUND_WITHIN).isBefore(world.now())) {
      return;
    }
    cases.values().stream()
        .filter(about -> !tampered.contains(about.grant()))
        .filter(about -> about.has("requested", "requester", block.text("person")))
        // One that is forged after the block is there for as long as it takes to find it.
        .filter(about -> about.lines().getFirst().seen().plus(FOUND_WITHIN).isBefore(world.now()))
        .filter(about -> !about.isEnded() && !about.isRefused())
        .findFirst()
        .ifPresent(about -> {
          throw new Violation("%s of a blocked person does not end".formatted(about.grant()));
        });
  }

  private void requireNothingOpenByTicket(Instant closed) {
    if (isCalm && world.now().isAfter(closed.plus(ENDED_WITHIN))) {
      cases.values().stream()
          .filter(about -> about.isByTicket() && about.first("policy-planned").isPresent())
          .filter(about -> !tampered.contains(about.grant()) && !about.isEnded())
          .findFirst()
          .ifPresent(about -> {
            throw new Violation("%s outlives its ticket".formatted(about.grant()));
          });
    }
  }

  private void check(Policy policy) {
    String grant = policy.policyName();
    if (planted.containsKey(grant)) {
      if (isCalm && world.now().isAfter(planted.get(grant).plus(FOUND_WITHIN))) {
        throw new Violation("%s, which nobody planned, is still there".formatted(grant));
      }
      return;
    }
    Case about = caseOf(grant);
    if (about.first("policy-planned").isEmpty()) {
      throw new Violation("There is a policy of %s that nobody planned".formatted(grant));
    }
    about.requireQuorum("There is a policy");
    Instant end = about.expiresAt().orElseThrow();
    Duration within =
        about.first("credentials-planned").isPresent() ? USED_GONE_WITHIN : GONE_WITHIN;
    if (isCalm && !tampered.contains(grant) && world.now().isAfter(end.plus(within))) {
      throw new Violation(
          "The policy of %s outlives it by %d minutes".formatted(grant, within.toMinutes()));
    }
  }

  private void check(String grant, Session session) {
    Case about = caseOf(grant);
    Instant now = world.now();
    Instant end = about.expiresAt().orElseThrow();
    Errand errand = Errand.of(about.first("requested").orElseThrow().event());
    Account account =
        world.system().accounts().account(session.principal().arn().split(":", -1)[4]);
    boolean denied =
        about.deniedAt().filter(at -> now.isAfter(at.plus(profile.propagation()))).isPresent();
    boolean denialRemoved = isYetToBePutBack(grant);
    if (denied
        && !denialRemoved
        && (may(account, session, errand, now) || mayByName(account, session, errand, now))) {
      throw new Violation("A session of %s works after its end".formatted(grant));
    }
    if (tampered.contains(grant)) {
      return;
    }
    Instant then = now.isAfter(end) ? now : end;
    // Before its date a policy is removed also where its sessions could not be denied yet; until
    // they are, a managed policy, or a resource that names a session, may still let it in.
    boolean isToBeDenied =
        denialRemoved
            || (about.isCutShort()
                && about
                    .deniedAt()
                    .filter(at -> then.isAfter(at.plus(profile.propagation())))
                    .isEmpty());
    boolean isBesideManaged = !about.managedPolicies().isEmpty();
    if ((!(isToBeDenied && isBesideManaged) && may(account, session, errand, then))
        || (!isToBeDenied && mayByName(account, session, errand, then))) {
      throw new Violation("A session of %s will work at the end of its time".formatted(grant));
    }
    // A resource that is open to everybody is kept out by the fence in the policy, or else by the
    // denial on the role. Beside a managed policy there is no fence.
    boolean isFenced = !isBesideManaged && !denialRemoved && (!about.isCutShort() || denied);
    if (account.may(session, errand.other(), errand.outside(), errand.context(), now).allowed()
        || (isFenced
            && account
                .may(session, errand.other(), errand.outside(), errand.context(), now, EVERYBODY)
                .allowed())) {
      throw new Violation("A session of %s reaches what nobody asked for".formatted(grant));
    }
  }

  /// Whether somebody let the sessions of a grant in, and nobody can have seen it yet.
  private boolean isYetToBePutBack(String grant) {
    return Optional.ofNullable(denialRemoved.get(grant))
        .filter(at ->
            calmSince
                .map(since -> since.isAfter(at) ? since : at)
                .filter(from ->
                    world.now().isAfter(from.plus(PUT_BACK_WITHIN).plus(profile.propagation())))
                .isEmpty())
        .isPresent();
  }

  /// By the session's own policies.
  private static boolean may(Account account, Session session, Errand errand, Instant at) {
    return account.may(session, errand.action(), errand.inside(), errand.context(), at).allowed();
  }

  /// By a policy of the resource that names the session.
  private boolean mayByName(Account account, Session session, Errand errand, Instant at) {
    NamedPolicy resource = naming.computeIfAbsent(session.principal().arn(), Checker::openTo);
    return account
        .may(session, errand.action(), errand.inside(), errand.context(), at, resource)
        .allowed();
  }

  private static NamedPolicy openTo(String principal) {
    return new NamedPolicy(
        "the resource's",
        PolicyDocument.resource(
            """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*",
              "Principal": {"AWS": "%s"}, "Resource": "*"}]}
            """
                .formatted(principal)));
  }

  private void readMails() {
    List<SentMail> mails = world.system().mails();
    for (SentMail mail : mails.subList(mailsRead, mails.size())) {
      Matcher link = LINK.matcher(mail.text());
      if (link.find()) {
        String token = URLDecoder.decode(link.group(1), StandardCharsets.UTF_8);
        secrets.add(token);
        Matcher code = CODE.matcher(mail.text());
        while (code.find()) {
          codes.add(code.group(1));
        }
        requireAddressee(mail, Canonical.sha256(token));
      }
      requireNoOther(mail);
    }
    mailsRead = mails.size();
  }

  /// That a mail tells nothing secret but the one link that is its reader's.
  private void requireNoOther(SentMail mail) {
    String text = mail.text() + mail.html();
    Matcher link = LINK.matcher(text);
    String own = link.find() ? URLDecoder.decode(link.group(1), StandardCharsets.UTF_8) : "";
    for (String secret : secrets) {
      if (!secret.equals(own) && text.contains(secret)) {
        throw new Violation("A mail tells a secret that is not its reader's");
      }
    }
  }

  private void requireAddressee(SentMail mail, String hash) {
    boolean isTheirs =
        mail.to().size() == 1
            && cases.values().stream()
                .anyMatch(about ->
                    about.seeks("approval-sought", "approver", mail.to().getFirst(), hash)
                        || about.seeks("review-sought", "reviewer", mail.to().getFirst(), hash));
    if (!isTheirs) {
      throw new Violation("A link is mailed that was not announced for its reader");
    }
  }

  /// What is still to come to an end; empty if nothing is.
  Optional<String> unsettled() {
    for (Account account : accounts()) {
      for (Policy policy : policies(account)) {
        if (GRANT.matcher(policy.policyName()).matches()) {
          return Optional.of("the policy of " + policy.policyName());
        }
      }
      for (var role : account.iam().listRoles(all -> all.pathPrefix("/hallpass/")).roles()) {
        for (String inline :
            account.iam().listRolePolicies(of -> of.roleName(role.roleName())).policyNames()) {
          if (inline.startsWith(DENIED)) {
            return Optional.of("%s of %s".formatted(inline, role.roleName()));
          }
        }
      }
    }
    Optional<Opened> shell = openShells().stream().findFirst();
    if (shell.isPresent()) {
      return Optional.of("a shell of " + shell.get().grant());
    }
    Map<String, ExecutionStatus> executions = new HashMap<>();
    world
        .system()
        .stepFunctions()
        .listExecutions(all -> all.stateMachineArn(world.system().stateMachine()).maxResults(1000))
        .executions()
        .forEach(one -> executions.put(one.name(), one.status()));
    for (Case about : cases.values()) {
      if (!about.isKnown()) {
        continue;
      }
      if (!about.isEnded() && !about.isRefused()) {
        return Optional.of("the end of " + about);
      }
      if (about.isReviewForgotten() && ASKING.contains(executions.get(about.grant()))) {
        return Optional.of("the question for the review of " + about);
      }
      if (executions.get(about.grant()) == ExecutionStatus.RUNNING && !about.isToBeReviewed()) {
        return Optional.of("the workflow of " + about);
      }
    }
    return Optional.empty();
  }

  /// That what is secret stands in no entry, no history of an execution and no log; and that no
  /// workflow went round and round.
  void checkRecords(String log) {
    StringBuilder all = new StringBuilder(withoutMeasuredValues(log));
    for (Case about : cases.values()) {
      about
          .items()
          .forEach(item -> item.values().forEach(value -> all.append(value.s()).append('\n')));
    }
    world
        .system()
        .stepFunctions()
        .listExecutions(
            list -> list.stateMachineArn(world.system().stateMachine()).maxResults(1000))
        .executions()
        .forEach(one -> all.append(historyOf(one)));
    String text = all.toString();
    for (String secret : secrets) {
      if (text.contains(secret)) {
        throw new Violation("A secret stands where all can read it");
      }
    }
    for (String code : codes) {
      if (stands(code, text) || stands(code.substring(0, 3) + " " + code.substring(3), text)) {
        throw new Violation("A code stands where all can read it");
      }
    }
  }

  /// The log without the numbers of its metrics: a measured time of six digits looks like a code.
  private static String withoutMeasuredValues(String log) {
    return log.lines()
        .map(line -> line.contains(METRICS) ? MEASURED.matcher(line).replaceAll(":") : line)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private String historyOf(ExecutionListItem execution) {
    List<HistoryEvent> events =
        world
            .system()
            .stepFunctions()
            .getExecutionHistory(
                of -> of.executionArn(execution.executionArn()).maxResults(MOST_EVENTS + 1))
            .events();
    if (events.size() > MOST_EVENTS) {
      throw new Violation("The workflow of %s goes round and round".formatted(execution.name()));
    }
    return events.stream().map(HistoryEvent::toString).collect(Collectors.joining("\n", "", "\n"));
  }

  /// Whether a code stands in a text as a word of its own, and not within a number or an id.
  private static boolean stands(String code, String text) {
    for (int at = text.indexOf(code); at >= 0; at = text.indexOf(code, at + 1)) {
      int end = at + code.length();
      if ((at == 0 || !continues(text.charAt(at - 1)))
          && (end == text.length() || !continues(text.charAt(end)))) {
        return true;
      }
    }
    return false;
  }

  private static boolean continues(char one) {
    return Character.isLetterOrDigit(one) || one == '.' || one == '-';
  }
}
