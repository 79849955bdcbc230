package dev.hallpass.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hallpass.policy.PolicyTemplate;
import java.net.URLEncoder;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A page of the AWS console: a path below the address of the console in a region, with places for
/// values.
///
/// @param template such as `s3/buckets/{bucket}`
public record ConsolePath(String template) {

  // It begins with the name of a service, so it can name no other host.
  private static final Pattern FORM =
      Pattern.compile(
          "(?!.*(?:\\.|%2[eE]){2})[a-z0-9][a-z0-9-]*(?:[/?#][A-Za-z0-9/_.~!$&()*+,;=:@?#%{}-]*)?");

  private static final Pattern PLACE = Pattern.compile("\\{([a-z][A-Za-z0-9]*)}");

  /// @throws IllegalArgumentException if it is no such path, or has a stray brace
  public ConsolePath {
    if (!FORM.matcher(template).matches()) {
      throw new IllegalArgumentException(
          "must be a path below the address of the AWS console, without https:// and two dots, such"
              + " as s3/buckets/{bucket}");
    }
    Set<String> _ = PolicyTemplate.placesIn(template);
  }

  /// The names of the places.
  public Set<String> places() {
    return PolicyTemplate.placesIn(template);
  }

  /// The path with a value in each place, percent-encoded; empty if a place has no value.
  public Optional<String> filled(Map<String, String> values) {
    return values.keySet().containsAll(places())
        ? Optional.of(
            PLACE
                .matcher(template)
                .replaceAll(place ->
                    Matcher.quoteReplacement(encoded(values.getOrDefault(place.group(1), "")))))
        : Optional.empty();
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, UTF_8).replace("+", "%20").replace("*", "%2A");
  }

  @Override
  public String toString() {
    return template;
  }
}
