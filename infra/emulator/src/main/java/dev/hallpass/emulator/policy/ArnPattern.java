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

  /// Whether the ARN matches; empty if a variable of the pattern has no value.
  Optional<Boolean> matches(String arn, Context context) {
    boolean matches = true;
    int begin = 0;
    for (int at = 0; at < segments.size(); at++) {
      Optional<Glob> glob = segments.get(at).glob(context);
      if (glob.isEmpty()) {
        return Optional.empty();
      }
      // Once a segment differs, the others only tell whether each variable has a value.
      if (matches) {
        int end = at == segments.size() - 1 ? arn.length() : arn.indexOf(':', begin);
        matches = end >= 0 && glob.get().matches(arn.substring(begin, end));
        begin = end + 1;
      }
    }
    return Optional.of(matches);
  }

  /// Splits at the first five colons outside of variables, whose names can have a colon too.
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
