package dev.hallpass.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hallpass.compiler.yaml.CatalogRefused;
import dev.hallpass.compiler.yaml.Shape;
import dev.hallpass.compiler.yaml.YamlNode;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the schemas can see, they say, and so editors show it too.
class CatalogSchemaTest {

  @ParameterizedTest(name = "{0} is refused")
  @MethodSource("visible")
  void theSchemaAloneRefusesItWithItsPlaceAndTheReason(CatalogRefusal refusal) {
    Shape shape =
        refusal.file().equals(SampleCatalog.SETTINGS_FILE) ? Shape.SETTINGS : Shape.ENTITLEMENT;

    assertThat(
            catchThrowableOfType(
                    CatalogRefused.class,
                    () -> shape.check(YamlNode.parse(refusal.file(), refusal.spoilt())))
                .mistakes())
        .anySatisfy(refusal::assertIs);
  }

  static Stream<CatalogRefusal> visible() {
    return Stream.concat(CatalogRefusal.all(), CatalogRefusal.installation())
        .filter(refusal -> refusal.schema() == CatalogRefusal.Schema.REFUSES);
  }
}
