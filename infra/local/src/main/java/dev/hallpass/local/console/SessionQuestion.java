package dev.hallpass.local.console;

import dev.hallpass.emulator.policy.Context;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.local.web.Request;
import dev.hallpass.policy.Statement;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// The input of the form "what may this session do?".
///
/// @param keys more condition keys, one `name=value` on each line
/// @param at an ISO 8601 instant; empty for now
public record SessionQuestion(String action, String resource, String keys, String at) {

  private static final Pattern ACTION = Pattern.compile("[A-Za-z0-9-]+:[A-Za-z0-9]+");

  /// The question in a request's query; empty if there is none.
  static Optional<SessionQuestion> in(Request request) {
    return request.query().containsKey("action")
        ? Optional.of(
            new SessionQuestion(
                request.parameter("action").orElse(""),
                request.parameter("resource").orElse(""),
                request.parameter("keys").orElse(""),
                request.parameter("at").orElse("")))
        : Optional.empty();
  }

  /// The first question: the first permission of the grant's policy.
  static SessionQuestion suggestedBy(Requested request) {
    Statement first = request.policy().statements().getFirst();
    return new SessionQuestion(first.actions().getFirst(), first.resources().getFirst(), "", "");
  }

  /// The mistake in the question and what to do about it; empty if the question is good.
  Optional<String> mistake(Instant now) {
    if (!ACTION.matcher(action).matches()) {
      return Optional.of("Write the action as a service and a name, such as s3:GetObject.");
    }
    if (!resource.equals("*") && !resource.startsWith("arn:")) {
      return Optional.of("Write the resource as an ARN, or * for an action without a resource.");
    }
    if (keys.lines().anyMatch(line -> !line.isBlank() && line.indexOf('=') < 1)) {
      return Optional.of("Write one condition key on each line, such as s3:prefix=customers/4711.");
    }
    return moment(now).filter(moment -> !moment.isBefore(now)).isPresent()
        ? Optional.empty()
        : Optional.of(
            "Write a time that is not in the past, such as %s, or leave it empty for now."
                .formatted(now));
  }

  /// The instant of the question; empty if it cannot be read.
  Optional<Instant> moment(Instant now) {
    try {
      return Optional.of(at.isEmpty() ? now : Instant.parse(at));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /// The additional condition keys.
  Context context() {
    Map<String, List<String>> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line : keys.lines().filter(one -> !one.isBlank()).toList()) {
      int equals = line.indexOf('=');
      values
          .computeIfAbsent(line.substring(0, equals).strip(), _ -> new ArrayList<>())
          .add(line.substring(equals + 1).strip());
    }
    return Context.of(values);
  }
}
