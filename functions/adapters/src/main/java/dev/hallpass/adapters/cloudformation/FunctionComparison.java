package dev.hallpass.adapters.cloudformation;

import dev.hallpass.adapters.cloudformation.StackTemplate.Resource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.AliasConfiguration;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.Layer;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import tools.jackson.databind.JsonNode;

/// Which version of a function is called, and what it runs.
///
/// The template names its code by where it was uploaded from, which Lambda does not tell
/// afterwards. But a version never changes once it is published: an alias that leads to the version
/// that the deployment published leads to the code that was deployed. What could be published next
/// must be that code too.
final class FunctionComparison {

  private final StackTemplate template;
  private final LambdaClient lambda;

  FunctionComparison(StackTemplate template, LambdaClient lambda) {
    this.template = template;
    this.lambda = lambda;
  }

  void compare(Resource resource, Findings findings) {
    try {
      GetFunctionConfigurationResponse newest =
          lambda.getFunctionConfiguration(get -> get.functionName(findings.name()));
      compare("", resource, newest, findings);
      findings.compare("aliases", () -> compareAliases(resource, newest, findings));
      findings.compare("own policy", () -> requireNoWayPastAliases(findings));
    } catch (ResourceNotFoundException _) {
      findings.missing("function");
    }
  }

  private void compareAliases(
      Resource resource, GetFunctionConfigurationResponse newest, Findings findings) {
    Map<String, String> expected = aliases(findings.name());
    Map<String, AliasConfiguration> found = new TreeMap<>();
    lambda
        .listAliasesPaginator(list -> list.functionName(findings.name()))
        .aliases()
        .forEach(alias -> found.put(alias.name(), alias));
    findings.compareEach("alias", expected.keySet(), found.keySet());
    expected.forEach((name, version) -> {
      if (found.containsKey(name) && !leadsTo(version, found.get(name))) {
        findings.changed("alias " + name);
      }
    });
    expected.keySet().stream()
        .filter(found::containsKey)
        .forEach(name -> compareCallers(name, findings));
    new TreeSet<>(expected.values())
        .forEach(version -> compareVersion(version, resource, newest, findings));
  }

  /// Who besides those with a policy of their own may call a function by its alias.
  private void compareCallers(String alias, Findings findings) {
    String arn = template.place().arn("lambda", "function:%s:%s".formatted(findings.name(), alias));
    findings.compare(
        "who may call alias " + alias,
        () -> Callers.expected(template, arn),
        callers(alias, findings));
  }

  private PolicyTree callers(String alias, Findings findings) {
    try {
      return Callers.found(
          lambda.getPolicy(get -> get.functionName(findings.name()).qualifier(alias)).policy());
    } catch (ResourceNotFoundException _) {
      return Callers.none();
    }
  }

  private void compareVersion(
      String version,
      Resource resource,
      GetFunctionConfigurationResponse newest,
      Findings findings) {
    String of = "version " + version;
    findings.compare(
        of,
        () -> {
          GetFunctionConfigurationResponse published =
              lambda.getFunctionConfiguration(
                  get -> get.functionName(findings.name()).qualifier(version));
          compare(of + ": ", resource, published, findings);
          findings.compare("code", published::codeSha256, newest.codeSha256());
        });
  }

  /// The versions that the template's aliases of a function lead to, by the aliases' names.
  private Map<String, String> aliases(String function) {
    Map<String, String> aliases = new TreeMap<>();
    template.resources("AWS::Lambda::Alias").stream()
        .filter(alias -> template.text(alias, "FunctionName").equals(function))
        .forEach(alias ->
            aliases.put(template.text(alias, "Name"), template.text(alias, "FunctionVersion")));
    return aliases;
  }

  private static boolean leadsTo(String version, AliasConfiguration alias) {
    boolean spreads =
        alias.routingConfig() != null
            && !alias.routingConfig().additionalVersionWeights().isEmpty();
    return alias.functionVersion().equals(version) && !spreads;
  }

  /// Whoever is let in by a policy of the function itself reaches its newest code, published or
  /// not.
  private void requireNoWayPastAliases(Findings findings) {
    try {
      lambda.getPolicy(get -> get.functionName(findings.name()));
      findings.added("leave to call it past its alias");
    } catch (ResourceNotFoundException _) {
      // As it should be.
    }
  }

  private void compare(
      String of, Resource resource, GetFunctionConfigurationResponse found, Findings findings) {
    findings.compare(
        of + "handler",
        () -> template.value(resource, "Handler"),
        Optional.ofNullable(found.handler()));
    findings.compare(
        of + "runtime",
        () -> template.value(resource, "Runtime"),
        Optional.ofNullable(found.runtimeAsString()));
    findings.compare(
        of + "role", () -> template.value(resource, "Role"), Optional.ofNullable(found.role()));
    findings.compare(
        of + "layers",
        () ->
            findings.compareEach(
                of + "layer",
                template
                    .property(resource, "Layers")
                    .valueStream()
                    .map(JsonNode::asString)
                    .toList(),
                found.layers().stream().map(Layer::arn).toList()));
    compareEnvironment(of + "environment variable", resource, variables(found), findings);
  }

  /// Names the variables only: nobody should see a value that somebody put there.
  private void compareEnvironment(
      String aspect, Resource resource, Map<String, String> found, Findings findings) {
    JsonNode variables = resource.properties().path("Environment").path("Variables");
    findings.compareEach(aspect, List.copyOf(variables.propertyNames()), found.keySet());
    variables.forEachEntry((name, value) -> {
      if (found.containsKey(name)) {
        findings.compare(
            aspect + " " + name, () -> template.resolve(value).asString(), found.get(name));
      }
    });
  }

  private static Map<String, String> variables(GetFunctionConfigurationResponse found) {
    return found.environment() == null ? Map.of() : found.environment().variables();
  }
}
