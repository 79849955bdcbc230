package dev.hallpass.local.judge;

import dev.hallpass.emulator.policy.AccessRequest;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// What stands for names that are drawn at random, and for times, in a request and in the policies
/// that decide about it. A policy sees of a name whether it is one of the request's, and of a time
/// on which side of now it lies: so much is kept.
final class Placeholders {

  /// A time, or a name: those of grants and sessions end in 32 hexadecimal digits, and an id of IAM
  /// is four letters, which are its type, and 17 characters.
  private static final Pattern VARYING =
      Pattern.compile(
          "(?<time>\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?Z)"
              + "|[0-9a-f]{32}|A[A-Z]{3}[A-Z2-7]{17}");

  private final Map<String, String> names = new HashMap<>();
  private final Optional<Instant> now;
  private final String request;

  /// @param keys those of the request, but for the clock's
  Placeholders(AccessRequest request, Map<String, List<String>> keys) {
    now = request.context().single("aws:CurrentTime").map(Instant::parse);
    String text =
        String.join(
            "\n",
            request.principal().toString(),
            request.action(),
            request.resource(),
            request.resourceAccount(),
            keys.toString());
    this.request = replaced(text, _ -> "<time>", this::numbered);
  }

  private String numbered(String name) {
    return names.computeIfAbsent(name, _ -> "<%d>".formatted(names.size() + 1));
  }

  /// The request with placeholders; its names are numbered in the order in which they stand there.
  String request() {
    return request;
  }

  /// Something that is said about the request, with placeholders.
  String in(String text) {
    return replaced(text, this::side, name -> names.getOrDefault(name, "<another>"));
  }

  private String side(String time) {
    int side = now.map(Instant.parse(time)::compareTo).orElse(0);
    return side == 0 ? "<now>" : side < 0 ? "<before>" : "<after>";
  }

  private static String replaced(
      String text, UnaryOperator<String> time, UnaryOperator<String> name) {
    return VARYING
        .matcher(text)
        .replaceAll(found -> (found.group("time") == null ? name : time).apply(found.group()));
  }

  /// Whether there is nothing in a text that a placeholder would stand for.
  static boolean isFixed(String text) {
    return !VARYING.matcher(text).find();
  }
}
