package dev.hallpass.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.hallpass.cli", importOptions = DoNotIncludeTests.class)
class CliArchitectureTest {

  @ArchTest
  static final ArchRule IT_KNOWS_HALLPASS_BY_ITS_API =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.hallpass.cli.ledger..", "dev.hallpass.cli.audit..")
          .should()
          .dependOnClassesThat(
              JavaClass.Predicates.resideInAPackage("dev.hallpass..")
                  .and(
                      JavaClass.Predicates.resideOutsideOfPackages(
                          "dev.hallpass.cli..", "dev.hallpass.text..")));

  @ArchTest
  static final ArchRule IT_READS_THE_LEDGERS_LOG_WITHOUT_CLIENTS_OF_AWS =
      noClasses()
          .that()
          .resideInAnyPackage("dev.hallpass.cli.ledger..", "dev.hallpass.cli.audit..")
          .should()
          .dependOnClassesThat(
              JavaClass.Predicates.resideInAPackage("dev.hallpass..")
                  .and(
                      JavaClass.Predicates.resideOutsideOfPackages(
                          "dev.hallpass.cli..",
                          "dev.hallpass.adapters.archive..",
                          "dev.hallpass.adapters.json..",
                          "dev.hallpass.approval..",
                          "dev.hallpass.audit..",
                          "dev.hallpass.authority..",
                          "dev.hallpass.block..",
                          "dev.hallpass.grant..",
                          "dev.hallpass.identity..",
                          "dev.hallpass.ledger..",
                          "dev.hallpass.log..",
                          "dev.hallpass.policy..",
                          "dev.hallpass.port..",
                          "dev.hallpass.text..")))
          .orShould()
          .dependOnClassesThat()
          .resideInAPackage("software.amazon.awssdk.services..");

  @ArchTest
  static final ArchRule NO_PACKAGES_GO_IN_CIRCLES =
      slices().matching("dev.hallpass.cli.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule NOTHING_CALLS_THE_PROGRAM_ITSELF =
      noClasses()
          .that()
          .resideInAPackage("dev.hallpass.cli.*..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.hallpass.cli");
}
