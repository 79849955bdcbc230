package dev.hallpass.emulator.states.jsonata;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Utils;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The functions that Step Functions adds to JSONata, and those of JSONata that time and chance
/// give their results (Step Functions, "Transforming data with JSONata").
final class StatesFunctions {
  private static final Set<String> ALGORITHMS =
      Set.of("MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512");
  private static final int LONGEST_RANGE = 1_000;

  private StatesFunctions() {}

  static void bind(Jsonata.Frame frame, Scope scope) {
    long now = scope.now().toEpochMilli();
    bind(frame, "partition", "<a?n:a>", args -> partition(args.get(0), number(args, 1)));
    bind(frame, "range", "<nnn:a>", StatesFunctions::range);
    bind(frame, "hash", "<ss:s>", args -> hash(text(args, 0), text(args, 1)));
    bind(frame, "random", "<n?:n>", args -> random(args, scope.chance()));
    bind(frame, "uuid", "<:s>", args -> scope.chance().uuid().toString());
    bind(frame, "parse", "<s:x>", args -> JsonataValues.of(StatesJson.parse(text(args, 0))));
    bind(frame, "millis", "<:n>", args -> now);
    bind(frame, "now", "<s?s?:s>", args -> now(now, args));
    bind(frame, "shuffle", "<a:a>", args -> shuffled(args.get(0), scope.chance()));
    bind(
        frame,
        "eval",
        null,
        args -> {
          throw new IllegalArgumentException("The function 'eval' is not supported");
        });
  }

  private static void bind(
      Jsonata.Frame frame, String name, @Nullable String signature, Function function) {
    frame.bind(name, new Jsonata.JFunction((_, arguments) -> function.apply(arguments), signature));
  }

  private static @Nullable Object partition(@Nullable Object array, long size) {
    if (!(array instanceof List<?> elements)) {
      return null;
    }
    if (size < 1) {
      throw new IllegalArgumentException("The size of a part is 1 at least");
    }
    List<Object> parts = new ArrayList<>();
    for (int from = 0; from < elements.size(); from += (int) size) {
      long to = Math.min(elements.size(), from + size);
      parts.add(new ArrayList<>(elements.subList(from, (int) to)));
    }
    return parts;
  }

  /// Both ends are included. A sequence, so that a single number stands for itself, as on AWS.
  private static Object range(List<?> arguments) {
    long first = number(arguments, 0);
    long last = number(arguments, 1);
    long step = number(arguments, 2);
    if (step == 0 || (last - first) / step >= LONGEST_RANGE) {
      throw new IllegalArgumentException(
          "A range has a step that is not 0 and at most " + LONGEST_RANGE + " elements");
    }
    List<Object> range = Utils.createSequence();
    for (long next = first; step > 0 ? next <= last : next >= last; next += step) {
      range.add(next);
    }
    return range;
  }

  private static String hash(String data, String algorithm) {
    if (!ALGORITHMS.contains(algorithm)) {
      throw new IllegalArgumentException("The hash algorithms are " + ALGORITHMS);
    }
    try {
      byte[] digest =
          MessageDigest.getInstance(algorithm).digest(data.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object random(List<?> arguments, RandomSource chance) {
    boolean seeded = !arguments.isEmpty() && arguments.getFirst() != null;
    return seeded ? new Random(number(arguments, 0)).nextDouble() : chance.fraction();
  }

  private static Object now(long now, List<?> arguments) {
    return Functions.dateTimeFromMillis(now, optional(arguments, 0), optional(arguments, 1));
  }

  private static @Nullable Object shuffled(@Nullable Object array, RandomSource chance) {
    if (!(array instanceof List<?> elements)) {
      return null;
    }
    List<Object> shuffled = new ArrayList<>(elements);
    chance.shuffle(shuffled);
    return shuffled;
  }

  private static long number(List<?> arguments, int index) {
    if (index < arguments.size() && arguments.get(index) instanceof Number number) {
      return new BigDecimal(number.toString()).longValueExact();
    }
    throw new IllegalArgumentException("Argument " + (index + 1) + " must be a number");
  }

  private static String text(List<?> arguments, int index) {
    String text = optional(arguments, index);
    if (text == null) {
      throw new IllegalArgumentException("Argument " + (index + 1) + " must be a string");
    }
    return text;
  }

  private static @Nullable String optional(List<?> arguments, int index) {
    return index < arguments.size() && arguments.get(index) instanceof String text ? text : null;
  }

  @FunctionalInterface
  private interface Function {
    @Nullable Object apply(List<?> arguments);
  }
}
