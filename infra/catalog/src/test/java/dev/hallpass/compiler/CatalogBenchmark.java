package dev.hallpass.compiler;

import static java.util.stream.Collectors.joining;

import dev.hallpass.adapters.json.CompiledCatalog;
import dev.hallpass.catalog.AwsReference;
import dev.hallpass.reference.CatalogCheck;
import dev.hallpass.reference.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Prints how long a large catalogue takes to compile, and what it costs a function at its start.
/// Not a test; run it by its main method, in the folder of the catalogue.
final class CatalogBenchmark {

  private static final Path CATALOG = Path.of("");
  private static final int STARTS = 21;

  private CatalogBenchmark() {}

  /// Takes about a minute.
  public static void main(String[] arguments) throws IOException {
    if (arguments.length == 1) {
      start(new CompiledCatalog(Path.of(arguments[0])));
      return;
    }
    Path small = compiled(5, 1);
    Path large = compiled(200, 50);
    Duration before = cpuOfStarts(small);
    Duration after = cpuOfStarts(large);
    System.out.printf(
        "a start reads 5 entitlements in %d ms of CPU, and 200 in %d ms; medians of %d%n",
        before.toMillis(), after.toMillis(), STARTS);
  }

  /// What a function reads that is called for one entitlement.
  private static void start(CompiledCatalog catalog) {
    catalog.digest();
    System.out.println(catalog.catalog().all().named("copy-4").orElseThrow().parameters().size());
    System.out.println(ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis());
  }

  private static Path compiled(int entitlements, int accounts) throws IOException {
    Path folder = Files.createTempDirectory("catalogue");
    write(folder, entitlements, accounts);
    AwsReference aws = new CatalogCheck(Reference.snapshot());
    Instant begin = Instant.now();
    YamlCatalog catalog = YamlCatalog.read(folder, aws);
    new CompiledCatalog(folder).write(catalog.text());
    System.out.printf(
        "%d entitlements and %d accounts are compiled in %d ms, to %d characters%n",
        entitlements,
        accounts,
        Duration.between(begin, Instant.now()).toMillis(),
        catalog.text().length());
    return folder;
  }

  /// Copies of what is there, each with a name of its own.
  private static void write(Path folder, int entitlements, int accounts) throws IOException {
    Files.createDirectory(folder.resolve("entitlements"));
    String settings = Files.readString(CATALOG.resolve("hallpass.yaml"));
    String first = "  - account: \"444455556666\"\n    externalId: hallpass-5f0c1c52\n";
    String others =
        IntStream.range(1, accounts)
            .mapToObj("  - {account: \"5%011d\", externalId: hallpass-5f0c1c52}%n"::formatted)
            .collect(joining());
    Files.writeString(folder.resolve("hallpass.yaml"), settings.replace(first, first + others));
    List<Path> there = entitlements();
    for (int i = 0; i < entitlements; i++) {
      String name = "copy-%d".formatted(i);
      Files.writeString(
          folder.resolve("entitlements/%s.yaml".formatted(name)),
          Files.readString(there.get(i % there.size()))
              .replaceAll("(?m)^entitlement: .*$", "entitlement: " + name));
    }
  }

  private static List<Path> entitlements() throws IOException {
    try (Stream<Path> shipped = Files.list(CATALOG.resolve("entitlements"));
        Stream<Path> starters = Files.list(CATALOG.resolve("starters"))) {
      return Stream.concat(
              shipped.sorted(),
              starters.sorted().map(folder -> folder.resolve(folder.getFileName() + ".yaml")))
          .toList();
    }
  }

  private static Duration cpuOfStarts(Path folder) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-classpath",
            System.getProperty("java.class.path"),
            CatalogBenchmark.class.getName(),
            folder.toString());
    long[] millis = new long[STARTS];
    for (int i = 0; i < STARTS; i++) {
      Process process = new ProcessBuilder(command).start();
      millis[i] = process.inputReader().lines().mapToLong(Long::parseLong).skip(1).sum();
    }
    return Duration.ofMillis(
        LongStream.of(millis).sorted().skip(STARTS / 2).findFirst().orElseThrow());
  }
}
