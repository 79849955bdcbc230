package dev.hallpass.local;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "dev.hallpass",
    importOptions = {DoNotIncludeTests.class, ArchitectureTest.DoNotIncludeTestJars.class})
class ArchitectureTest {

  /// Leaves out the tests of other modules, which come as jars.
  static final class DoNotIncludeTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  private static final String[] DOMAIN = {
    "dev.hallpass.access..",
    "dev.hallpass.approval..",
    "dev.hallpass.audit..",
    "dev.hallpass.authority..",
    "dev.hallpass.block..",
    "dev.hallpass.catalog..",
    "dev.hallpass.drift..",
    "dev.hallpass.grant..",
    "dev.hallpass.identity..",
    "dev.hallpass.ledger..",
    "dev.hallpass.log..",
    "dev.hallpass.persistent..",
    "dev.hallpass.policy..",
    "dev.hallpass.port..",
    "dev.hallpass.log..",
    "dev.hallpass.reconciliation..",
    "dev.hallpass.text..",
    "dev.hallpass.workflow.."
  };

  @ArchTest
  static final ArchRule DEPENDENCIES_POINT_ONE_WAY =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("dev.hallpass..")
          .layer("domain")
          .definedBy(DOMAIN)
          .layer("adapters")
          .definedBy("dev.hallpass.adapters..")
          .layer("handlers")
          .definedBy("dev.hallpass.handlers..")
          .layer("local")
          .definedBy("dev.hallpass.local..")
          .layer("emulator")
          .definedBy("dev.hallpass.emulator..")
          .layer("reference")
          .definedBy("dev.hallpass.reference..")
          .layer("compiler")
          .definedBy("dev.hallpass.compiler..")
          .whereLayer("local")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("handlers")
          .mayOnlyBeAccessedByLayers("local")
          .whereLayer("adapters")
          .mayOnlyBeAccessedByLayers("handlers", "local", "compiler")
          .whereLayer("emulator")
          .mayOnlyBeAccessedByLayers("local", "compiler")
          // What is deployed carries no reference: what is baked in is checked when it is baked.
          .whereLayer("reference")
          .mayOnlyBeAccessedByLayers("emulator", "local", "compiler")
          .whereLayer("compiler")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("domain")
          .mayOnlyBeAccessedByLayers("adapters", "handlers", "local", "reference", "compiler")
          .ensureAllClassesAreContainedInArchitecture();

  @ArchTest
  static final ArchRule NO_PACKAGES_GO_IN_CIRCLES =
      slices().matching("dev.hallpass.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule ONLY_ADAPTERS_AND_WHAT_MAKES_THEIR_CLIENTS_KNOW_AWS =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "dev.hallpass.adapters..", "dev.hallpass.emulator..", "dev.hallpass.local..")
          .and()
          .haveNameNotMatching("dev\\.hallpass\\.handlers\\.Clients(\\$Target)?")
          .and()
          .doNotHaveFullyQualifiedName("dev.hallpass.handlers.LeanClients")
          .and()
          .doNotHaveFullyQualifiedName("dev.hallpass.handlers.Log")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("software.amazon.awssdk..");
}
