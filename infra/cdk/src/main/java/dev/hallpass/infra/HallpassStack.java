package dev.hallpass.infra;

import dev.hallpass.catalog.Catalog;
import dev.hallpass.catalog.Entitlement;
import dev.hallpass.catalog.Installation;
import dev.hallpass.catalog.Installation.Conventions;
import dev.hallpass.catalog.TargetAccount;
import dev.hallpass.infra.api.Api;
import dev.hallpass.infra.bus.ChatMessages;
import dev.hallpass.infra.bus.GrantBus;
import dev.hallpass.infra.bus.WorkflowEvents;
import dev.hallpass.infra.iam.DirectoryRole;
import dev.hallpass.infra.iam.Entitlements;
import dev.hallpass.infra.iam.OtherAccounts;
import dev.hallpass.infra.iam.SessionPolicyRights;
import dev.hallpass.infra.ledger.ArchiveAccess;
import dev.hallpass.infra.ledger.IntegrationTable;
import dev.hallpass.infra.ledger.LedgerLog;
import dev.hallpass.infra.ledger.LedgerTable;
import dev.hallpass.infra.ledger.Notifications;
import dev.hallpass.infra.ledger.SigningKey;
import dev.hallpass.infra.ledger.TamperLog;
import dev.hallpass.infra.lifecycle.CleanUp;
import dev.hallpass.infra.lifecycle.DriftCheck;
import dev.hallpass.infra.lifecycle.Lifecycle;
import dev.hallpass.infra.mail.Bounces;
import dev.hallpass.infra.mail.MailSending;
import dev.hallpass.infra.monitoring.Monitoring;
import dev.hallpass.infra.monitoring.PolicyChanges;
import dev.hallpass.infra.shared.EncryptionKey;
import dev.hallpass.infra.shared.FunctionsJar;
import dev.hallpass.infra.shared.Handler;
import dev.hallpass.infra.shared.RoleConventions;
import dev.hallpass.infra.shared.StackTags;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.iam.ArnPrincipal;
import software.constructs.Construct;

/// The whole system. Read the constructor as its table of contents.
public final class HallpassStack extends Stack {

  private final List<Handler> functions = new ArrayList<>();
  private final FunctionsJar jar;
  private final EncryptionKey key;
  private final boolean reserves;
  private final Conventions conventions;

  public HallpassStack(
      Construct scope, String id, Assets assets, Catalog catalog, Installation installation) {
    super(
        scope,
        id,
        StackProps.builder()
            .description("Hallpass: narrow access for a short time")
            .tags(StackTags.of(installation.conventions()))
            .build());
    jar = new FunctionsJar(assets.functionsJar());
    conventions = installation.conventions();
    key = new EncryptionKey(this, conventions);
    reserves = installation.reservesConcurrency();

    var roles = new RoleConventions(conventions);
    var commands = api("Commands");
    var requests = api("Requests");
    var reads = api("Reads");
    var issueCredentials = api("IssueCredentials");
    var showDecision = page("ShowDecision");
    var decide = page("Decide");
    var seekAnswers = lifecycle("SeekAnswers");
    var activate = lifecycle("Activate");
    var awaitEnd = lifecycle("AwaitEnd");
    var retire = lifecycle("Retire");
    var reap = upkeep("Reap");
    var notify = function("notifications", "Notify");
    var noteBounce = upkeep("NoteBounce");
    var findDrift = upkeep("FindDrift");
    var signCheckpoint = upkeep("SignCheckpoint");

    // A flood of requests, or of strangers on the open page, leaves room for all others.
    List.of(requests, showDecision, decide).forEach(flooded -> flooded.reserve(5));
    // No flood takes the concurrency of the functions that ask approvers and begin and end access.
    List.of(seekAnswers, activate, awaitEnd, retire).forEach(step -> step.reserve(5));
    List.of(issueCredentials, activate, retire, reap).forEach(Handler::knownToOtherAccounts);
    List.of(signCheckpoint, seekAnswers, reads).forEach(Handler::knownToOtherAccounts);

    var api =
        new Api(
            this,
            assets.openApi(),
            List.of(commands, requests, reads, issueCredentials, showDecision, decide),
            key,
            installation,
            catalog.settings().identities());
    // A caller's proof is for one address.
    api.tellUrlTo(commands, requests, reads, issueCredentials, seekAnswers);
    api.tellPostmarkTo(seekAnswers);

    var lifecycle =
        new Lifecycle(
            this, assets.grantLifecycle(), List.of(seekAnswers, activate, awaitEnd, retire), key);
    List.of(requests, reap).forEach(lifecycle::startableBy);
    lifecycle.ringableBy(commands, decide, seekAnswers, awaitEnd, noteBounce, reap);
    new CleanUp(this, reap, lifecycle);
    new PolicyChanges(this, reap, activate, retire);

    var ledger = new LedgerTable(this, installation.backupRoles());
    ledger.readableBy(reads, showDecision);
    ledger.openTo(commands, requests, decide, issueCredentials);
    ledger.openTo(seekAnswers, activate, awaitEnd, retire);
    ledger.openTo(reap, noteBounce);
    ledger.requestsListableBy(requests, reads, showDecision, decide, activate, issueCredentials);
    ledger.requestsListableBy(commands, reap);
    ledger.questionsListableBy(reads, seekAnswers);
    ledger.duesListableBy(reap);
    new Notifications(this, notify, ledger);
    var bus = new GrantBus(this, assets.busSchemas());
    bus.describableBy(findDrift);
    List<Handler> hearing =
        installation.workflows().isEmpty() ? List.of() : List.of(api("HearEvents"));
    bus.fedBy(Stream.concat(Stream.of(notify), hearing.stream()).toList());
    if (!installation.chats().areNone()) {
      new ChatMessages(this, bus, installation.chats(), key);
    }

    var seals = SigningKey.ofSeals(this);
    seals.signableBy(commands, decide);
    seals.readableBy(activate, issueCredentials);
    // An unblock counts only with a seal.
    seals.readableBy(commands, requests, decide, reap, notify);

    var archive = new ArchiveAccess(this);
    archive.newestReadableBy(seekAnswers, reads);
    var logKey = SigningKey.ofCheckpoints(this);
    new LedgerLog(this, signCheckpoint, ledger, logKey, archive, installation);

    var tickets =
        IntegrationTable.ofTickets(this, installation.ticketWriters(), installation.backupRoles());
    tickets.readableBy(requests, activate, issueCredentials, reap);
    var obstacles = IntegrationTable.ofObstacles(this, reap, installation.backupRoles());
    obstacles.readableBy(requests);
    List<IntegrationTable> tables = new ArrayList<>(List.of(tickets, obstacles));
    if (!installation.dutyWriters().isEmpty()) {
      var duties =
          IntegrationTable.ofDuties(this, installation.dutyWriters(), installation.backupRoles());
      duties.readableBy(requests, reads, activate, issueCredentials);
      hearing.forEach(duties::readableBy);
      tables.add(duties);
      output("DutiesTable", "Where an on-call system says who has which duty", duties.name());
    }

    var policies = new SessionPolicyRights(this);
    policies.nameableBy(requests, reads, issueCredentials, commands, decide);
    policies.creatableBy(activate);
    policies.deletableBy(retire, reap);
    policies.readableBy(retire, reap);
    policies.listableBy(reap);
    policies.disentangleableBy(reap);

    var entitlements =
        new Entitlements(this, inTheHub(catalog), new ArnPrincipal(issueCredentials.roleArn()));
    entitlements.sessionsDeniableBy(retire);
    entitlements.sessionDenialsKeptBy(reap);
    var accounts = new OtherAccounts(this, catalog, installation.organizations());
    accounts.openEntitlementsTo(issueCredentials);
    accounts.openProvisionersTo(activate, retire, reap);
    accounts.openDirectoryTo(requests, reads, activate, issueCredentials);
    if (DirectoryRole.readers(catalog.settings(), installation).contains("Commands")) {
      accounts.openDirectoryTo(commands);
    }
    List<String> buses = new ArrayList<>(List.of(bus.name(), bus.arn()));
    for (Handler hearEvents : hearing) {
      ledger.openTo(hearEvents);
      ledger.requestsListableBy(hearEvents);
      lifecycle.startableBy(hearEvents);
      lifecycle.ringableBy(hearEvents);
      seals.readableBy(hearEvents);
      tickets.readableBy(hearEvents);
      obstacles.readableBy(hearEvents);
      policies.nameableBy(hearEvents);
      accounts.openDirectoryTo(hearEvents);
      var workflows = new WorkflowEvents(this, hearEvents, installation.workflows());
      workflows.describableBy(findDrift);
      buses.addAll(List.of(workflows.name(), workflows.arn()));
      output("WorkflowBus", "Where workflows put events that ask for access", workflows.arn());
    }

    var mails = new MailSending(this, catalog.settings().sender(), catalog.settings().mailing());
    List.of(seekAnswers, notify).forEach(mails::openTo);
    new Bounces(this, noteBounce, mails);

    new DriftCheck(
        this, findDrift, ledger, tables, lifecycle, seals, key, catalog.managedPolicies(), roles);
    logKey.describableBy(findDrift);

    var monitoring = new Monitoring(this, installation.alarms(), key);
    monitoring.over(lifecycle);
    monitoring.over(api);
    monitoring.overDecisions(commands, decide);
    monitoring.over(mails);
    var tamperLog = new TamperLog(this, ledger, key);
    monitoring.over(ledger, tamperLog);
    monitoring.overLog(signCheckpoint);
    monitoring.overCleanUp(reap);
    monitoring.overInvocations(functions, lifecycle, key);
    monitoring.overFunctions();
    monitoring.overNotifications(notify);
    monitoring.overDrift(findDrift);
    monitoring.overRefusals();
    List<Handler> uncalled =
        List.of(
            seekAnswers,
            activate,
            awaitEnd,
            retire,
            reap,
            notify,
            noteBounce,
            findDrift,
            signCheckpoint);
    monitoring.overErrors(Stream.concat(uncalled.stream(), hearing.stream()).toList());
    if (conventions.hasDashboard()) {
      monitoring.show();
    }

    var calls = monitoring.calls();
    calls.overRoles(names(catalog), retire, reap);
    calls.overSessions(issueCredentials, catalog.managedPolicies());
    calls.over(ledger, tables);
    calls.over(seals, key, commands, decide);
    calls.over(logKey, signCheckpoint);
    calls.overFunctions();
    calls.over(
        lifecycle,
        Stream.concat(Stream.of(requests, reap), hearing.stream()).toArray(Handler[]::new));
    calls.over(tamperLog);
    calls.overBuses(buses);
    calls.overAlarms();
    calls.overTrails();
    calls.receiveFrom(
        catalog.settings().accounts().stream().map(TargetAccount::id).toList(),
        installation.organizations(),
        roles);

    roles.applyTo(this);

    output("Url", "Where people reach the API", api.url());
    output("Alarms", "Where alarms go, and from there to people", monitoring.topicArn());
    output("Archive", "The bucket with the signed log of the ledger", archive.bucket());
    output("LedgerTable", "The table that outlives this stack", ledger.name());
    output("TicketsTable", "Where a tracker says which tickets are open", tickets.name());
    output("Bus", "The event bus with each turn of a grant, for other systems", bus.arn());
    output("Sender", "What must be so before anybody is asked for approval", mails.notice());
  }

  private static List<Entitlement> inTheHub(Catalog catalog) {
    return catalog.entitlements().stream().filter(one -> one.accounts().isEmpty()).toList();
  }

  private static List<String> names(Catalog catalog) {
    return catalog.entitlements().stream().map(one -> one.id().value()).toList();
  }

  private Handler api(String name) {
    return function("api", name);
  }

  private Handler page(String name) {
    return function("page", name);
  }

  private Handler lifecycle(String name) {
    return function("lifecycle", name);
  }

  private Handler upkeep(String name) {
    return function("upkeep", name);
  }

  private Handler function(String area, String name) {
    Handler function = new Handler(this, area, name, jar, key, reserves);
    functions.add(function);
    conventions.network().ifPresent(function::placeIn);
    return function;
  }

  private void output(String name, String description, String value) {
    CfnOutput.Builder.create(this, name).description(description).value(value).build();
  }

  /// The deployed files: the functions' jar, the state machine's definition, the API's document and
  /// the folder with the schemas of the events for other systems.
  public record Assets(Path functionsJar, Path grantLifecycle, Path openApi, Path busSchemas) {}
}
