package dev.hallpass.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.adapters.json.CompiledCatalog;
import dev.hallpass.catalog.AwsReference;
import dev.hallpass.reference.CatalogCheck;
import dev.hallpass.reference.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What functions read is what the files say.
class CompiledCatalogTest {

  private static final AwsReference AWS = new CatalogCheck(Reference.snapshot());
  private static final Path DEPLOYED = Path.of("");

  @TempDir private Path folder;
  @TempDir private Path output;

  private SampleCatalog sample;
  private CompiledCatalog compiled;

  @BeforeEach
  void writeSample() throws IOException {
    sample = SampleCatalog.in(folder);
    compiled = new CompiledCatalog(output);
  }

  @Test
  void theShippedCatalogueIsReadAsItIsWritten() {
    assertReadAsWritten(YamlCatalog.read(DEPLOYED, AWS));
  }

  @ParameterizedTest
  @MethodSource("starters")
  void aStarterIsReadAsItIsWritten(Path starter) throws IOException {
    Files.delete(folder.resolve(SampleCatalog.ENTITLEMENT_FILE));
    sample
        .with(SampleCatalog.SETTINGS_FILE, Files.readString(DEPLOYED.resolve("hallpass.yaml")))
        .withStarter(starter);

    assertReadAsWritten(YamlCatalog.read(folder, AWS));
  }

  static List<Path> starters() throws IOException {
    try (Stream<Path> starters = Files.list(DEPLOYED.resolve("starters"))) {
      return starters.sorted().toList();
    }
  }

  @Test
  void everyWordOfARuleIsReadAsItIsWritten() throws IOException {
    sample
        .with(
            SampleCatalog.SETTINGS_FILE,
            SampleCatalog.SETTINGS
                .replace(
                    "limits:",
                    SampleCatalog.IDENTITY_STORE
                        + "adminGroups: [security]\n"
                        + "readers: {zone: Europe/Berlin, others: [{who: [example.org, bob@example.com], language: de}]}\nlimits:")
                .replace("organization: o-a1b2c3d4e5", "proof: required")
                .replace(
                    "sender:",
                    """
                      - account: "444455556666"
                        permissionSet: Analyst
                        domain: example.com
                        userNames: directory
                      - role: arn:aws:iam::444455556666:role/okta/Developer
                        domain: example.com
                        userNames: logins
                        reason: Only Okta is trusted.
                      - {account: "111122223333", users: {bob: bob@example.com}}
                    sender:\
                    """))
        .with(
            SampleCatalog.ENTITLEMENT_FILE,
            SampleCatalog.ENTITLEMENT
                .replace(
                    "  people: [alice@example.com]\n",
                    """
                      people: [alice@example.com]
                      groups: [engineers]
                      duties: [orders-on-call]
                      ownerGroups: [leads]
                    """)
                .replace(
                    "  - approvers: [bob@example.com, carol@example.com]\n    quorum: 2\n",
                    """
                      - rule: short
                        when:
                          parameters: {bucket: [blue], prefix: [a/b]}
                          longest: PT1H
                          hours: {zone: Europe/Berlin, days: [TUE, MON], from: "08:00", to: "18:00"}
                          requesters: {people: [b.jones@example.com], domains: [example.org], groups: [on-call], duties: [orders-on-call]}
                          ticket: "INC-[0-9]{1,6}"
                          within: {time: P1D, longest: PT1H}
                        automatic: true
                      - rule: rest
                        signed: true
                        levels:
                          - approvers: [bob@example.com]
                            groups: [platform-team]
                            duties: [payments-on-call]
                            quorum: 1
                            remindAfter: PT30M
                            escalation: {after: PT1H, approvers: [carol@example.com], groups: [leads], duties: [leads-on-call], mode: join}
                    """));

    assertReadAsWritten(YamlCatalog.read(folder, AWS));
  }

  @Test
  void everyWordOfADeploymentIsReadAsItIsWritten() throws IOException {
    String settings = SampleCatalog.SETTINGS;
    sample.with(
        SampleCatalog.SETTINGS_FILE,
        settings.substring(0, settings.indexOf("api:")) + SampleCatalog.DEPLOYMENT);

    assertReadAsWritten(YamlCatalog.read(folder, AWS));
  }

  private void assertReadAsWritten(YamlCatalog catalog) {
    compiled.write(catalog.text());

    assertThat(compiled.catalog().entitlements()).isEqualTo(catalog.entitlements());
    assertThat(catalog.entitlements())
        .allSatisfy(
            one -> assertThat(compiled.catalog().all().named(one.id().value())).contains(one));
    assertThat(compiled.catalog().all().named("nothing")).isEmpty();
    assertThat(compiled.catalog().digest()).isEqualTo(catalog.catalog().digest());
    assertThat(compiled.settings()).isEqualTo(catalog.settings());
    assertThat(compiled.installation()).isEqualTo(catalog.installation());
  }

  @Test
  void aFileOfItsOwnHasTheSettingsOfAnotherInstallation() throws IOException {
    sample.with(
        "staging.yaml", SampleCatalog.SETTINGS.replace("ops@example.com", "staging@example.com"));

    assertThat(
            Compiler.run(
                new String[] {folder.toString(), output.toString(), "staging.yaml"},
                _ -> {},
                InstantSource.system(),
                System.err))
        .isZero();

    assertThat(compiled.installation().alarms()).containsExactly("staging@example.com");
  }

  @Test
  void aNameThatHoldsAPieceOfJsonIsNoName() {
    compiled.write(YamlCatalog.read(folder, AWS).text());

    assertThat(compiled.catalog().all().named("read-things")).isPresent();
    assertThat(compiled.catalog().all().named("read-things\",\"title\":\"Read things")).isEmpty();
  }

  @Test
  void coreutilsCheckTheDigest() throws IOException {
    compiled.write("a catalogue\n");

    // Printed by coreutils: sha256sum catalog.json
    assertThat(output.resolve("catalog.json.sha256"))
        .hasContent(
            "3fba1ba5ba336a94e415b836ac8605cf31fc6f5f84c9c906dcaef0a07c3b9f27  catalog.json\n");
    assertThat(compiled.digest())
        .hasToString("3fba1ba5ba336a94e415b836ac8605cf31fc6f5f84c9c906dcaef0a07c3b9f27");
  }

  @ParameterizedTest
  @ValueSource(strings = {"hallpass.yaml", "entitlements/read-things.yaml"})
  void aChangeOfWhatAFileSaysChangesTheDigest(String file) throws IOException {
    String before = YamlCatalog.load(folder, AWS).digest().hex();

    sample.with(file, SampleCatalog.original(file).replace("bob@", "frank@"));

    assertThat(YamlCatalog.load(folder, AWS).digest().hex()).isNotEqualTo(before);
  }

  @Test
  void aCommentChangesNothing() throws IOException {
    String before = YamlCatalog.load(folder, AWS).digest().hex();

    Files.writeString(folder.resolve("hallpass.yaml"), "# more\n", StandardOpenOption.APPEND);

    assertThat(YamlCatalog.load(folder, AWS).digest().hex()).isEqualTo(before);
  }
}
