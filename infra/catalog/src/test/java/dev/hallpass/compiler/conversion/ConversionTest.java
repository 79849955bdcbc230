package dev.hallpass.compiler.conversion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.catalog.Entitlement;
import dev.hallpass.compiler.YamlCatalog;
import dev.hallpass.identity.Person;
import dev.hallpass.reference.CatalogCheck;
import dev.hallpass.reference.Reference;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Policies of other systems become entitlements that the catalogue takes, and a list of the rest.
class ConversionTest {

  private static final Path CATALOGUE = Path.of("");
  private static final Path EXPORTS = Path.of("src/test/resources/exports");

  @TempDir private Path output;

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @Test
  void teamsPoliciesBecomeEntitlementsThatTheCatalogueTakes() throws IOException {
    convert("team");

    List<Entitlement> entitlements = read();
    assertThat(entitlements)
        .extracting(entitlement -> entitlement.id().value())
        .containsExactly("administrator-access", "read-only-access");
    Entitlement reading = entitlements.getLast();
    assertThat(reading.requesters().people())
        .containsExactly(Person.of("alice@example.com"), Person.of("dave@example.com"));
    assertThat(reading.longest()).isEqualTo(Duration.ofHours(1));
    assertThat(reading.accounts().values())
        .extracting(account -> account.value())
        .containsExactly("444455556666");
    // The account has a policy of its own, so the approvers of its unit say no yes.
    assertThat(reading.toString()).contains("erin@example.com").doesNotContain("bob@example.com");
  }

  @Test
  void anAccountWithoutAPolicyOfItsOwnHasTheApproversOfItsUnit() throws IOException {
    Path export = copy("team");
    approvers(export, unit("ou-ab12-11111111", "['g-leads']"));

    convert("team", export);

    assertThat(read().getLast().toString()).contains("bob@example.com", "carol@example.com");
  }

  @Test
  void namesOfGroupsCountOnlyWhereAPolicyHasNoIds() throws IOException {
    Path export = copy("team");
    approvers(export, unit("ou-ab12-11111111", "['g-other']"));
    convert("team", export);
    assertThat(output.resolve("entitlements")).isEmptyDirectory();
    assertThat(rest()).contains("names the group g-other, whose members are not in groups.json");

    approvers(export, unit("ou-ab12-11111111", "[]"));
    convert("team", export);
    assertThat(read().getLast().toString()).contains("bob@example.com", "carol@example.com");
  }

  @Test
  void approversOfAUnitAboveApproveNothing() throws IOException {
    Path export = copy("team");
    Files.writeString(
        export.resolve("ous.json"),
        json("{'ou-ab12-11111111': ['444455556666'], 'ou-ab12-22222222': ['444455556666']}"));
    approvers(export, unit("ou-ab12-11111111", "['g-leads']"));
    convert("team", export);
    assertThat(output.resolve("entitlements")).isEmptyDirectory();
    assertThat(rest())
        .contains(
            "444455556666 is in the organizational units ou-ab12-11111111, ou-ab12-22222222",
            "Name that one in parents.json");

    Files.writeString(export.resolve("parents.json"), json("{'444455556666': 'ou-ab12-22222222'}"));
    convert("team", export);
    assertThat(output.resolve("entitlements")).isEmptyDirectory();

    Files.writeString(export.resolve("parents.json"), json("{'444455556666': 'ou-ab12-11111111'}"));
    convert("team", export);
    assertThat(read().getLast().toString()).contains("bob@example.com", "carol@example.com");
  }

  @Test
  void whatOfTeamCannotBeCarriedOverIsListed() throws IOException {
    convert("team");

    assertThat(rest())
        .contains(
            "Contractors is for a group whose members are not in groups.json",
            "Engineers is for the organizational unit Workloads. Accounts that join it later",
            "Engineers is for the account 999988887777, which is not among the accounts",
            "Engineers is for the permission set DataScientist. No starter opens",
            "mallory is for a user name that is no address",
            "Admins needs no approval",
            "Admins lasts PT8H for the permission set AdministratorAccess. Here it lasts PT1H");
    assertThat(printed()).contains("Entitlements that are written to", ": 2.", rest());
  }

  @Test
  void elevatorsStatementsBecomeEntitlementsThatTheCatalogueTakes() throws IOException {
    convert("elevator");

    List<Entitlement> entitlements = read();
    assertThat(entitlements)
        .extracting(entitlement -> entitlement.id().value())
        .containsExactly("builder", "view-only-access");
    assertThat(entitlements.getLast().requesters().domains()).containsExactly("example.com");
    assertThat(entitlements.getFirst().requesters().people())
        .containsExactly(Person.of("alice@example.com"));
    // Approvers of all statements about an account are added up, as sso-elevator does.
    assertThat(entitlements.getFirst().toString())
        .contains("bob@example.com", "carol@example.com", "erin@example.com");
  }

  @Test
  void whatOfElevatorCannotBeCarriedOverIsListed() throws IOException {
    convert("elevator");

    assertThat(rest())
        .contains(
            "statement 1 lets approvers approve their own requests",
            "statement 3 is for all permission sets",
            "statement 3 is for all accounts",
            "statement 4 needs no approval",
            "statement 4 is for the permission set Billing",
            "The group statements make people members of groups");
  }

  @ParameterizedTest
  @CsvSource({"team,ReadOnlyAccess", "elevator,ViewOnlyAccess"})
  void aNameAloneOpensNoPolicyOfAws(String system, String set) throws IOException {
    Path export = copy(system);
    Files.deleteIfExists(export.resolve("permission-sets.json"));

    convert(system, export);

    assertThat(output.resolve("entitlements")).isEmptyDirectory();
    assertThat(rest())
        .contains(
            "is for the permission set %s, whose policies are not known".formatted(set),
            "add \"%s\": \"%s\" to permission-sets.json".formatted(set, set));
  }

  @Test
  void anotherSystemIsRefusedWithTheOrderOfTheArguments() {
    assertThat(run("granted", EXPORTS)).isEqualTo(2);
    assertThat(printed()).contains("team|elevator");
  }

  private static void approvers(Path export, String policy) throws IOException {
    Files.writeString(export.resolve("approvers.json"), json("{'Items': [" + policy + "]}"));
  }

  /// The policy of an organizational unit, whose group is named Leads.
  private static String unit(String id, String groups) {
    return "{'id': {'S': '%s'}, 'approvers': {'L': [{'S': 'Leads'}]}, 'groupIds': {'L': %s}}"
        .formatted(id, groups.replaceAll("'([^']+)'", "{'S': '$1'}"));
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }

  /// A copy of an export, for changes.
  private Path copy(String system) throws IOException {
    Path copy = Files.createDirectory(output.resolve("export"));
    try (Stream<Path> files = Files.list(EXPORTS.resolve(system))) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    return copy;
  }

  private void convert(String system) {
    convert(system, EXPORTS.resolve(system));
  }

  private void convert(String system, Path export) {
    assertThat(run(system, export)).as(printed()).isZero();
  }

  private int run(String system, Path export) {
    PrintStream printing = new PrintStream(printed, true, UTF_8);
    return Conversion.run(
        new String[] {CATALOGUE.toString(), output.toString(), system, export.toString()},
        printing,
        printing);
  }

  private List<Entitlement> read() throws IOException {
    Files.copy(CATALOGUE.resolve("hallpass.yaml"), output.resolve("hallpass.yaml"));
    return YamlCatalog.read(output, new CatalogCheck(Reference.snapshot())).entitlements();
  }

  private String rest() throws IOException {
    return Files.readString(output.resolve(Conversion.REST));
  }

  private String printed() {
    return printed.toString(UTF_8);
  }
}
