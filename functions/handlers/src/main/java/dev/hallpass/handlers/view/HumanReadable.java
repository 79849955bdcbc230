package dev.hallpass.handlers.view;

import dev.hallpass.grant.GrantEvent.Doubt;
import dev.hallpass.grant.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Durations, ends and refusals in words for people.
public final class HumanReadable {

  private HumanReadable() {}

  /// Such as `1 hour 30 minutes`.
  static String duration(Duration duration) {
    List<String> parts = new ArrayList<>();
    add(parts, duration.toDays(), "day");
    add(parts, duration.toHoursPart(), "hour");
    add(parts, duration.toMinutesPart(), "minute");
    add(parts, duration.toSecondsPart(), "second");
    return parts.isEmpty() ? "no time" : String.join(" ", parts);
  }

  /// Such as `1 more approver`.
  static String count(long number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }

  /// Such as `given back`.
  static String outcome(Outcome outcome) {
    return switch (outcome) {
      case DENIED -> "denied";
      case LAPSED -> "not answered in time";
      case CANCELLED -> "taken back";
      case EXPIRED -> "when its time was up";
      case RETURNED -> "given back early";
      case REVOKED -> "revoked";
      case NOTHING_TO_EXTEND -> "because the access before it had ended early";
      case DRIFTED -> "because its policy was changed or deleted outside Hallpass";
      case REFUSED -> "refused by Hallpass";
      case FAILED -> "because opening it failed";
    };
  }

  /// Why approved access is refused, such as `the entitlement has changed since it was requested`.
  public static String doubt(Doubt doubt) {
    return switch (doubt) {
      case NOT_SEALED -> "a yes that it needs was not written by Hallpass";
      case NOT_PROVED -> "a yes that it needs does not prove who said it";
      case BLOCKED -> "its requester is blocked, or a person whose yes it needs";
      case APPROVER_LEFT ->
          "a person whose yes it needs is not in the group any more, or not on the duty any more, by"
              + " which they were asked";
      case NOT_OFFERED -> "the catalogue does not offer it to the requester any more";
      case ENTITLEMENT_CHANGED -> "the entitlement has changed since it was requested";
      case MANAGED_POLICY_CHANGED ->
          "a managed policy of the account is not the one that was reviewed";
      case POLICY_QUOTA_REACHED ->
          "the account has as many customer managed policies as its quota in IAM allows (1,500 unless AWS raised it)";
      case RULE_NOT_MET -> "the conditions of its approval rule are not met any more";
      case OTHER_TIME -> "its planned time is not the approved one";
      case OTHER_POLICY -> "its policy is that of another grant";
    };
  }

  private static void add(List<String> parts, long number, String unit) {
    if (number > 0) {
      parts.add(count(number, unit));
    }
  }
}
