package dev.hallpass.compiler;

import static dev.hallpass.compiler.Values.one;
import static dev.hallpass.grant.Examples.GRANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.adapters.json.PolicyJson;
import dev.hallpass.catalog.AwsReference;
import dev.hallpass.catalog.Entitlement;
import dev.hallpass.catalog.parameter.Grammar;
import dev.hallpass.catalog.parameter.Parameter;
import dev.hallpass.compiler.Intent.AccessProbe;
import dev.hallpass.emulator.policy.AccessRequest;
import dev.hallpass.emulator.policy.Context;
import dev.hallpass.emulator.policy.Evaluation;
import dev.hallpass.emulator.policy.MalformedPolicy;
import dev.hallpass.emulator.policy.NamedPolicy;
import dev.hallpass.emulator.policy.Policies;
import dev.hallpass.emulator.policy.PolicyDocument;
import dev.hallpass.emulator.policy.Principal;
import dev.hallpass.figures.Figures;
import dev.hallpass.fuzz.Cases;
import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.EntitlementId;
import dev.hallpass.identity.Person;
import dev.hallpass.policy.Policy;
import dev.hallpass.policy.PolicyTemplate;
import dev.hallpass.policy.Statement;
import dev.hallpass.reference.CatalogCheck;
import dev.hallpass.reference.Reference;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// No value of a parameter opens anything but what it names, in the deployed catalogue and in a
/// template of each grammar; and what people need is not refused.
class ParameterFuzzTest {

  private static final AwsReference AWS = new CatalogCheck(Reference.snapshot());

  private static final Person REQUESTER = new Person("alice@example.com");

  private static final AccountId ACCOUNT = new AccountId("111122223333");

  private static final int HOSTILE = 10_000;
  private static final int PROBES = 20;
  private static final int ORDINARY = 1_000;
  private static final int TRIED_ALL_THE_SAME = 4;
  private static final int WITHOUT_LUCK = 200;

  static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  static final Principal ALICE =
      Principal.RoleSession.of("arn:aws:iam::111122223333:role/hallpass/things", "alice");
  static final Context KEYS =
      Context.empty()
          .with("aws:CurrentTime", "2026-11-23T11:00:00Z")
          .with(Policy.SESSION_GRANT, GRANT.value())
          .with("aws:username", "alice")
          .with("aws:PrincipalTag/team", "anything");
  private static final List<String> ACTIONS =
      List.of(
          "s3:GetObject",
          "s3:PutObject",
          "s3:ListBucket",
          "s3:DeleteObject",
          "dynamodb:GetItem",
          "dynamodb:Scan",
          "dynamodb:DeleteTable",
          "rds-db:connect",
          "logs:GetLogEvents",
          "logs:DeleteLogGroup",
          "ssm:GetParameter",
          "ssm:PutParameter",
          "iam:PassRole");

  private static final List<Entitlement> DEPLOYED =
      YamlCatalog.load(Path.of(""), AWS).entitlements().stream()
          // A managed policy has no places for values.
          .filter(entitlement -> entitlement.template().managed().isEmpty())
          .toList();
  private static final List<Entitlement> TEMPLATES =
      Stream.of(Grammar.values()).map(ParameterFuzzTest::template).toList();
  private static final List<Entitlement> ALL =
      Stream.concat(DEPLOYED.stream(), TEMPLATES.stream()).toList();

  @TempDir private Path folder;

  private int accepted;
  private int refused;
  private int triedAllTheSame;
  private int refusedInTime;

  /// Another reader of policies is asked the same where it can run, and of each value that is taken
  /// as often about what it does open, so that no answer is right by itself.
  @Test
  void noHostileValueOpensMoreThanItNames() throws IOException, InterruptedException {
    Optional<SecondOpinion> second = SecondOpinion.asked(folder);
    Cases cases = new Cases("infra/catalog", ParameterFuzzTest.class, HOSTILE);
    List<String> wrong = cases.wrong(random -> widened(random, second));

    Figures.note(
        "hostile values %d, probes each %d, refused %d (of %d tried all the same %d opened more), taken %d, opened more %d",
        accepted + refused,
        PROBES,
        refused,
        triedAllTheSame,
        refusedInTime,
        accepted,
        wrong.size());
    assertThat(wrong).isEmpty();
    if (second.isPresent()) {
      assertThat(second.get().differences(cases)).isEmpty();
    }
    if (Cases.areAllPlayed()) {
      // Neither the grammars nor the probes may be what makes it pass by themselves.
      assertThat(accepted).isGreaterThan(Cases.share(1000));
      assertThat(refusedInTime).isGreaterThan(Cases.share(100));
      second.ifPresent(opinion -> {
        assertThat(opinion.compared()).isGreaterThan(opinion.asked() * 9 / 10);
        assertThat(opinion.allowed()).isGreaterThan(accepted * PROBES / 2);
      });
    }
  }

  private List<String> widened(SplittableRandom random, Optional<SecondOpinion> second) {
    Entitlement entitlement = one(ALL, random);
    Parameter attacked = one(entitlement.parameters(), random);
    Map<String, String> values = ordinary(entitlement, random);
    values.put(attacked.name(), Values.hostile(attacked, random));
    Intent intent = new Intent(entitlement.template(), values);
    Supplier<AccessProbe> outside = () -> outside(intent, random);
    if (!entitlement.mistakesIn(values).isEmpty()) {
      refused++;
      if (refused % TRIED_ALL_THE_SAME == 0) {
        triedAllTheSame++;
        Policy policy = entitlement.render(values, REQUESTER, ACCOUNT);
        boolean isAsked = refused % (2 * TRIED_ALL_THE_SAME) == 0;
        refusedInTime +=
            opened(policy, outside, isAsked ? second : Optional.empty()).isEmpty() ? 0 : 1;
      }
      return List.of();
    }
    accepted++;
    Policy policy = entitlement.render(values, REQUESTER, ACCOUNT);
    opened(policy, () -> exact(intent, random), second);
    return opened(policy, outside, second).stream()
        .map(probe -> "%s with %s opens %s".formatted(entitlement.id(), values, probe))
        .toList();
  }

  /// What a policy opens of some probes.
  private List<AccessProbe> opened(
      Policy policy, Supplier<AccessProbe> probe, Optional<SecondOpinion> second) {
    Optional<Policies> policies = policies(policy);
    if (policies.isEmpty()) {
      return List.of();
    }
    List<AccessProbe> probes = Stream.generate(probe).limit(PROBES).toList();
    List<Boolean> allowed = probes.stream().map(one -> isAllowed(policies.get(), one)).toList();
    second.ifPresent(opinion -> opinion.on(accepted + refused - 1, policy, probes, allowed));
    return IntStream.range(0, probes.size()).filter(allowed::get).mapToObj(probes::get).toList();
  }

  private static Optional<Policies> policies(Policy policy) {
    try {
      return Optional.of(
          Policies.ofIdentity(
              List.of(
                  new NamedPolicy(
                      "grant",
                      PolicyDocument.identity(PolicyJson.write(policy.ofGrant(GRANT, NOON)))))));
    } catch (MalformedPolicy | Json.UnexpectedJson _) {
      // IAM would not make it.
      return Optional.empty();
    }
  }

  private static boolean isAllowed(Policies policies, AccessProbe probe) {
    return Evaluation.evaluate(
            AccessRequest.of(
                    ALICE, probe.action(), probe.resource(), KEYS.with(Context.of(probe.keys())))
                .inAccount(ALICE.account()),
            policies)
        .allowed();
  }

  private static AccessProbe outside(Intent intent, SplittableRandom random) {
    for (int luck = 0; luck < WITHOUT_LUCK; luck++) {
      AccessProbe near = near(intent, random);
      if (!intent.opens(near)) {
        return near;
      }
    }
    throw new IllegalStateException("Nothing lies outside of " + intent);
  }

  /// A probe that differs in one thing from one that should be let through.
  private static AccessProbe near(Intent intent, SplittableRandom random) {
    AccessProbe exact = exact(intent, random);
    return switch (random.nextInt(6)) {
      case 0 -> new AccessProbe(one(ACTIONS, random), exact.resource(), exact.keys());
      case 1 ->
          new AccessProbe(
              exact.action(),
              exact
                  .resource()
                  .replace("111122223333", "999988887777")
                  .replace("eu-central-1", "us-east-1")
                  .replace(":::", ":::other-"),
              exact.keys());
      case 2 -> {
        Map<String, List<String>> keys = new TreeMap<>(exact.keys());
        keys.replaceAll((_, texts) -> List.of(texts.getFirst(), "other"));
        yield new AccessProbe(exact.action(), exact.resource(), keys);
      }
      case 3 -> new AccessProbe(exact.action(), exact.resource(), Map.of());
      default -> {
        String name = one(List.copyOf(intent.values().keySet()), random);
        String value = intent.values().getOrDefault(name, "");
        yield exact(intent.with(name, neighbour(value, random)), random);
      }
    };
  }

  private static AccessProbe exact(Intent intent, SplittableRandom random) {
    Statement statement = one(intent.template().statements(), random);
    return intent.within(
        statement,
        one(statement.actions(), random),
        one(statement.resources(), random),
        one(List.of("", "report.csv", "a/b", "log-stream:x"), random));
  }

  /// What a value could be mistaken for.
  private static String neighbour(String value, SplittableRandom random) {
    return switch (random.nextInt(12)) {
      case 0 -> value + "x";
      case 1 -> value.substring(0, Math.max(0, value.length() - 1));
      case 2 -> value.replaceFirst("/?[^/]*$", "");
      case 3 -> value.toLowerCase(Locale.ROOT);
      case 4 -> Normalizer.normalize(value, Normalizer.Form.NFKC).replace("*", "anything");
      case 5 -> Path.of("/", value.replace("\u0000", "")).normalize().toString().substring(1);
      case 6 -> value.replaceAll("\\$\\{[^}]*}", "anything");
      case 7 -> value.replace("**", "*").replace("*", "anything").replace("?", "x");
      case 8 -> decoded(value);
      case 9 -> value.strip();
      case 10 -> value.replaceAll("[^A-Za-z0-9/]", "x");
      default -> "somebody-elses";
    };
  }

  private static String decoded(String value) {
    try {
      return URLDecoder.decode(value, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return value + "%";
    }
  }

  @Test
  void noOrdinaryValueIsRefusedAndEachOpensWhatItNames() {
    List<String> wrong =
        new Cases("infra/catalog", ParameterFuzzTest.class, ORDINARY)
            .wrong(random ->
                TEMPLATES.stream()
                    .flatMap(template -> complaints(template, random).stream())
                    .toList());

    Figures.note(
        "ordinary values %d of each of %d grammars, refused %d",
        Cases.share(ORDINARY), TEMPLATES.size(), wrong.size());
    assertThat(wrong).isEmpty();
  }

  @Test
  void whatTheCatalogueNamesIsOpened() {
    assertThat(
            new Cases("infra/catalog", ParameterFuzzTest.class, ORDINARY)
                .wrong(random -> complaints(one(DEPLOYED, random), random)))
        .isEmpty();
  }

  private static List<String> complaints(Entitlement entitlement, SplittableRandom random) {
    Map<String, String> values = ordinary(entitlement, random);
    if (!entitlement.mistakesIn(values).isEmpty()) {
      return List.of("%s refuses %s".formatted(entitlement.id(), values));
    }
    AccessProbe exact = exact(new Intent(entitlement.template(), values), random);
    return isAllowed(policies(entitlement.render(values, REQUESTER, ACCOUNT)).orElseThrow(), exact)
        ? List.of()
        : List.of("%s with %s does not open %s".formatted(entitlement.id(), values, exact));
  }

  private static Map<String, String> ordinary(Entitlement entitlement, SplittableRandom random) {
    Map<String, String> values = new TreeMap<>();
    entitlement
        .parameters()
        .forEach(parameter -> values.put(parameter.name(), Values.ordinary(parameter, random)));
    return values;
  }

  /// An entitlement with a value of a grammar at every place that a value can have.
  private static Entitlement template(Grammar grammar) {
    Entitlement any = DEPLOYED.getFirst();
    return new Entitlement(
        new EntitlementId("any-" + grammar.name().toLowerCase(Locale.ROOT).replace('_', '-')),
        any.title(),
        any.use(),
        any.requesters(),
        List.of(new Parameter.Typed("value", "The value", grammar)),
        any.longest(),
        any.rules(),
        any.breakGlass(),
        new PolicyTemplate(
            List.of(
                allow("s3:GetObject", "arn:aws:s3:::things/{value}/*", Map.of()),
                allow("s3:PutObject", "arn:aws:s3:::things/a-{value}", Map.of()),
                allow(
                    "s3:ListBucket",
                    "arn:aws:s3:::things",
                    Map.of("StringLike", Map.of("s3:prefix", List.of("{value}", "{value}/*")))),
                allow(
                    "dynamodb:GetItem",
                    "arn:aws:dynamodb:eu-central-1:111122223333:table/things",
                    Map.of(
                        "ForAllValues:StringEquals",
                        Map.of("dynamodb:LeadingKeys", List.of("{value}")),
                        "Null",
                        Map.of("dynamodb:LeadingKeys", List.of("false")))))),
        Map.of(),
        any.accounts(),
        Optional.empty());
  }

  private static Statement allow(
      String action, String resource, Map<String, Map<String, List<String>>> conditions) {
    return new Statement(
        action.replaceAll("[^A-Za-z]", ""),
        Statement.Effect.ALLOW,
        List.of(action),
        List.of(resource),
        conditions);
  }
}
