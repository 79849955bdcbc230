package dev.hallpass.infra;

import dev.hallpass.adapters.json.CompiledCatalog;
import dev.hallpass.catalog.Catalog;
import dev.hallpass.identity.AccountId;
import dev.hallpass.infra.HallpassStack.Assets;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The program that turns the stack into a CloudFormation template.
public final class HallpassApp {

  private static final String HUB = "Hallpass";

  private HallpassApp() {}

  /// Writes the template.
  ///
  /// @param arguments the project's folder, the functions' jar and the folder to write into
  public static void main(String[] arguments) {
    if (arguments.length != 3) {
      System.err.println(
          "HallpassApp needs three arguments: PROJECT-FOLDER FUNCTIONS-JAR OUTPUT-FOLDER");
      System.exit(2);
    }
    try {
      synthesize(Path.of(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]));
    } catch (UncheckedIOException | IllegalStateException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  /// Writes the template and the files that it deploys. The same input gives the same output.
  ///
  /// @throws UncheckedIOException if the catalogue is not compiled
  /// @throws IllegalStateException if Node.js is not installed
  static HallpassStack synthesize(Path project, Path functionsJar, Path output) {
    App app = app(project, functionsJar, output);
    app.synth();
    return (HallpassStack) app.getNode().findChild(HUB);
  }

  /// The stacks before they are written.
  static App app(Path project, Path functionsJar, Path output) {
    NodeJs.require();
    // The output holds only what is deployed: no usage report, and no path of this machine.
    App app =
        App.Builder.create()
            .outdir(output.toString())
            .analyticsReporting(false)
            .treeMetadata(false)
            .stackTraces(false)
            .context(context(project))
            .build();
    var assets =
        new Assets(
            functionsJar,
            project.resolve("statemachines/grant-lifecycle.asl.json"),
            project.resolve("functions/handlers/openapi.yaml"));
    var compiled = CompiledCatalog.of(project);
    Catalog catalog = compiled.catalog();
    new HallpassStack(app, HUB, assets, catalog, compiled.installation());
    addArchive(app, functionsJar, compiled);
    catalog
        .settings()
        .hub()
        .ifPresent(hub -> {
          addTargets(app, hub, catalog);
          addCalls(app, hub, catalog);
        });
    AcceptedFindings.in(project.resolve(AcceptedFindings.FILE)).noteOn(app);
    return app;
  }

  /// The CDK's feature flags and the qualifier of the roles that deploy, from the usual file.
  static Map<String, Object> context(Path project) {
    Map<String, Object> context = new TreeMap<>();
    JsonMapper.shared()
        .readTree(project.resolve("infra/cdk.json"))
        .required("context")
        .properties()
        .forEach(one -> context.put(one.getKey(), value(one.getValue())));
    return context;
  }

  private static Object value(JsonNode node) {
    return node.isBoolean() ? node.booleanValue() : node.stringValue();
  }

  /// On a stage of its own: `deploy` without a stack's name deploys only the hub's.
  private static void addArchive(App app, Path functionsJar, CompiledCatalog compiled) {
    Stage archive = Stage.Builder.create(app, "HallpassArchive").build();
    new HallpassArchive(
        archive, functionsJar, compiled.catalog().settings(), compiled.installation());
  }

  /// On a stage of their own for the same reason.
  private static void addTargets(App app, AccountId hub, Catalog catalog) {
    Stage targets = Stage.Builder.create(app, "HallpassTarget").build();
    catalog
        .settings()
        .accounts()
        .forEach(account -> new HallpassTarget(targets, hub, account, catalog));
  }

  /// On a stage of their own for the same reason.
  private static void addCalls(App app, AccountId hub, Catalog catalog) {
    Stage calls = Stage.Builder.create(app, "HallpassCalls").build();
    catalog.settings().everyAccount(hub).forEach(account -> new HallpassCalls(calls, hub, account));
  }
}
