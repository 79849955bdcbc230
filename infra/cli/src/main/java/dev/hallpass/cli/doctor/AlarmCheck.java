package dev.hallpass.cli.doctor;

import dev.hallpass.cli.doctor.OpsCli.Said;
import dev.hallpass.cli.doctor.OpsCli.Unsaid;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Whether alarms reach people, ring, and watch.
record AlarmCheck(Report report, OpsCli aws) {

  private static final String ALARMS = "alarms";
  private static final String DRIFT = "drift";

  /// @param topic the ARN of the topic to which alarms go
  void run(String topic) {
    switch (aws.ask("sns", "list-subscriptions-by-topic", "--topic-arn", topic)) {
      case Said said -> subscriptions(said.tree().path("Subscriptions"), topic);
      case Unsaid unsaid -> report.unknown(ALARMS, unsaid);
    }
    switch (aws.ask("cloudwatch", "describe-alarms", "--alarm-name-prefix", "Hallpass-")) {
      case Said said -> {
        List<String> ringing = ringing(said.tree().path("MetricAlarms"));
        say(ringing);
        drift(ringing, said.tree().path("MetricAlarms"));
      }
      case Unsaid unsaid -> {
        report.unknown(ALARMS, unsaid);
        report.unknown(DRIFT, unsaid);
      }
    }
  }

  private void subscriptions(JsonNode all, String topic) {
    List<String> unconfirmed =
        addresses(
            all.valueStream()
                .filter(one -> !one.path("SubscriptionArn").asString("").startsWith("arn:")));
    if (all.isEmpty()) {
      report.fail(ALARMS, "nobody gets them. Write addresses under alarms in hallpass.yaml.");
    } else if (unconfirmed.isEmpty()) {
      report.ok(ALARMS, "they go to " + String.join(", ", addresses(all.valueStream())));
    } else {
      report.fail(
          ALARMS,
          "not confirmed: %s. Take the token from the mail, and run: aws sns confirm-subscription --topic-arn %s --authenticate-on-unsubscribe true --token TOKEN"
              .formatted(String.join(", ", unconfirmed), topic));
    }
  }

  private static List<String> addresses(Stream<JsonNode> subscriptions) {
    return subscriptions.map(one -> one.path("Endpoint").asString("")).toList();
  }

  private static List<String> ringing(JsonNode alarms) {
    return alarms
        .valueStream()
        .filter(alarm -> alarm.path("StateValue").asString("").equals("ALARM"))
        .map(alarm -> alarm.path("AlarmName").asString(""))
        .toList();
  }

  private void say(List<String> ringing) {
    if (ringing.isEmpty()) {
      report.ok(ALARMS, "none rings");
    } else {
      report.fail(
          ALARMS,
          "these ring: %s. The guide for those who run Hallpass says what each means."
              .formatted(String.join(", ", ringing)));
    }
  }

  /// What the alarms of the check say: one rings until a check finds no difference, the other when
  /// no check counted for three hours.
  private void drift(List<String> ringing, JsonNode alarms) {
    if (alarms.valueStream().noneMatch(alarm -> isOf("DriftCheckSilent", alarm))) {
      report.fail(DRIFT, "the alarm DriftCheckSilent is not there. Deploy Hallpass again.");
    } else if (ringing.stream().anyMatch(name -> name.contains("DriftCheckSilent"))) {
      report.fail(DRIFT, "no check has seen everything for 3 hours. Read the log of FindDrift.");
    } else if (ringing.stream().anyMatch(name -> name.contains("SystemDrifted"))) {
      report.fail(
          DRIFT, "a part differs from its template. Read the log of FindDrift before you deploy.");
    } else {
      report.ok(DRIFT, "all is as the template says");
    }
  }

  private static boolean isOf(String id, JsonNode alarm) {
    return alarm.path("AlarmName").asString("").contains(id);
  }
}
