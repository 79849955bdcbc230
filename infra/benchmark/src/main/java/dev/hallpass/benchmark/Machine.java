package dev.hallpass.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Starts the code of functions as Lambda does: one process with one processor, the official
/// runtime client, the Serial collector and the first tier of the compiler.
///
/// @param runtime the folder of the runtime client
/// @param certificate what the processes trust
/// @param scratch a folder for the lists of classes that were loaded, and for what was logged
record Machine(Path runtime, Certificate certificate, Path scratch) {

  private static final String MAIN = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";
  private static final int TICKS_IN_A_SECOND = 100;

  /// What a process answered, and what that cost.
  record Answer(String body, Cost cost) {}

  /// Starts a process, gives it one event and stops it at its answer.
  ///
  /// @param code the folder with the function's classes
  /// @param countClasses whether each class that is loaded is counted, which slows the process
  /// @throws IllegalStateException if the function fails
  Answer invoke(
      Path code,
      String handler,
      Map<String, String> environment,
      byte[] event,
      boolean countClasses,
      List<String> flags) {
    try (RuntimeApi api = new RuntimeApi(event)) {
      Path loaded = scratch.resolve(handler + ".classes");
      ProcessBuilder builder = new ProcessBuilder(command(handler, countClasses, loaded, flags));
      builder.directory(code.toFile());
      builder.environment().clear();
      builder.environment().putAll(environment);
      builder
          .environment()
          .putAll(
              Map.of(
                  "AWS_LAMBDA_RUNTIME_API", api.address(),
                  "LAMBDA_TASK_ROOT", code.toString(),
                  "_HANDLER", handler,
                  "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1024",
                  "AWS_LAMBDA_FUNCTION_VERSION", "1",
                  "AWS_LAMBDA_LOG_GROUP_NAME", "benchmark",
                  "AWS_LAMBDA_LOG_STREAM_NAME", "benchmark"));
      builder.redirectErrorStream(true);
      builder.redirectOutput(scratch.resolve(handler + ".log").toFile());
      long begin = System.nanoTime();
      Process process = builder.start();
      try {
        String body = new String(api.await(), UTF_8);
        long wall = (System.nanoTime() - begin) / 1_000_000;
        return new Answer(
            body,
            new Cost(
                cpu(process.pid()),
                wall,
                memory(process.pid()),
                countClasses ? classes(loaded) : 0));
      } finally {
        process.destroyForcibly().waitFor();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("A process cannot be started", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for a function", e);
    }
  }

  private List<String> command(
      String handler, boolean countClasses, Path loaded, List<String> flags) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:ActiveProcessorCount=1",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx700m",
                "--enable-native-access=ALL-UNNAMED",
                "-Djavax.net.ssl.trustStore=" + certificate.file(),
                "-Djavax.net.ssl.trustStorePassword=" + Certificate.PASSWORD));
    command.addAll(flags);
    if (countClasses) {
      command.add("-Xlog:class+load:file=" + loaded);
    }
    command.addAll(List.of("-classpath", runtime + "/*", MAIN, handler));
    return command;
  }

  /// The CPU time of a process so far, in milliseconds.
  ///
  /// Source: proc_pid_stat(5), the fields `utime` and `stime`.
  private static long cpu(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc/%d/stat".formatted(pid)));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * 1000 / TICKS_IN_A_SECOND;
  }

  private static long memory(long pid) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/%d/status".formatted(pid)))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
          .sum();
    }
  }

  private static long classes(Path loaded) throws IOException {
    try (Stream<String> lines = Files.lines(loaded)) {
      return lines.filter(line -> line.contains(" source: ")).count();
    }
  }
}
