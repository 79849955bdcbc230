package dev.hallpass.infra;

import dev.hallpass.adapters.json.CompiledCatalog;
import dev.hallpass.catalog.Catalog;
import dev.hallpass.catalog.Installation;
import dev.hallpass.catalog.Installation.Conventions;
import dev.hallpass.catalog.TargetAccount;
import dev.hallpass.identity.AccountId;
import dev.hallpass.infra.HallpassStack.Assets;
import dev.hallpass.infra.iam.DirectoryRole;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The program that turns the stack into a CloudFormation template.
public final class HallpassApp {

  private static final String HUB = "Hallpass";
  private static final String TARGETS = "HallpassTarget";
  private static final String CALLS = "HallpassCalls";
  private static final String QUALIFIER = "@aws-cdk/core:bootstrapQualifier";

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
  /// @throws IllegalStateException if Node.js is not installed, or a service is missing in the
  ///   partition
  static HallpassStack synthesize(Path project, Path functionsJar, Path output) {
    var compiled = CompiledCatalog.of(project);
    return synthesize(project, functionsJar, output, compiled.catalog(), compiled.installation());
  }

  /// Writes the templates of a catalogue.
  static HallpassStack synthesize(
      Path project, Path functionsJar, Path output, Catalog catalog, Installation installation) {
    App app = app(project, functionsJar, output, catalog, installation);
    app.synth();
    addCopies(output, catalog);
    return (HallpassStack) app.getNode().findChild(HUB);
  }

  private static void addCopies(Path output, Catalog catalog) {
    StackCopies targets = new StackCopies(output, TARGETS);
    for (List<TargetAccount> kind : TargetKinds.of(catalog)) {
      List<AccountId> accounts = kind.stream().map(TargetAccount::id).toList();
      targets.add(accounts.getFirst(), accounts.subList(1, accounts.size()));
    }
    List<AccountId> others = others(catalog);
    if (!others.isEmpty()) {
      new StackCopies(output, CALLS).add(others.getFirst(), others.subList(1, others.size()));
    }
  }

  private static List<AccountId> others(Catalog catalog) {
    return catalog.settings().accounts().stream().map(TargetAccount::id).toList();
  }

  /// The stacks of a catalogue, before they are written.
  static App app(
      Path project, Path functionsJar, Path output, Catalog catalog, Installation installation) {
    NodeJs.require();
    requireMail(installation.partition());
    // The output holds only what is deployed: no usage report, and no path of this machine.
    App app =
        App.Builder.create()
            .outdir(output.toString())
            .analyticsReporting(false)
            .treeMetadata(false)
            .stackTraces(false)
            .context(context(project, installation.conventions()))
            .build();
    var assets =
        new Assets(
            functionsJar,
            project.resolve("statemachines/grant-lifecycle.asl.json"),
            project.resolve("functions/handlers/openapi.yaml"),
            project.resolve("events/bus"));
    new HallpassStack(app, HUB, assets, catalog, installation);
    addArchive(app, functionsJar, catalog, installation);
    catalog
        .settings()
        .hub()
        .ifPresent(hub -> {
          addTargets(app, hub, catalog, installation.conventions());
          addCalls(app, hub, catalog, installation.conventions());
          addDirectory(app, hub, catalog, installation);
        });
    AcceptedFindings.in(project.resolve(AcceptedFindings.FILE))
        .noteOn(app, installation.conventions());
    return app;
  }

  /// Source: the endpoints of Amazon SES in AWS's SDK.
  ///
  /// @throws IllegalStateException if a partition has no SES
  private static void requireMail(String partition) {
    if (partition.equals("aws-cn")) {
      throw new IllegalStateException(
          "hallpass.yaml says that the accounts are in aws-cn. Amazon SES is in no region of it, and"
              + " Hallpass asks approvers by mail. It can be deployed in aws and in aws-us-gov.");
    }
  }

  /// The CDK's feature flags from the usual file, and the qualifier of the roles that deploy. What
  /// is given to the tool by `-c` comes before both.
  static Map<String, Object> context(Path project, Conventions conventions) {
    Map<String, Object> context = new TreeMap<>();
    JsonMapper.shared()
        .readTree(project.resolve("infra/cdk.json"))
        .required("context")
        .properties()
        .forEach(one -> context.put(one.getKey(), value(one.getValue())));
    conventions.qualifier().ifPresent(own -> context.put(QUALIFIER, own));
    return context;
  }

  private static Object value(JsonNode node) {
    return JsonMapper.shared().convertValue(node, Object.class);
  }

  /// On a stage of its own: `deploy` without a stack's name deploys only the hub's.
  private static void addArchive(
      App app, Path functionsJar, Catalog catalog, Installation installation) {
    Stage archive = Stage.Builder.create(app, "HallpassArchive").build();
    new HallpassArchive(archive, functionsJar, catalog.settings(), installation);
  }

  /// On a stage of their own for the same reason.
  private static void addTargets(App app, AccountId hub, Catalog catalog, Conventions conventions) {
    Stage targets = Stage.Builder.create(app, TARGETS).build();
    TargetKinds.of(catalog)
        .forEach(kind -> new HallpassTarget(targets, hub, kind.getFirst(), catalog, conventions));
  }

  /// On a stage of its own for the same reason.
  private static void addDirectory(
      App app, AccountId hub, Catalog catalog, Installation installation) {
    catalog
        .settings()
        .identityStore()
        .ifPresent(store ->
            new HallpassDirectory(
                Stage.Builder.create(app, "HallpassDirectory").build(),
                hub,
                store,
                DirectoryRole.readers(catalog.settings(), installation),
                installation.conventions()));
  }

  /// On a stage of their own for the same reason.
  private static void addCalls(App app, AccountId hub, Catalog catalog, Conventions conventions) {
    Stage calls = Stage.Builder.create(app, CALLS).build();
    Stream.concat(Stream.of(hub), others(catalog).stream().limit(1))
        .forEach(account -> new HallpassCalls(calls, hub, account, conventions));
  }
}
