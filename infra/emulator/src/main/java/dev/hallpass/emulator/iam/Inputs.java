package dev.hallpass.emulator.iam;

import dev.hallpass.emulator.policy.MalformedPolicy;
import dev.hallpass.emulator.policy.PolicyDocument;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.Tag;

/// The grammars and lengths IAM demands of what it is given. [Source](
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html)
final class Inputs {
  private static final Pattern NAME = Pattern.compile("[\\w+=,.@-]+");
  private static final Pattern PATH = Pattern.compile("/|/[\\x21-\\x7E]+/");
  private static final Pattern TAG = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*");

  private static final String SPACE = " \t\n\u000B\f\r";

  private Inputs() {}

  static String name(@Nullable String name, int longest, String what) {
    require(
        name != null && name.length() <= longest && NAME.matcher(name).matches(),
        "The specified value for %s is invalid: %s".formatted(what, name));
    return String.valueOf(name);
  }

  static String path(@Nullable String path) {
    String given = path == null ? "/" : path;
    require(
        given.length() <= 512 && PATH.matcher(given).matches(),
        "The specified value for path is invalid: " + given);
    return given;
  }

  static List<Tag> tags(List<Tag> tags) {
    if (tags.size() > 50) {
      throw IamErrors.limitExceeded("The number of tags has reached the maximum limit: 50");
    }
    Set<String> keys = new HashSet<>();
    for (Tag tag : tags) {
      require(
          tag.key() != null && !tag.key().isEmpty() && tag.key().length() <= 128,
          "A tag key must have 1 to 128 characters.");
      require(
          tag.value() != null && tag.value().length() <= 256,
          "A tag value must have 0 to 256 characters: " + tag.key());
      require(
          TAG.matcher(tag.key()).matches() && TAG.matcher(tag.value()).matches(),
          "A tag has characters that are not allowed: " + tag.key());
      if (!keys.add(tag.key().toLowerCase(Locale.ROOT))) {
        throw IamErrors.invalidInput(
            "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
      }
    }
    return List.copyOf(tags);
  }

  /// Parses a document within its quota; whitespace does not count.
  static PolicyDocument document(
      String text, int most, String quota, Function<String, PolicyDocument> parse) {
    if (length(text) > most) {
      throw IamErrors.limitExceeded("Cannot exceed quota for %s: %d".formatted(quota, most));
    }
    try {
      return parse.apply(text);
    } catch (MalformedPolicy malformed) {
      throw IamErrors.malformed(String.valueOf(malformed.getMessage()));
    }
  }

  /// The length of a document for its quota.
  static int length(String document) {
    int length = 0;
    for (int at = 0; at < document.length(); at++) {
      length += SPACE.indexOf(document.charAt(at)) < 0 ? 1 : 0;
    }
    return length;
  }

  /// A document in IAM's answers: percent-encoded by RFC 3986.
  static String encoded(String document) {
    return URLEncoder.encode(document, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  static void require(boolean met, String otherwise) {
    if (!met) {
      throw IamErrors.validation(otherwise);
    }
  }
}
