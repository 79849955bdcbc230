package dev.hallpass.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.catalog.AwsReference;
import dev.hallpass.catalog.Installation;
import dev.hallpass.catalog.Installation.Archive;
import dev.hallpass.catalog.Installation.Chats;
import dev.hallpass.catalog.Installation.Conventions;
import dev.hallpass.catalog.Installation.Domain;
import dev.hallpass.catalog.Installation.Slack;
import dev.hallpass.catalog.Installation.Subnets;
import dev.hallpass.catalog.Installation.Teams;
import dev.hallpass.identity.AccountId;
import dev.hallpass.reference.CatalogCheck;
import dev.hallpass.reference.Reference;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What `hallpass.yaml` says of a deployment.
class InstallationTest {

  private static final AwsReference AWS = new CatalogCheck(Reference.snapshot());

  @TempDir Path folder;
  SampleCatalog sample;

  @BeforeEach
  void writeSample() throws IOException {
    sample = SampleCatalog.in(folder);
  }

  @Test
  void whatIsWrittenIsWhatIsRead() {
    assertThat(YamlCatalog.read(folder, AWS).installation())
        .isEqualTo(
            new Installation(
                List.of(
                    new Domain(
                        "pass.example.com",
                        "arn:aws:acm:eu-central-1:111122223333:certificate/0f8e7d6c-5b4a")),
                List.of("203.0.113.0/24", "2001:db8::/32"),
                List.of("o-a1b2c3d4e5"),
                List.of("ops@example.com"),
                List.of("arn:aws:iam::111122223333:role/tickets/tracker"),
                List.of(),
                List.of(
                    new Installation.Workflow(
                        "acme.incidents", "arn:aws:iam::111122223333:role/incidents")),
                List.of("arn:aws:iam::111122223333:role/hallpass-backup"),
                false,
                "aws",
                new Archive(
                    Optional.of(new AccountId("222211110000")),
                    Period.ofYears(7),
                    Optional.of(
                        "arn:aws:dynamodb:eu-central-1:999900001111:table/hallpass-ledger/0f8e7d6c-5b4a-4938-8271-605f4e3d2c1b")),
                Conventions.NONE,
                new Chats(
                    List.of(new Slack("T0123ABCDE", "C0123ABCDE")),
                    List.of(
                        new Teams(
                            "0f8e7d6c-5b4a-4938-8271-605f4e3d2c1b",
                            "1a2b3c4d-5e6f-4a0b-9c8d-7e6f5a4b3c2d",
                            "19%3aabcdef%40thread.tacv2")))));
  }

  @Test
  void whatIsNotWrittenIsEmptyAndConcurrencyIsReserved() throws IOException {
    String settings = SampleCatalog.SETTINGS;
    sample.with(SampleCatalog.SETTINGS_FILE, settings.substring(0, settings.indexOf("alarms:")));

    assertThat(YamlCatalog.read(folder, AWS).installation())
        .isEqualTo(
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
                Archive.USUAL,
                Conventions.NONE,
                Chats.NONE));
  }

  @Test
  void whatAnOrganizationDemandsIsReadAsItIsWritten() throws IOException {
    sample.with(
        SampleCatalog.SETTINGS_FILE,
        SampleCatalog.SETTINGS.substring(0, SampleCatalog.SETTINGS.indexOf("api:"))
            + SampleCatalog.DEPLOYMENT);

    assertThat(YamlCatalog.read(folder, AWS).installation().conventions())
        .isEqualTo(
            new Conventions(
                Optional.of("acme"),
                Map.of("cost-centre", "4711", "owner", "platform@example.com"),
                Optional.of("team/acme-boundary"),
                "/acme/iam/",
                Optional.of(
                    "arn:aws:kms:eu-central-1:999900001111:key/0f8e7d6c-5b4a-4938-8271-605f4e3d2c1b"),
                Optional.of(
                    new Subnets(
                        List.of("subnet-0a1b2c3d", "subnet-0a1b2c3e"), List.of("sg-0a1b2c3d"))),
                false,
                List.of("vpce-0a1b2c3d"),
                false,
                true));
  }

  @Test
  void theDeployedOneTellsSomebodyOfAlarmsAndKeepsTheApiOpenToAllNetworks() {
    Installation deployed = YamlCatalog.read(Path.of(""), AWS).installation();

    assertThat(deployed.alarms()).containsExactly("ops@example.com");
    assertThat(deployed.networks()).isEmpty();
    assertThat(deployed.domains()).isEmpty();
    assertThat(deployed.ticketWriters()).isEmpty();
    assertThat(deployed.dutyWriters()).isEmpty();
    assertThat(deployed.workflows()).isEmpty();
    assertThat(deployed.reservesConcurrency()).isTrue();
    assertThat(deployed.archive()).isEqualTo(Archive.USUAL);
    assertThat(deployed.chats()).isEqualTo(Chats.NONE);
  }

  @ParameterizedTest(name = "{0} is refused")
  @MethodSource("dev.hallpass.compiler.CatalogRefusal#installation")
  void aBadFileIsRefusedWithItsPlaceAndTheReason(CatalogRefusal refusal) throws IOException {
    assertThat(refusal.spoilt()).isNotEqualTo(SampleCatalog.SETTINGS);
    sample.with(refusal.file(), refusal.spoilt());

    assertThat(sample.mistakes(AWS)).anySatisfy(refusal::assertIs);
  }

  @ParameterizedTest
  @CsvSource({"P1D, P1D", "P400D, P400D", "P1Y, P1Y", "P99Y, P99Y"})
  void anObjectOfTheArchiveIsKeptForYearsOrForDays(String written, Period read) throws IOException {
    sample.with(SampleCatalog.SETTINGS_FILE, SampleCatalog.SETTINGS.replace("P7Y", written));

    assertThat(YamlCatalog.read(folder, AWS).installation().archive().retention()).isEqualTo(read);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "203.0.113.7/32",
        "198.51.100.128/25",
        "128.0.0.0/1",
        "2001:db8::1/128",
        "fd00::/8"
      })
  void aNetworkMayBeOfAnySize(String network) throws IOException {
    sample.with(
        SampleCatalog.SETTINGS_FILE, SampleCatalog.SETTINGS.replace("203.0.113.0/24", network));

    assertThat(YamlCatalog.read(folder, AWS).installation().networks()).first().isEqualTo(network);
  }
}
