package dev.hallpass.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.reference.CatalogCheck;
import dev.hallpass.reference.Reference;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an author and a reviewer see of a change.
class OverviewTest {

  private static final Reference REFERENCE = Reference.snapshot();
  private static final CatalogCheck AWS = new CatalogCheck(REFERENCE);

  @TempDir private Path folder;

  @Test
  void theOneInTheRepositoryIsOfTheCatalogueAsItIs() {
    assertThat(Path.of(Check.OVERVIEW))
        .as("`mvn -q -Pcatalog` writes it anew; look at what changed, and commit it")
        .hasContent(of(Path.of("")));
  }

  @Test
  void itSaysWhatAnEntitlementOpensForWhomAndUpToWhichCeiling() throws IOException {
    SampleCatalog.in(folder)
        .with(
            SampleCatalog.ENTITLEMENT_FILE,
            SampleCatalog.ENTITLEMENT.replace("[s3:GetObject]", "[\"s3:GetObjectA*\"]"));

    assertThat(of(folder))
        .isEqualTo(
            """
            read-things in 444455556666: Read things
              for everybody at example.com
              {bucket} is one of blue, green
              {prefix} is segments of letters, digits, inner blanks and `_ . - = + @ : ! ( ) ~ #` joined by single slashes, with no slash at either end, such as customers/4711
              for at most PT2H
              rule approval, always: 2 yeses of bob@example.com, carol@example.com
              break-glass for alice@example.com, for at most PT30M, reviewed by carol@example.com, dave@example.com
              opens s3:GetObjectA* on arn:aws:s3:::{bucket}/{prefix}/* if StringEquals s3:ExistingObjectTag/open yes
              s3:GetObjectA* is s3:GetObjectAcl, s3:GetObjectAnnotation, s3:GetObjectAttributes
              ceiling s3:GetObjectA* on arn:aws:s3:::blue/*, arn:aws:s3:::green/* if StringEquals s3:ExistingObjectTag/open yes
              at most 2498 of 6144 characters
            """);
  }

  private static String of(Path catalog) {
    return new Overview(REFERENCE).of(YamlCatalog.read(catalog, AWS).entitlements());
  }
}
