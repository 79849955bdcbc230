package dev.hallpass.emulator.lambda;

import dev.hallpass.emulator.account.Account;
import dev.hallpass.emulator.authorization.Access;
import dev.hallpass.emulator.authorization.Denial;
import dev.hallpass.emulator.policy.Context;
import dev.hallpass.emulator.policy.NamedPolicy;
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
import java.util.concurrent.CopyOnWriteArrayList;

/// Lambda in memory. It asks the policies of the caller and of the function, and whether Lambda may
/// take on the function's role; the code itself runs elsewhere.
public final class InMemoryLambda implements Lambdas {
  private static final String REFUSED = "Lambda.AWSLambdaException";
  private static final String LAMBDA = "lambda.amazonaws.com";

  private final Account account;
  private final Lambdas code;
  private final Map<String, LambdaFunction> functions = new ConcurrentHashMap<>();
  private final Map<String, List<NamedPolicy>> permissions = new ConcurrentHashMap<>();

  /// @param code invokes a function by the name of its handler
  public InMemoryLambda(Account account, Lambdas code) {
    this.account = account;
    this.code = code;
  }

  /// Takes a function into service under its ARN.
  public void create(LambdaFunction function) {
    functions.put(function.arn(), function);
  }

  /// Takes a version or an alias into service.
  ///
  /// @throws IllegalArgumentException if there is no such function
  public void qualify(String qualifiedArn, String functionArn) {
    functions.put(qualifiedArn, function(functionArn));
  }

  /// Adds a statement to the policy of a function, a version or an alias.
  public void permit(String arn, NamedPolicy statement) {
    permissions.computeIfAbsent(arn, _ -> new CopyOnWriteArrayList<>()).add(statement);
  }

  /// The function behind an ARN, which may be that of a version or an alias.
  ///
  /// @throws IllegalArgumentException if there is none
  public LambdaFunction function(String arn) {
    return Optional.ofNullable(functions.get(arn))
        .orElseThrow(() -> new IllegalArgumentException("There is no function " + arn));
  }

  /// The functions, each once.
  public Collection<LambdaFunction> functions() {
    return functions.values().stream().distinct().toList();
  }

  /// Lets a service of AWS invoke a function, if the function's own policy does.
  ///
  /// @param service such as `apigateway.amazonaws.com`
  /// @param source the ARN of what the service invokes it for
  /// @throws FunctionError if Lambda refuses
  public LambdaFunction admit(String service, String source, String arn) throws FunctionError {
    Context keys =
        Context.empty().with("aws:SourceArn", source).with("aws:SourceAccount", account.id());
    return admit(Caller.of(new Principal.Service(service)), arn, keys);
  }

  /// Invokes a function for a service of AWS, if the function's own policy lets the service in.
  ///
  /// @throws FunctionError if Lambda refuses, or the function fails
  public String invoke(String service, String source, String arn, String payload)
      throws FunctionError {
    return code.invoke(admit(service, source, arn).handler(), payload);
  }

  /// Invokes a function with what Lambda has read for it from an event source. The function's own
  /// policy is not asked: nobody but Lambda itself calls.
  ///
  /// @throws FunctionError if the function fails, or Lambda may not take on its role
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
    Access access = new Access("lambda:InvokeFunction", arn, keys);
    Verdict verdict = account.may(caller, access, permissions.getOrDefault(arn, List.of()));
    if (!verdict.allowed()) {
      throw FunctionError.named(REFUSED, Denial.message(caller.principal().arn(), access, verdict));
    }
    requireAssumable(function.roleArn(), LAMBDA, function.arn());
    return function;
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

  /// Invokes nothing: a call without a caller cannot be authorised.
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
