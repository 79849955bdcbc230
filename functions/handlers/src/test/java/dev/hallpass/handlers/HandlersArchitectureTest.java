package dev.hallpass.handlers;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

@AnalyzeClasses(
    packages = {"dev.hallpass.handlers", "dev.hallpass.adapters"},
    importOptions = DoNotIncludeTests.class)
class HandlersArchitectureTest {

  @ArchTest
  static final ArchRule WHAT_PEOPLE_SEE_KNOWS_NO_AWS =
      noClasses()
          .that()
          .resideInAPackage("..handlers.view..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "software.amazon..",
              "com.amazonaws..",
              "dev.hallpass.adapters..",
              "..handlers.http..");

  @ArchTest
  static final ArchRule NO_FUNCTION_KNOWS_THE_EMULATOR =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.hallpass.emulator..", "dev.hallpass.local..");

  @ArchTest
  static final ArchRule NO_FUNCTION_COMPILES_A_CATALOGUE =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.hallpass.compiler..",
              "dev.hallpass.reference..",
              "org.snakeyaml..",
              "tools.jackson.dataformat..",
              "com.networknt..");

  @ArchTest
  static final ArchRule ONLY_WIRING_AND_LOG_KNOW_THE_SDK =
      noClasses()
          .that()
          .resideInAPackage("dev.hallpass.handlers..")
          .and()
          .haveNameNotMatching(".*\\.Clients(\\$Target)?")
          .and()
          .doNotHaveSimpleName("LeanClients")
          .and()
          .doNotHaveSimpleName("Wiring")
          .and()
          .doNotHaveSimpleName("Log")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("software.amazon..");

  /// The mapper is slow to load. `Json` reads and writes trees without it; a tree's own methods use
  /// it.
  @ArchTest
  static final ArchRule NO_FUNCTION_LOADS_JACKSONS_MAPPER =
      noClasses()
          .should()
          .callMethodWhere(
              describe(
                  "a tree writes itself",
                  call ->
                      call.getTargetOwner().isAssignableTo(JsonNode.class)
                          && Set.of("toString", "toPrettyString").contains(call.getName())))
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(ObjectMapper.class);

  @ArchTest
  static final ArchRule ONLY_WIRING_READS_THE_ENVIRONMENT =
      noClasses()
          .that()
          .areNotAssignableTo(Wiring.class)
          .should()
          .callMethod(System.class, "getenv")
          .orShould()
          .callMethod(System.class, "getenv", String.class)
          .orShould()
          .callMethod(System.class, "getProperty", String.class);

  @ArchTest
  static final ArchRule ONLY_WIRING_KNOWS_THE_CLOCK =
      noClasses()
          .that()
          .areNotAssignableTo(Wiring.class)
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(InstantSource.class, "system")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Clock.class);

  @ArchTest
  static final ArchRule LAMBDA_CAN_MAKE_EVERY_HANDLER =
      classes()
          .that()
          .areAssignableTo(RequestStreamHandler.class)
          .should(
              new ArchCondition<JavaClass>(
                  "have a public constructor without arguments and one with a wiring") {
                @Override
                public void check(JavaClass handler, ConditionEvents events) {
                  boolean has =
                      handler.getModifiers().contains(JavaModifier.PUBLIC)
                          && handler
                              .tryGetConstructor()
                              .filter(made -> made.getModifiers().contains(JavaModifier.PUBLIC))
                              .isPresent()
                          && handler
                              .tryGetConstructor(Wiring.class)
                              .filter(made -> made.getModifiers().contains(JavaModifier.PUBLIC))
                              .isPresent();
                  events.add(new SimpleConditionEvent(handler, has, handler.getName()));
                }
              });
}
