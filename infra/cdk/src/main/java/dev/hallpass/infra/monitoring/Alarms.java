package dev.hallpass.infra.monitoring;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.IAlarm;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.constructs.Construct;

/// The four kinds of alarm. Each says what happened and what to do first, and has a section of its
/// name in `infra/README.md`. People get a mail when it rings and when it is over.
final class Alarms extends Construct {

  private final AlarmTopic topic;
  private final List<IAlarm> alarms = new ArrayList<>();

  Alarms(Construct scope, AlarmTopic topic) {
    super(scope, "Alarms");
    this.topic = topic;
  }

  /// Rings when it happens once.
  void once(String id, Metric metric, String happened, String first) {
    often(id, metric, 1, 1, happened, first);
  }

  /// Rings when it happens so many times within so many minutes. Fewer failures are retried and
  /// need nobody. No data means that it did not happen.
  void often(String id, Metric metric, int times, int minutes, String happened, String first) {
    add(
        alarm(id, counted(metric, minutes), happened, first)
            .threshold(times)
            .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
            .evaluationPeriods(1)
            .treatMissingData(TreatMissingData.NOT_BREACHING)
            .build());
  }

  /// Rings when work is more than so many minutes behind. No data means no work.
  ///
  /// @param metric in milliseconds
  void late(String id, Metric metric, int minutes, String happened, String first) {
    add(
        alarm(id, each(metric, "Maximum", 1), happened, first)
            .threshold(Duration.minutes(minutes).toMilliseconds())
            .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
            .evaluationPeriods(1)
            .treatMissingData(TreatMissingData.NOT_BREACHING)
            .build());
  }

  /// Rings when it does not happen for so many minutes. No data means that it did not happen.
  void silent(String id, Metric metric, int minutes, String happened, String first) {
    silent(id, counted(metric, 1), happened, first, minutes);
  }

  /// Rings when it does not happen for so many hours, up to seven days of them (source: CloudWatch,
  /// PutMetricAlarm). No data means that it did not happen.
  void silentForHours(String id, Metric metric, int hours, String happened, String first) {
    silent(id, counted(metric, 60), happened, first, hours);
  }

  private void silent(String id, Metric counted, String happened, String first, int periods) {
    add(
        alarm(id, counted, happened, first)
            .threshold(1)
            .comparisonOperator(ComparisonOperator.LESS_THAN_THRESHOLD)
            .evaluationPeriods(periods)
            .treatMissingData(TreatMissingData.BREACHING)
            .build());
  }

  List<IAlarm> all() {
    return List.copyOf(alarms);
  }

  private Alarm.Builder alarm(String id, Metric metric, String happened, String first) {
    return Alarm.Builder.create(this, id)
        .metric(metric)
        .alarmDescription(
            "%s First: %s Read on in infra/README.md, %s.".formatted(happened, first, id));
  }

  private void add(Alarm alarm) {
    alarm.addAlarmAction(topic.action());
    alarm.addOkAction(topic.action());
    alarms.add(alarm);
  }

  private static Metric counted(Metric metric, int minutes) {
    return each(metric, "Sum", minutes);
  }

  private static Metric each(Metric metric, String statistic, int minutes) {
    return metric.with(
        MetricOptions.builder().statistic(statistic).period(Duration.minutes(minutes)).build());
  }
}
