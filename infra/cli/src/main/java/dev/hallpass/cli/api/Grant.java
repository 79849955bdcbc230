package dev.hallpass.cli.api;

import dev.hallpass.cli.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// A grant, as the API tells it.
///
/// @param tree the document
public record Grant(JsonNode tree) {

  private static final Set<String> BEFORE = Set.of("AWAITING_APPROVAL", "APPROVED", "ACTIVATING");

  private static final Set<String> ENDINGS =
      Set.of("cancelled", "denied", "ended", "failed", "lapsed", "refused", "returned", "revoked");

  /// The grants of a list.
  public static List<Grant> list(Reply reply) {
    return reply.tree().path("grants").valueStream().map(Grant::new).toList();
  }

  /// Whether there are more than a list shows.
  public static boolean isMore(Reply reply) {
    return reply.tree().path("more").asBoolean(false);
  }

  public static Grant of(Reply reply) {
    return new Grant(reply.tree());
  }

  public String id() {
    return tree.required("grant").asString();
  }

  /// The beginning of the id, which is enough among the grants of a person.
  public String shortId() {
    return id().substring(0, Math.min(id().length(), "grant-".length() + 8));
  }

  public String state() {
    return tree.required("state").asString();
  }

  /// How it ended; empty before that.
  public Optional<String> outcome() {
    return Json.text(tree, "outcome");
  }

  /// Whether access can still open.
  public boolean isPending() {
    return BEFORE.contains(state());
  }

  /// Whether its access can still be used: it can open or is open, or an extension of it can or is.
  ///
  /// @param all the grants of the person
  public boolean goesOn(List<Grant> all) {
    return isPending()
        || isActive()
        || all.stream()
            .anyMatch(one -> one.extensionOf().filter(id()::equals).isPresent() && one.goesOn(all));
  }

  /// Whether people are asked, or a rule has not decided yet.
  public boolean isAwaited() {
    return state().equals("AWAITING_APPROVAL");
  }

  public boolean isActive() {
    return state().equals("ACTIVE");
  }

  public String entitlement() {
    return tree.required("entitlement").asString();
  }

  /// What the entitlement is called, for people.
  public String title() {
    return tree.path("title").asString(entitlement());
  }

  public String requester() {
    return tree.path("requester").asString("");
  }

  public String justification() {
    return tree.path("justification").asString("");
  }

  /// Its ticket in the requester's tracker.
  public Optional<String> ticket() {
    return Json.text(tree, "ticket");
  }

  public Map<String, String> parameters() {
    return Json.textByName(tree, "parameters");
  }

  /// The values of a parameter that takes several.
  public Set<String> values(String parameter) {
    return new HashSet<>(List.of(parameters().getOrDefault(parameter, "").split(",", -1)));
  }

  /// The duration that is allowed, or asked for while nobody has allowed a shorter one.
  public Duration duration() {
    return Duration.parse(
        Json.text(tree, "approvedFor").orElseGet(() -> tree.required("duration").asString()));
  }

  /// The end of the access; empty until it is fixed.
  public Optional<Instant> expiresAt() {
    return Json.instant(tree, "expiresAt");
  }

  /// The end of the time to answer; empty if nobody is asked.
  public Optional<Instant> answerBy() {
    return Json.instant(tree, "answerBy");
  }

  public Optional<Instant> startsAt() {
    return Json.instant(tree, "startsAt");
  }

  /// The grant that this one extends.
  public Optional<String> extensionOf() {
    return Json.text(tree, "extensionOf");
  }

  /// The access as an IAM policy; missing in a list.
  public Policy policy() {
    return new Policy(tree.path("policy"));
  }

  public String policyHash() {
    return tree.required("policyHash").asString();
  }

  /// The people who can answer now.
  public List<String> asked() {
    return Json.texts(tree.path("waiting"), "asked").toList();
  }

  /// The people who have said yes at the open level.
  public List<String> yes() {
    return Json.texts(tree.path("waiting"), "yes").toList();
  }

  /// How many yeses are missing at the open level.
  public int missing() {
    return tree.path("waiting").path("missing").asInt(0);
  }

  /// The open level, from 1.
  public int level() {
    return tree.path("waiting").path("level").asInt(0);
  }

  /// How many levels there are.
  public int levels() {
    return tree.path("waiting").path("levels").asInt(0);
  }

  /// What the access allows, in words.
  public List<String> allows() {
    return Json.texts(tree, "allows").toList();
  }

  /// What it does not allow, and what to mind, in words.
  public List<String> cautions() {
    return Stream.concat(Json.texts(tree, "excludes"), Json.texts(tree, "cautions")).toList();
  }

  /// The risks with their reasons.
  public Map<String, String> risks() {
    return Json.textByName(tree, "risks");
  }

  /// The id of the account in which it opens access.
  public Optional<String> account() {
    return Json.text(tree.path("account"), "id");
  }

  /// The account as people know it.
  public Optional<String> accountName() {
    return Json.text(tree.path("account"), "name").or(this::account);
  }

  public Optional<String> region() {
    return Json.text(tree, "region");
  }

  /// The place of the console to begin at.
  public Optional<String> console() {
    return Json.text(tree, "console");
  }

  /// The steps of its life; none in a list.
  public List<Step> timeline() {
    return tree.path("timeline").valueStream().map(Step::of).toList();
  }

  /// The sentence that says how it ended; empty before that.
  public Optional<String> ending() {
    return lastEnding().map(Step::says);
  }

  /// The time at which it ended; empty before that.
  public Optional<Instant> endedAt() {
    return lastEnding().map(Step::at);
  }

  /// The time of the last step of these types; empty before such a step.
  public Optional<Instant> last(String... types) {
    return timeline().stream()
        .filter(step -> Set.of(types).contains(step.type()))
        .map(Step::at)
        .reduce((_, last) -> last);
  }

  private Optional<Step> lastEnding() {
    return timeline().stream()
        .filter(step -> ENDINGS.contains(step.type()))
        .reduce((_, last) -> last);
  }

  /// A step of a grant's life.
  ///
  /// @param type the type of the ledger's entry
  public record Step(Instant at, String type, String says) {

    private static Step of(JsonNode tree) {
      return new Step(
          Instant.parse(tree.required("at").asString()),
          tree.path("type").asString(""),
          tree.path("says").asString(""));
    }
  }
}
