package dev.hallpass.handlers.api;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.adapters.json.PolicyJson;
import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.catalog.Catalog;
import dev.hallpass.catalog.Entitlement;
import dev.hallpass.catalog.Roles;
import dev.hallpass.catalog.condition.Ask;
import dev.hallpass.catalog.condition.Tickets;
import dev.hallpass.catalog.people.Directory.Members;
import dev.hallpass.catalog.people.Directory.Nobody;
import dev.hallpass.catalog.people.Groups;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.handlers.Log;
import dev.hallpass.handlers.Wiring;
import dev.hallpass.handlers.http.IsoDuration;
import dev.hallpass.handlers.http.PlainText;
import dev.hallpass.handlers.http.Problem;
import dev.hallpass.handlers.http.Problem.Mistake;
import dev.hallpass.handlers.http.Refusal;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Group;
import dev.hallpass.identity.Person;
import dev.hallpass.ledger.EarlierGrants;
import dev.hallpass.ledger.EarlierGrants.Turn;
import dev.hallpass.policy.Policy;
import dev.hallpass.policy.RoleArn;
import dev.hallpass.port.OutcomeUnknown;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Reads a request and finds all its mistakes at once.
final class RequestReader {

  private static final Pattern TICKET = Pattern.compile("[A-Za-z0-9._#/-]{1,64}");

  private final Catalog catalog;
  private final Roles roles;
  private final Tickets tickets;
  private final EarlierGrants earlier;
  private final Groups groups;

  RequestReader(Wiring wiring, Catalog catalog, Groups groups) {
    this.catalog = catalog;
    this.roles = wiring.roles();
    this.tickets = wiring.tickets();
    this.earlier = wiring.earlierGrants();
    this.groups = groups;
  }

  /// Reads a new request.
  ///
  /// @param grant the grant that it makes
  /// @param now the time of the request
  /// @throws Refusal if the request has mistakes
  Requested request(JsonNode json, GrantId grant, Person requester, Instant now) {
    Json.allow(
        json,
        "entitlement",
        "parameters",
        "duration",
        "justification",
        "ticket",
        Start.MEMBER,
        "breakGlass");
    Entitlement entitlement = entitlement(Json.text(json, "entitlement"), requester);
    return read(
        new Asked(
            texts(json.path("parameters")),
            duration(Json.text(json, "duration"), entitlement),
            Json.text(json, "justification"),
            Json.optionalText(json, "ticket"),
            Json.optionalText(json, Start.MEMBER).map(Start::of),
            Optional.empty(),
            Json.optionalTruth(json, "breakGlass")),
        grant,
        entitlement,
        requester,
        now);
  }

  /// Reads the request for an extension of an open grant: the same access again, by the catalogue
  /// as it is now.
  ///
  /// @param grant the grant that it makes
  /// @param before the open grant
  /// @param end when the open grant ends
  /// @param now the time of the request
  /// @throws Refusal if the request has mistakes
  Requested extension(
      JsonNode json, GrantId grant, GrantId before, Requested open, Instant end, Instant now) {
    Json.allow(json, "duration", "justification", "ticket");
    Entitlement entitlement = entitlement(open.entitlement().value(), open.requester());
    return read(
        new Asked(
            open.parameters(),
            duration(Json.text(json, "duration"), entitlement),
            Json.text(json, "justification"),
            Json.optionalText(json, "ticket"),
            Optional.of(Start.of(end)),
            Optional.of(before),
            false),
        grant,
        entitlement,
        open.requester(),
        now);
  }

  private Entitlement entitlement(String name, Person requester) {
    return catalog
        .entitlement(name, requester, groups)
        .orElseThrow(() -> new Refusal(Problem.unknownEntitlement()));
  }

  private Requested read(
      Asked asked, GrantId grant, Entitlement entitlement, Person requester, Instant now) {
    List<Mistake> mistakes = mistakesIn(asked, entitlement, requester, now);
    if (!mistakes.isEmpty()) {
      throw new Refusal(Problem.mistakes(mistakes));
    }
    RoleArn role = roles.of(entitlement, asked.parameters());
    Policy policy = entitlement.render(asked.parameters(), requester, role.account());
    ApprovalPlan plan = plan(asked, grant, entitlement, requester, now);
    requireStart(asked, plan);
    return new Requested(
        requester,
        entitlement.id(),
        entitlement.title(),
        asked.parameters(),
        asked.justification(),
        asked.ticket(),
        asked.duration().orElseThrow(),
        asked.startsAt(),
        asked.extensionOf(),
        plan,
        role,
        policy,
        PolicyJson.hash(policy),
        entitlement.risks());
  }

  private List<Mistake> mistakesIn(
      Asked asked, Entitlement entitlement, Person requester, Instant now) {
    List<Mistake> mistakes = new ArrayList<>();
    entitlement
        .mistakesIn(asked.parameters())
        .forEach(m -> mistakes.add(new Mistake("parameters." + m.parameter(), m.says())));
    PlainText.mistakeIn(asked.justification())
        .ifPresent(says -> mistakes.add(new Mistake("justification", says)));
    if (asked.duration().isEmpty()) {
      mistakes.add(
          new Mistake(
              "duration",
              "must be from %s to %s, in whole minutes, such as PT1H or PT30M"
                  .formatted(catalog.settings().limits().shortest(), entitlement.longest())));
    }
    if (asked.ticket().filter(ticket -> !TICKET.matcher(ticket).matches()).isPresent()) {
      mistakes.add(
          new Mistake(
              "ticket",
              "must be 1 to 64 letters, digits and `. _ # / -`, such as INC-4711, or leave it"
                  + " out"));
    }
    asked
        .start()
        .flatMap(start -> start.mistakeIn(now, asked.breaksGlass()))
        .ifPresent(mistakes::add);
    if (asked.breaksGlass()) {
      BrokenGlass.mistakeIn(entitlement, requester, asked.duration(), groups)
          .or(() ->
              earlier.barTo(requester, now).map(bar -> BrokenGlass.barredBy(bar, entitlement)))
          .ifPresent(mistakes::add);
    } else {
      BrokenGlass.missingIn(entitlement, requester, asked.extensionOf().isPresent(), groups)
          .ifPresent(mistakes::add);
    }
    return mistakes;
  }

  private ApprovalPlan plan(
      Asked asked, GrantId grant, Entitlement entitlement, Person requester, Instant now) {
    Duration duration = asked.duration().orElseThrow();
    Instant begin = asked.startsAt().orElse(now);
    ApprovalPlan plan =
        asked.breaksGlass()
            ? entitlement.planForBreakGlass(requester, duration, groups).orElseThrow()
            : entitlement.planFor(
                new Ask(
                    requester,
                    asked.parameters(),
                    duration,
                    begin,
                    asked.ticket().filter(ticket -> counts(ticket, entitlement, requester, begin)),
                    (time, longest) ->
                        earlier.open(
                            new Turn(grant, requester, entitlement.id(), now, now), time, longest),
                    groups));
    return plan.with(this::members);
  }

  /// The members of a group now. A group with nobody to ask is never everybody.
  private List<Person> members(Group group) {
    return switch (groups.members(group)) {
      case Members(var people) -> people;
      case Nobody(var why) -> throw new Refusal(Problem.groupAsksNobody(group, why));
    };
  }

  /// A rule without people looks at the moment, so it opens nothing later. An extension follows on
  /// an open grant.
  private static void requireStart(Asked asked, ApprovalPlan plan) {
    if (plan instanceof ApprovalPlan.ByRule(var rule)
        && asked.start().isPresent()
        && asked.extensionOf().isEmpty()) {
      throw new Refusal(
          Problem.mistakes(
              List.of(
                  new Mistake(
                      Start.MEMBER,
                      "does not go together with the rule %s, which approves without a person what opens at once; leave it out, or ask at that time"
                          .formatted(rule)))));
    }
  }

  /// Whether a ticket is known to be open for the request. If that is unknown, no rule may approve,
  /// so people decide.
  private boolean counts(String ticket, Entitlement entitlement, Person requester, Instant at) {
    try {
      return entitlement.looksAtTickets()
          && tickets.isOpen(ticket, requester, entitlement.id(), at);
    } catch (OutcomeUnknown unknown) {
      Log.failure(
          "The ticket system did not say whether the ticket is open, so people decide", unknown);
      return false;
    }
  }

  private Optional<Duration> duration(String text, Entitlement entitlement) {
    return IsoDuration.of(text)
        .filter(duration -> duration.compareTo(catalog.settings().limits().shortest()) >= 0)
        .filter(duration -> duration.compareTo(entitlement.longest()) <= 0)
        .filter(duration -> duration.equals(Duration.ofMinutes(duration.toMinutes())));
  }

  private static Map<String, String> texts(JsonNode object) {
    if (!object.isObject()) {
      throw new Refusal(
          Problem.malformed(
              "parameters must be a JSON object with one text for each parameter, or a list of texts where it takes several. GET /entitlements"
                  + " lists their names."));
    }
    Map<String, String> texts = new TreeMap<>();
    object
        .propertyNames()
        .forEach(name ->
            texts.put(
                name,
                object.path(name).isArray()
                    ? String.join(",", Json.texts(object, name))
                    : Json.text(object, name)));
    return texts;
  }

  /// The members of the body; for an extension, also those of the grant before it.
  ///
  /// @param duration empty if the entitlement does not allow it
  private record Asked(
      Map<String, String> parameters,
      Optional<Duration> duration,
      String justification,
      Optional<String> ticket,
      Optional<Start> start,
      Optional<GrantId> extensionOf,
      boolean breaksGlass) {

    Optional<Instant> startsAt() {
      return start.flatMap(Start::at);
    }
  }
}
