package dev.hallpass.infra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import software.amazon.awscdk.assertions.Template;
import tools.jackson.databind.json.JsonMapper;

/// Hands the template to the tests. It is synthesized once for all of them, because that takes
/// seconds.
final class Synthesis implements ParameterResolver {

  static final Path PROJECT = Path.of("../..");

  /// @throws software.amazon.jsii.JsiiError if resources wait for each other in a circle
  static Deployment synthesize() {
    try {
      Path folder = Files.createTempDirectory(Path.of("target"), "synthesis");
      // The template is about the jar, not made from what is in it.
      Path jar = Files.writeString(folder.resolve("functions.jar"), "");
      HallpassStack stack = HallpassApp.synthesize(PROJECT, jar, folder.resolve("cdk.out"));
      return new Deployment(
          folder, JsonMapper.shared().valueToTree(Template.fromStack(stack).toJSON()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Deployment.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.GLOBAL)
        .computeIfAbsent(Deployment.class, _ -> synthesize(), Deployment.class);
  }
}
