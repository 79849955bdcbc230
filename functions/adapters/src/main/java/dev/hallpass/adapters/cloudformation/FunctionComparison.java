package dev.hallpass.adapters.cloudformation;

import dev.hallpass.adapters.cloudformation.StackTemplate.Resource;
import dev.hallpass.adapters.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.AliasConfiguration;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.Layer;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Compares a function: its callers, its version and its configuration.
///
/// The template notes the digest of the code that was built, and Lambda reports the digest of the
/// code that it runs. Both the published version, to which the alias leads, and the unpublished
/// code must have it. In a template without the digest, the unpublished code must be that of the
/// version.
final class FunctionComparison {

  private static final String TO_ONE_VERSION = "{\"AdditionalVersionWeights\":{}}";

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
      compare(
          "", resource, newest, findings, (option, value) -> configure(findings, option, value));
      findings.compare("aliases", () -> compareAliases(resource, newest, findings));
      findings.compare("own policy", () -> requireNoWayPastAliases(findings));
    } catch (ResourceNotFoundException _) {
      findings.missing("function", () -> Remedies.ANEW);
    }
  }

  /// The command that sets one option of a function's configuration.
  private interface Setting {
    String to(String option, JsonNode value);
  }

  private static String configure(Findings findings, String option, JsonNode value) {
    AwsCommand command = on("update-function-configuration", findings);
    return (value.isContainer()
            ? command.with(option, value)
            : command.with(option, value.asString()))
        .text();
  }

  private static AwsCommand on(String operation, Findings findings) {
    return AwsCommand.of("lambda", operation).with("function-name", findings.name());
  }

  private void compareAliases(
      Resource resource, GetFunctionConfigurationResponse newest, Findings findings) {
    Map<String, String> expected = aliases(findings.name());
    Map<String, AliasConfiguration> found = new TreeMap<>();
    lambda
        .listAliasesPaginator(list -> list.functionName(findings.name()))
        .aliases()
        .forEach(alias -> found.put(alias.name(), alias));
    findings.compareEach(
        "alias",
        expected.keySet(),
        found.keySet(),
        name -> lead("create-alias", name, expected, findings).text(),
        name -> on("delete-alias", findings).with("name", name).text());
    expected.forEach((name, version) -> {
      if (found.containsKey(name) && !leadsTo(version, found.get(name))) {
        findings.changed(
            "alias " + name,
            () ->
                lead("update-alias", name, expected, findings)
                    .with("routing-config", TO_ONE_VERSION)
                    .text());
      }
    });
    expected.keySet().stream()
        .filter(found::containsKey)
        .forEach(name -> compareCallers(name, findings));
    new TreeSet<>(expected.values())
        .forEach(version -> compareVersion(version, resource, newest, findings));
  }

  private static AwsCommand lead(
      String operation, String alias, Map<String, String> versions, Findings findings) {
    return on(operation, findings)
        .with("name", alias)
        .with("function-version", Objects.requireNonNull(versions.get(alias)));
  }

  /// The principals that a function's policy lets call it by an alias.
  private void compareCallers(String alias, Findings findings) {
    String aspect = "leave to call alias " + alias;
    String arn = template.place().arn("lambda", "function:%s:%s".formatted(findings.name(), alias));
    findings.compare(
        aspect,
        () -> {
          List<LambdaPermission> expected = LambdaPermission.expected(template, arn);
          List<LambdaPermission> found = found(findings.name(), alias);
          found.stream()
              .filter(one -> expected.stream().noneMatch(one::allowsAs))
              .forEach(one ->
                  findings.added(aspect + ": " + one.id(), () -> remove(one, alias, findings)));
          expected.stream()
              .filter(one -> found.stream().noneMatch(one::allowsAs))
              .forEach(one ->
                  findings.missing(aspect + ": " + one.id(), () -> add(one, alias, findings)));
        });
  }

  private List<LambdaPermission> found(String function, @Nullable String alias) {
    try {
      return LambdaPermission.found(
          lambda.getPolicy(get -> get.functionName(function).qualifier(alias)).policy());
    } catch (ResourceNotFoundException _) {
      return List.of();
    }
  }

  private static String add(LambdaPermission permission, String alias, Findings findings) {
    return permission
        .describe(
            on("add-permission", findings)
                .with("qualifier", alias)
                .with("statement-id", permission.id()))
        .text();
  }

  private static String remove(LambdaPermission permission, String alias, Findings findings) {
    return on("remove-permission", findings)
        .with("qualifier", alias)
        .with("statement-id", permission.id())
        .text();
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
          compare(of + ": ", resource, published, findings, (_, _) -> Remedies.PUBLISH);
          Optional<String> jar = template.metadata(resource, "CodeSha256");
          if (jar.isPresent()) {
            findings.compare(
                of + ": code", jar::orElseThrow, published.codeSha256(), () -> Remedies.PUBLISH);
          }
          findings.compare(
              "code",
              () -> jar.orElseGet(published::codeSha256),
              newest.codeSha256(),
              () -> deploy(resource, findings));
        });
  }

  private String deploy(Resource resource, Findings findings) {
    JsonNode code = template.property(resource, "Code");
    return on("update-function-code", findings)
        .with("s3-bucket", code.path("S3Bucket").asString(""))
        .with("s3-key", code.path("S3Key").asString(""))
        .text();
  }

  /// The versions of the template's aliases of a function, by alias.
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

  /// A permission without an alias reaches the newest code, even before it is published.
  private void requireNoWayPastAliases(Findings findings) {
    found(findings.name(), null)
        .forEach(one ->
            findings.added(
                "leave to call it past its alias: " + one.id(),
                () -> on("remove-permission", findings).with("statement-id", one.id()).text()));
  }

  private void compare(
      String of,
      Resource resource,
      GetFunctionConfigurationResponse found,
      Findings findings,
      Setting setting) {
    compareOption(of, "handler", "Handler", resource, found.handler(), findings, setting);
    compareOption(of, "runtime", "Runtime", resource, found.runtimeAsString(), findings, setting);
    compareOption(of, "role", "Role", resource, found.role(), findings, setting);
    findings.compare(
        of + "layers",
        () -> {
          JsonNode layers = layers(resource);
          UnaryOperator<String> set = _ -> setting.to("layers", layers);
          findings.compareEach(
              of + "layer",
              layers.valueStream().map(JsonNode::asString).toList(),
              found.layers().stream().map(Layer::arn).toList(),
              set,
              set);
        });
    compareEnvironment(of + "environment variable", resource, variables(found), findings, setting);
  }

  private void compareOption(
      String of,
      String option,
      String property,
      Resource resource,
      @Nullable String found,
      Findings findings,
      Setting setting) {
    findings.compare(
        of + option,
        () -> template.value(resource, property),
        Optional.ofNullable(found),
        () -> setting.to(option, template.property(resource, property)));
  }

  private JsonNode layers(Resource resource) {
    JsonNode layers = template.property(resource, "Layers");
    return layers.isMissingNode() ? Json.object().arrayNode() : layers;
  }

  /// Names only the variables, because their values may be secret. Lambda sets all variables at
  /// once.
  private void compareEnvironment(
      String aspect,
      Resource resource,
      Map<String, String> found,
      Findings findings,
      Setting setting) {
    JsonNode variables = resource.properties().path("Environment").path("Variables");
    UnaryOperator<String> set = _ -> setting.to("environment", environment(variables));
    findings.compareEach(aspect, List.copyOf(variables.propertyNames()), found.keySet(), set, set);
    variables.forEachEntry((name, value) -> {
      if (found.containsKey(name)) {
        findings.compare(
            aspect + " " + name,
            () -> template.resolve(value).asString(),
            found.get(name),
            () -> set.apply(name));
      }
    });
  }

  private JsonNode environment(JsonNode variables) {
    ObjectNode environment = Json.object();
    environment.set("Variables", template.resolve(variables));
    return environment;
  }

  private static Map<String, String> variables(GetFunctionConfigurationResponse found) {
    return found.environment() == null ? Map.of() : found.environment().variables();
  }
}
