package dev.hallpass.compiler;

import dev.hallpass.catalog.parameter.Grammar;
import dev.hallpass.catalog.parameter.OwnPattern;
import dev.hallpass.catalog.parameter.Parameter;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Values for parameters: such as people use, and such as try to open more than they name.
final class Values {

  private static final List<String> WORDS =
      List.of(
          "orders",
          "checkout",
          "api",
          "team-blue",
          "Export",
          "report_v1.2",
          "4711",
          "2026-11",
          "x");

  private static final List<String> PIECES =
      List.of(
          "*",
          "?",
          "**",
          "a*",
          "*a",
          "[a-z]",
          "%",
          "%2a",
          "%2F..%2F",
          "\\*",
          "\\u002a",
          "&#42;",
          "${*}",
          "${?}",
          "${$}",
          "${aws:username}",
          "${aws:PrincipalTag/team}",
          "${s3:prefix, '*'}",
          "$",
          "{",
          "}",
          "{bucket}",
          "{prefix}",
          "{partition}",
          "{value}",
          "$0",
          "$1",
          "\\",
          "\\1",
          "..",
          ".",
          "../",
          "/..",
          "/../",
          "./",
          "//",
          "/",
          "/*",
          "..%2f",
          "....//",
          ":",
          "::",
          ":*",
          ":log-stream:*",
          "#",
          "|",
          "@",
          "=",
          "+",
          "-",
          "_",
          "~",
          "!",
          "(",
          ")",
          ";",
          "\"",
          "'",
          "`",
          "\",\"",
          "\"]}",
          "\"],\"Resource\":[\"*",
          "\"}},{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}",
          "{\"Fn::Sub\":\"*\"}",
          "[\"*\"]",
          "null",
          "true",
          "<b>",
          "&amp;",
          "arn:aws:s3:::acme-exports/*",
          "arn:aws:s3:::*",
          "arn:aws:dynamodb:*:*:table/*",
          "arn:aws:iam::111122223333:role/Admin",
          "arn:aws:s3:::acme-exports/a,arn:aws:s3:::acme-invoices/*",
          ",",
          ", ",
          "a,b",
          "hallpass-",
          "-Hallpass",
          "0",
          "а",
          "字",
          "ａ",
          "\\u0430",
          "\t",
          "\n",
          "\r\n",
          "\u0000",
          "\u000b",
          "\u0085",
          " ",
          "  ",
          "\u00a0",
          "\uff0a",
          "\u2217",
          "\u204e",
          "\u066d",
          "\uff1f",
          "\uff0f",
          "\u2215",
          "\uff0e",
          "\u2024",
          "\u202e",
          "\u2066",
          "\u200b",
          "\u200d",
          "\ufeff",
          "\u0130",
          "\u0131",
          "\u017f",
          "\u212a",
          "\u00df",
          "\ud83d\ude00",
          "\ud800",
          "\udfff",
          "e\u0301",
          "\u0435",
          "\u0660");

  private Values() {}

  /// A value that people could use for something, found without looking at the grammar.
  static String ordinary(Parameter parameter, SplittableRandom random) {
    return switch (parameter) {
      case Parameter.Choice choice -> one(choice.values(), random);
      case Parameter.Typed(_, _, Grammar grammar) -> ordinary(grammar, random);
      case Parameter.Typed(_, _, OwnPattern own) -> own.example();
      case Parameter.Counted counted -> ordinary(counted.each(), random);
    };
  }

  static String ordinary(Grammar grammar, SplittableRandom random) {
    return switch (grammar) {
      case NAME -> joined(List.of("-", "_", ".", ""), random);
      case KEY -> joined(List.of("#", "|", ":", "/", "@", "=", "+", ".", "_", "-"), random);
      case PATH ->
          joined(List.of("/", "/", "-", "=", " ", "/year=", "/_", "/."), random)
              + one(List.of("", ".csv", " (1).pdf", "!", "~"), random);
      case LOG_GROUP ->
          one(List.of("", "/aws/lambda/"), random)
              + joined(List.of("/", "-", "_", ".", "#"), random);
      case ACCOUNT -> digits(12, 10, random);
      case REGION ->
          one(List.of("eu-central-1", "us-east-1", "ap-southeast-2", "us-gov-west-1"), random);
      case INSTANCE -> "i-" + digits(one(List.of(8, 17), random), 16, random);
      case CLUSTER -> plain(random) + one(List.of("-", "_"), random) + plain(random);
      case FUNCTION -> plain(random) + one(List.of("", "-", "_"), random) + plain(random);
      case SECRET -> joined(List.of("/", "-", "_", ".", "+", "=", "@"), random);
      case KMS_KEY ->
          one(
              List.of(
                  "mrk-" + digits(32, 16, random),
                  Stream.of(8, 4, 4, 4, 12)
                      .map(length -> digits(length, 16, random))
                      .collect(Collectors.joining("-"))),
              random);
      case ROLE -> plain(random) + one(List.of("@", "=", ".", "+"), random) + "team";
      case QUEUE -> plain(random) + "-dead" + one(List.of("", ".fifo"), random);
      case CIDR ->
          one(List.of("10.%d.0.0/16", "192.0.2.%d/32", "2001:db8:%d::/48", "::/0"), random)
              .formatted(random.nextInt(256));
      case TAG_VALUE ->
          random.nextInt(4) == 0
              ? one(List.of("Ночная смена ", "営業チーム ", "محاسبة "), random) + random.nextInt(1000)
              : joined(List.of(" ", "/", ":", " é", "Ö", "+", "=", "@"), random);
    };
  }

  private static String plain(SplittableRandom random) {
    return one(List.of("checkout", "Billing", "search"), random) + random.nextInt(1000);
  }

  private static String digits(int length, int radix, SplittableRandom random) {
    return random
        .ints(length, 0, radix)
        .mapToObj(digit -> Integer.toString(digit, radix))
        .collect(Collectors.joining());
  }

  private static String joined(List<String> separators, SplittableRandom random) {
    String joined = one(WORDS, random) + random.nextInt(100_000);
    for (int more = random.nextInt(4); more > 0; more--) {
      joined += one(separators, random) + one(WORDS, random);
    }
    return joined;
  }

  /// A value that tries to open more than it names: pieces of such alone, an ordinary value with
  /// them at one place of it, or a value of another grammar.
  static String hostile(Parameter parameter, SplittableRandom random) {
    String pieces =
        Stream.generate(() -> one(PIECES, random))
            .limit(1L + random.nextInt(3))
            .collect(Collectors.joining());
    String ordinary = ordinary(parameter, random);
    int place = random.nextInt(ordinary.length() + 1);
    return switch (random.nextInt(9)) {
      case 0 -> pieces;
      case 1 -> pieces + ordinary;
      case 2 -> ordinary + pieces;
      case 3 -> ordinary + pieces + ordinary(parameter, random);
      case 4 -> ordinary.toUpperCase(Locale.ROOT);
      case 6 -> ordinary(one(List.of(Grammar.values()), random), random);
      case 5 -> (ordinary + pieces).repeat(1 + random.nextInt(200));
      default -> ordinary.substring(0, place) + pieces + ordinary.substring(place);
    };
  }

  static <T> T one(List<T> list, SplittableRandom random) {
    return list.get(random.nextInt(list.size()));
  }
}
