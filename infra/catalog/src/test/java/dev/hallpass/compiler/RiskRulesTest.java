package dev.hallpass.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hallpass.catalog.AwsReference;
import dev.hallpass.catalog.Entitlement;
import dev.hallpass.compiler.yaml.CatalogRefused;
import dev.hallpass.policy.Risk;
import dev.hallpass.reference.CatalogCheck;
import dev.hallpass.reference.Reference;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What can do more than was approved is refused, or has its price.
class RiskRulesTest {

  private static final AwsReference AWS = new CatalogCheck(Reference.snapshot());
  private static final String FILE = SampleCatalog.ENTITLEMENT_FILE;
  private static final String BECAUSE = "there is no other way to see what hangs";
  private static final String SHELL =
      """
      entitlement: read-things
      title: A shell in a container
      use: Look for a leak.
      requesters:
        domains: [example.com]
      longest: PT2H
      approval:
        - rule: approval
          signed: true
          levels:
            - approvers: [bob@example.com, carol@example.com]
              quorum: 1
      account: "444455556666"
      outlives: [shell]
      risks:
        - risk: shell
          because: there is no other way to see what hangs
      policy:
        - sid: Shell
          actions: [ecs:ExecuteCommand]
          resources:
            - arn:aws:ecs:eu-central-1:444455556666:cluster/shop
            - arn:aws:ecs:eu-central-1:444455556666:task/shop/*
      """;

  @TempDir Path folder;

  private SampleCatalog sample;

  @BeforeEach
  void copyTheSample() throws IOException {
    sample = SampleCatalog.in(folder).with(FILE, SHELL);
  }

  @Test
  void aRiskIsTakenWithItsReason() {
    Entitlement shell = YamlCatalog.load(folder, AWS).entitlements().getFirst();

    assertThat(shell.risks()).isEqualTo(Map.of(Risk.SHELL, BECAUSE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          risk: shell | risk: code | ecs:ExecuteCommand reaches ecs:ExecuteCommand, which opens a way into a machine, a container or a cluster; name actions that do not reach it, or take the risk: add {risk: shell, because: "..."} to the list risks
          risk: shell | risk: danger | must be one of shell, code, deployment, sharing, credentials, secrets, permissions, tagging, destroys
          there is no other way to see what hangs | why not | must be a reason of 10 to 300 characters
          signed: true | signed: yes | can only be true
          account: "444455556666" | account: "999900001111" | is not one of the accounts
          """)
  void whatIsMissingOfItsPriceIsSaid(String from, String to, String reason) throws IOException {
    assertRefused(SHELL.replace(from, to), reason);
  }

  @Test
  void whatStaysIsSaidAndReviewed() throws IOException {
    String sharing =
        SHELL
            .replace("outlives: [shell]", "outlives: [change]")
            .replace("risk: shell", "risk: sharing")
            .replace("ecs:ExecuteCommand", "ecr:SetRepositoryPolicy")
            .replace("      - arn:aws:ecs:eu-central-1:444455556666:task/shop/*\n", "")
            .replace(
                "ecs:eu-central-1:444455556666:cluster",
                "ecr:eu-central-1:444455556666:repository");
    String review = "review: {owners: [carol@example.com], reviewWithin: P3D, chaseEach: P1D}\n";
    assertRefused(sharing, "people look at it afterwards; add review: {owners: [...]");
    assertRefused(
        (sharing + review).replace("outlives: [change]\n", ""), "add change to the list outlives");
    assertRefused(
        SHELL.replace("[shell]", "[shell, change]"), "no risk of the entitlement changes");

    sample.with(FILE, sharing + review);

    assertThat(
            YamlCatalog.load(folder, AWS)
                .entitlements()
                .getFirst()
                .rules()
                .getFirst()
                .plan()
                .review())
        .hasValueSatisfying(one -> assertThat(one.within()).isEqualTo(Duration.ofDays(3)));
  }

  @Test
  void aRoleThatIsPassedOnOrAssumedStandsInThePolicy() throws IOException {
    sample.with(
        FILE,
        SHELL
            .replace("outlives: [shell]", "outlives: [shell, credentials]")
            .replace(
                "risks:\n",
                """
                passes:
                  - {role: "arn:aws:iam::444455556666:role/task", service: ecs-tasks.amazonaws.com}
                assumes:
                  - {role: "arn:aws:iam::444455556666:role/deployer"}
                risks:
                  - {risk: code, because: the service starts with a role of its own}
                  - {risk: credentials, because: the pipeline deploys as its own role}
                """));

    assertThat(
            YamlCatalog.load(folder, AWS).entitlements().getFirst().template().statements().stream()
                .skip(1)
                .map(one -> "%s on %s".formatted(one.actions(), one.resources())))
        .containsExactly(
            "[iam:PassRole] on [arn:aws:iam::444455556666:role/task]",
            "[sts:AssumeRole] on [arn:aws:iam::444455556666:role/deployer]");
  }

  @Test
  void aRiskIsNotTakenInTheHub() throws IOException {
    assertRefused(
        SHELL.replace("account: \"444455556666\"\n", "").replace("444455556666", "999900001111"),
        "a risk cannot be taken in the hub, where Hallpass itself runs; name another account");
  }

  @Test
  void aRiskNeedsASignedYesForEachRequest() throws IOException {
    assertRefused(
        SHELL.replace("    signed: true\n", ""),
        "an entitlement that takes a risk needs a signed yes for each request, and the rule approval asks for none");
  }

  @Test
  void aRiskThatThePolicyDoesNotHaveIsLeftOut() throws IOException {
    assertRefused(
        SHELL.replace(
            "risks:\n", "risks:\n  - {risk: tagging, because: the shop looks at its tags}\n"),
        "no action of the policy has the risk tagging; leave it out");
  }

  @Test
  void whatIsDeniedEverywhereIsNoRisk() throws IOException {
    String functions =
        SHELL
            .replace("outlives: [shell]\n", "")
            .replace("risk: shell", "risk: code")
            .replace("ecs:ExecuteCommand", "lambda:UpdateFunctionCode, \"lambda:*Permission\"")
            .replace("      - arn:aws:ecs:eu-central-1:444455556666:task/shop/*\n", "")
            .replace(
                "ecs:eu-central-1:444455556666:cluster/",
                "lambda:eu-central-1:444455556666:function:");
    String except =
        "except: [{sid: NotShared, actions: [\"lambda:*Permission\"], resources: [%s]}]\n";
    assertRefused(
        functions,
        "which opens a resource to others; name actions that do not reach it, deny them by except on \"*\", or take the risk");
    assertRefused(
        functions + except.formatted("\"arn:aws:lambda:eu-central-1:444455556666:function:shop\""),
        "which opens a resource to others");

    sample.with(FILE, functions + except.formatted("\"*\""));

    assertThat(YamlCatalog.load(folder, new RisksOnly(AWS)).entitlements()).hasSize(1);
  }

  @Test
  void aRiskIsListedOnce() throws IOException {
    assertRefused(
        SHELL.replace("risks:\n", "risks:\n  - {risk: shell, because: the shop has a leak}\n"),
        "shell is listed twice");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "iam:PassRole",
        "iam:CreateAccessKey",
        "iam:UpdateAssumeRolePolicy",
        "iam:Pass*",
        "iam:DeleteRolePermissionsBoundary",
        "sts:AssumeRole",
        "sts:GetFederationToken",
        "sso:CreateAccountAssignment",
        "identitystore:CreateUser",
        "organizations:AttachPolicy",
        "account:PutAlternateContact",
        "rolesanywhere:CreateProfile",
        "cognito-identity:SetIdentityPoolRoles",
        "iot:CreateRoleAlias"
      })
  void anIdentityIsARiskThatNobodyTakes(String action) throws IOException {
    assertRefused(
        SHELL.replace("ecs:ExecuteCommand", "\"%s\"".formatted(action)),
        "which makes, changes or becomes an identity, and no grant may open that");
  }

  private void assertRefused(String content, String reason) throws IOException {
    assertThat(content).isNotEqualTo(SHELL);
    sample.with(FILE, content);

    assertThatExceptionOfType(CatalogRefused.class)
        .isThrownBy(() -> YamlCatalog.load(folder, new RisksOnly(AWS)))
        .withMessageStartingWith(FILE + ":")
        .withMessageContaining(reason);
  }

  /// The reference for actions alone, so that one policy can try actions of every service.
  private record RisksOnly(AwsReference reference) implements AwsReference {

    @Override
    public Map<List<String>, String> findings(
        List<String> actions,
        List<String> resources,
        Map<String, Map<String, List<String>>> conditions) {
      return Map.of();
    }

    @Override
    public Map<List<String>, String> objections(Map<String, Map<String, List<String>>> conditions) {
      return reference.objections(conditions);
    }

    @Override
    public List<Reach> reaches(String action, Predicate<String> denied) {
      return reference.reaches(action, denied);
    }

    @Override
    public Optional<String> firstChange(Predicate<String> allowed) {
      return reference.firstChange(allowed);
    }

    @Override
    public List<Reach> reaches(Predicate<String> allowed) {
      return reference.reaches(allowed);
    }

    @Override
    public Optional<String> objectionToEveryResource(String action, boolean isLimited) {
      return reference.objectionToEveryResource(action, isLimited);
    }
  }
}
