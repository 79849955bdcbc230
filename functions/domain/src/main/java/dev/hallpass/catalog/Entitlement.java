package dev.hallpass.catalog;

import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.EntitlementId;
import dev.hallpass.identity.Person;
import dev.hallpass.policy.Ceiling;
import dev.hallpass.policy.Policy;
import dev.hallpass.policy.PolicyTemplate;
import dev.hallpass.policy.Risk;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Access that people can request, as one file of the catalogue describes it.
///
/// @param use what people need it for, in one sentence
/// @param longest the longest duration of a grant
/// @param rules who decides: the first rule whose conditions are met; the last has no conditions
/// @param breakGlass who can open it at once; empty if nobody can
/// @param risks what it can do beyond its access or past its end, each with the reason to take it
/// @param account the account of its role; empty if that is the hub
public record Entitlement(
    EntitlementId id,
    String title,
    String use,
    Requesters requesters,
    List<Parameter> parameters,
    Duration longest,
    List<ApprovalRule> rules,
    Optional<BreakGlassRule> breakGlass,
    PolicyTemplate template,
    Map<Risk, String> risks,
    Optional<AccountId> account) {

  /// The place of the requester's address, which nobody is asked for.
  public static final String REQUESTER = "requester";

  /// @throws IllegalArgumentException if the template does not use a parameter, if it uses one that
  ///   does not exist, or if the last rule has conditions
  public Entitlement {
    parameters = List.copyOf(parameters);
    rules = List.copyOf(rules);
    risks = Collections.unmodifiableMap(new TreeMap<>(risks));
    if (rules.isEmpty() || !rules.getLast().when().areNone()) {
      throw new IllegalArgumentException(
          "the last rule of approval takes every request that is left; leave its when out");
    }
    Set<String> names = parameters.stream().map(Parameter::name).collect(Collectors.toSet());
    Set<String> places = minus(template.places(), Set.of(REQUESTER));
    requireNone(minus(names, places), "the policy does not use the parameter ");
    requireNone(minus(places, names), "the policy uses an unknown parameter ");
  }

  /// The account in which it opens access.
  public AccountId accountOr(AccountId hub) {
    return account.orElse(hub);
  }

  /// Whether a person can request it.
  public boolean isOpenTo(Person person) {
    return requesters.include(person);
  }

  /// The rule for a request: the first one whose conditions are met.
  public ApprovalRule ruleFor(Ask ask) {
    return rules.stream().filter(rule -> rule.when().areMetBy(ask)).findFirst().orElseThrow();
  }

  /// The rule that gave a request its plan; empty if none can have. What tickets and other grants
  /// said then is not on record, so both answers are good.
  ///
  /// @param ask with its ticket, as if that had been open, and without other grants
  public Optional<ApprovalRule> ruleOf(ApprovalPlan plan, Ask ask) {
    for (ApprovalRule rule : rules) {
      boolean isMet = rule.when().areMetBy(ask);
      if (rule.plan().equals(plan)) {
        return isMet ? Optional.of(rule) : Optional.empty();
      }
      if (isMet && !rule.when().mayChange()) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /// The approval plan of a request.
  public ApprovalPlan planFor(Ask ask) {
    return ruleFor(ask).plan();
  }

  /// Whether a rule depends on a ticket.
  public boolean looksAtTickets() {
    return rules.stream().anyMatch(rule -> rule.when().ticket().isPresent());
  }

  /// The plan for a person who breaks the glass for this time; empty if that is not allowed.
  public Optional<ApprovalPlan> planForBreakGlass(Person requester, Duration duration) {
    return breakGlass
        .filter(rule -> rule.people().contains(requester))
        .filter(rule -> duration.compareTo(rule.longest()) <= 0)
        .map(BreakGlassRule::plan);
  }

  /// The mistakes in these values, each with what to do about it; empty if all are good.
  public List<Mistake> mistakesIn(Map<String, String> values) {
    List<Mistake> mistakes = new ArrayList<>();
    for (Parameter parameter : parameters) {
      String value = values.get(parameter.name());
      if (value == null) {
        mistakes.add(new Mistake(parameter.name(), "is missing; give " + parameter.words()));
      } else if (!parameter.allows(value)) {
        mistakes.add(new Mistake(parameter.name(), "must be " + parameter.words()));
      }
    }
    Set<String> names = parameters.stream().map(Parameter::name).collect(Collectors.toSet());
    minus(values.keySet(), names).stream()
        .sorted()
        .map(name -> new Mistake(name, "is not a parameter of " + id + "; leave it out"))
        .forEach(mistakes::add);
    return List.copyOf(mistakes);
  }

  /// The policy for these values.
  ///
  /// @param values without mistakes
  public Policy render(Map<String, String> values, Person requester) {
    return template.render(with(values, requester.email()));
  }

  /// The ceiling: as wide as the policy can get, with any values.
  public Ceiling ceiling() {
    Map<String, List<String>> values =
        with(
            parameters.stream().collect(Collectors.toMap(Parameter::name, Parameter::all)),
            List.of("*"));
    return template.ceiling(name -> values.getOrDefault(name, List.of()));
  }

  /// One of the longest policies that it gives, with its fence and an end.
  ///
  /// @throws IllegalArgumentException if the rest cannot be denied beside the policy of each value
  public Policy longestPolicy(Instant expiresAt) {
    return template.longest(
        with(
            parameters.stream().collect(Collectors.toMap(Parameter::name, Parameter::longest)),
            "a".repeat(Person.LONGEST)),
        ceiling(),
        expiresAt);
  }

  private static <V> Map<String, V> with(Map<String, V> values, V requester) {
    Map<String, V> all = new TreeMap<>(values);
    all.put(REQUESTER, requester);
    return all;
  }

  private static Set<String> minus(Set<String> some, Set<String> others) {
    Set<String> rest = new HashSet<>(some);
    rest.removeAll(others);
    return rest;
  }

  private static void requireNone(Set<String> names, String complaint) {
    names.stream()
        .sorted()
        .findFirst()
        .ifPresent(name -> {
          throw new IllegalArgumentException(complaint + name);
        });
  }

  /// A mistake in the value of a parameter.
  ///
  /// @param says what to do; it does not repeat the value, which may be a secret
  public record Mistake(String parameter, String says) {}
}
