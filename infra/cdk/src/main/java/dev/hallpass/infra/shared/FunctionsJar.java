package dev.hallpass.infra.shared;

import dev.hallpass.identity.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.services.lambda.Code;

/// The jar with the code of all functions. The CDK uploads the file as it is, so Lambda's
/// `CodeSha256` is the digest of the jar.
public final class FunctionsJar {

  /// The name of the digest in the metadata of a function in the template.
  private static final String METADATA = "CodeSha256";

  private final Code code;
  private final String sha256;

  public FunctionsJar(Path file) {
    code = Code.fromAsset(file.toString());
    sha256 = sha256(file);
  }

  Code code() {
    return code;
  }

  /// Notes the digest on a function, in the form that Lambda gives it.
  void noteOn(CfnResource function) {
    function.addMetadata(METADATA, sha256);
  }

  private static String sha256(Path file) {
    try {
      String hex = Sha256.of(Files.readAllBytes(file)).hex();
      return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
    } catch (IOException e) {
      throw new UncheckedIOException("The functions' jar cannot be read", e);
    }
  }
}
