package dev.hallpass.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.hallpass.catalog.AwsReference;
import dev.hallpass.compiler.yaml.Mistake;
import dev.hallpass.reference.CatalogCheck;
import dev.hallpass.reference.Reference;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// All mistakes of all files come at once, but those that would follow from others.
class AllMistakesTest {

  private static final AwsReference AWS = new CatalogCheck(Reference.snapshot());
  private static final String SETTINGS = SampleCatalog.SETTINGS_FILE;
  private static final String THINGS = SampleCatalog.ENTITLEMENT_FILE;
  private static final String OTHERS = "entitlements/read-others.yaml";

  @TempDir private Path folder;

  private SampleCatalog sample;

  @BeforeEach
  void writeSample() throws IOException {
    sample = SampleCatalog.in(folder);
  }

  @Test
  void eachWrongFieldIsNamedInTheOrderOfTheLines() throws IOException {
    sample.with(
        THINGS,
        SampleCatalog.ENTITLEMENT
            .replace("PT2H", "2 hours")
            .replace("title: Read things", "title: [Read]")
            .replace("quorum: 2", "quorum: many"));

    assertThat(sample.mistakes(AWS))
        .extracting(Mistake::line, Mistake::text)
        .containsExactly(
            tuple(2, "must be a text; write it on the line of its field"),
            tuple(13, "longest \"2 hours\" must be a duration such as PT30M or PT2H"),
            tuple(16, "quorum \"many\" must be a whole number from 1 to 100, without quotes"));
  }

  @Test
  void aRuleOfPeopleHidesNoRuleOfThePolicy() throws IOException {
    sample.with(
        THINGS,
        SampleCatalog.ENTITLEMENT
            .replace("quorum: 2", "quorum: 3")
            .replace("[s3:GetObject]", "[s3:GetObjects, s3:PutBucket]")
            .replace("people: [alice@example.com]", "people: [eve@example.org]")
            .replace("444455556666", "777788889999"));

    assertThat(places())
        .containsExactly(
            THINGS + ":16", THINGS + ":19", THINGS + ":19", THINGS + ":24", THINGS + ":26");
  }

  @Test
  void aWrongFieldHidesNoRuleOfItsFileButThoseThatNeedIt() throws IOException {
    sample.with(
        THINGS,
        SampleCatalog.ENTITLEMENT
            .replace("name: bucket", "name: Bucket")
            .replace("longest: PT2H", "longest: 2 hours")
            .replace("quorum: 2", "quorum: 3")
            .replace("[s3:GetObject]", "[iam:CreateUser]")
            .replace("reviewWithin: P1D", "reviewWithin: P8D"));

    assertThat(places())
        .containsExactly(
            THINGS + ":7", THINGS + ":13", THINGS + ":16", THINGS + ":19", THINGS + ":29");
  }

  @Test
  void aWrongStatementHidesNoRuleOfAnotherOrOfRoles() throws IOException {
    sample.with(
        THINGS,
        SampleCatalog.ENTITLEMENT
            .replace("{bucket}/{prefix}/*", "{bucket}/{prefix}")
            .replace("arn:aws:s3:::", "arn:aws:s3:eu-*::")
            .replace("quorum: 2", "quorum: many")
            .replace("[bob@example.com, carol@example.com]", "[bob@example.com, bob+x@example.com]")
            .replace(
                "account: \"4444",
                """
                  - {sid: Others, actions: [iam:CreateUser], resources: ["*"]}
                outlives: [conection]
                unknown: field
                assumes: [{role: "arn:aws:iam::444455556666:role/*"}]
                risks: [{risk: credentials, because: a role is assumed here}]
                account: "4444\
                """));

    assertThat(places())
        .containsExactly(
            THINGS + ":15",
            THINGS + ":16",
            THINGS + ":20",
            THINGS + ":24",
            THINGS + ":25",
            THINGS + ":26",
            THINGS + ":27");
  }

  @Test
  void aConditionThatNoRequestMeetsHidesNoOtherMistakeOfItsStatement() throws IOException {
    sample.with(
        THINGS,
        SampleCatalog.ENTITLEMENT
            .replace("[s3:GetObject]", "[s3:GetObjects]")
            .replace(
                "      s3:ExistingObjectTag/open: [\"yes\"]",
                """
                      aws:MultiFactorAuthPresent: ["true"]
                        aws:username: [alice]\
                """));

    assertThat(places()).containsExactly(THINGS + ":19", THINGS + ":23", THINGS + ":24");
  }

  @Test
  void aWrongSettingHidesNoRuleThatNeedsOthers() throws IOException {
    sample
        .with(SETTINGS, SampleCatalog.SETTINGS.replace("[ops@example.com]", "[ops]"))
        .with(THINGS, SampleCatalog.ENTITLEMENT.replace("quorum: 2", "quorum: 3"));

    assertThat(places()).containsExactly(SETTINGS + ":16", THINGS + ":16");
  }

  @Test
  void aFileOfAnotherShapeHidesNoRuleOfAnotherFile() throws IOException {
    sample
        .with(SETTINGS, SampleCatalog.SETTINGS.replace("listed: 20", "listed: many"))
        .with(THINGS, SampleCatalog.ENTITLEMENT.replace("use: Look at things.\n", ""))
        .with(
            OTHERS,
            SampleCatalog.ENTITLEMENT
                .replace("read-things", "read-others")
                .replace("s3:GetObject]", "s3:GetObjects]"));

    assertThat(places()).containsExactly(SETTINGS + ":8", OTHERS + ":19", THINGS + ":1");
  }

  @Test
  void whatIsNotYamlHidesNothingOfOtherFiles() throws IOException {
    sample
        .with(THINGS, "entitlement: [")
        .with("entitlements/more.yml", "")
        .with(OTHERS, SampleCatalog.ENTITLEMENT);

    assertThat(places()).containsExactly("entitlements/more.yml:1", OTHERS + ":1", THINGS + ":1");
  }

  @Test
  void eachMistakeOfTheSettingsIsNamed() throws IOException {
    sample.with(
        SETTINGS,
        SampleCatalog.SETTINGS
            .replace("credentials: PT15M", "credentials: PT14M")
            .replace("\"444455556666\"", "\"999900001111\"")
            .replace("203.0.113.0/24", "203.0.113.7/24")
            .replace("b.jones@example.com", "Bob@example.com"));

    assertThat(places())
        .containsExactly(SETTINGS + ":10", SETTINGS + ":14", SETTINGS + ":21", SETTINGS + ":25");
  }

  @Test
  void aMistakeOfThePolicyHidesWhatItsCeilingWouldSay() throws IOException {
    String ceiling =
        """
        ceiling:
          - {sid: All, actions: [s3:GetObject], resources: ["arn:aws:s3:::red/*"]}
        """;
    sample.with(THINGS, SampleCatalog.ENTITLEMENT + ceiling);
    assertThat(places()).containsExactly(THINGS + ":32", THINGS + ":32");

    sample.with(THINGS, SampleCatalog.ENTITLEMENT.replace("{prefix}/*", "{prefx}/*") + ceiling);
    assertThat(sample.mistakes(AWS))
        .singleElement()
        .satisfies(mistake -> assertThat(mistake.text()).contains("unknown parameter {prefx}"));
  }

  @Test
  void aMistakeOfPeopleHidesNoMistakeOfTheCeiling() throws IOException {
    sample.with(
        THINGS,
        SampleCatalog.ENTITLEMENT.replace("quorum: 2", "quorum: 3")
            + """
            ceiling:
              - {sid: All, actions: [s3:GetObject], resources: ["arn:aws:s3:::red/*"]}
            """);

    assertThat(places()).containsExactly(THINGS + ":16", THINGS + ":32", THINGS + ":32");
  }

  private List<String> places() {
    return sample.mistakes(AWS).stream()
        .map(mistake -> "%s:%d".formatted(mistake.file(), mistake.line()))
        .toList();
  }
}
