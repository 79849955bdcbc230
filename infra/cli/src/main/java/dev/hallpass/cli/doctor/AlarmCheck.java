package dev.hallpass.cli.doctor;

import dev.hallpass.cli.doctor.OpsCli.Said;
import dev.hallpass.cli.doctor.OpsCli.Unsaid;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Whether alarms reach people, ring, and watch.
record AlarmCheck(Report report, OpsCli aws, InstantSource clock) {

  private static final String ALARMS = "alarms";
  private static final String DRIFT = "drift";
  // The check runs each hour.
  private static final Duration WINDOW = Duration.ofHours(3);

  /// @param topic the ARN of the topic to which alarms go
  void run(String topic) {
    switch (aws.ask("sns", "list-subscriptions-by-topic", "--topic-arn", topic)) {
      case Said said -> subscriptions(said.tree().path("Subscriptions"), topic);
      case Unsaid unsaid -> report.unknown(ALARMS, unsaid);
    }
    switch (aws.ask(
        "cloudwatch",
        "describe-alarms",
        "--alarm-name-prefix",
        "Hallpass-",
        "--state-value",
        "ALARM")) {
      case Said said -> ringing(said.tree().path("MetricAlarms"));
      case Unsaid unsaid -> report.unknown(ALARMS, unsaid);
    }
    drift();
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

  private void ringing(JsonNode alarms) {
    List<String> names =
        alarms.valueStream().map(alarm -> alarm.path("AlarmName").asString("")).toList();
    if (names.isEmpty()) {
      report.ok(ALARMS, "none rings");
    } else {
      report.fail(
          ALARMS,
          "these ring: %s. The guide for those who run Hallpass says what each means."
              .formatted(String.join(", ", names)));
    }
  }

  private void drift() {
    switch (metric("DriftChecks")) {
      case Unsaid unsaid -> report.unknown(DRIFT, unsaid);
      case Said said when values(said.tree()).sum() < 1 ->
          report.fail(
              DRIFT,
              "no check has seen everything for %d hours. Read the log of FindDrift."
                  .formatted(WINDOW.toHours()));
      case Said said -> differences(said.tree());
    }
  }

  private void differences(JsonNode checks) {
    String last =
        checks
            .path("Datapoints")
            .valueStream()
            .map(point -> point.path("Timestamp").asString(""))
            .max(String::compareTo)
            .orElse("");
    switch (metric("SystemDrift")) {
      case Unsaid unsaid -> report.unknown(DRIFT, unsaid);
      case Said said when values(said.tree()).sum() > 0 ->
          report.fail(
              DRIFT,
              "a part differs from its template. Read the log of FindDrift before you deploy.");
      case Said _ ->
          report.ok(
              DRIFT, "all is as the template says (checked in the hour from %s)".formatted(last));
    }
  }

  private static DoubleStream values(JsonNode tree) {
    return tree.path("Datapoints").valueStream().mapToDouble(one -> one.path("Sum").asDouble(0));
  }

  private OpsCli.Answer metric(String name) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    return aws.ask(
        "cloudwatch",
        "get-metric-statistics",
        "--namespace",
        "Hallpass",
        "--metric-name",
        name,
        "--start-time",
        now.minus(WINDOW).toString(),
        "--end-time",
        now.toString(),
        "--period",
        "3600",
        "--statistics",
        "Sum");
  }
}
