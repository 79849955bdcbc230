package dev.hallpass.infra;

import dev.hallpass.adapters.yaml.CatalogRefused;
import dev.hallpass.adapters.yaml.YamlCatalog;
import dev.hallpass.catalog.Catalog;
import dev.hallpass.identity.AccountId;
import dev.hallpass.infra.HallpassStack.Assets;
import dev.hallpass.reference.Reference;
import dev.hallpass.reference.StatementCheck;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stage;
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
    } catch (CatalogRefused | IllegalStateException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  /// Writes the template and the files that it deploys. The same input gives the same output.
  ///
  /// @throws CatalogRefused if the catalogue has a mistake
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
            .context(flags(project.resolve("infra/cdk.json")))
            .build();
    var assets =
        new Assets(
            functionsJar,
            project.resolve("statemachines/grant-lifecycle.asl.json"),
            project.resolve("functions/handlers/openapi.yaml"));
    Path folder = project.resolve("infra/catalog");
    // The functions do not check the statements again.
    var check = new StatementCheck(Reference.snapshot());
    var catalog = YamlCatalog.load(folder, check::findings);
    var installation = YamlCatalog.installation(folder);
    new HallpassStack(app, HUB, assets, catalog, installation);
    catalog.settings().hub().ifPresent(hub -> addTargets(app, hub, catalog));
    AcceptedFindings.in(project.resolve(AcceptedFindings.FILE)).noteOn(app);
    return app;
  }

  /// The CDK's feature flags, from the usual file.
  private static Map<String, Object> flags(Path file) {
    Map<String, Object> flags = new TreeMap<>();
    JsonMapper.shared()
        .readTree(file)
        .required("context")
        .properties()
        .forEach(flag -> flags.put(flag.getKey(), flag.getValue().booleanValue()));
    return flags;
  }

  /// They are on a stage of their own: `deploy` without a stack's name deploys only the hub's.
  private static void addTargets(App app, AccountId hub, Catalog catalog) {
    Stage targets = Stage.Builder.create(app, "HallpassTarget").build();
    catalog
        .settings()
        .accounts()
        .forEach(account -> new HallpassTarget(targets, hub, account, catalog));
  }
}
