package dev.hallpass.infra.api;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toCollection;

import dev.hallpass.catalog.Installation;
import dev.hallpass.catalog.Installation.Conventions;
import dev.hallpass.catalog.people.TrustedIdentities;
import dev.hallpass.infra.shared.EncryptionKey;
import dev.hallpass.infra.shared.Handler;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.apigateway.ApiDefinition;
import software.amazon.awscdk.services.apigateway.CfnRestApi;
import software.amazon.awscdk.services.apigateway.EndpointConfiguration;
import software.amazon.awscdk.services.apigateway.EndpointType;
import software.amazon.awscdk.services.apigateway.SpecRestApi;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.ec2.IVpcEndpoint;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpoint;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpointAttributes;
import software.constructs.Construct;

/// The REST API: the routes of the OpenAPI document, each with the handler that it names.
public final class Api extends Construct {

  /// TLS 1.2 or newer with forward secrecy; API Gateway's default accepts TLS 1.0 (source: API
  /// Gateway, security policies for REST APIs). It also holds for calls by the domain.
  private static final String SECURITY_POLICY = "SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09";

  private final SpecRestApi api;
  private final Optional<Firewall> firewall;
  private final String url;

  /// @param installation the domain of the API, and its callers
  /// @param identities the identities that may sign calls
  /// @throws IllegalArgumentException if a route names another handler, or no route names one of
  ///   these
  public Api(
      Construct scope,
      Path document,
      List<Handler> handlers,
      EncryptionKey key,
      Installation installation,
      List<TrustedIdentities> identities) {
    super(scope, "Api");
    List<ApiOperation> routes = ApiOperation.in(document);
    requireSameNames(routes, handlers);
    api = api(routes, handlers, key, installation, identities);
    Conventions conventions = installation.conventions();
    if (conventions.ownsLogRole()) {
      api.getDeploymentStage().getNode().addDependency(new GatewayLogging(this));
    }
    firewall =
        conventions.hasFirewall()
            ? Optional.of(new Firewall(this, key, postmark()))
            : Optional.empty();
    firewall.ifPresent(before -> before.protect(api.getDeploymentStage().getStageArn()));
    handlers.forEach(handler -> answer(routes, handler));
    installation.domains().forEach(domain -> new CustomDomain(this, domain, api));
    url =
        installation.domains().stream()
            .map(domain -> "https://" + domain.name())
            .findFirst()
            .orElseGet(() -> ownUrl(conventions.endpoints()));
    // The construct's own output does not know the domain.
    api.getNode().tryRemoveChild("Endpoint");
  }

  /// The public address of the API.
  public String url() {
    return url;
  }

  /// Tells functions the public address of the API.
  public void tellUrlTo(Handler... handlers) {
    List.of(handlers).forEach(handler -> handler.tell("PUBLIC_URL", url));
  }

  /// Tells a function the word that begins mailed links, and that a firewall looks for.
  public void tellPostmarkTo(Handler handler) {
    handler.tell("POSTMARK", postmark());
  }

  /// CloudFormation adds a UUID to the name of each stack (source: CloudFormation, `AWS::StackId`).
  /// No stranger knows it, and no file of the project has it.
  private String postmark() {
    return Fn.select(2, Fn.split("/", Stack.of(this).getStackId()));
  }

  private SpecRestApi api(
      List<ApiOperation> routes,
      List<Handler> handlers,
      EncryptionKey key,
      Installation installation,
      List<TrustedIdentities> identities) {
    SpecRestApi.Builder builder =
        SpecRestApi.Builder.create(this, "Hallpass")
            .apiDefinition(ApiDefinition.fromInline(new GatewayDocument(this).of(routes)))
            .endpointConfiguration(reachedBy(installation.conventions().endpoints()))
            // So that all calls use the domain.
            .disableExecuteApiEndpoint(!installation.domains().isEmpty())
            .cloudWatchRole(false)
            .deployOptions(LiveStage.options(routes, handlers, key.logOf(this)));
    builder.policy(
        new ApiResourcePolicy(this, LiveStage.NAME, routes).of(installation, identities));
    SpecRestApi built = builder.build();
    CfnRestApi resource = (CfnRestApi) requireNonNull(built.getNode().getDefaultChild());
    resource.setSecurityPolicy(SECURITY_POLICY);
    resource.setEndpointAccessMode("STRICT");
    return built;
  }

  private EndpointConfiguration reachedBy(List<String> endpoints) {
    var types = EndpointConfiguration.builder();
    return endpoints.isEmpty()
        ? types.types(List.of(EndpointType.REGIONAL)).build()
        : types.types(List.of(EndpointType.PRIVATE)).vpcEndpoints(known(endpoints)).build();
  }

  private List<IVpcEndpoint> known(List<String> endpoints) {
    Construct all = new Construct(this, "Endpoints");
    return endpoints.stream()
        .<IVpcEndpoint>map(id ->
            InterfaceVpcEndpoint.fromInterfaceVpcEndpointAttributes(
                all,
                id,
                InterfaceVpcEndpointAttributes.builder().vpcEndpointId(id).port(443).build()))
        .toList();
  }

  /// API Gateway's metric of the calls of all routes.
  public Metric metric(String name) {
    return api.getDeploymentStage().metric(name);
  }

  /// The number of calls that the firewall stopped, because one address called decision pages too
  /// often; empty without a firewall.
  public Optional<Metric> floods() {
    return firewall.map(before -> before.stopped(Firewall.DECISION_FLOOD));
  }

  /// The number of calls of decision pages that the firewall stopped, because they had no link of
  /// this installation; empty without a firewall.
  public Optional<Metric> strangers() {
    return firewall.map(before -> before.stopped(Firewall.UNMARKED));
  }

  private void answer(List<ApiOperation> routes, Handler handler) {
    routes.stream()
        .filter(route -> route.function().equals(handler.name()))
        .forEach(route -> handler.answer(route.operation(), arnOf(route)));
  }

  private String arnOf(ApiOperation route) {
    return api.arnForExecuteApi(route.verb(), route.anyPath(), LiveStage.NAME);
  }

  /// Spelled out, because a reference to the stage would wait for every handler.
  ///
  /// @param endpoints those of a private API, whose name has the first of them: it leads there from
  ///   every network that reaches the endpoint (source: API Gateway, invoking private APIs)
  private String ownUrl(List<String> endpoints) {
    Stack stack = Stack.of(this);
    String endpoint = endpoints.stream().findFirst().map(id -> "-" + id).orElse("");
    return "https://%s%s.execute-api.%s.%s/%s"
        .formatted(
            api.getRestApiId(), endpoint, stack.getRegion(), stack.getUrlSuffix(), LiveStage.NAME);
  }

  private static void requireSameNames(List<ApiOperation> routes, List<Handler> handlers) {
    Set<String> named =
        routes.stream().map(ApiOperation::function).collect(toCollection(TreeSet::new));
    Set<String> names = handlers.stream().map(Handler::name).collect(toCollection(TreeSet::new));
    if (!named.equals(names)) {
      throw new IllegalArgumentException(
          "The routes in openapi.yaml name the functions %s in x-function, but the stack has the handlers %s. Make both the same"
              .formatted(named, names));
    }
  }
}
