package dev.hallpass.infra;

import dev.hallpass.catalog.Catalog;
import java.nio.file.Path;
import java.util.List;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.lambda.Code;
import software.constructs.Construct;

/// The whole system. Read the constructor as its table of contents.
public final class HallpassStack extends Stack {

  private final Code code;

  public HallpassStack(Construct scope, String id, Assets assets, Catalog catalog) {
    super(scope, id);
    code = Code.fromAsset(assets.functionsJar().toString());

    var listEntitlements = http("ListEntitlements");
    var requestGrant = http("RequestGrant");
    var listGrants = http("ListGrants");
    var showGrant = http("ShowGrant");
    var cancelGrant = http("CancelGrant");
    var approveGrant = http("ApproveGrant");
    var denyGrant = http("DenyGrant");
    var issueCredentials = http("IssueCredentials");
    var showDecision = http("ShowDecision");
    var decide = http("Decide");
    var seekApproval = lifecycle("SeekApproval");
    var activate = lifecycle("Activate");
    var awaitEnd = lifecycle("AwaitEnd");
    var retire = lifecycle("Retire");

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
                approveGrant,
                denyGrant,
                issueCredentials,
                showDecision,
                decide));
    api.tellUrlTo(seekApproval);

    var lifecycle =
        new Lifecycle(
            this, assets.grantLifecycle(), List.of(seekApproval, activate, awaitEnd, retire));
    lifecycle.startableBy(requestGrant);
    lifecycle.ringableBy(cancelGrant, approveGrant, denyGrant, decide, seekApproval, awaitEnd);

    var ledger = new Ledger(this);
    ledger.readableBy(showGrant, showDecision);
    ledger.listableBy(listGrants);
    ledger.openTo(requestGrant, cancelGrant, approveGrant, denyGrant, decide, issueCredentials);
    ledger.openTo(seekApproval, activate, awaitEnd, retire);

    var policies = new SessionPolicies(this);
    policies.nameableBy(requestGrant);
    policies.creatableBy(activate);
    policies.deletableBy(retire);

    new Entitlements(this, catalog.entitlements()).openTo(issueCredentials);
    new Post(this, catalog.settings().sender()).openTo(seekApproval);
  }

  private Handler http(String name) {
    return new Handler(this, "http", name, code);
  }

  private Handler lifecycle(String name) {
    return new Handler(this, "lifecycle", name, code);
  }

  /// The files that are deployed: the functions' jar, the state machine's definition and the API's
  /// document.
  public record Assets(Path functionsJar, Path grantLifecycle, Path openApi) {}
}
