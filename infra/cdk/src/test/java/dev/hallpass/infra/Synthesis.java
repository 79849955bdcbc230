package dev.hallpass.infra;

import static dev.hallpass.records.Altered.with;

import dev.hallpass.adapters.json.CompiledCatalog;
import dev.hallpass.catalog.Catalog;
import dev.hallpass.catalog.Installation;
import dev.hallpass.catalog.Installation.Conventions;
import dev.hallpass.infra.HallpassStack.Assets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import software.amazon.awscdk.App;
import software.amazon.awscdk.assertions.Template;
import tools.jackson.databind.json.JsonMapper;

/// Hands the template to the tests. It is synthesized once in a JVM for all of them, because that
/// takes seconds.
public final class Synthesis implements ParameterResolver {

  public static final Path PROJECT = Path.of("../..");

  /// An installation that demands nothing.
  public static final Installation PLAIN =
      new Installation(
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          true,
          "aws",
          Installation.Archive.USUAL,
          Installation.Conventions.NONE,
          Installation.Chats.NONE);

  /// Synthesizes the stacks anew.
  ///
  /// @throws software.amazon.jsii.JsiiError if resources wait for each other in a circle
  public static Deployment synthesize() {
    try {
      Path folder = Files.createTempDirectory(Path.of("target"), "synthesis");
      // The template is about the jar, not made from what is in it.
      Path jar = Files.writeString(folder.resolve("functions.jar"), "");
      return deployment(folder, HallpassApp.synthesize(PROJECT, jar, folder.resolve("cdk.out")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The template of the same system, installed in another way.
  ///
  /// @param folder to keep the jar in
  public static Deployment synthesize(Path folder, Installation installation) {
    return synthesize(folder, CompiledCatalog.of(PROJECT).catalog(), installation);
  }

  /// The template of the same system with another catalogue.
  ///
  /// @param folder to keep the jar in
  static Deployment synthesize(Path folder, Catalog catalog) {
    return synthesize(folder, catalog, CompiledCatalog.of(PROJECT).installation());
  }

  /// The template of the same system, with other settings.
  ///
  /// @param folder to keep the jar in
  public static Deployment synthesize(Path folder, Catalog catalog, Installation installation) {
    try {
      Path jar = Files.writeString(folder.resolve("functions.jar"), "");
      Assets assets =
          new Assets(
              jar,
              PROJECT.resolve("statemachines/grant-lifecycle.asl.json"),
              PROJECT.resolve("functions/handlers/openapi.yaml"),
              PROJECT.resolve("events/bus"));
      App app =
          App.Builder.create()
              .outdir(folder.resolve("cdk.out").toString())
              .context(HallpassApp.context(PROJECT, installation.conventions()))
              .build();
      return deployment(folder, new HallpassStack(app, "Hallpass", assets, catalog, installation));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The templates of all stacks, installed as an organization demands it.
  ///
  /// @param folder to keep the jar in
  public static Deployment synthesize(Path folder, Conventions conventions) {
    try {
      Path jar = Files.writeString(folder.resolve("functions.jar"), "");
      App app = app(folder.resolve("cdk.out"), jar, conventions);
      app.synth();
      return deployment(folder, (HallpassStack) app.getNode().findChild("Hallpass"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The stacks of the shipped catalogue before they are written. Where an organization demands
  /// something, they have each option too.
  static App app(Path output, Path jar, Conventions conventions) {
    var compiled = CompiledCatalog.of(PROJECT);
    Installation installation = with(compiled.installation(), "conventions", conventions);
    return HallpassApp.app(
        PROJECT,
        jar,
        output,
        compiled.catalog(),
        conventions.equals(Conventions.NONE) ? installation : withOptions(installation));
  }

  private static Installation withOptions(Installation installation) {
    return with(
        with(
            with(
                installation,
                "workflows",
                List.of(
                    new Installation.Workflow(
                        "acme.incidents", "arn:aws:iam::111122223333:role/incidents"))),
            "chats",
            new Installation.Chats(
                List.of(new Installation.Slack("T0123ABCD", "C0123ABCD")),
                List.of(
                    new Installation.Teams(
                        "0f8e7d6c-5b4a-4938-8271-605f4e3d2c1b",
                        "1f8e7d6c-5b4a-4938-8271-605f4e3d2c1b",
                        "19%3aabc%40thread.tacv2")))),
        "dutyWriters",
        List.of("arn:aws:iam::111122223333:role/on-call"));
  }

  private static Deployment deployment(Path folder, HallpassStack stack) {
    return new Deployment(
        folder, JsonMapper.shared().valueToTree(Template.fromStack(stack).toJSON()));
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Deployment.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return Kept.DEPLOYMENT;
  }

  /// Surefire runs each class by itself, so nothing of JUnit lasts as long as the JVM does.
  private static final class Kept {
    static final Deployment DEPLOYMENT = synthesize();
  }
}
