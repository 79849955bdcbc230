package dev.hallpass.catalog;

import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.catalog.condition.ApprovalRule;
import dev.hallpass.catalog.condition.Ask;
import dev.hallpass.catalog.condition.BreakGlassRule;
import dev.hallpass.catalog.parameter.Parameter;
import dev.hallpass.catalog.people.Memberships;
import dev.hallpass.catalog.people.Requesters;
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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Access that people can request, as one file of the catalogue describes it.
///
/// @param use what people need it for, in one sentence
/// @param longest the longest duration of a grant
/// @param rules who decides: the first rule whose conditions are met; the last has no conditions.
///   Without rules, only break-glass opens it
/// @param breakGlass who can open it at once; empty if nobody can
/// @param risks what it can do beyond its access or past its end, each with the reason to take it
/// @param accounts the accounts in which it can open access, by the names that requesters choose
///   from; empty if that is the hub
/// @param console the page at which the AWS console opens; empty for its home
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
    Map<String, AccountId> accounts,
    Optional<ConsolePath> console) {

  /// The place of the requester's address, which nobody is asked for.
  public static final String REQUESTER = "requester";

  /// The place of the account's number. A request names the account, if there is a choice.
  public static final String ACCOUNT = "account";

  /// The place of the partition of AWS, which is known when the catalogue is compiled.
  public static final String PARTITION = "partition";

  private static final Pattern UNPRINTABLE = Pattern.compile("[^ -~]");
  private static final int LONGEST_SHOWN = 64;

  private static final Map<String, String> OWN_PLACES =
      Map.of(
          REQUESTER, "the requester's address",
          ACCOUNT, "the number of the account",
          PARTITION, "the partition of AWS");

  /// @throws IllegalArgumentException if the template does not use a parameter, if it or the page
  ///   of the console uses one that does not exist, if the last rule has conditions, or if there is
  ///   neither a rule nor break-glass
  public Entitlement {
    parameters = List.copyOf(parameters);
    rules = List.copyOf(rules);
    risks = Collections.unmodifiableMap(new TreeMap<>(risks));
    accounts = Collections.unmodifiableMap(new TreeMap<>(accounts));
    if (rules.isEmpty() && breakGlass.isEmpty()) {
      throw new IllegalArgumentException("nobody decides about it; add approval or breakGlass");
    }
    if (!rules.isEmpty() && !rules.getLast().when().areNone()) {
      throw new IllegalArgumentException(
          "the last rule of approval takes every request that is left; leave its when out");
    }
    Set<String> names = parameters.stream().map(Parameter::name).collect(Collectors.toSet());
    Set<String> places = minus(template.places(), OWN_PLACES.keySet());
    requireNone(minus(names, places), "the policy does not use the parameter ");
    requireNone(minus(places, names), "the policy uses an unknown parameter ");
    Set<String> known = new HashSet<>(names);
    known.addAll(OWN_PLACES.keySet());
    requireNone(
        minus(console.map(ConsolePath::places).orElse(Set.of()), known),
        "the page of the console uses an unknown parameter ");
  }

  /// What a place stands for that has no parameter; empty for all others.
  public static Optional<String> ownPlace(String name) {
    return Optional.ofNullable(OWN_PLACES.get(name));
  }

  /// The account in which it opens access for these values.
  ///
  /// @param values without mistakes
  public AccountId accountFor(Map<String, String> values, AccountId hub) {
    return accounts.size() > 1
        ? Objects.requireNonNull(accounts.get(values.get(ACCOUNT)))
        : accounts.values().stream().findFirst().orElse(hub);
  }

  /// The same entitlement, as it is in one account; empty if it opens nothing there.
  public Optional<Entitlement> in(AccountId account) {
    return accounts.entrySet().stream()
        .filter(one -> one.getValue().equals(account))
        .map(one -> on(Map.of(one.getKey(), one.getValue())))
        .findFirst();
  }

  private Entitlement on(Map<String, AccountId> some) {
    return new Entitlement(
        id,
        title,
        use,
        requesters,
        parameters,
        longest,
        rules,
        breakGlass,
        template,
        risks,
        some,
        console);
  }

  /// The choice between accounts, by their names.
  public static Parameter accountChoice(Map<String, AccountId> accounts) {
    return new Parameter.Choice(ACCOUNT, "The account", List.copyOf(accounts.keySet()));
  }

  /// What a requester is asked: in which account, if there is a choice, and the parameters.
  public List<Parameter> questions() {
    if (accounts.size() < 2) {
      return parameters;
    }
    List<Parameter> questions = new ArrayList<>();
    questions.add(accountChoice(accounts));
    questions.addAll(parameters);
    return List.copyOf(questions);
  }

  /// Whether a person can request it.
  ///
  /// @throws dev.hallpass.port.OutcomeUnknown if the directory did not answer
  public boolean isOpenTo(Person person, Memberships memberships) {
    return requesters.include(person, memberships);
  }

  /// Whether only break-glass opens it.
  public boolean isOpenedByGlassAlone() {
    return rules.isEmpty();
  }

  /// The rule for a request: the first one whose conditions are met. Not if only break-glass opens
  /// it.
  public ApprovalRule ruleFor(Ask ask) {
    return rules.stream().filter(rule -> rule.when().areMetBy(ask)).findFirst().orElseThrow();
  }

  /// The rule that gave a request its plan; empty if none can have. What tickets, groups and other
  /// grants said then is not on record, so both answers are good.
  ///
  /// @param ask with its ticket, as if that had been open, in each group, and without other grants
  public Optional<ApprovalRule> ruleOf(ApprovalPlan plan, Ask ask) {
    for (ApprovalRule rule : rules) {
      boolean isMet = rule.when().areMetBy(ask);
      if (plan.isMadeFrom(rule.plan())) {
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
  ///
  /// @throws dev.hallpass.port.OutcomeUnknown if it is not known in which groups the person is
  public Optional<ApprovalPlan> planForBreakGlass(
      Person requester, Duration duration, Memberships memberships) {
    return breakGlass
        .filter(rule -> rule.isFor(requester, memberships))
        .filter(rule -> duration.compareTo(rule.longest()) <= 0)
        .map(BreakGlassRule::plan);
  }

  /// The mistakes in these values, each with what to do about it; empty if all are good.
  public List<Mistake> mistakesIn(Map<String, String> values) {
    List<Mistake> mistakes = new ArrayList<>();
    List<Parameter> questions = questions();
    for (Parameter parameter : questions) {
      String value = values.get(parameter.name());
      if (value == null) {
        if (parameter.isOptional()) {
          continue;
        }
        mistakes.add(new Mistake(parameter.name(), "is missing; give " + parameter.words()));
      } else if (!parameter.allows(value)) {
        mistakes.add(
            new Mistake(
                parameter.name(),
                "is %s, which it cannot be; give %s%s"
                    .formatted(
                        shown(value),
                        parameter.nearest(value).map("%s, or else "::formatted).orElse(""),
                        parameter.words())));
      }
    }
    Set<String> names = questions.stream().map(Parameter::name).collect(Collectors.toSet());
    minus(values.keySet(), names).stream()
        .sorted()
        .map(name -> new Mistake(name, "is not a parameter of " + id + "; leave it out"))
        .forEach(mistakes::add);
    return List.copyOf(mistakes);
  }

  /// A value that came with the request, as its answer can repeat it.
  private static String shown(String value) {
    String printable = UNPRINTABLE.matcher(value).replaceAll("?");
    return printable.length() <= LONGEST_SHOWN
        ? printable
        : printable.substring(0, LONGEST_SHOWN) + "...";
  }

  /// The policy for these values.
  ///
  /// @param values without mistakes
  /// @param account the account in which it opens access for these values
  public Policy render(Map<String, String> values, Person requester, AccountId account) {
    Map<String, List<String>> all = new TreeMap<>();
    parameters.forEach(parameter ->
        all.put(
            parameter.name(),
            Optional.ofNullable(values.get(parameter.name()))
                .map(parameter::values)
                .orElse(List.of())));
    return template.render(with(all, List.of(requester.email()), List.of(account.value())));
  }

  /// The page at which the AWS console opens for these values, as a path below its address; empty
  /// if none is named, or if a place has no value. Of several values the first counts.
  public Optional<String> consolePage(
      Map<String, String> values, Person requester, AccountId account) {
    Map<String, String> all = new TreeMap<>();
    parameters.forEach(parameter ->
        Optional.ofNullable(values.get(parameter.name()))
            .ifPresent(given -> all.put(parameter.name(), parameter.values(given).getFirst())));
    return console.flatMap(page -> page.filled(with(all, requester.email(), account.value())));
  }

  /// The ceiling: as wide as the policy can get, with any values.
  public Ceiling ceiling() {
    Map<String, List<String>> values =
        with(
            parameters.stream().collect(Collectors.toMap(Parameter::name, Parameter::all)),
            List.of("*"),
            accounts.values().stream().map(AccountId::value).toList());
    return template.ceiling(name -> values.getOrDefault(name, List.of()));
  }

  /// One of the longest policies that it gives, with its fence and an end.
  ///
  /// @throws IllegalArgumentException if the rest cannot be denied beside the policy of each value
  public Policy longestPolicy(Instant expiresAt) {
    return template.longest(
        with(
            parameters.stream().collect(Collectors.toMap(Parameter::name, Entitlement::longest)),
            List.of("a".repeat(Person.LONGEST)),
            List.of("0".repeat(AccountId.LENGTH))),
        ceiling(),
        expiresAt);
  }

  /// As many of its longest values as it takes, which count although they are equal.
  private static List<String> longest(Parameter parameter) {
    return Collections.nCopies(parameter.most(), parameter.longest());
  }

  private static <V> Map<String, V> with(Map<String, V> values, V requester, V account) {
    Map<String, V> all = new TreeMap<>(values);
    all.put(REQUESTER, requester);
    all.put(ACCOUNT, account);
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
  /// @param says what was given and what to do
  public record Mistake(String parameter, String says) {}
}
