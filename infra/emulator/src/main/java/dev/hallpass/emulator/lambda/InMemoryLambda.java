package dev.hallpass.emulator.lambda;

import dev.hallpass.emulator.account.Account;
import dev.hallpass.emulator.authorization.Access;
import dev.hallpass.emulator.authorization.Denial;
import dev.hallpass.emulator.policy.Context;
import dev.hallpass.emulator.policy.NamedPolicy;
import dev.hallpass.emulator.policy.PolicyDocument;
import dev.hallpass.emulator.policy.Principal;
import dev.hallpass.emulator.policy.Verdict;
import dev.hallpass.emulator.states.FunctionError;
import dev.hallpass.emulator.states.Lambdas;
import dev.hallpass.emulator.sts.Caller;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Lambda in memory. It asks the policies of the caller and of the function, and whether Lambda can
/// assume the function's role. The code itself runs elsewhere.
public final class InMemoryLambda implements Lambdas {
  private static final String REFUSED = "Lambda.AWSLambdaException";
  private static final String LAMBDA = "lambda.amazonaws.com";

  private final Account account;
  private final Lambdas code;
  private final Map<String, LambdaFunction> functions = new ConcurrentHashMap<>();
  private final Map<String, Map<String, String>> aliases = new ConcurrentHashMap<>();
  private final Map<String, Integer> versions = new ConcurrentHashMap<>();
  private final Map<String, List<Permission>> permissions = new ConcurrentHashMap<>();
  private final Map<String, String> uploads = new ConcurrentHashMap<>();

  /// @param code invokes a function by the name of its handler
  public InMemoryLambda(Account account, Lambdas code) {
    this.account = account;
    this.code = code;
  }

  /// A statement of a function's own policy.
  private record Permission(String id, NamedPolicy policy, JsonNode statement) {}

  /// Adds a file with code.
  ///
  /// @param sha256 its digest in Base64
  public void upload(String file, String sha256) {
    uploads.put(file, sha256);
  }

  Optional<String> uploaded(String file) {
    return Optional.ofNullable(uploads.get(file));
  }

  /// Adds a function under its ARN, or replaces it.
  public void create(LambdaFunction function) {
    functions.put(function.arn(), function);
  }

  /// Publishes the current function as a version.
  ///
  /// @return its number, one more than the last
  /// @throws IllegalArgumentException if the function does not exist
  public String publish(String functionArn) {
    LambdaFunction function = function(functionArn);
    String version = String.valueOf(versions.merge(functionArn, 1, Integer::sum));
    functions.put(functionArn + ":" + version, function);
    return version;
  }

  /// Points an alias to a version.
  ///
  /// @param version its number, or `$LATEST`
  /// @throws IllegalArgumentException if the version does not exist
  public void alias(String functionArn, String alias, String version) {
    boolean isNewest = version.equals("$LATEST");
    functions.put(
        functionArn + ":" + alias, function(isNewest ? functionArn : functionArn + ":" + version));
    aliases.computeIfAbsent(functionArn, _ -> new ConcurrentSkipListMap<>()).put(alias, version);
  }

  /// Removes a function with its versions and aliases.
  void remove(String functionArn) {
    functions.keySet().removeIf(arn -> (arn + ":").startsWith(functionArn + ":"));
    permissions.keySet().removeIf(arn -> (arn + ":").startsWith(functionArn + ":"));
    aliases.remove(functionArn);
  }

  /// Removes an alias, with the policy for calls by it.
  void forget(String functionArn, String alias) {
    functions.remove(functionArn + ":" + alias);
    permissions.remove(functionArn + ":" + alias);
    aliases.getOrDefault(functionArn, Map.of()).remove(alias);
  }

  /// Adds a statement to the policy of a function, a version or an alias.
  ///
  /// @param id the id of the statement
  public void permit(String arn, String id, JsonNode statement) {
    String document = policy(List.of(statement)).toString();
    NamedPolicy policy = new NamedPolicy(id, PolicyDocument.resource(document));
    ObjectNode named = JsonMapper.shared().createObjectNode().put("Sid", id);
    statement.forEachEntry(named::set);
    permissions
        .computeIfAbsent(arn, _ -> new CopyOnWriteArrayList<>())
        .add(new Permission(id, policy, named));
  }

  /// Removes a statement from the policy of a function, a version or an alias. A policy without
  /// statements is gone.
  ///
  /// @return whether the statement existed
  boolean forbid(String arn, String id) {
    List<Permission> all = permissions.getOrDefault(arn, List.of());
    boolean found = all.stream().anyMatch(one -> one.id().equals(id));
    List<Permission> rest = all.stream().filter(one -> !one.id().equals(id)).toList();
    if (rest.isEmpty()) {
      permissions.remove(arn);
    } else {
      permissions.put(arn, new CopyOnWriteArrayList<>(rest));
    }
    return found;
  }

  private static JsonNode policy(List<JsonNode> statements) {
    ObjectNode document = JsonMapper.shared().createObjectNode().put("Version", "2012-10-17");
    document.putArray("Statement").addAll(statements);
    return document;
  }

  /// The policy of a function, a version or an alias, if it has one.
  Optional<JsonNode> policy(String arn) {
    return Optional.ofNullable(permissions.get(arn))
        .map(all -> policy(all.stream().map(Permission::statement).toList()));
  }

  /// The versions of a function's aliases, by alias.
  Map<String, String> aliases(String functionArn) {
    return aliases.getOrDefault(functionArn, Map.of());
  }

  Optional<LambdaFunction> find(String arn) {
    return Optional.ofNullable(functions.get(arn));
  }

  /// The ARN of a function by its name, also if the function does not exist.
  String arn(String name) {
    return functions.values().stream()
        .filter(function -> function.name().equals(name))
        .map(LambdaFunction::arn)
        .findFirst()
        .orElse(name);
  }

  /// The function of an ARN, which can be that of a version or an alias.
  ///
  /// @throws IllegalArgumentException if it does not exist
  public LambdaFunction function(String arn) {
    return Optional.ofNullable(functions.get(arn))
        .orElseThrow(() -> new IllegalArgumentException("There is no function " + arn));
  }

  /// The functions, each once.
  public Collection<LambdaFunction> functions() {
    return functions.values().stream().distinct().toList();
  }

  /// Checks whether the function's own policy lets a service of AWS invoke it.
  ///
  /// @param service such as `apigateway.amazonaws.com`
  /// @param source the ARN of the cause of the call
  /// @throws FunctionError if Lambda refuses
  public LambdaFunction admit(String service, String source, String arn) throws FunctionError {
    Context keys =
        Context.empty().with("aws:SourceArn", source).with("aws:SourceAccount", account.id());
    return admit(Caller.of(new Principal.Service(service)), arn, keys);
  }

  /// Invokes a function for a service of AWS, if the function's own policy allows it.
  ///
  /// @throws FunctionError if Lambda refuses, or the function fails
  public String invoke(String service, String source, String arn, String payload)
      throws FunctionError {
    return code.invoke(admit(service, source, arn).handler(), payload);
  }

  /// Invokes a function with what Lambda has read from an event source. The function's own policy
  /// is not asked, because Lambda itself calls.
  ///
  /// @throws FunctionError if the function fails, or Lambda cannot assume its role
  public String handOver(String arn, String payload) throws FunctionError {
    LambdaFunction function = function(arn);
    requireAssumable(function.roleArn(), LAMBDA, function.arn());
    return code.invoke(function.handler(), payload);
  }

  private LambdaFunction admit(Caller caller, String arn, Context keys) throws FunctionError {
    LambdaFunction function = functions.get(arn);
    if (function == null) {
      throw FunctionError.named(
          "Lambda.ResourceNotFoundException", "Function not found: %s".formatted(arn));
    }
    Access access = Access.to("lambda:InvokeFunction", arn, keys);
    Verdict verdict = account.may(caller, access, policiesOf(arn));
    if (!verdict.allowed()) {
      throw FunctionError.named(REFUSED, Denial.message(caller.principal().arn(), access, verdict));
    }
    requireAssumable(function.roleArn(), LAMBDA, function.arn());
    return function;
  }

  private List<NamedPolicy> policiesOf(String arn) {
    return permissions.getOrDefault(arn, List.of()).stream().map(Permission::policy).toList();
  }

  private void requireAssumable(String roleArn, String service, String source)
      throws FunctionError {
    Verdict verdict = account.assumable(roleArn, service, source);
    if (!verdict.allowed()) {
      throw FunctionError.named(
          REFUSED,
          "%s is not authorized to perform: sts:AssumeRole on resource: %s"
              .formatted(service, roleArn));
    }
  }

  /// Refuses: a call without a caller cannot be authorised.
  @Override
  public String invoke(String function, String payload) {
    throw new UnsupportedOperationException("Nobody is said to call " + function);
  }

  @Override
  public Lambdas calledBy(String roleArn) {
    Caller caller = Caller.of(Principal.RoleSession.of(roleArn, "states"));
    return (arn, payload) -> {
      requireAssumable(roleArn, "states.amazonaws.com", arn);
      return code.invoke(admit(caller, arn, Context.empty()).handler(), payload);
    };
  }
}
