package dev.hallpass.compiler.conversion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import dev.hallpass.catalog.AwsReference;
import dev.hallpass.catalog.Settings;
import dev.hallpass.catalog.people.TrustedIdentities;
import dev.hallpass.catalog.people.TrustedIdentities.IamUsers;
import dev.hallpass.catalog.people.TrustedIdentities.NamedRole;
import dev.hallpass.catalog.people.TrustedIdentities.PermissionSet;
import dev.hallpass.compiler.YamlCatalog;
import dev.hallpass.compiler.yaml.CatalogRefused;
import dev.hallpass.reference.CatalogCheck;
import dev.hallpass.reference.Reference;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/// The program that writes entitlements from the policies of another system. Each that it writes
/// passes the checks of the catalogue; the others are listed with the reason.
public final class Conversion {

  /// The file with what cannot be carried over.
  static final String REST = "not-carried-over.txt";

  private static final String ENTITLEMENTS = "entitlements";
  private static final String MANAGED = "managed";
  private static final String YAML = ".yaml";

  private final Path catalogue;
  private final Path output;
  private final AwsReference reference;
  private final List<String> rest = new ArrayList<>();
  private final Set<String> names = new HashSet<>();

  private Conversion(Path catalogue, Path output, AwsReference reference) {
    this.catalogue = catalogue;
    this.output = output;
    this.reference = reference;
  }

  /// Converts an export.
  ///
  /// @param arguments the catalogue's folder, the folder to write into, `team` or `elevator`, and
  ///   the folder of the export
  public static void main(String[] arguments) {
    System.exit(run(arguments, System.out, System.err));
  }

  static int run(String[] arguments, PrintStream out, PrintStream errors) {
    if (arguments.length != 4 || !List.of("team", "elevator").contains(arguments[2])) {
      errors.println(
          "This needs four arguments: CATALOGUE-FOLDER OUTPUT-FOLDER team|elevator EXPORT-FOLDER");
      return 2;
    }
    try {
      var conversion =
          new Conversion(
              Path.of(arguments[0]), Path.of(arguments[1]), new CatalogCheck(Reference.snapshot()));
      out.print(conversion.convert(arguments[2], new Export(Path.of(arguments[3]))));
      return 0;
    } catch (CatalogRefused e) {
      errors.println(e.getMessage());
      return 1;
    } catch (IOException | UncheckedIOException e) {
      errors.println("A file cannot be read or written: " + e.getMessage());
      return 1;
    }
  }

  private String convert(String system, Export export) throws IOException {
    Settings settings = YamlCatalog.read(catalogue, reference).settings();
    NavigableSet<String> known = new TreeSet<>();
    settings.accounts().forEach(account -> known.add(account.id().value()));
    List<Permit> permits =
        system.equals("team")
            ? new TeamPolicies(export, rest).permits()
            : new ElevatorStatements(export, known, rest).permits();
    Files.createDirectories(output.resolve(ENTITLEMENTS));
    Files.createDirectories(output.resolve(MANAGED));
    int written = 0;
    for (Permit permit : merged(permits, known)) {
      Optional<String> policy = export.policy(permit.permissionSet());
      if (policy.isEmpty()) {
        noteUnknownPolicy(permit);
      } else if (isWritten(permit, policy.get(), settings)) {
        written++;
      }
    }
    String list = rest.stream().distinct().map(line -> "- " + line + "\n").collect(joining());
    Files.writeString(output.resolve(REST), list, UTF_8);
    return """
    Entitlements that are written to %s: %d. Read them like code before you take them over.
    Not carried over, or in another way, also in %s:
    %s\
    """
        .formatted(output.resolve(ENTITLEMENTS), written, REST, list);
  }

  /// One permit for all accounts in which the same people may do the same.
  private List<Permit> merged(List<Permit> permits, NavigableSet<String> known) {
    Map<Permit, Permit> merged = new LinkedHashMap<>();
    for (Permit permit : permits) {
      if (!known.containsAll(permit.accounts())) {
        rest.add(
            "%s is for the account %s, which is not among the accounts in hallpass.yaml. Add it there; the hub has no managed policies."
                .formatted(permit.origin(), String.join(", ", permit.accounts())));
        continue;
      }
      merged
          .computeIfAbsent(
              permit.withoutAccounts(),
              _ ->
                  new Permit(
                      permit.origin(),
                      permit.everybody(),
                      permit.requesters(),
                      permit.permissionSet(),
                      new TreeSet<>(),
                      permit.approvers(),
                      permit.longest()))
          .accounts()
          .addAll(permit.accounts());
    }
    return List.copyOf(merged.values());
  }

  private void noteUnknownPolicy(Permit permit) {
    String set = permit.permissionSet();
    rest.add(
        new Starters(catalogue.resolve("starters")).with(set).isEmpty()
            ? withoutStarter(permit)
            : "%s is for the permission set %s, whose policies are not known. If AWS's managed policy of this name is all that it has, add \"%s\": \"%s\" to permission-sets.json."
                .formatted(permit.origin(), set, set, set));
  }

  private static String withoutStarter(Permit permit) {
    return "%s is for the permission set %s. No starter opens a managed policy of this name: write an entitlement of what people need, or name its policy of AWS in permission-sets.json."
        .formatted(permit.origin(), permit.permissionSet());
  }

  private boolean isWritten(Permit permit, String policy, Settings settings) throws IOException {
    Starters starters = new Starters(catalogue.resolve("starters"));
    Optional<Map<String, Object>> starter = starters.with(policy);
    if (starter.isEmpty()) {
      rest.add(withoutStarter(permit));
      return false;
    }
    if (permit.approvers().isEmpty()) {
      rest.add(
          "%s is for the permission set %s in %s, and nobody is known who says yes to it. Add approvers, and the members of their groups to groups.json."
              .formatted(
                  permit.origin(), permit.permissionSet(), String.join(", ", permit.accounts())));
      return false;
    }
    String name = name(permit);
    String text = yaml(entitlement(name, permit, starter.get(), settings));
    Path document = starters.document(policy).orElseThrow();
    Optional<String> refusal = refusal(name, text, document);
    if (refusal.isPresent()) {
      rest.add(
          "%s is for the permission set %s, and the catalogue refuses it: %s"
              .formatted(permit.origin(), permit.permissionSet(), refusal.get()));
      return false;
    }
    Files.writeString(output.resolve(ENTITLEMENTS).resolve(name + YAML), text, UTF_8);
    Files.copy(
        document,
        output.resolve(MANAGED).resolve(document.getFileName()),
        StandardCopyOption.REPLACE_EXISTING);
    return true;
  }

  /// Such as `administrator-access`, with a number if there is one of that name.
  private String name(Permit permit) {
    String name =
        permit
            .permissionSet()
            .replaceAll("([a-z0-9])([A-Z])", "$1-$2")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^[^a-z]+|-+$", "");
    String free = name;
    for (int number = 2; !names.add(free); number++) {
      free = name + "-" + number;
    }
    return free;
  }

  private Map<String, Object> entitlement(
      String name, Permit permit, Map<String, Object> starter, Settings settings) {
    Map<String, Object> fields = new LinkedHashMap<>(starter);
    fields.put("entitlement", name);
    fields.put("title", permit.permissionSet());
    fields.remove("account");
    // Who opens it without a yes is for people to decide.
    fields.remove("breakGlass");
    fields.put("accounts", List.copyOf(permit.accounts()));
    fields.put(
        "requesters",
        permit.everybody()
            ? Map.of(
                "domains",
                settings.identities().stream().flatMap(Conversion::domain).distinct().toList())
            : Map.of("people", List.copyOf(permit.requesters())));
    fields.put("longest", longest(permit, String.valueOf(starter.get("longest"))));
    if (starter.get("approval") instanceof List<?> rules) {
      fields.put("approval", approval(permit, rules));
    }
    if (starter.get("review") instanceof Map<?, ?> review) {
      fields.put("review", with(review, "owners", List.copyOf(permit.approvers())));
    }
    return fields;
  }

  /// The starter's levels, with other people.
  private static List<Object> approval(Permit permit, List<?> starter) {
    return starter.stream()
        .map(rule -> (Map<?, ?>) rule)
        .<Object>map(rule ->
            rule.get("levels") instanceof List<?> levels
                ? with(rule, "levels", approval(permit, levels))
                : with(rule, "approvers", List.copyOf(permit.approvers())))
        .toList();
  }

  private static Map<String, Object> with(Map<?, ?> fields, String name, Object value) {
    Map<String, Object> changed = new LinkedHashMap<>();
    fields.forEach((key, old) -> changed.put(String.valueOf(key), old));
    changed.put(name, value);
    return changed;
  }

  private String longest(Permit permit, String most) {
    Optional<Duration> asked = permit.longest();
    if (asked.isEmpty() || asked.get().compareTo(Duration.parse(most)) < 0) {
      return asked.map(Duration::toString).orElse(most);
    }
    if (asked.get().compareTo(Duration.parse(most)) > 0) {
      rest.add(
          "%s lasts %s for the permission set %s. Here it lasts %s, as its starter says."
              .formatted(permit.origin(), asked.get(), permit.permissionSet(), most));
    }
    return most;
  }

  private static String yaml(Map<String, Object> fields) {
    DumpSettings block =
        DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).setWidth(130).build();
    return new Dump(block).dumpToString(fields);
  }

  /// Why the catalogue does not take an entitlement; empty if it does.
  private Optional<String> refusal(String name, String text, Path document) throws IOException {
    Path folder = Files.createTempDirectory("hallpass-conversion");
    try {
      Files.createDirectory(folder.resolve(ENTITLEMENTS));
      Files.createDirectory(folder.resolve(MANAGED));
      Files.copy(catalogue.resolve("hallpass.yaml"), folder.resolve("hallpass.yaml"));
      Files.copy(document, folder.resolve(MANAGED).resolve(document.getFileName()));
      Files.writeString(folder.resolve(ENTITLEMENTS).resolve(name + YAML), text, UTF_8);
      var _ = YamlCatalog.read(folder, reference);
      return Optional.empty();
    } catch (CatalogRefused refused) {
      return Optional.ofNullable(refused.getMessage());
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  /// The mail domain of callers; none if a list names each of them.
  private static Stream<String> domain(TrustedIdentities identities) {
    return switch (identities) {
      case PermissionSet set -> Stream.of(set.userNames().domain());
      case NamedRole role -> Stream.of(role.userNames().domain());
      case IamUsers _ -> Stream.empty();
    };
  }
}
