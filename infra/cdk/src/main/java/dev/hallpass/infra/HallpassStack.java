package dev.hallpass.infra;

import dev.hallpass.catalog.Catalog;
import dev.hallpass.catalog.Entitlement;
import dev.hallpass.catalog.Installation;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.iam.ArnPrincipal;
import software.amazon.awscdk.services.lambda.Code;
import software.constructs.Construct;

/// The whole system. Read the constructor as its table of contents.
public final class HallpassStack extends Stack {

  private final Code code;
  private final EncryptionKey key;

  public HallpassStack(
      Construct scope, String id, Assets assets, Catalog catalog, Installation installation) {
    super(
        scope,
        id,
        StackProps.builder()
            .description("Hallpass: narrow access for a short time")
            .tags(Map.of("application", "hallpass"))
            .build());
    code = Code.fromAsset(assets.functionsJar().toString());
    key = new EncryptionKey(this);

    var listEntitlements = http("ListEntitlements");
    var requestGrant = http("RequestGrant");
    var listGrants = http("ListGrants");
    var showGrant = http("ShowGrant");
    var cancelGrant = http("CancelGrant");
    var returnGrant = http("ReturnGrant");
    var revokeGrant = http("RevokeGrant");
    var extendGrant = http("ExtendGrant");
    var approveGrant = http("ApproveGrant");
    var denyGrant = http("DenyGrant");
    var listApprovals = http("ListApprovals");
    var reviewGrant = http("ReviewGrant");
    var issueCredentials = http("IssueCredentials");
    var showDecision = http("ShowDecision");
    var decide = http("Decide");
    var seekApproval = lifecycle("SeekApproval");
    var activate = lifecycle("Activate");
    var awaitEnd = lifecycle("AwaitEnd");
    var retire = lifecycle("Retire");
    var seekReview = lifecycle("SeekReview");
    var reap = upkeep("Reap");
    var tell = upkeep("Tell");
    var noteBounce = upkeep("NoteBounce");
    var findDrift = upkeep("FindDrift");

    // A flood of requests, or of strangers on the open page, leaves room for those that end grants.
    List.of(requestGrant, showDecision, decide).forEach(flooded -> flooded.runAtMost(5));
    List.of(issueCredentials, activate, retire, reap).forEach(Handler::knownToOtherAccounts);

    var api =
        new Api(
            this,
            assets.openApi(),
            List.of(
                listEntitlements,
                requestGrant,
                listGrants,
                showGrant,
                cancelGrant,
                returnGrant,
                revokeGrant,
                extendGrant,
                approveGrant,
                denyGrant,
                listApprovals,
                reviewGrant,
                issueCredentials,
                showDecision,
                decide),
            key,
            installation);
    List.of(seekApproval, seekReview).forEach(api::tellUrlTo);

    var lifecycle =
        new Lifecycle(
            this,
            assets.grantLifecycle(),
            List.of(seekApproval, activate, awaitEnd, retire, seekReview),
            key);
    List.of(requestGrant, extendGrant, reap).forEach(lifecycle::startableBy);
    lifecycle.ringableBy(cancelGrant, approveGrant, denyGrant, reviewGrant, decide);
    lifecycle.ringableBy(returnGrant, revokeGrant);
    lifecycle.ringableBy(seekApproval, awaitEnd, seekReview, noteBounce, reap);
    new CleanUp(this, reap, lifecycle);

    var ledger = new Ledger(this);
    ledger.readableBy(showGrant, listGrants, listApprovals, showDecision);
    ledger.openTo(requestGrant, cancelGrant, approveGrant, denyGrant, reviewGrant);
    ledger.openTo(returnGrant, revokeGrant, extendGrant);
    ledger.openTo(decide, issueCredentials);
    ledger.openTo(seekApproval, activate, awaitEnd, retire, seekReview);
    ledger.openTo(reap, tell, noteBounce);
    ledger.requestsListableBy(requestGrant, extendGrant, listGrants, showDecision, decide);
    ledger.questionsListableBy(listApprovals);
    ledger.duesListableBy(reap);
    new Telling(this, tell, ledger);

    var tickets = new Tickets(this);
    List.of(requestGrant, extendGrant).forEach(tickets::readableBy);

    var policies = new SessionPolicies(this);
    List.of(requestGrant, extendGrant).forEach(policies::nameableBy);
    policies.creatableBy(activate);
    policies.deletableBy(retire, reap);
    policies.readableBy(retire, reap);
    policies.listableBy(reap);
    policies.disentangleableBy(reap);

    var entitlements =
        new Entitlements(this, inTheHub(catalog), new ArnPrincipal(issueCredentials.roleArn()));
    entitlements.revocableBy(retire);
    entitlements.revocationsKeptBy(reap);
    var accounts = new Accounts(this, catalog);
    accounts.openEntitlementsTo(issueCredentials);
    accounts.openProvisionersTo(activate, retire, reap);

    var post = new Post(this, catalog.settings().sender());
    List.of(seekApproval, seekReview, tell).forEach(post::openTo);
    new Bounces(this, noteBounce, post);

    new DriftCheck(this, findDrift, ledger, tickets, lifecycle);

    var watch = new Watch(this, installation.alarms(), key);
    watch.over(lifecycle);
    watch.over(api);
    watch.overDecisions(approveGrant, denyGrant, decide);
    watch.over(post);
    watch.over(ledger, new TamperLog(this, ledger, key));
    watch.overCleanUp(reap);
    watch.overBrokenGlass();
    watch.overTelling(tell);
    watch.overDrift();
    watch.overRefusals();
    watch.overErrors(
        List.of(
            seekApproval,
            activate,
            awaitEnd,
            retire,
            seekReview,
            reap,
            tell,
            noteBounce,
            findDrift));
    watch.show();

    output("Url", "Where people reach the API", api.url());
    output("Alarms", "Where alarms go, and from there to people", watch.topicArn());
    output("LedgerTable", "The table that outlives this stack", ledger.name());
    output("TicketsTable", "Where a tracker says which tickets are open", tickets.name());
    output("Sender", "What must be so before anybody is asked for approval", post.notice());
  }

  private static List<Entitlement> inTheHub(Catalog catalog) {
    return catalog.entitlements().stream().filter(one -> one.account().isEmpty()).toList();
  }

  private Handler http(String name) {
    return new Handler(this, "http", name, code, key);
  }

  private Handler lifecycle(String name) {
    return new Handler(this, "lifecycle", name, code, key);
  }

  private Handler upkeep(String name) {
    return new Handler(this, "upkeep", name, code, key);
  }

  private void output(String name, String description, String value) {
    CfnOutput.Builder.create(this, name).description(description).value(value).build();
  }

  /// The files that are deployed: the functions' jar, the state machine's definition and the API's
  /// document.
  public record Assets(Path functionsJar, Path grantLifecycle, Path openApi) {}
}
