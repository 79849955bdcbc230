package dev.hallpass.infra.monitoring;

import dev.hallpass.infra.shared.Handler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.IAlarm;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.constructs.Construct;

/// The kinds of alarm. Each says what happened and what to do first, and has a section of its name
/// in `infra/README.md`. People get a mail when it rings and when it is over.
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

  /// Rings when no call of a function that the clock calls is good for so many hours. CloudWatch
  /// looks at each minute's last hours.
  void noGoodCall(String id, Handler function, int hours, String happened, String first) {
    calls(
        id, function, "IF(invocations - errors < 1, 1, 0)", Duration.hours(hours), happened, first);
  }

  /// Rings when no call of a function is good for so many minutes, or some fail within them.
  void fails(String id, Handler function, int errors, int minutes, String happened, String first) {
    calls(
        id,
        function,
        "IF((errors >= %d) OR (invocations - errors < 1), 1, 0)".formatted(errors),
        Duration.minutes(minutes),
        happened,
        first);
  }

  /// Lambda counts calls and errors for nothing, and each of the two costs as much as an alarm. A
  /// metric of our own for good calls would cost three times that. No data means no call.
  private void calls(
      String id,
      Handler function,
      String expression,
      Duration period,
      String happened,
      String first) {
    Map<String, IMetric> metrics = new TreeMap<>();
    metrics.put("invocations", sum(function.metric("Invocations"), period));
    metrics.put("errors", sum(function.metric("Errors"), period));
    add(
        alarm(
                id,
                MathExpression.Builder.create()
                    .expression(expression)
                    .usingMetrics(metrics)
                    .period(period)
                    .label(id)
                    .build(),
                happened,
                first)
            .threshold(1)
            .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
            .evaluationPeriods(1)
            .treatMissingData(TreatMissingData.BREACHING)
            .build());
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

  private Alarm.Builder alarm(String id, IMetric metric, String happened, String first) {
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
    return each(metric, statistic, Duration.minutes(minutes));
  }

  private static Metric sum(Metric metric, Duration period) {
    return each(metric, "Sum", period);
  }

  private static Metric each(Metric metric, String statistic, Duration period) {
    return metric.with(MetricOptions.builder().statistic(statistic).period(period).build());
  }
}
