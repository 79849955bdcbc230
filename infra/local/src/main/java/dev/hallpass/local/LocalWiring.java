package dev.hallpass.local;

import dev.hallpass.adapters.cloudformation.DeployedStack;
import dev.hallpass.adapters.dynamodb.DynamoDbLedger;
import dev.hallpass.adapters.dynamodb.DynamoDbTickets;
import dev.hallpass.adapters.iam.IamAccounts;
import dev.hallpass.adapters.iam.IamRevocations;
import dev.hallpass.adapters.iam.IamSessionPolicies;
import dev.hallpass.adapters.iam.Provisioner;
import dev.hallpass.adapters.ses.SesPost;
import dev.hallpass.adapters.states.StepFunctionsDoorbells;
import dev.hallpass.adapters.states.StepFunctionsWorkflow;
import dev.hallpass.adapters.sts.StsSessions;
import dev.hallpass.approval.Post;
import dev.hallpass.catalog.Catalog;
import dev.hallpass.catalog.Entitlement;
import dev.hallpass.catalog.Settings;
import dev.hallpass.catalog.Tickets;
import dev.hallpass.drift.Deployed;
import dev.hallpass.emulator.lambda.LambdaFunction;
import dev.hallpass.emulator.region.Region;
import dev.hallpass.grant.Grants;
import dev.hallpass.grant.Ids;
import dev.hallpass.policy.AccountId;
import dev.hallpass.policy.Revocations;
import dev.hallpass.policy.RoleArn;
import dev.hallpass.policy.SessionPolicies;
import dev.hallpass.policy.Sessions;
import dev.hallpass.workflow.Doorbells;
import dev.hallpass.workflow.Workflow;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What the wiring of a function makes of its environment on AWS, made here of clients that call as
/// the function's role and of the environment that the stack gives it.
///
/// @param surroundings what all functions share
/// @param clock the function's own
record LocalWiring(
    LambdaFunction function, Region region, Surroundings surroundings, InstantSource clock) {

  Catalog catalog() {
    return surroundings.catalog();
  }

  Settings settings() {
    return catalog().settings();
  }

  Grants grants() {
    return new Grants(
        new DynamoDbLedger(
            region.dynamoDb(function.caller()), variable("LEDGER_TABLE"), surroundings.build()),
        clock);
  }

  Tickets tickets() {
    return new DynamoDbTickets(region.dynamoDb(function.caller()), variable("TICKETS_TABLE"));
  }

  Workflow workflow() {
    return new StepFunctionsWorkflow(
        region.stepFunctions(function.caller()), variable("STATE_MACHINE"));
  }

  Doorbells doorbells() {
    return new StepFunctionsDoorbells(region.stepFunctions(function.caller()));
  }

  SessionPolicies sessionPolicies() {
    return new IamSessionPolicies(iamAccounts(), variable("PARTITION"));
  }

  Revocations revocations() {
    return new IamRevocations(iamAccounts());
  }

  private IamAccounts iamAccounts() {
    return new IamAccounts(hub(), region.iam(function.caller()), this::provisioner);
  }

  private Provisioner provisioner(AccountId account) {
    return new Provisioner(
        settings().account(account).orElseThrow(),
        variable("PARTITION"),
        function.name(),
        region.sts(function.caller()),
        clock,
        region::iam);
  }

  Sessions sessions() {
    return new StsSessions(region.sts(function.caller()));
  }

  Post post() {
    return new SesPost(
        region.ses(function.caller()), settings().sender(), variable("CONFIGURATION_SET"));
  }

  Ids ids() {
    return new Ids(surroundings.random());
  }

  Function<Entitlement, RoleArn> roles() {
    AccountId hub = hub();
    String partition = variable("PARTITION");
    return entitlement -> RoleArn.of(partition, entitlement.accountOr(hub), entitlement.id());
  }

  List<AccountId> accounts() {
    return settings().everyAccount(hub());
  }

  Deployed deployed() {
    return new DeployedStack(
        variable("STACK"),
        new DeployedStack.Clients(
            region.cloudFormation(function.caller()),
            region.iam(function.caller()),
            region.dynamoDb(function.caller()),
            region.stepFunctions(function.caller()),
            region.functions(function.caller())));
  }

  private AccountId hub() {
    return new AccountId(variable("ACCOUNT"));
  }

  /// The stack names the address of the API on AWS; here the API is reached elsewhere.
  URI publicUrl() {
    variable("PUBLIC_URL");
    return surroundings.publicUrl();
  }

  private String variable(String name) {
    return Optional.ofNullable(function.environment().get(name))
        .orElseThrow(() ->
            new IllegalStateException(
                "The stack does not tell %s to %s".formatted(name, function.handler())));
  }
}
