package dev.hallpass.reference;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The snapshot of AWS's Service Authorization Reference. It reads a service at its first use.
/// [Source](https://docs.aws.amazon.com/service-authorization/latest/reference/reference.html)
public final class Reference {
  /// Other prefixes of keys that only STS has are those of identity providers.
  private static final String IDENTITY_PROVIDERS = "sts";

  private final Source source;
  private final LocalDate date;
  private final Set<String> prefixes;
  private final List<ConditionKey> global;
  private final JsonNode otherForms;
  private final Map<String, Service> services = new ConcurrentHashMap<>();

  /// The services that were read.
  private final Map<String, Optional<ConditionKey>> keys = new ConcurrentHashMap<>();

  private Reference(Source source) {
    this.source = source;
    JsonNode origin = read("snapshot.json");
    date = LocalDate.parse(origin.path("date").stringValue());
    prefixes = new TreeSet<>();
    origin.path("services").forEach(prefix -> prefixes.add(prefix.stringValue()));
    JsonNode additions = read("additions.json");
    global = keys(additions.path("keys"));
    otherForms = additions.path("forms");
  }

  /// The snapshot in the repository.
  public static Reference snapshot() {
    return Held.SNAPSHOT;
  }

  /// Read once, at the first use.
  private static final class Held {
    private static final Reference SNAPSHOT =
        new Reference(file -> Optional.ofNullable(Reference.class.getResourceAsStream(file)));
  }

  /// The snapshot in a folder, such as one that was renewed just now.
  public static Reference in(Path folder) {
    return new Reference(file ->
        Files.exists(folder.resolve(file))
            ? Optional.of(Files.newInputStream(folder.resolve(file)))
            : Optional.empty());
  }

  /// Opens the files of a snapshot.
  private interface Source {
    Optional<InputStream> open(String file) throws IOException;
  }

  /// The day of the snapshot.
  public LocalDate date() {
    return date;
  }

  /// The prefixes of all services, such as `states`.
  public Set<String> prefixes() {
    return Set.copyOf(prefixes);
  }

  /// The service with this prefix.
  public Optional<Service> service(String prefix) {
    String lower = prefix.toLowerCase(Locale.ROOT);
    return prefixes.contains(lower)
        ? Optional.of(services.computeIfAbsent(lower, this::load))
        : Optional.empty();
  }

  /// The action of a whole name such as `states:StartExecution`; the case of letters does not
  /// count.
  public Optional<Action> action(String name) {
    int colon = name.indexOf(':');
    return colon < 0
        ? Optional.empty()
        : service(name.substring(0, colon))
            .flatMap(service -> service.action(name.substring(colon + 1)));
  }

  /// The actions that a policy's pattern matches.
  ///
  /// @param pattern such as `s3:Get*`, or `*` for all
  public List<Action> matching(String pattern) {
    if (pattern.equals("*")) {
      return prefixes.stream().flatMap(this::all).toList();
    }
    int colon = pattern.indexOf(':');
    if (colon < 0) {
      return List.of();
    }
    Pattern names = glob(pattern.substring(colon + 1));
    return service(pattern.substring(0, colon)).stream()
        .flatMap(service -> service.actions().entrySet().stream())
        .filter(action -> names.matcher(action.getKey()).matches())
        .map(Map.Entry::getValue)
        .toList();
  }

  private Stream<Action> all(String prefix) {
    return service(prefix).orElseThrow().all().stream();
  }

  private static Pattern glob(String text) {
    StringBuilder pattern = new StringBuilder();
    for (char letter : text.toLowerCase(Locale.ROOT).toCharArray()) {
      pattern.append(
          switch (letter) {
            case '*' -> ".*";
            case '?' -> ".";
            default -> Pattern.quote(String.valueOf(letter));
          });
    }
    return Pattern.compile(pattern.toString());
  }

  /// The condition keys that every request can have. AWS lists them only on a page for people.
  /// [Source](
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html)
  public List<ConditionKey> globalKeys() {
    return global;
  }

  /// The condition key that a policy names, of any action.
  public Optional<ConditionKey> key(String name) {
    return keys.computeIfAbsent(name, one -> named(global, one).or(() -> ofService(one)));
  }

  private Optional<ConditionKey> ofService(String name) {
    int colon = name.indexOf(':');
    if (colon < 0) {
      return Optional.empty();
    }
    String prefix = name.substring(0, colon);
    // Each service lists the keys that several services share.
    Stream<String> places =
        prefix.equalsIgnoreCase("aws")
            ? Stream.of("iam", "s3")
            : Stream.of(prefix, IDENTITY_PROVIDERS);
    return places
        .flatMap(place -> service(place).stream())
        .flatMap(service -> named(service.keys(), name).stream())
        .findFirst();
  }

  static Optional<ConditionKey> named(Collection<ConditionKey> keys, String name) {
    return keys.stream().filter(key -> key.isNamed(name)).findFirst();
  }

  private Service load(String prefix) {
    JsonNode text = read("services/%s.json".formatted(prefix));
    List<ConditionKey> keys = keys(text.path("keys"));
    Map<String, ConditionKey> keysByName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    keys.forEach(key -> keysByName.put(key.name(), key));
    Map<String, ResourceType> types = new TreeMap<>();
    Map<String, List<ConditionKey>> given = new TreeMap<>();
    text.path("types")
        .forEachEntry((name, type) -> {
          types.put(name, new ResourceType(name, forms(prefix, name, type)));
          given.put(name, pick(type.path("keys"), keysByName));
        });
    Map<String, Action> actions = new TreeMap<>();
    text.path("actions")
        .forEachEntry((name, action) -> {
          List<Action.Use> uses = new ArrayList<>();
          for (boolean isRequired : new boolean[] {true, false}) {
            for (JsonNode type : action.path(isRequired ? "required" : "optional")) {
              JsonNode own = action.path("gives").path(type.stringValue());
              uses.add(
                  new Action.Use(
                      known(types, type.stringValue()),
                      isRequired,
                      own.isMissingNode()
                          ? known(given, type.stringValue())
                          : pick(own, keysByName)));
            }
          }
          Set<AccessLevel> levels = EnumSet.noneOf(AccessLevel.class);
          action.path("levels").forEach(level -> levels.add(AccessLevel.of(level.stringValue())));
          actions.put(
              name.toLowerCase(Locale.ROOT),
              new Action(
                  prefix + ":" + name,
                  levels,
                  uses,
                  pick(action.path("keys"), keysByName),
                  action.path("dependents").valueStream().map(JsonNode::stringValue).toList()));
        });
    return new Service(prefix, actions, types, keys);
  }

  private List<ArnForm> forms(String prefix, String name, JsonNode type) {
    return Stream.concat(
            // Some types have two forms with the same text in AWS's reference.
            Stream.of(type.path("arn").stringValue().split(", ", -1)),
            otherForms
                .path("%s %s".formatted(prefix, name))
                .valueStream()
                .map(JsonNode::stringValue))
        .map(ArnForm::new)
        .toList();
  }

  private static List<ConditionKey> keys(JsonNode types) {
    List<ConditionKey> keys = new ArrayList<>();
    types.forEachEntry(
        (name, type) -> keys.add(new ConditionKey(name, KeyType.of(type.stringValue()))));
    return List.copyOf(keys);
  }

  private static List<ConditionKey> pick(JsonNode names, Map<String, ConditionKey> keys) {
    return names.valueStream().map(name -> known(keys, name.stringValue())).toList();
  }

  private static <T> T known(Map<String, T> all, String name) {
    @Nullable T found = all.get(name);
    if (found == null) {
      throw new IllegalStateException(
          "The snapshot names %s and does not say what it is".formatted(name));
    }
    return found;
  }

  private JsonNode read(String file) {
    try (InputStream stream =
        source
            .open(file)
            .orElseThrow(() -> new IllegalStateException("The snapshot has no file " + file))) {
      return JsonMapper.shared().readTree(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
