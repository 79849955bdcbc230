package dev.hallpass.local.permissions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.emulator.account.Account;
import dev.hallpass.emulator.authorization.Access;
import dev.hallpass.emulator.policy.AccessRequest;
import dev.hallpass.emulator.policy.Context;
import dev.hallpass.emulator.policy.Evaluation;
import dev.hallpass.emulator.policy.Policies;
import dev.hallpass.emulator.policy.Principal.RoleSession;
import dev.hallpass.emulator.sts.Caller;
import dev.hallpass.emulator.template.PseudoParameters;
import dev.hallpass.emulator.template.Stack;
import dev.hallpass.emulator.template.TemplateResource;
import dev.hallpass.figures.Figures;
import dev.hallpass.local.permissions.PolicyStatements.Found;
import dev.hallpass.local.scene.Scene;
import dev.hallpass.reference.Action;
import dev.hallpass.reference.Reference;
import dev.hallpass.reference.StatementCheck;
import dev.hallpass.reference.StatementText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Each role asked about every action that AWS has, and held against the list of what it may do.
class RoleSweepTest {

  private static final Reference REFERENCE = Reference.snapshot();
  private static final StatementCheck CHECK = new StatementCheck(REFERENCE);
  private static final List<Action> ACTIONS = REFERENCE.matching("*");

  private final List<Found> lines =
      PolicyStatements.ofGoldenLists(Scene.SYNTHESIZED).stream()
          .filter(line -> line.place().endsWith(" allows"))
          .toList();

  /// What is asked: an action on a resource, with the condition keys that a line asks for.
  private record SweptCall(String action, String resource, Context keys) {}

  @Test
  void noRoleMayDoMoreThanItsListSays() {
    List<SweptCall> questions = new ArrayList<>();
    for (Action action : ACTIONS) {
      questions.addAll(questions(action));
    }
    int roles = 0;
    try (Scene scene = Scene.inMemory(Scene.SYNTHESIZED)) {
      for (Stack stack : PolicyStatements.stacks(Scene.SYNTHESIZED).toList()) {
        Account account = scene.system().accounts().account(stack.place().account());
        for (TemplateResource role : ownRoles(stack)) {
          assertThat(allowed(scene, account, stack.attribute(role.id(), "Arn"), questions))
              .as(PolicyStatements.list(role))
              .isNotEmpty()
              .isEqualTo(named(PolicyStatements.list(role), questions));
          roles++;
        }
      }
    }
    Figures.note(
        "%d actions against %d roles, %d questions each", ACTIONS.size(), roles, questions.size());
  }

  /// The roles whose list says all that they may do. The document of a managed policy is AWS's.
  private static List<TemplateResource> ownRoles(Stack stack) {
    return stack.resources("AWS::IAM::Role").stream()
        .filter(role -> !role.properties().has("ManagedPolicyArns"))
        .toList();
  }

  private Set<String> named(String role, List<SweptCall> questions) {
    List<StatementText> list =
        lines.stream()
            .filter(line -> line.place().equals(role + " allows"))
            .map(Found::statement)
            .toList();
    Set<String> named = new TreeSet<>();
    for (SweptCall question : questions) {
      if (list.stream()
          .filter(line -> line.actions().contains(question.action()))
          .filter(
              line -> question.keys().asMap().entrySet().containsAll(keys(line).asMap().entrySet()))
          .anyMatch(line ->
              line.resources().stream()
                  .anyMatch(one -> glob(one).matcher(question.resource()).matches()))) {
        named.add(question.toString());
      }
    }
    return named;
  }

  private static Set<String> allowed(
      Scene scene, Account account, String role, List<SweptCall> questions) {
    Caller caller = Caller.of(RoleSession.of(role, "anybody"));
    List<Policies> heard = new ArrayList<>();
    List<Context> keys = new ArrayList<>();
    scene
        .system()
        .onDecision((request, policies, _) -> {
          heard.add(policies);
          keys.add(request.context());
        });
    account.may(caller, Access.to("iam:ListRoles", "*", Context.empty()), List.of());
    Policies policies = heard.getFirst();
    Set<String> allowed = new TreeSet<>();
    for (SweptCall question : questions) {
      // What the other account says to it is not asked.
      AccessRequest request =
          AccessRequest.of(
                  caller.principal(),
                  question.action(),
                  question.resource(),
                  question.keys().with(keys.getFirst()))
              .inAccount(account.id());
      if (Evaluation.evaluate(request, policies).allowed()) {
        allowed.add(question.toString());
      }
    }
    return allowed;
  }

  /// On each resource that a line of the same service names, and on one of each type; with the keys
  /// of each line of the action, and without any.
  private List<SweptCall> questions(Action action) {
    String service = action.name().replaceFirst(":.*", ":");
    PseudoParameters place = Scene.SYNTHESIZED.hub().place();
    Set<String> resources = new LinkedHashSet<>();
    if (action.namesNoResource()) {
      resources.add("*");
    }
    for (Action.Use use : action.uses()) {
      use.type().form().filled(name -> Optional.of(sample(place, name))).ifPresent(resources::add);
    }
    Set<Context> contexts = new LinkedHashSet<>(List.of(Context.empty()));
    for (Found line : lines) {
      if (line.statement().actions().stream().anyMatch(one -> one.startsWith(service))) {
        line.statement().resources().stream()
            .filter(one -> !one.equals("*") && CHECK.worksOn(action, one))
            .forEach(one -> resources.add(one.replace("*", "x")));
      }
      if (line.statement().actions().contains(action.name())) {
        contexts.add(keys(line.statement()));
      }
    }
    return resources.stream()
        .flatMap(
            resource -> contexts.stream().map(keys -> new SweptCall(action.name(), resource, keys)))
        .toList();
  }

  private static String sample(PseudoParameters place, String name) {
    return switch (name) {
      case "Partition" -> place.partition();
      case "Region" -> place.region();
      case "Account" -> place.account();
      default -> "x";
    };
  }

  /// Values with which every condition of a line holds.
  private static Context keys(StatementText line) {
    Context keys = Context.empty();
    for (var operator : line.conditions().values()) {
      for (var key : operator.entrySet()) {
        keys = keys.with(key.getKey(), key.getValue().getFirst().replace("*", "x"));
      }
    }
    return keys;
  }

  private static Pattern glob(String text) {
    return Pattern.compile(
        Stream.of(text.split("\\*", -1))
            .map(Pattern::quote)
            .reduce((a, b) -> a + ".*" + b)
            .orElseThrow());
  }
}
