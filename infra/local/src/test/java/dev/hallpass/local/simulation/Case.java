package dev.hallpass.local.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What the raw items of one grant say to somebody who knows no rule but the promises.
public final class Case {

  private static final String NOTHING_BEFORE = "0".repeat(64);
  private static final Set<String> ENDS = Set.of("ended", "returned", "revoked", "refused");
  private static final Set<String> REFUSALS = Set.of("denied", "lapsed", "cancelled", "failed");
  private static final Set<String> ADMINS = Set.of("carol@example.com", "dave@example.com");
  private static final Set<String> DECISIONS = Set.of("approved", "denied", "revoked", "reviewed");
  private static final Set<String> ONCE =
      Set.of(
          "requested",
          "approved-by-rule",
          "policy-planned",
          "activated",
          "ended",
          "returned",
          "revoked",
          "refused",
          "denied",
          "lapsed",
          "cancelled",
          "failed",
          "session-denial-removed",
          "reviewed");

  private final String grant;
  private final Optional<SealCheck> seals;
  private final List<Map<String, AttributeValue>> items = new ArrayList<>();
  private final List<Line> lines = new ArrayList<>();

  /// One of which no seal is checked.
  public Case(String grant) {
    this(grant, Optional.empty());
  }

  Case(String grant, SealCheck seals) {
    this(grant, Optional.of(seals));
  }

  private Case(String grant, Optional<SealCheck> seals) {
    this.grant = grant;
    this.seals = seals;
  }

  /// One entry, parsed.
  ///
  /// @param seen when it was there, by the clock of the world
  /// @param isSealed whether it is a yes with a good seal
  public record Line(String type, Instant seen, JsonNode event, boolean isSealed) {
    public String text(String name) {
      return event.path(name).asString("");
    }
  }

  /// Takes in what the ledger holds now, which must begin with what it held before.
  public void read(List<Map<String, AttributeValue>> held, Instant now) {
    if (held.size() < items.size()) {
      throw new Violation("Entries of %s are gone".formatted(grant));
    }
    for (int i = 0; i < held.size(); i++) {
      Map<String, AttributeValue> item = held.get(i);
      if (i < items.size()) {
        if (!item.equals(items.get(i))) {
          throw new Violation("Entry %d of %s has changed".formatted(i, grant));
        }
      } else {
        add(item, now);
      }
    }
  }

  private void add(Map<String, AttributeValue> item, Instant now) {
    int place = items.size();
    if (!ScannedItems.number(item, "sequence").equals(Integer.toString(place))) {
      throw new Violation("There is a gap at %d of %s".formatted(place, grant));
    }
    String previous = place == 0 ? NOTHING_BEFORE : ScannedItems.text(items.getLast(), "hash");
    if (!ScannedItems.text(item, "previous").equals(previous)
        || !ScannedItems.text(item, "hash").equals(Canonical.hash(item))) {
      throw new Violation("The chain breaks at %d of %s".formatted(place, grant));
    }
    String type = ScannedItems.text(item, "type");
    JsonNode event = JsonMapper.shared().readTree(ScannedItems.text(item, "event"));
    var line = new Line(type, now, event, type.equals("approved") && isSealed(item, event));
    if (ONCE.contains(line.type()) && first(line.type()).isPresent()) {
      throw new Violation("%s has a second entry of %s".formatted(grant, line.type()));
    }
    items.add(item);
    lines.add(line);
    check(line);
  }

  private boolean isSealed(Map<String, AttributeValue> item, JsonNode yes) {
    return first("requested")
        .filter(asked -> seals.filter(check -> !check.isSealed(item, yes, asked.event())).isEmpty())
        .isPresent();
  }

  private void check(Line line) {
    switch (line.type()) {
      case "policy-planned" -> {
        requireQuorum("A policy is planned");
        if (isRefused() || isEnded()) {
          throw new Violation("A policy is planned for %s, which is over".formatted(grant));
        }
        requireAsAsked(line);
      }
      case "activated" -> requireBefore(line, "policy-planned");
      case "credentials-planned" -> {
        requireBefore(line, "activated");
        if (isEnded()) {
          throw new Violation("Credentials are planned for %s, which is over".formatted(grant));
        }
      }
      case "approved" -> {
        if (line.isSealed()) {
          requireAnother(line);
        }
      }
      case "denied" -> requireAsked(line.text("approver"));
      case "revoked" -> requireAsked(line.text("revoker"));
      default -> {}
    }
  }

  /// That a new yes is not the requester's own, and that its approver has said no other yes.
  private void requireAnother(Line yes) {
    String approver = canonical(yes.text("approver"));
    if (approver.equals(requester())) {
      throw new Violation("%s is approved by its own requester".formatted(grant));
    }
    if (lines.stream()
        .limit(lines.size() - 1L)
        .filter(Line::isSealed)
        .anyMatch(line -> canonical(line.text("approver")).equals(approver))) {
      throw new Violation("One person said yes to %s twice".formatted(grant));
    }
  }

  /// That the person who ends it was asked for a yes, or is an admin. All owners are admins.
  private void requireAsked(String person) {
    JsonNode asked = first("requested").orElseThrow().event();
    Set<String> may = new HashSet<>(ADMINS);
    JsonNode levels = asked.path("approval");
    for (int level = 0; level < levels.size(); level++) {
      Set<String> eligible = eligible(levels.path(level));
      for (Line line : lines) {
        if (isOf(level, line)) {
          escalate(eligible, line, levels.path(level));
        }
      }
      may.addAll(eligible);
    }
    lines.stream().filter(Line::isSealed).forEach(yes -> may.add(yes.text("approver")));
    if (!may.contains(person)) {
      throw new Violation("%s is ended by a person who was not asked".formatted(grant));
    }
  }

  /// That what is planned is what was asked for and shown, and ends when it is said to.
  private void requireAsAsked(Line plan) {
    ArrayNode dated = (ArrayNode) plan.event().path("policy").path("Statement").deepCopy();
    // Statements that only deny can stand between; which ones, other tests say. Managed policies
    // have no fence but the denial of Hallpass's parts.
    String fence = managedPolicies().isEmpty() ? "NothingElse" : "NothingOfHallpass";
    boolean isFenced =
        dated.values().stream()
            .anyMatch(statement -> statement.path("Sid").asString().equals(fence));
    dated.removeIf(statement ->
        (statement.path("Effect").asString().equals("Deny") && !statement.has("Condition"))
            || statement.path("Sid").asString().startsWith("NothingUnless"));
    ArrayNode asked =
        (ArrayNode)
            first("requested").orElseThrow().event().path("policy").path("Statement").deepCopy();
    String end = Instant.parse(plan.text("expiresAt")).toString();
    for (JsonNode statement : asked) {
      if (statement.path("Effect").asString().equals("Allow")) {
        ((ObjectNode) statement)
            .withObject("/Condition")
            .withObject("/DateLessThan")
            .putArray("aws:CurrentTime")
            .add(end);
      }
    }
    addDenial(asked, "NothingForOthers")
        .withObject("/Condition/StringNotEquals")
        .putArray("aws:PrincipalTag/hallpass:grant")
        .add(grant);
    addDenial(asked, "NothingAfterExpiry")
        .withObject("/Condition/DateGreaterThanEquals")
        .putArray("aws:CurrentTime")
        .add(end);
    if (!dated.equals(asked) || !isFenced) {
      throw new Violation("What is planned for %s is not what was asked for".formatted(grant));
    }
  }

  private static ObjectNode addDenial(ArrayNode statements, String sid) {
    ObjectNode denial = statements.addObject();
    denial.putArray("Action").add("*");
    denial.put("Effect", "Deny").putArray("Resource").add("*");
    return denial.put("Sid", sid);
  }

  /// Whether the catalogue lets it pass without anybody's yes.
  private boolean mayRule(String rule) {
    JsonNode asked = first("requested").orElseThrow().event();
    Duration duration = Duration.parse(asked.path("duration").asString());
    return switch (asked.path("entitlement").asString()) {
      case "read-log-group" ->
          rule.equals("incident-in-office-hours")
              && asked.path("ticket").asString("").equals(World.OPEN_TICKET)
              && duration.compareTo(Duration.ofMinutes(30)) <= 0;
      case "edit-table-partition" ->
          asked.has("breakGlass")
              && Set.of("alice@example.com", "erin@example.com").contains(requester())
              && duration.compareTo(Duration.ofMinutes(30)) <= 0;
      default -> false;
    };
  }

  private void requireBefore(Line line, String type) {
    if (first(type).isEmpty()) {
      throw new Violation("%s of %s comes before %s".formatted(line.type(), grant, type));
    }
  }

  /// That enough people other than the requester, or a rule, have said yes by now.
  void requireQuorum(String what) {
    if (!isApproved()) {
      throw new Violation("%s for %s without a quorum".formatted(what, grant));
    }
  }

  private boolean isApproved() {
    if (first("requested").isEmpty()) {
      return false;
    }
    JsonNode asked = first("requested").get().event();
    JsonNode levels = asked.path("approval");
    String hash = asked.path("policyHash").asString();
    if (levels.isEmpty()) {
      return first("approved-by-rule")
          .filter(rule -> rule.text("policyHash").equals(hash))
          .filter(rule -> rule.text("rule").equals(asked.path("rule").asString()))
          .filter(rule -> mayRule(rule.text("rule")))
          .isPresent();
    }
    boolean isProved = asked.path("signed").asBoolean(false);
    for (int level = 0; level < levels.size(); level++) {
      if (saidYes(level, levels.path(level), hash, isProved)
          < levels.path(level).path("quorum").asInt()) {
        return false;
      }
    }
    return true;
  }

  private int saidYes(int level, JsonNode plan, String hash, boolean isProved) {
    Set<String> eligible = eligible(plan);
    Set<String> people = new HashSet<>();
    for (Line line : lines) {
      if (!isOf(level, line)) {
        continue;
      }
      escalate(eligible, line, plan);
      String approver = canonical(line.text("approver"));
      if (line.isSealed()
          && eligible.contains(line.text("approver"))
          && !approver.equals(requester())
          && (!isProved || line.text("channel").equals("PROVED"))
          && line.text("policyHash").equals(hash)) {
        people.add(approver);
      }
    }
    return people.size();
  }

  private static boolean isOf(int level, Line line) {
    return line.event().path("level").asInt(-1) == level;
  }

  /// Who a level asks at first, by the address as it is written.
  private static Set<String> eligible(JsonNode plan) {
    Set<String> eligible = new HashSet<>();
    plan.path("approvers").forEach(one -> eligible.add(one.asString()));
    return eligible;
  }

  /// Lets others join those whom a level asks, or take over, if a line says so.
  private static void escalate(Set<String> eligible, Line line, JsonNode plan) {
    if (line.type().equals("escalated")) {
      JsonNode escalation = plan.path("escalation");
      if (escalation.path("mode").asString().equals("TAKE_OVER")) {
        eligible.clear();
      }
      escalation.path("approvers").forEach(one -> eligible.add(one.asString()));
    }
  }

  String requester() {
    return first("requested").map(line -> canonical(line.text("requester"))).orElse("");
  }

  private static String canonical(String email) {
    String plain = email.toLowerCase(Locale.ROOT).replaceFirst("\\+[^@]*@", "@");
    return plain.equals("a.smith@example.com") ? "alice@example.com" : plain;
  }

  Optional<Line> first(String type) {
    return lines.stream().filter(line -> line.type().equals(type)).findFirst();
  }

  boolean has(String type, String member, String value) {
    return lines.stream()
        .anyMatch(line -> line.type().equals(type) && line.text(member).equals(value));
  }

  /// Whether a question to somebody with a link of this hash was announced.
  boolean seeks(String type, String member, String person, String hash) {
    return lines.stream()
        .anyMatch(line ->
            line.type().equals(type)
                && line.text(member).equals(person)
                && line.text("link").equals(hash));
  }

  /// How often somebody has decided.
  long decisions() {
    return lines.stream().filter(line -> DECISIONS.contains(line.type())).count();
  }

  /// What somebody needs to ring at the newest door.
  Optional<String> doorbell() {
    return lines.stream()
        .map(line -> line.text("doorbell"))
        .filter(token -> !token.isEmpty())
        .reduce((_, newer) -> newer);
  }

  /// The account that the access is in.
  String account() {
    return first("requested")
        .map(line -> line.text("role").split(":", -1)[4])
        .orElse("111122223333");
  }

  /// The name of the role that the access is through.
  String role() {
    return first("requested").map(line -> line.text("role").replaceFirst(".*/", "")).orElse("");
  }

  String grant() {
    return grant;
  }

  boolean isEnded() {
    return endedAt().isPresent();
  }

  /// Whether it ended before its time.
  boolean isCutShort() {
    return lines.stream()
        .anyMatch(line -> ENDS.contains(line.type()) && !line.text("cause").equals("EXPIRED"));
  }

  boolean isRefused() {
    return lines.stream().anyMatch(line -> REFUSALS.contains(line.type()));
  }

  boolean isKnown() {
    return first("requested").isPresent();
  }

  Optional<Instant> expiresAt() {
    return first("policy-planned").map(line -> Instant.parse(line.text("expiresAt")));
  }

  /// From when on no session may do anything because of what stands in the ledger.
  Optional<Instant> deniedAt() {
    return isEnded()
        ? lines.stream()
            .filter(line -> line.type().equals("sessions-denied"))
            .map(Line::seen)
            .findFirst()
        : Optional.empty();
  }

  /// Whether its owners review it because nobody was asked before.
  boolean breaksGlass() {
    return first("requested").filter(line -> line.event().has("breakGlass")).isPresent();
  }

  /// Whether a ticket opens it.
  boolean isByTicket() {
    return first("requested")
        .filter(line -> line.event().path("automatic").asBoolean(false))
        .filter(line -> line.event().has("ticket"))
        .isPresent();
  }

  /// How long it was, or is to be, open; no time if no policy was planned.
  Duration open() {
    return first("policy-planned")
        .map(plan -> Duration.between(plan.seen(), overAt().orElseThrow()))
        .orElse(Duration.ZERO);
  }

  /// When it ended, or is to end.
  Optional<Instant> overAt() {
    return endedAt().or(this::expiresAt);
  }

  Optional<Instant> endedAt() {
    return lines.stream().filter(line -> ENDS.contains(line.type())).map(Line::seen).findFirst();
  }

  boolean isToBeReviewed() {
    return first("requested")
            .filter(line -> line.event().has("breakGlass") || line.event().has("reviewers"))
            .isPresent()
        && first("reviewed").isEmpty();
  }

  /// Whether it was open and awaits its review, and nobody was asked for it.
  boolean isReviewForgotten() {
    return first("activated").isPresent() && isToBeReviewed() && first("review-sought").isEmpty();
  }

  /// The managed policies that were asked for.
  List<String> managedPolicies() {
    return first("requested").stream()
        .flatMap(line -> line.event().at("/policy/ManagedPolicies").valueStream())
        .map(policy -> policy.path("Arn").asString())
        .toList();
  }

  /// The entries, oldest first.
  public List<Line> lines() {
    return List.copyOf(lines);
  }

  List<Map<String, AttributeValue>> items() {
    return items;
  }

  @Override
  public String toString() {
    return grant + " " + lines.stream().map(Line::type).toList();
  }
}
