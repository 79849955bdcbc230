package dev.hallpass.infra.monitoring;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.AlarmStatusWidget;
import software.amazon.awscdk.services.cloudwatch.Dashboard;
import software.amazon.awscdk.services.cloudwatch.GraphWidget;
import software.amazon.awscdk.services.cloudwatch.IAlarm;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.IWidget;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.constructs.Construct;

/// The dashboard: the alarms, then two graphs in each row.
final class MonitoringDashboard extends Construct {

  private static final int WIDTH = 24;

  private final List<IWidget> graphs = new ArrayList<>();

  MonitoringDashboard(Construct scope) {
    super(scope, "Overview");
  }

  /// Adds a graph of counts, in steps of five minutes.
  void counts(String title, List<Metric> metrics) {
    graph(title, metrics.stream().map(metric -> each(metric, "Sum")).toList());
  }

  /// Adds a graph of durations: the median and the slowest of a hundred.
  void times(String title, Metric metric) {
    graph(title, List.of(each(metric, "p50"), each(metric, "p99")));
  }

  /// Makes the dashboard from the added graphs.
  void show(List<IAlarm> alarms) {
    Dashboard dashboard =
        Dashboard.Builder.create(this, "Dashboard").defaultInterval(Duration.days(1)).build();
    dashboard.addWidgets(
        AlarmStatusWidget.Builder.create()
            .title("Alarms")
            .alarms(alarms)
            .width(WIDTH)
            .height(5)
            .build());
    for (int i = 0; i < graphs.size(); i += 2) {
      dashboard.addWidgets(
          graphs.subList(i, Math.min(i + 2, graphs.size())).toArray(IWidget[]::new));
    }
  }

  private void graph(String title, List<? extends IMetric> metrics) {
    graphs.add(GraphWidget.Builder.create().title(title).left(metrics).width(WIDTH / 2).build());
  }

  private static Metric each(Metric metric, String statistic) {
    return metric.with(
        MetricOptions.builder().statistic(statistic).period(Duration.minutes(5)).build());
  }
}
