package dev.hallpass.infra.monitoring;

import static java.util.stream.Collectors.joining;

import dev.hallpass.infra.api.Api;
import dev.hallpass.infra.ledger.LedgerTable;
import dev.hallpass.infra.ledger.TamperLog;
import dev.hallpass.infra.lifecycle.Lifecycle;
import dev.hallpass.infra.mail.MailSending;
import dev.hallpass.infra.shared.EncryptionKey;
import dev.hallpass.infra.shared.Handler;
import dev.hallpass.port.Alarm;
import dev.hallpass.port.Alarm.Bell;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.constructs.Construct;

/// The alarms and the dashboard. Each alarm is about something that a person must act on.
public final class Monitoring extends Construct {

  private final AlarmTopic topic;
  private final Alarms alarms;
  private final WatchedCalls calls;
  private final EventMails events;
  private final MonitoringDashboard overview;

  /// @param people the mail addresses that get a mail when an alarm rings
  public Monitoring(Construct scope, List<String> people, EncryptionKey key) {
    super(scope, "Watch");
    topic = new AlarmTopic(this, people, key);
    alarms = new Alarms(this, topic);
    calls = new WatchedCalls(this, topic);
    events = new EventMails(this, calls);
    overview = new MonitoringDashboard(this);
  }

  public void over(Lifecycle lifecycle) {
    stopped(
        "GrantFailed",
        lifecycle.ended("FAILED"),
        "The workflow of <of> gave up. The date in its policy and the clean-up still end the access.",
        "open the failed execution in Step Functions; it has the name of the grant.");
    stopped(
        "GrantAborted",
        lifecycle.ended("ABORTED"),
        "A person or a program stopped the workflow of <of>. The date in its policy and the clean-up"
            + " still end the access.",
        "find out in CloudTrail who called states:StopExecution, and ask why.");
    stopped(
        "GrantTimedOut",
        lifecycle.ended("TIMED_OUT"),
        "Step Functions stopped the workflow of <of> because it had run for a year.",
        "check in the ledger that the grant has ended.");
    alarms.often(
        "StepsFail",
        lifecycle.failedSteps(),
        5,
        15,
        "Steps of grants fail again and again. The workflow asks no approvers, or does not begin or"
            + " end access.",
        "read the log of the function that the failed steps call.");
    alarms.often(
        "WorkflowsThrottled",
        lifecycle.metric("ExecutionThrottled"),
        3,
        5,
        "Step Functions slows workflows down: grants begin and end late.",
        "find what else in this account runs workflows, and raise the quota of state transitions.");
    overview.counts(
        "Grants",
        Stream.of("Started", "Succeeded", "Failed", "Aborted", "TimedOut")
            .map(outcome -> lifecycle.metric("Executions" + outcome))
            .toList());
  }

  private void stopped(String id, Map<String, Object> pattern, String happened, String first) {
    events.each(id, pattern, "$.detail.name", happened, first);
  }

  /// Watches what should have ended.
  ///
  /// @param reap the function that cleans up
  public void overCleanUp(Handler reap) {
    alarms.fails(
        "CleanUpFails",
        reap,
        3,
        5,
        "No pass of the clean-up was good for five minutes, or three of them failed.",
        "read the log of Reap; the last line of a failed pass names the kind of failure. If there is"
            + " none, check that its rule in EventBridge is enabled.");
    overview.counts(
        "Clean-up",
        Stream.of(
                "Incomplete",
                "Reaped",
                "Outlived",
                "Unexplained",
                "Drifted",
                "PoliciesNearlyFull",
                "Unseen")
            .map(Monitoring::ours)
            .toList());
    overview.counts(
        "Clean-up for workflows",
        Stream.of("Restarted", "Rung", "EndsLate", "SessionDenialsFull", "SessionDenialsMissing")
            .map(Monitoring::ours)
            .toList());
    overview.times("Ends: milliseconds until recorded", ours("EndRecordedAfter"));
    overview.times("Ends: milliseconds until in effect", ours("EndEffectiveAfter"));
    overview.times("Ends: milliseconds until the policy is gone", ours("PolicyGoneAfter"));
  }

  public void over(LedgerTable ledger, TamperLog tamperLog) {
    alarms.once(
        "LedgerChanged",
        tamperLog.changes(),
        "SECURITY: a person or a program changed or removed an entry of the ledger, which nobody may"
            + " do.",
        "treat it as an intrusion: keep the tamper log, and find the caller in CloudTrail.");
    alarms.often(
        "LedgerUnwatched",
        tamperLog.failures(),
        3,
        5,
        "The tamper log cannot read the ledger's stream, so it would not notice a change.",
        "open the pipe in EventBridge, and make it run again within a day. The stream keeps its"
            + " records for a day.");
    overview.counts(
        "Ledger: changed, not watched", List.of(tamperLog.changes(), tamperLog.failures()));
    overview.counts("Ledger: throttled, broken", troubles(ledger));
  }

  /// Shows the log of the ledger. Its alarms are in the archive, where no checkpoint comes when
  /// none is signed.
  ///
  /// @param signCheckpoint the function that signs its checkpoints
  public void overLog(Handler signCheckpoint) {
    overview.counts(
        "Log: changed entries, forks, errors",
        List.of(ours("LedgerChanges"), ours("LogForks"), signCheckpoint.metric("Errors")));
  }

  /// Rings when anybody invokes a function but the services that send good events.
  ///
  /// @param workflow the only workflow that sends them
  public void overInvocations(List<Handler> handlers, Lifecycle workflow, EncryptionKey key) {
    Metric byOthers = new InvocationTrail(this, handlers, workflow, key).byOthers();
    alarms.once(
        "InvokedByOthers",
        byOthers,
        "SECURITY: somebody invoked a function of Hallpass themselves, and can have said that they are"
            + " anybody.",
        "read the log of the invocation trail for the caller, and the ledger for what came of it.");
    overview.counts("Functions: invoked by others", List.of(byOthers));
  }

  /// Rings for what functions say that people must act on. The alarms of a kind share a bell, and
  /// the log line says which it was and what to do.
  public void overFunctions() {
    bell(Bell.SECURITY_ALERT, "SECURITY: a function rang one of these alarms");
    bell(Bell.ATTENTION, "A function rang one of these alarms");
    alarms.often(
        "AwsFails",
        ours("AwsFails"),
        5,
        5,
        "AWS throttles or fails calls of Hallpass, also after their retries. Hallpass refuses what it"
            + " cannot determine, and tries again.",
        "read the logs of the functions: the member causes has the service and AWS's code. For"
            + " DynamoDB find in the API's log who calls that often, for Step Functions what else here"
            + " starts executions. AWS's own errors need no repair.");
    overview.counts("Authority refused", List.of(ours("AuthorityRefused")));
    overview.counts("Break-glass", List.of(ours("GlassBroken"), ours("ReviewsLate")));
    overview.counts("AWS fails or throttles", List.of(ours("AwsFails")));
  }

  private void bell(Bell bell, String what) {
    alarms.once(
        bell.metric(),
        ours(bell.metric()),
        "%s: %s."
            .formatted(
                what,
                Stream.of(Alarm.values())
                    .filter(alarm -> alarm.bell() == bell)
                    .map(Alarm::id)
                    .collect(joining(", "))),
        "ask which, and what to do: in CloudWatch Logs Insights choose the logs of the functions and"
            + " run `filter ispresent(alarm) | sort @timestamp desc | display @timestamp, alarm,"
            + " message, call`. The namespace Hallpass has a metric of its name too.");
  }

  /// Rings when mails with news go out late.
  ///
  /// @param notify the function that mails news of grants
  public void overNotifications(Handler notify) {
    alarms.late(
        "NotificationsLate",
        notify.metric("IteratorAge"),
        5,
        "Mails with news of grants, or events on the bus, go out late. The grants themselves do not"
            + " wait for them.",
        "read the log of Notify. The ledger's stream keeps an entry for a day; after that its mail and"
            + " its event are lost.");
    overview.times("Notifications: milliseconds behind the ledger", notify.metric("IteratorAge"));
  }

  /// Rings while a check finds differences from the template. One of them is that somebody gets no
  /// alarms.
  ///
  /// @param findDrift the function that checks
  public void overDrift(Handler findDrift) {
    topic.subscriptionsReadableBy(findDrift);
    alarms.often(
        "SystemDrifted",
        ours("SystemDrift"),
        1,
        60,
        "SECURITY: a part of Hallpass differs from its template, because it was changed by hand.",
        "read in the log of FindDrift which part it is, find in CloudTrail who changed it, and run the"
            + " remedy that the log names. A deployment does not bring it back.");
    alarms.noGoodCall(
        "DriftCheckSilent",
        findDrift,
        3,
        "For three hours, no check for drift could see every part of Hallpass.",
        "read in the log of FindDrift what cannot be determined, and check that its rule in"
            + " EventBridge is enabled.");
    overview.counts("Drift", List.of(findDrift.metric("Invocations"), ours("SystemDrift")));
  }

  public void over(MailSending post) {
    mail(
        "MailBounced",
        post.event("Email Bounced"),
        "SES could not deliver the mail <of>, so a person was not asked or not told. If too few"
            + " approvers are left, Hallpass asks those of the escalation now.",
        "compare the addresses in the catalogue with the suppression list of SES.");
    mail(
        "MailComplained",
        post.event("Email Complaint Received"),
        "A person marked the mail <of> of Hallpass as spam, so SES sends no more mails to that"
            + " address.",
        "talk to that person, then take the address off the suppression list of SES.");
    mail(
        "MailRejected",
        post.event("Email Rejected"),
        "SES found malware in the mail <of> and did not send it.",
        "find in the ledger which request was made then, and read what its requester wrote.");
    overview.counts(
        "Mails",
        Stream.of("Send", "Delivery", "Bounce", "Complaint", "Reject").map(post::metric).toList());
  }

  private void mail(String id, Map<String, Object> pattern, String happened, String first) {
    events.each(id, pattern, "$.detail.mail.messageId", happened, first);
  }

  public void over(Api api) {
    alarms.often(
        "ApiFails",
        api.metric("5XXError"),
        3,
        5,
        "People get errors when they call the API or answer a mail.",
        "find the failing route in the API's access log, then read the log of the function that"
            + " answers it.");
    api.floods()
        .ifPresent(floods ->
            alarms.often(
                "DecisionsFlooded",
                floods,
                100,
                5,
                "The firewall stops an address that calls decision pages again and again. The calls"
                    + " had the mark of this installation, so they follow mails that were sent.",
                "find the addresses in the firewall's log, and check whether they are those of your"
                    + " own people."));
    overview.counts(
        "API",
        Stream.concat(
                Stream.of("Count", "4XXError", "5XXError").map(api::metric),
                Stream.of(api.floods(), api.strangers()).flatMap(Optional::stream))
            .toList());
    overview.times("API: milliseconds to answer", api.metric("Latency"));
  }

  /// The rules that mail calls of others that touch a part of Hallpass.
  public WatchedCalls calls() {
    return calls;
  }

  /// Rings when AWS refuses a function something, and will refuse it again.
  public void overRefusals() {
    alarms.once(
        "RefusedByAws",
        ours("RefusedByAws"),
        "AWS refuses a call of Hallpass each time, mostly because Hallpass lacks a permission. The"
            + " steps and calls that need it fail until it is repaired.",
        "find the lines with an action in the logs of the functions: they name the action and AWS's"
            + " code.");
    overview.counts("Refused by AWS", List.of(ours("RefusedByAws")));
  }

  /// Shows how often people decide on grants, by the page or by a signed call.
  public void overDecisions(Handler... handlers) {
    overview.counts(
        "Commands and decisions",
        Stream.of(handlers).map(one -> one.metric("Invocations")).toList());
  }

  /// Shows the errors of functions. Other alarms ring for those that people must act on.
  public void overErrors(List<Handler> handlers) {
    overview.counts("Errors", handlers.stream().map(one -> one.metric("Errors")).toList());
  }

  /// Makes the dashboard of all that was watched. Call it last, and only if people want to pay for
  /// one.
  public void show() {
    overview.show(alarms.all());
  }

  public String topicArn() {
    return topic.arn();
  }

  private static List<Metric> troubles(LedgerTable ledger) {
    return LedgerTable.OPERATIONS.stream()
        .flatMap(operation ->
            Stream.of("ThrottledRequests", "SystemErrors")
                .map(trouble -> ledger.metric(trouble, operation)))
        .toList();
  }

  /// A metric that functions write into their logs.
  private static Metric ours(String name) {
    return Metric.Builder.create().namespace("Hallpass").metricName(name).build();
  }
}
