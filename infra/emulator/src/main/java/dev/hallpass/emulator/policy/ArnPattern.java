package dev.hallpass.emulator.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An ARN with wildcards and variables, compared segment by segment. A wildcard stays inside its
/// segment, except in the last one, where it also matches colons. [Source](
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html)
record ArnPattern(List<Template> segments) {
  /// arn:partition:service:region:account:resource
  static final int SEGMENTS = 6;

  ArnPattern {
    segments = List.copyOf(segments);
  }

  static ArnPattern parse(String arn, Language language) {
    return new ArnPattern(
        split(arn).stream().map(segment -> Template.parse(segment, language)).toList());
  }

  /// Whether the ARN matches, empty when a variable of the pattern has no value.
  Optional<Boolean> matches(String arn, Context context) {
    List<Glob> globs = new ArrayList<>();
    for (Template segment : segments) {
      Optional<Glob> glob = segment.glob(context);
      if (glob.isEmpty()) {
        return Optional.empty();
      }
      globs.add(glob.get());
    }
    List<String> actual = List.of(arn.split(":", globs.size()));
    if (actual.size() != globs.size()) {
      return Optional.of(false);
    }
    for (int at = 0; at < globs.size(); at++) {
      if (!globs.get(at).matches(actual.get(at))) {
        return Optional.of(false);
      }
    }
    return Optional.of(true);
  }

  /// Splits at the first five colons that are not inside a variable, whose names have a colon too.
  static List<String> split(String arn) {
    List<String> segments = new ArrayList<>();
    int begin = 0;
    boolean inVariable = false;
    for (int at = 0; at < arn.length() && segments.size() < SEGMENTS - 1; at++) {
      if (arn.startsWith("${", at)) {
        inVariable = true;
      } else if (arn.charAt(at) == '}') {
        inVariable = false;
      } else if (arn.charAt(at) == ':' && !inVariable) {
        segments.add(arn.substring(begin, at));
        begin = at + 1;
      }
    }
    segments.add(arn.substring(begin));
    return segments;
  }
}
