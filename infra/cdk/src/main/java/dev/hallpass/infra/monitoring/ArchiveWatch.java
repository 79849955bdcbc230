package dev.hallpass.infra.monitoring;

import static dev.hallpass.infra.monitoring.CallPattern.prefix;

import dev.hallpass.infra.shared.Handler;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.events.CfnRule;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.sns.Topic;
import software.constructs.Construct;

/// The alarms of the archive. They are in its account, so nobody who administers only the hub can
/// silence them.
public final class ArchiveWatch extends Construct {

  private final String bucket;
  private final AlarmTopic topic;
  private final Alarms alarms;
  private final Role publisher;

  /// @param bucket the name of the archive's bucket
  /// @param signer the ARN of the role that writes to it
  /// @param people the mail addresses that get the alarms
  public ArchiveWatch(Construct scope, String bucket, String signer, List<String> people) {
    super(scope, "ArchiveWatch");
    this.bucket = bucket;
    topic = new AlarmTopic(this, people);
    alarms = new Alarms(this, topic);
    publisher = ForwardedCalls.roleOfRules(this).build();
    topic.publishableBy(publisher);
    overChanges();
    overCheckpoints();
    new WatchedCalls(this, topic).overArchive(bucket, signer);
  }

  public String topicArn() {
    return topic.arn();
  }

  /// Rings when the log is not whole, and when nobody checks that it is.
  ///
  /// @param checkArchive the function that checks it each day
  public void overCheck(Handler checkArchive) {
    alarms.once(
        "ArchiveNotWhole",
        checkArchive.metric("Errors"),
        "SECURITY: the ledger's log in the archive is not whole, or it could not be checked.",
        "read the log of CheckArchive: it names what is wrong, or the kind of failure.");
    // The calls are a day apart, and no two are at the same minute.
    alarms.silentForHours(
        "ArchiveUnchecked",
        checkArchive.metric("Invocations"),
        26,
        "Nobody checked the ledger's log in the archive for more than a day.",
        "check that the rule of CheckArchive in EventBridge is enabled.");
  }

  private void overChanges() {
    tell(
        "Changes",
        "changes/",
        target(topic.arn())
            .inputTransformer(
                CfnRule.InputTransformerProperty.builder()
                    .inputPathsMap(Map.of("object", "$.detail.object.key"))
                    .inputTemplate(
                        """
                        "SECURITY: the ledger's stream had a changed or removed entry, which nobody may do. The archive has it \
                        as <object>. First: treat it as an intrusion, and keep the archive and the ledger as they are. Read on \
                        in infra/README.md, LedgerChanged."\
                        """)
                    .build()));
  }

  /// A topic that nobody is subscribed to counts the checkpoints. Its metric is free; a metric of
  /// requests to the bucket is not (source: pricing of CloudWatch).
  private void overCheckpoints() {
    Topic arrivals = Topic.Builder.create(this, "Checkpoints").enforceSsl(true).build();
    arrivals.grantPublish(publisher);
    tell("Arrivals", "checkpoints/", target(arrivals.getTopicArn()));
    alarms.silent(
        "ArchiveSilent",
        Metric.Builder.create()
            .namespace("AWS/SNS")
            .metricName("NumberOfMessagesPublished")
            .dimensionsMap(Map.of("TopicName", arrivals.getTopicName()))
            .build(),
        15,
        "No checkpoint of the ledger's log came into the archive for a quarter of an hour.",
        "read the log of SignCheckpoint in the hub: it names the kind of failure, or what others"
            + " wrote into the archive.");
  }

  /// A rule about new objects whose names begin in this way.
  private void tell(String id, String folder, CfnRule.TargetProperty.Builder target) {
    Map<String, Object> detail = new TreeMap<>();
    detail.put("bucket", Map.of("name", List.of(bucket)));
    detail.put("object", Map.of("key", List.of(prefix(folder))));
    Map<String, Object> event = new TreeMap<>();
    event.put("source", List.of("aws.s3"));
    event.put("detail-type", List.of("Object Created"));
    event.put("detail", detail);
    CfnRule.Builder.create(this, id)
        .description("Tells of new objects under %s in the archive of Hallpass".formatted(folder))
        .eventPattern(event)
        .targets(List.of(target.build()))
        .build();
  }

  private CfnRule.TargetProperty.Builder target(String topicArn) {
    return CfnRule.TargetProperty.builder()
        .id("Topic")
        .arn(topicArn)
        .roleArn(publisher.getRoleArn());
  }
}
