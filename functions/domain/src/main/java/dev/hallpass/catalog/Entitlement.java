package dev.hallpass.catalog;

import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.EntitlementId;
import dev.hallpass.identity.Person;
import dev.hallpass.policy.Ceiling;
import dev.hallpass.policy.Policy;
import dev.hallpass.policy.PolicyTemplate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Something that can be asked for.
///
/// @param use what people need it for, in a sentence
/// @param longest for how long it can be had at the most
/// @param rules who decides, the first that holds; the last holds always
/// @param breakGlass who may have it at once; empty if nobody
/// @param account in which its role is; empty if that is the hub
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
    Ceiling ceiling,
    Optional<AccountId> account) {

  /// @throws IllegalArgumentException if a parameter has no place in the template, or a place no
  ///   parameter, or if there may be nobody who decides
  public Entitlement {
    parameters = List.copyOf(parameters);
    rules = List.copyOf(rules);
    if (rules.isEmpty() || !rules.getLast().when().areNone()) {
      throw new IllegalArgumentException("the last rule of approval must hold always");
    }
    Set<String> names = parameters.stream().map(Parameter::name).collect(Collectors.toSet());
    Set<String> places = template.places();
    requireNone(minus(names, places), "the policy does not use the parameter ");
    requireNone(minus(places, names), "the policy uses an unknown parameter ");
  }

  /// The account that it opens access in.
  public AccountId accountOr(AccountId hub) {
    return account.orElse(hub);
  }

  /// Whether a person may ask for it.
  public boolean isOpenTo(Person person) {
    return requesters.include(person);
  }

  /// Who decides on a request, by the first rule that holds.
  public ApprovalPlan planFor(Ask ask) {
    return rules.stream()
        .filter(rule -> rule.when().areMetBy(ask))
        .findFirst()
        .orElseThrow()
        .plan();
  }

  /// Whether who decides may depend on a ticket.
  public boolean looksAtTickets() {
    return rules.stream().anyMatch(rule -> rule.when().ticket().isPresent());
  }

  /// The plan of somebody who breaks the glass for this long; empty if they may not.
  public Optional<ApprovalPlan> planForBreakGlass(Person requester, Duration duration) {
    return breakGlass
        .filter(rule -> rule.people().contains(requester))
        .filter(rule -> duration.compareTo(rule.longest()) <= 0)
        .map(BreakGlassRule::plan);
  }

  /// What is wrong with these values, by parameter, each with what to do; empty if nothing is.
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
        .map(name -> new Mistake(name, "is no parameter of " + id + "; leave it out"))
        .forEach(mistakes::add);
    return List.copyOf(mistakes);
  }

  /// The policy that these values ask for.
  ///
  /// @param values without mistakes
  /// @throws IllegalStateException if the policy came out wider than the ceiling
  public Policy render(Map<String, String> values) {
    Policy policy = template.render(values);
    ceiling
        .firstOutside(policy)
        .ifPresent(outside -> {
          throw new IllegalStateException(id + " would allow beyond its ceiling: " + outside);
        });
    return policy;
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

  /// A value that cannot be taken.
  ///
  /// @param says what to do, without repeating the value
  public record Mistake(String parameter, String says) {}
}
