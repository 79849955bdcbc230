package dev.hallpass.infra;

import static java.util.stream.Collectors.joining;

import dev.hallpass.compiler.YamlCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Prints how long 500 accounts and 300 entitlements take to compile and to synthesize, and how
/// much of CloudFormation's limits their templates take. Not a test; run it by its main method, in
/// the folder of this module.
final class ManyAccountsBenchmark {

  private static final int ACCOUNTS = 500;
  private static final int ENTITLEMENTS = 300;
  private static final int KINDS = 10;

  private ManyAccountsBenchmark() {}

  /// Takes some minutes.
  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createTempDirectory("accounts");
    Instant begin = Instant.now();
    YamlCatalog catalog = catalog(folder.resolve("catalog"));
    Instant compiled = Instant.now();
    Path jar = Files.writeString(folder.resolve("functions.jar"), "");
    Path output = folder.resolve("cdk.out");
    HallpassApp.synthesize(
        Synthesis.PROJECT, jar, output, catalog.catalog(), catalog.installation());
    System.out.printf(
        "%d accounts of %d kinds, %d entitlements: compiled in %d s to %d characters, synthesized in"
            + " %d s%n",
        ACCOUNTS,
        KINDS,
        ENTITLEMENTS,
        Duration.between(begin, compiled).toSeconds(),
        catalog.text().length(),
        Duration.between(compiled, Instant.now()).toSeconds());
    try (Stream<Path> files = Files.walk(output)) {
      for (Path template :
          files.filter(file -> file.toString().endsWith(".template.json")).sorted().toList()) {
        JsonNode read = JsonMapper.shared().readTree(template.toFile());
        System.out.printf(
            "%s: %d resources, %d bytes%n",
            template.getFileName(), read.path("Resources").size(), Files.size(template));
      }
    }
  }

  /// Each kind of accounts has as many entitlements as the others.
  private static YamlCatalog catalog(Path folder) throws IOException {
    String accounts =
        IntStream.range(0, ACCOUNTS)
            .mapToObj(number ->
                "  - {account: \"9%011d\", groups: [kind-%d], externalId: hallpass-kind-%d}%n"
                    .formatted(number, number % KINDS, number % KINDS))
            .collect(joining());
    CatalogCopy copy =
        CatalogCopy.in(folder)
            .replace(
                "accounts:\n  - account: \"444455556666\"",
                "accounts:\n" + accounts + "  - account: \"444455556666\"")
            .append("hallpass.yaml", "\napi: {organization: o-a1b2c3d4e5}\n");
    String like =
        Files.readString(folder.resolve("entitlements/read-parameters.yaml"))
            .replace("444455556666:", "{account}:");
    for (int number : IntStream.range(0, ENTITLEMENTS).toArray()) {
      copy.write(
          "entitlements/read-%d.yaml".formatted(number),
          like.replaceAll("(?m)^entitlement: .*$", "entitlement: read-" + number)
              .replaceAll("(?m)^account: .*$", "accounts: [kind-%d]".formatted(number % KINDS)));
    }
    return copy.read();
  }
}
