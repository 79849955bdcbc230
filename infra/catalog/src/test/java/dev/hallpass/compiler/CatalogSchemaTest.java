package dev.hallpass.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The schemas that editors use say what the compiler says, as far as a schema can.
class CatalogSchemaTest {

  private static final Path DEPLOYED = Path.of("");

  @Test
  void theDeployedFilesPass() throws IOException {
    assertThat(errors("hallpass.yaml", Files.readString(DEPLOYED.resolve("hallpass.yaml"))))
        .isEmpty();
    try (Stream<Path> files = Files.list(DEPLOYED.resolve("entitlements"))) {
      for (Path file : files.toList()) {
        assertThat(errors("entitlements/" + file.getFileName(), Files.readString(file))).isEmpty();
      }
    }
  }

  @Test
  void theSamplePasses() throws IOException {
    assertThat(errors(SampleCatalog.SETTINGS_FILE, SampleCatalog.SETTINGS)).isEmpty();
    assertThat(errors(SampleCatalog.ENTITLEMENT_FILE, SampleCatalog.ENTITLEMENT)).isEmpty();
  }

  @ParameterizedTest(name = "{0} is refused")
  @MethodSource("visible")
  void theSchemaRefusesWhatTheLoaderRefuses(CatalogRefusal refusal) throws IOException {
    assertThat(errors(refusal.file(), refusal.spoilt())).isNotEmpty();
  }

  static Stream<CatalogRefusal> visible() {
    return Stream.concat(CatalogRefusal.all(), CatalogRefusal.installation())
        .filter(refusal -> refusal.schema() == CatalogRefusal.Schema.REFUSES);
  }

  private static List<Error> errors(String file, String content) throws IOException {
    String name = file.equals("hallpass.yaml") ? "hallpass" : "entitlement";
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Files.readString(DEPLOYED.resolve(name + ".schema.json")));
    return schema.validate(content, InputFormat.YAML);
  }
}
