package dev.hallpass.handlers;

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
import dev.hallpass.adapters.yaml.YamlCatalog;
import dev.hallpass.approval.Post;
import dev.hallpass.catalog.Catalog;
import dev.hallpass.catalog.Entitlement;
import dev.hallpass.catalog.Settings;
import dev.hallpass.catalog.Tickets;
import dev.hallpass.drift.Deployed;
import dev.hallpass.grant.Grants;
import dev.hallpass.grant.Ids;
import dev.hallpass.ledger.Build;
import dev.hallpass.policy.AccountId;
import dev.hallpass.policy.Revocations;
import dev.hallpass.policy.RoleArn;
import dev.hallpass.policy.SessionPolicies;
import dev.hallpass.policy.Sessions;
import dev.hallpass.workflow.Doorbells;
import dev.hallpass.workflow.OutcomeUnknown;
import dev.hallpass.workflow.Workflow;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Everything a handler may need, made from the environment. Each handler asks for its parts once,
/// in its constructor, so that a start loads nothing else.
public final class Wiring {

  private final Map<String, String> environment;
  private final Clients clients;

  /// @param environment the function's variables
  public Wiring(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
    this.clients = new Clients(this::variable);
  }

  /// The wiring of this Lambda environment.
  public static Wiring fromEnvironment() {
    return new Wiring(System.getenv());
  }

  /// The whole catalogue.
  ///
  /// @throws dev.hallpass.adapters.yaml.CatalogRefused if it is absent or not in order
  public Catalog catalog() {
    return YamlCatalog.load(catalogFolder());
  }

  /// The settings alone, which read faster.
  ///
  /// @throws dev.hallpass.adapters.yaml.CatalogRefused if they are absent or not in order
  public Settings settings() {
    return YamlCatalog.settings(catalogFolder());
  }

  public Grants grants() {
    Build build = new Build(Commit.ofThisBuild(), YamlCatalog.digest(catalogFolder()));
    return new Grants(
        new DynamoDbLedger(clients.dynamoDb(), variable("LEDGER_TABLE"), build),
        InstantSource.system());
  }

  /// Which tickets are open. Nothing here writes to their table.
  public Tickets tickets() {
    return new DynamoDbTickets(clients.dynamoDb(), variable("TICKETS_TABLE"));
  }

  public Workflow workflow() {
    return new StepFunctionsWorkflow(clients.stepFunctions(), variable("STATE_MACHINE"));
  }

  public Doorbells doorbells() {
    return new StepFunctionsDoorbells(clients.stepFunctions());
  }

  public SessionPolicies sessionPolicies() {
    return new IamSessionPolicies(iamAccounts(), variable("PARTITION"));
  }

  public Revocations revocations() {
    return new IamRevocations(iamAccounts());
  }

  private IamAccounts iamAccounts() {
    return new IamAccounts(hub(), clients.iam(), this::provisioner);
  }

  /// Made only when a grant is in another account, so that no other start pays for it.
  private Provisioner provisioner(AccountId account) {
    return new Provisioner(
        settings().account(account).orElseThrow(() -> notNamed(account)),
        variable("PARTITION"),
        variable("AWS_LAMBDA_FUNCTION_NAME"),
        clients.sts(),
        InstantSource.system(),
        clients::iam);
  }

  private static OutcomeUnknown notNamed(AccountId account) {
    return new OutcomeUnknown(
        "reach the account " + account,
        new NoSuchElementException("hallpass.yaml does not name it any more"));
  }

  public Sessions sessions() {
    return new StsSessions(clients.sts());
  }

  public Post post() {
    return new SesPost(clients.ses(), settings().sender(), variable("CONFIGURATION_SET"));
  }

  public Ids ids() {
    return new Ids(new SecureRandom());
  }

  /// The address that the API is reached at, with its stage and without a slash at its end.
  public URI publicUrl() {
    return URI.create(variable("PUBLIC_URL"));
  }

  /// The role that carries an entitlement's ceiling.
  public Function<Entitlement, RoleArn> roles() {
    AccountId hub = hub();
    String partition = variable("PARTITION");
    return entitlement -> RoleArn.of(partition, entitlement.accountOr(hub), entitlement.id());
  }

  /// Every account that grants open access in, the hub first.
  public List<AccountId> accounts() {
    return settings().everyAccount(hub());
  }

  /// The stack that this function is of.
  public Deployed deployed() {
    return new DeployedStack(
        variable("STACK"),
        new DeployedStack.Clients(
            clients.cloudFormation(),
            clients.iam(),
            clients.dynamoDb(),
            clients.stepFunctions(),
            clients.lambda()));
  }

  public InstantSource clock() {
    return InstantSource.system();
  }

  /// The account that this runs in.
  private AccountId hub() {
    return new AccountId(variable("ACCOUNT"));
  }

  private Path catalogFolder() {
    return Path.of(variable("CATALOG"));
  }

  private String variable(String name) {
    @Nullable String value = environment.get(name);
    if (value == null || value.isBlank()) {
      throw new IllegalStateException(
          "The environment variable %s is not set; the stack sets it".formatted(name));
    }
    return value;
  }
}
