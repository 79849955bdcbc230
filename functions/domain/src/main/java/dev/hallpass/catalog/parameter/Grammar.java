package dev.hallpass.catalog.parameter;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A grammar for the values of a parameter: an anchored list of allowed characters. No grammar
/// allows a wildcard, a brace, a dollar sign, a quote, a comma or a control character, because each
/// of these could change the meaning of a policy.
public enum Grammar implements ValueForm {
  /// One word, such as a name or a number.
  NAME(128, "[A-Za-z0-9][A-Za-z0-9_.-]*", "letters, digits, `_`, `.` and `-`", "orders-7"),
  /// One key, such as a customer's or a partition's, with the usual separators of keys.
  KEY(
      256,
      "[A-Za-z0-9_](?:[A-Za-z0-9_.:#|@/=+-]*[A-Za-z0-9_])?",
      "letters, digits and `_ . : # | @ / = + -`, with a letter, a digit or `_` at both ends",
      "customer#4711"),
  /// A path of an object store: segments joined by single slashes, without a slash at either end.
  PATH(
      512,
      "(?!.*(?:^|/)\\.{1,2}(?:/|$))" + Grammar.SEGMENT + "(?:/" + Grammar.SEGMENT + ")*",
      "segments of letters, digits, inner blanks and `_ . - = + @ : ! ( ) ~ #` joined by single"
          + " slashes, with no slash at either end",
      "customers/4711"),
  /// A CloudWatch log group.
  LOG_GROUP(512, "[A-Za-z0-9_./#-]+", "letters, digits and `_ . / # -`", "/aws/lambda/shop"),
  /// An AWS account.
  ACCOUNT(12, "[0-9]{12}", "the twelve digits of an AWS account", "111122223333"),
  /// A region.
  REGION(32, "[a-z]{2,}(?:-[a-z]+)+-[0-9]{1,2}", "the name of a region", "eu-central-1"),
  /// An instance of EC2.
  INSTANCE(
      19,
      "i-(?:[0-9a-f]{17}|[0-9a-f]{8})",
      "the id of an instance: `i-` and 17 or 8 digits and letters from a to f",
      "i-0123456789abcdef0"),
  /// A cluster of ECS or EKS.
  CLUSTER(255, "[A-Za-z0-9][A-Za-z0-9_-]*", "letters, digits, `_` and `-`", "shop"),
  /// A Lambda function, by its name.
  FUNCTION(64, "[A-Za-z0-9_-]+", "up to 64 letters, digits, `_` and `-`", "resize-images"),
  /// A secret, by its name.
  SECRET(
      512,
      "[A-Za-z0-9_.@=+-]+(?:/[A-Za-z0-9_.@=+-]+)*",
      "letters, digits and `_ . @ = + -`, with single slashes between",
      "shop/database"),
  /// A key of KMS, by its id.
  KMS_KEY(
      36,
      "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32}",
      "the id of a key",
      "0f8e7d6c-5b4a-4938-8271-605f4e3d2c1b"),
  /// A role, by its name without a path.
  ROLE(64, "[A-Za-z0-9_+=.@-]+", "up to 64 letters, digits and `_ + = . @ -`", "deployer"),
  /// A queue of SQS, by its name.
  QUEUE(
      80,
      "[A-Za-z0-9_-]{1,75}(?:\\.fifo)?|[A-Za-z0-9_-]{76,80}",
      "up to 80 letters, digits, `_` and `-`, and perhaps `.fifo` at the end",
      "orders.fifo"),
  /// A network.
  CIDR(
      43,
      Grammar.BYTE
          + "(?:\\."
          + Grammar.BYTE
          + "){3}/(?:3[0-2]|[12]?[0-9])"
          // All eight groups, or fewer with one `::` in the place of the rest.
          + "|(?:(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}|(?=(?:[0-9a-f]*:){2,7}[0-9a-f]*/)(?:"
          + Grammar.GROUPS
          + ")?::(?:"
          + Grammar.GROUPS
          + ")?)/(?:12[0-8]|1[01][0-9]|[1-9]?[0-9])",
      "a network as its first address, a slash and the length of its prefix",
      "192.0.2.0/24") {
    @Override
    public boolean allows(String value) {
      return super.allows(value)
          && Network.parse(value).filter(Network::isFromItsFirst).isPresent();
    }

    @Override
    public Optional<String> nearest(String value) {
      return Network.parse(value).map(Network::fromItsFirst).map(Network::toString);
    }
  },
  /// The value of a tag, with letters of any language (source: tag restrictions of AWS). Letters
  /// without ink, such as the Hangul fillers, are none here.
  TAG_VALUE(
      256,
      "(?! )[\\p{L}0-9_.:/=+@ \\-&&[^\u115F\u1160\u3164\uFFA0]]+(?<! )",
      "letters of one language, digits, inner blanks and `_ . : / = + @ -`",
      "Café Süd",
      // Each is six characters long in a policy, because IAM takes it as an escape only.
      "字");

  private static final String SEGMENT =
      "[A-Za-z0-9_.=+@:!()~#-](?:[A-Za-z0-9_.=+@:!()~# -]*[A-Za-z0-9_.=+@:!()~#-])?";

  private static final String GROUPS = "[0-9a-f]{1,4}(?::[0-9a-f]{1,4})*";

  private static final String BYTE = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";

  private final int longest;
  private final Pattern pattern;
  private final String words;
  private final String example;
  private final String widest;

  Grammar(int longest, String pattern, String words, String example) {
    this(longest, pattern, words, example, "a");
  }

  Grammar(int longest, String pattern, String words, String example, String widest) {
    this.longest = longest;
    this.pattern = Pattern.compile(pattern);
    this.words = words;
    this.example = example;
    this.widest = widest;
  }

  /// Its name in the catalogue, such as `log-group`.
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public boolean allows(String value) {
    return value.length() <= longest
        && pattern.matcher(value).matches()
        && Letters.areOrdinary(value);
  }

  @Override
  public String longest() {
    return widest.repeat(longest);
  }

  @Override
  public String words() {
    return "%s, such as %s".formatted(words, example);
  }

  @Override
  public String example() {
    return example;
  }
}
