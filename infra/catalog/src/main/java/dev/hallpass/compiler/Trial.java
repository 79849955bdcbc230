package dev.hallpass.compiler;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.adapters.json.PolicyJson;
import dev.hallpass.catalog.Entitlement;
import dev.hallpass.compiler.policy.ManagedReader;
import dev.hallpass.compiler.yaml.CatalogFiles;
import dev.hallpass.compiler.yaml.CatalogRefused;
import dev.hallpass.compiler.yaml.Mistakes;
import dev.hallpass.compiler.yaml.Shape;
import dev.hallpass.compiler.yaml.YamlFields;
import dev.hallpass.compiler.yaml.YamlNode;
import dev.hallpass.emulator.policy.AccessRequest;
import dev.hallpass.emulator.policy.Context;
import dev.hallpass.emulator.policy.Evaluation;
import dev.hallpass.emulator.policy.MalformedPolicy;
import dev.hallpass.emulator.policy.NamedPolicy;
import dev.hallpass.emulator.policy.Policies;
import dev.hallpass.emulator.policy.PolicyDocument;
import dev.hallpass.emulator.policy.Principal;
import dev.hallpass.emulator.policy.Verdict;
import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.Person;
import dev.hallpass.policy.Ceiling;
import dev.hallpass.policy.ManagedPolicyArn;
import dev.hallpass.policy.Policy;
import dev.hallpass.policy.PolicyTemplate;
import dev.hallpass.reference.Reference;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/// What the author of an entitlement says that a grant of it may do, and what it may not.
///
/// @param files where the documents of managed policies are
record Trial(CatalogFiles files, YamlNode file, YamlFields fields) {

  /// The hub's number in trials of a catalogue that does not name the hub.
  private static final AccountId ANY_HUB = new AccountId("111122223333");

  private static final Person ALICE = new Person("alice@example.com");
  private static final String NOW = "2026-11-23T11:30:00Z";
  private static final Instant END = Instant.parse("2026-11-23T12:30:00Z");

  /// Tries the trials of a catalogue.
  ///
  /// @throws CatalogRefused if one comes out otherwise than its author says, or is of no
  ///   entitlement
  static void checkAll(Path folder, YamlCatalog catalog) {
    CatalogFiles files = new CatalogFiles(folder);
    Mistakes.checkEach(
        files.trials(),
        file -> check(files, file, of(file, catalog.entitlements()), catalog.settings().hub()));
  }

  /// Tries one.
  ///
  /// @param name of the file, relative to the catalogue's folder
  /// @param hub the number of the hub; empty if the catalogue does not name it
  static void check(
      CatalogFiles files, String name, Entitlement entitlement, Optional<AccountId> hub) {
    YamlNode file = files.yaml(name);
    Shape.TRIAL
        .read(file, fields -> new Trial(files, file, fields))
        .check(entitlement, hub.orElse(ANY_HUB));
  }

  private static Entitlement of(String file, List<Entitlement> entitlements) {
    return entitlements.stream()
        .filter(one -> file.equals("%s/%s.yaml".formatted(CatalogFiles.TRIALS, one.id())))
        .findFirst()
        .orElseThrow(() ->
            new CatalogRefused(
                file,
                1,
                "is a trial of no entitlement; name it as the file of an entitlement, or take it out"));
  }

  private void check(Entitlement entitlement, AccountId hub) {
    Map<String, String> given = texts(fields.find("given"));
    Mistakes.checkEach(
        entitlement.mistakesIn(given),
        mistake -> {
          throw file.refused(
              "given has a mistake: %s %s".formatted(mistake.parameter(), mistake.says()));
        });
    AccountId account = entitlement.accountFor(given, hub);
    Ceiling ceiling = entitlement.in(account).orElse(entitlement).ceiling();
    List<NamedPolicy> managed =
        entitlement.template().managed().stream().map(one -> managed(one.arn())).toList();
    List<NamedPolicy> role = new ArrayList<>(managed);
    if (!ceiling.statements().isEmpty()) {
      role.add(named(new Policy(ceiling.statements())));
    }
    List<NamedPolicy> limits = new ArrayList<>(managed);
    limits.add(
        readable(() ->
            named(
                entitlement.render(given, ALICE, account).ofGrant(PolicyTemplate.ANY_GRANT, END))));
    Policies policies =
        Policies.ofIdentity(role).limitedTo(limits).boundedBy(named(ceiling.boundary()));
    Principal session =
        Principal.RoleSession.of("arn:aws:iam::%s:role/hallpass/some".formatted(account), "grant");
    Mistakes.all(
        () -> check("may", true, session, policies),
        () -> check("mayNot", false, session, policies));
  }

  private void check(String list, boolean isAllowed, Principal session, Policies policies) {
    Mistakes.checkEach(
        fields.get(list).items(),
        call -> {
          requireAction(call.fields().get("action"));
          if (isAllowed(call.fields(), session, policies) != isAllowed) {
            throw call.refused(
                "a grant %s make this call; correct the policy, or take the call out of %s"
                    .formatted(isAllowed ? "cannot" : "can", list));
          }
        });
  }

  /// A call that AWS does not know cannot be made by anybody, so it would prove nothing.
  private static void requireAction(YamlNode action) {
    if (Reference.snapshot().action(action.text()).isEmpty()) {
      throw action.refused(
          "%s is no action of AWS, so nobody can make this call; correct it"
              .formatted(action.text()));
    }
  }

  private static boolean isAllowed(YamlFields call, Principal session, Policies policies) {
    Context context =
        Context.empty()
            .with("aws:CurrentTime", NOW)
            .with(Policy.SESSION_GRANT, PolicyTemplate.ANY_GRANT.value());
    for (YamlNode.Pair key : call.find("when").map(YamlNode::pairs).orElse(List.of())) {
      context = context.with(key.key().text(), values(key.value()).toArray(String[]::new));
    }
    return Evaluation.evaluate(
            AccessRequest.of(session, call.get("action").text(), call.get("on").text(), context),
            policies)
        instanceof Verdict.Allowed;
  }

  private static List<String> values(YamlNode node) {
    return node.isScalar()
        ? List.of(node.text())
        : node.items().stream().map(YamlNode::text).toList();
  }

  private NamedPolicy managed(ManagedPolicyArn arn) {
    String text = files.text(CatalogFiles.managed(ManagedReader.fileName(arn))).orElseThrow();
    return new NamedPolicy(
        arn.value(), PolicyDocument.identity(Json.read(text).path("document").toString()));
  }

  /// A pattern of the author's own can allow a value that a condition cannot compare.
  private <T> T readable(Supplier<T> policies) {
    try {
      return policies.get();
    } catch (MalformedPolicy malformed) {
      throw file.refused(
          "makes a policy that IAM does not take: %s; correct given, and the pattern of the parameter"
              .formatted(malformed.getMessage()));
    }
  }

  private static NamedPolicy named(Policy policy) {
    return new NamedPolicy("policy", PolicyDocument.identity(PolicyJson.write(policy)));
  }

  private static Map<String, String> texts(Optional<YamlNode> pairs) {
    Map<String, String> texts = new TreeMap<>();
    pairs.ifPresent(
        map -> map.pairs().forEach(pair -> texts.put(pair.key().text(), pair.value().text())));
    return texts;
  }
}
