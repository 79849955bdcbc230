package dev.hallpass.infra.monitoring;

import dev.hallpass.infra.api.Api;
import dev.hallpass.infra.ledger.LedgerTable;
import dev.hallpass.infra.ledger.TamperLog;
import dev.hallpass.infra.lifecycle.Lifecycle;
import dev.hallpass.infra.mail.MailSending;
import dev.hallpass.infra.shared.EncryptionKey;
import dev.hallpass.infra.shared.Handler;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.constructs.Construct;

/// What people see of the running system: an alarm for each thing that somebody must act on and
/// none besides, and a dashboard.
public final class Monitoring extends Construct {

  private final AlarmTopic topic;
  private final Alarms alarms;
  private final MonitoringDashboard overview;

  /// @param people the mail addresses of those who are told when an alarm rings
  public Monitoring(Construct scope, List<String> people, EncryptionKey key) {
    super(scope, "Watch");
    topic = new AlarmTopic(this, people, key);
    alarms = new Alarms(this, topic);
    overview = new MonitoringDashboard(this);
  }

  public void over(Lifecycle lifecycle) {
    alarms.once(
        "GrantFailed",
        lifecycle.metric("ExecutionsFailed"),
        "The workflow of a grant gave up. The date in its policy and the clean-up still end the"
            + " access.",
        "open the failed execution in Step Functions; its name is the grant's id.");
    alarms.once(
        "GrantAborted",
        lifecycle.metric("ExecutionsAborted"),
        "Somebody stopped the workflow of a grant. The date in its policy and the clean-up still"
            + " end the access.",
        "find out in CloudTrail who called states:StopExecution, and ask why.");
    alarms.once(
        "GrantTimedOut",
        lifecycle.metric("ExecutionsTimedOut"),
        "Step Functions stopped the workflow of a grant because it had run for a year.",
        "see in the ledger that the grant has ended; the execution's name is its id.");
    alarms.often(
        "StepsFail",
        lifecycle.failedSteps(),
        5,
        15,
        "Steps of grants fail again and again: approvers are not asked, or access does not begin or"
            + " end by its workflow.",
        "read the log of the function that the failed steps call.");
    alarms.often(
        "StartsThrottled",
        lifecycle.throttledStarts(),
        3,
        5,
        "Step Functions refused to start workflows, so that requests were answered with an error.",
        "see what else in this account starts executions, and raise the quota of StartExecution.");
    alarms.often(
        "WorkflowsThrottled",
        lifecycle.metric("ExecutionThrottled"),
        3,
        5,
        "Step Functions slows workflows down: grants begin and end late.",
        "see what else in this account runs workflows, and raise the quota of state transitions.");
    overview.counts(
        "Grants",
        Stream.of("Started", "Succeeded", "Failed", "Aborted", "TimedOut")
            .map(outcome -> lifecycle.metric("Executions" + outcome))
            .toList());
  }

  /// Watches what should have ended.
  ///
  /// @param reap the function that cleans up
  public void overCleanUp(Handler reap) {
    alarms.once(
        "PolicyOutlived",
        ours("Outlived"),
        "A policy is still there two minutes or more after its grant's end. The date in it denies"
            + " everything, but it should be gone.",
        "read the log of Reap for the grant's id and the reason; it tries again each minute.");
    alarms.once(
        "PolicyDrifted",
        ours("Drifted"),
        "SECURITY: a policy under /hallpass/ was not made by Hallpass, or was changed or attached by"
            + " somebody. It is put on file and removed, and access that it opened is ended.",
        "find in CloudTrail who made or changed it; the log of Reap has its name and what was"
            + " found.");
    alarms.often(
        "EndsLate",
        ours("EndsLate"),
        1,
        5,
        "A workflow could not end its grant within two minutes. The date in the policy and the"
            + " clean-up still end the access.",
        "read the log of Retire for the kind of failure; it goes on trying.");
    alarms.once(
        "SessionDenialsFull",
        ours("SessionDenialsFull"),
        "An entitlement's role had no room for the denial of one more grant, so one denial by time"
            + " ended the sessions of all its grants.",
        "find the role in the log of Reap, and tell people to fetch new credentials. What others"
            + " put on the role by hand, remove.");
    alarms.once(
        "PolicyUnexplained",
        ours("Unexplained"),
        "SECURITY: the ledger contradicts itself about a grant. Its access is ended, and no entry"
            + " says so.",
        "read the log of Reap for the grant's id, and keep all entries of that grant as they are.");
    alarms.silent(
        "CleanUpSilent",
        ours("Passes"),
        5,
        "No pass of the clean-up was finished for five minutes.",
        "read the log of Reap, and see that its rule in EventBridge is enabled.");
    alarms.often(
        "CleanUpFails",
        reap.metric("Errors"),
        3,
        5,
        "Passes of the clean-up fail.",
        "read the log of Reap; the last line of a failed pass names the kind of failure.");
    overview.counts(
        "Clean-up",
        Stream.of("Passes", "Reaped", "Outlived", "Unexplained", "Drifted", "Unseen")
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
        "SECURITY: an entry of the ledger was changed or removed, which nobody may do.",
        "treat it as an intrusion: keep the tamper log, and find the caller in CloudTrail.");
    alarms.often(
        "LedgerUnwatched",
        tamperLog.failures(),
        3,
        5,
        "The ledger's stream could not be read, so that a change would not be noticed.",
        "open the pipe in EventBridge. The stream keeps its records for a day; by then the pipe"
            + " must run again.");
    for (String operation : LedgerTable.OPERATIONS) {
      alarms.often(
          "LedgerThrottled" + operation,
          ledger.metric("ThrottledRequests", operation),
          5,
          5,
          "DynamoDB throttled the ledger. What could not be determined was refused.",
          "see in the API's log who calls that often.");
      alarms.often(
          "LedgerBroken" + operation,
          ledger.metric("SystemErrors", operation),
          5,
          5,
          "DynamoDB failed to serve the ledger. What could not be determined was refused.",
          "look at the AWS Health Dashboard; nothing needs repair afterwards.");
    }
    overview.counts(
        "Ledger: changed, not watched", List.of(tamperLog.changes(), tamperLog.failures()));
    overview.counts("Ledger: throttled, broken", troubles(ledger));
  }

  /// Rings for access that nobody approved, and again as long as nobody has reviewed it in time.
  public void overBrokenGlass() {
    alarms.once(
        "GlassBroken",
        ours("GlassBroken"),
        "SECURITY: somebody broke the glass, so that access began without anybody's approval.",
        "ask the requester at once what happened; if it was not they, end the access by hand.");
    alarms.once(
        "ReviewsLate",
        ours("ReviewsLate"),
        "Nobody has reviewed in time why the glass was broken.",
        "see in Step Functions which executions wait in SeekReview; their names are the grants' ids."
            + " Have an owner review each.");
    overview.counts("Break-glass", List.of(ours("GlassBroken"), ours("ReviewsLate")));
  }

  /// Watches that people are notified.
  ///
  /// @param notify the function that mails to people what became of a grant
  public void overNotifications(Handler notify) {
    alarms.late(
        "NotificationsLate",
        notify.metric("IteratorAge"),
        5,
        "People are told late what became of grants. What happens to grants does not depend on it.",
        "read the log of Notify. The ledger's stream keeps an entry for a day; who has not been told"
            + " by then never is.");
    overview.times("Notifications: milliseconds behind the ledger", notify.metric("IteratorAge"));
  }

  /// Rings as long as checks find that the system is not as its template says.
  public void overDrift() {
    alarms.often(
        "SystemDrifted",
        ours("SystemDrift"),
        1,
        60,
        "SECURITY: something of Hallpass is not as it was deployed: somebody changed it by hand.",
        "read the log of FindDrift for what it is, find in CloudTrail who changed it, and run the"
            + " remedy that the log names; deploying does not bring it back.");
    alarms.silent(
        "DriftCheckSilent",
        ours("DriftChecks"),
        180,
        "For three hours no check for drift saw everything.",
        "read the log of FindDrift for what cannot be determined, and see that its rule in"
            + " EventBridge is enabled.");
    overview.counts("Drift", List.of(ours("DriftChecks"), ours("SystemDrift")));
  }

  public void over(MailSending post) {
    alarms.once(
        "MailBounced",
        post.metric("Bounce"),
        "A mail was not delivered, so that somebody was not asked or not told. Where the"
            + " entitlement names others to ask, they are asked now.",
        "compare the addresses in the catalogue with the suppression list of SES.");
    alarms.once(
        "MailComplained",
        post.metric("Complaint"),
        "Somebody marked a mail of ours as spam; SES will not write to that address again.",
        "talk to that person, then take the address off the suppression list of SES.");
    alarms.once(
        "MailRejected",
        post.metric("Reject"),
        "SES took a mail for malware and did not send it.",
        "see in the ledger which request was made then, and read what its requester wrote.");
    overview.counts(
        "Mails",
        Stream.of("Send", "Delivery", "Bounce", "Complaint", "Reject").map(post::metric).toList());
  }

  public void over(Api api) {
    alarms.often(
        "ApiFails",
        api.metric("5XXError"),
        3,
        5,
        "People who call the API or answer a mail get errors.",
        "find the failing route in the API's access log, then read the log of the function that"
            + " answers it.");
    alarms.often(
        "DecisionsFlooded",
        api.floods(),
        100,
        5,
        "The firewall stops somebody who calls decision pages again and again, as one does who"
            + " guesses links.",
        "see in the firewall's log from which addresses, and whether they are those of your own"
            + " people.");
    overview.counts(
        "API",
        List.of(api.metric("Count"), api.metric("4XXError"), api.metric("5XXError"), api.floods()));
    overview.times("API: milliseconds to answer", api.metric("Latency"));
  }

  /// Rings when AWS refuses a function something and will go on refusing it.
  public void overRefusals() {
    alarms.once(
        "RefusedByAws",
        ours("RefusedByAws"),
        "AWS refuses something that Hallpass asks of it, and goes on refusing it: mostly the"
            + " installation lacks a permission. What needs it does not work until that is mended.",
        "find the lines with an action in the logs of the functions: they name the action and AWS's"
            + " code.");
    overview.counts("Refused by AWS", List.of(ours("RefusedByAws")));
  }

  /// Shows how often people said what is to become of a grant, by page or by a signed call.
  public void overDecisions(Handler... handlers) {
    overview.counts(
        "Commands and decisions",
        Stream.of(handlers).map(one -> one.metric("Invocations")).toList());
  }

  /// Shows the errors of functions. What people must act on among them, the alarms of the API, the
  /// steps, the clean-up, the notifications and the mails tell.
  public void overErrors(List<Handler> handlers) {
    overview.counts("Errors", handlers.stream().map(one -> one.metric("Errors")).toList());
  }

  /// Makes the dashboard, after all else has been said.
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

  /// What CloudWatch counts of what functions write into their logs.
  private static Metric ours(String name) {
    return Metric.Builder.create().namespace("Hallpass").metricName(name).build();
  }
}
