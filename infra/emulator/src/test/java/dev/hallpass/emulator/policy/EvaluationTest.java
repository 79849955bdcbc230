package dev.hallpass.emulator.policy;

import static dev.hallpass.emulator.policy.PolicyKind.BOUNDARY;
import static dev.hallpass.emulator.policy.PolicyKind.IDENTITY;
import static dev.hallpass.emulator.policy.PolicyKind.RESOURCE;
import static dev.hallpass.emulator.policy.PolicyKind.SESSION;
import static dev.hallpass.emulator.policy.SampleRequests.ACCOUNT;
import static dev.hallpass.emulator.policy.SampleRequests.OBJECT;
import static dev.hallpass.emulator.policy.SampleRequests.OTHER_ACCOUNT;
import static dev.hallpass.emulator.policy.SampleRequests.ROLE;
import static dev.hallpass.emulator.policy.SampleRequests.allowing;
import static dev.hallpass.emulator.policy.SampleRequests.atResource;
import static dev.hallpass.emulator.policy.SampleRequests.denying;
import static dev.hallpass.emulator.policy.SampleRequests.get;
import static dev.hallpass.emulator.policy.SampleRequests.identity;
import static dev.hallpass.emulator.policy.SampleRequests.ofKey;
import static dev.hallpass.emulator.policy.SampleRequests.silent;
import static dev.hallpass.emulator.policy.SampleRequests.trust;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hallpass.emulator.policy.Verdict.Allowed;
import dev.hallpass.emulator.policy.Verdict.Deciding;
import dev.hallpass.emulator.policy.Verdict.ExplicitlyDenied;
import dev.hallpass.emulator.policy.Verdict.ImplicitlyDenied;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluationTest {
  private static final Policies NOTHING = Policies.ofIdentity(List.of());
  private static final Policies ALLOWED = Policies.ofIdentity(List.of(allowing("role")));
  private static final String SESSION_ARN = SampleRequests.SESSION.arn();

  @Test
  void nothingIsAllowedThatNoPolicyAllows() {
    assertThat(Evaluation.evaluate(get(OBJECT), NOTHING))
        .isEqualTo(new ImplicitlyDenied(List.of(IDENTITY)));
  }

  @Test
  void oneAllowingStatementIsEnough() {
    Policies policies = Policies.ofIdentity(List.of(silent("first"), allowing("second")));
    assertThat(Evaluation.evaluate(get(OBJECT), policies))
        .isEqualTo(new Allowed(List.of(new Deciding(IDENTITY, "second", "statement 1"))));
  }

  @Test
  void aDenyBeatsEveryAllowWhereverItStands() {
    NamedPolicy deny = denying("deny");
    Policies everywhereAllowed =
        ALLOWED.boundedBy(allowing("boundary")).limitedTo(List.of(allowing("session")));
    List<Policies> denied =
        List.of(
            Policies.ofIdentity(List.of(allowing("role"), deny)),
            ALLOWED.boundedBy(deny),
            everywhereAllowed.limitedTo(List.of(allowing("session"), deny)),
            everywhereAllowed.at(
                atResource("{'Effect':'Deny','Principal':'*','Action':'s3:*','Resource':'*'}")));
    assertThat(denied)
        .allSatisfy(policies ->
            assertThat(Evaluation.evaluate(get(OBJECT), policies))
                .isInstanceOf(ExplicitlyDenied.class));
  }

  @Test
  void aDenyIsNamedByItsSidAndPolicy() {
    NamedPolicy policy =
        identity("ended", "{'Sid':'AfterTheEnd','Effect':'Deny','Action':'*','Resource':'*'}");
    Verdict verdict = Evaluation.evaluate(get(OBJECT), ALLOWED.limitedTo(List.of(policy)));
    assertThat(verdict.because())
        .isEqualTo("Explicitly denied by AfterTheEnd of the session policy ended.");
  }

  @Test
  void aBoundaryAndSessionPoliciesOnlyTakeAway() {
    assertThat(Evaluation.evaluate(get(OBJECT), ALLOWED.boundedBy(silent("boundary"))))
        .isEqualTo(new ImplicitlyDenied(List.of(BOUNDARY)));
    assertThat(Evaluation.evaluate(get(OBJECT), ALLOWED.limitedTo(List.of(silent("session")))))
        .isEqualTo(new ImplicitlyDenied(List.of(SESSION)));
    assertThat(Evaluation.evaluate(get(OBJECT), NOTHING.limitedTo(List.of(allowing("session")))))
        .isEqualTo(new ImplicitlyDenied(List.of(IDENTITY)));
    Policies all = ALLOWED.boundedBy(allowing("boundary")).limitedTo(List.of(allowing("session")));
    assertThat(Evaluation.evaluate(get(OBJECT), all).allowed()).isTrue();
  }

  @Test
  void oneOfSeveralSessionPoliciesIsEnough() {
    Policies policies = ALLOWED.limitedTo(List.of(silent("one"), allowing("other")));
    assertThat(Evaluation.evaluate(get(OBJECT), policies).allowed()).isTrue();
  }

  @Test
  void aSessionWhosePoliciesAreAllGoneMayDoNothing() {
    assertThat(Evaluation.evaluate(get(OBJECT), ALLOWED.limitedTo(List.of())))
        .isEqualTo(new ImplicitlyDenied(List.of(SESSION)));
  }

  /// The table of AWS's page on policy evaluation within a single account, extended by the
  /// wildcard.
  @ParameterizedTest
  @CsvSource({
    // principal, nothing else, under a silent boundary, under a silent session policy
    "session, true, true, true",
    "everyone, true, true, true",
    "role, true, false, false",
    "account, false, false, false",
    "accountId, false, false, false",
    "stranger, false, false, false",
  })
  void whatAResourcePolicyGrantsDependsOnHowItNamesTheCaller(
      String principal, boolean alone, boolean bounded, boolean limited) {
    NamedPolicy policy = granting(principal);
    assertThat(Evaluation.evaluate(get(OBJECT), NOTHING.at(policy)).allowed()).isEqualTo(alone);
    assertThat(
            Evaluation.evaluate(get(OBJECT), NOTHING.boundedBy(silent("b")).at(policy)).allowed())
        .isEqualTo(bounded);
    assertThat(
            Evaluation.evaluate(get(OBJECT), ALLOWED.limitedTo(List.of(silent("s"))).at(policy))
                .allowed())
        .isEqualTo(limited);
  }

  @Test
  void anExplicitDenyInASessionPolicyStopsAlsoWhatNamesTheSession() {
    Policies policies = ALLOWED.limitedTo(List.of(denying("s"))).at(granting("session"));
    assertThat(Evaluation.evaluate(get(OBJECT), policies)).isInstanceOf(ExplicitlyDenied.class);
  }

  @Test
  void aUserNamedByAResourcePolicyIsNotLimitedByABoundary() {
    Principal user = new Principal.User("arn:aws:iam::111122223333:user/carol");
    AccessRequest request = AccessRequest.of(user, "s3:GetObject", OBJECT, Context.empty());
    assertThat(
            Evaluation.evaluate(
                    request,
                    NOTHING
                        .boundedBy(silent("b"))
                        .at(grantingTo("{'AWS':'%s'}".formatted(user.arn()))))
                .allowed())
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource({"session", "everyone", "role", "account", "accountId"})
  void acrossAccountsBothSidesHaveToAllow(String principal) {
    AccessRequest request = get(OBJECT).inAccount(OTHER_ACCOUNT);
    NamedPolicy policy = granting(principal);
    assertThat(Evaluation.evaluate(request, ALLOWED))
        .isEqualTo(new ImplicitlyDenied(List.of(RESOURCE)));
    assertThat(Evaluation.evaluate(request, NOTHING.at(policy)))
        .isEqualTo(new ImplicitlyDenied(List.of(IDENTITY)));
    assertThat(Evaluation.evaluate(request, ALLOWED.at(policy)).allowed()).isTrue();
    assertThat(Evaluation.evaluate(request, ALLOWED.limitedTo(List.of(silent("s"))).at(policy)))
        .isEqualTo(new ImplicitlyDenied(List.of(SESSION)));
  }

  @Test
  void theAccountOfAResourceIsReadFromItsArnWhereItHasOne() {
    String table = "arn:aws:dynamodb:eu-west-1:444455556666:table/t";
    assertThat(get(table).resourceAccount()).isEqualTo(OTHER_ACCOUNT);
    assertThat(get(OBJECT).resourceAccount()).isEqualTo(ACCOUNT);
  }

  @Test
  void aTrustPolicyHasToAllowAlsoWithinOneAccount() {
    AccessRequest request =
        AccessRequest.of(SampleRequests.SESSION, "sts:AssumeRole", ROLE, Context.empty());
    NamedPolicy stranger =
        trust(
            "{'Effect':'Allow','Principal':{'AWS':'arn:aws:iam::111122223333:role/x'},"
                + "'Action':'sts:AssumeRole'}");
    NamedPolicy account =
        trust("{'Effect':'Allow','Principal':{'AWS':'111122223333'},'Action':'sts:AssumeRole'}");
    assertThat(Evaluation.evaluate(request, ALLOWED.at(stranger)))
        .isEqualTo(new ImplicitlyDenied(List.of(RESOURCE)));
    assertThat(Evaluation.evaluate(request, ALLOWED.at(account)).allowed()).isTrue();
    assertThat(Evaluation.evaluate(request, NOTHING.at(account)))
        .isEqualTo(new ImplicitlyDenied(List.of(IDENTITY)));
  }

  @ParameterizedTest
  @CsvSource({
    // principal, without a policy of the caller, with one
    "session, true, true",
    "everyone, true, true",
    "role, true, true",
    "account, false, true",
    "accountId, false, true",
    "stranger, false, false",
  })
  void aPolicyOfTheCallerCountsForAKeyIfTheKeysPolicyNamesTheAccount(
      String principal, boolean without, boolean with) {
    NamedPolicy policy =
        ofKey(
            "{'Sid':'Use of the key','Effect':'Allow','Principal':%s,'Action':'kms:Sign','Resource':'*'}"
                .formatted(named(principal)));
    assertThat(Evaluation.evaluate(signing(), NOTHING.at(policy)).allowed()).isEqualTo(without);
    assertThat(Evaluation.evaluate(signing(), ALLOWED.at(policy)).allowed()).isEqualTo(with);
  }

  @Test
  void aKeysPolicyThatLeavesAnotherActionToTheAccountIsNotEnough() {
    NamedPolicy policy =
        ofKey(
            "{'Effect':'Allow','Principal':{'AWS':'%s'},'Action':'kms:GetPublicKey','Resource':'*'}"
                .formatted(ACCOUNT));
    assertThat(Evaluation.evaluate(signing(), ALLOWED.at(policy)))
        .isEqualTo(new ImplicitlyDenied(List.of(RESOURCE)));
  }

  private static AccessRequest signing() {
    return AccessRequest.of(
        SampleRequests.SESSION,
        "kms:Sign",
        "arn:aws:kms:eu-central-1:111122223333:key/seals",
        Context.empty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'%session','%role','%account' | true",
        "'%session','%role' | false",
        "'%role','%account' | false",
        "'%session' | false",
        "'*' | true",
      })
  void aNotPrincipalDenySparesOnlyWhomItNamesWithRoleAndAccount(String names, boolean spared) {
    NamedPolicy policy =
        atResource(
            "{'Effect':'Deny','NotPrincipal':{'AWS':[%s]},'Action':'*','Resource':'*'}"
                .formatted(
                    names
                        .replace("%session", SESSION_ARN)
                        .replace("%role", ROLE)
                        .replace("%account", ACCOUNT)));
    assertThat(Evaluation.evaluate(get(OBJECT), ALLOWED.at(policy)).allowed()).isEqualTo(spared);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'NotPrincipal':{'AWS':'*'} | NotPrincipal must be used with Effect Deny",
        "'Principal':{'AWS':'arn:aws:iam::111122223333:role/*'} | Invalid principal",
        "'Principal':'alice' | Invalid principal",
        "'Principal':{'Group':'g'} | Unknown element Group",
        "'Principal':{} | must contain principals",
        "'Sid':'x' | must contain principals",
      })
  void aPrincipalThatAwsWouldRefuseIsRefused(String principal, String because) {
    assertThatThrownBy(() ->
            atResource("{'Effect':'Allow',%s,'Action':'*','Resource':'*'}".formatted(principal)))
        .isInstanceOf(MalformedPolicy.class)
        .hasMessageContaining(because);
  }

  @Test
  void aServicePrincipalIsNobodyWhoAsksHere() {
    NamedPolicy policy = grantingTo("{'Service':'lambda.amazonaws.com'}");
    assertThat(Evaluation.evaluate(get(OBJECT), NOTHING.at(policy)).allowed()).isFalse();
  }

  @Test
  void whoWouldHaveHadToAllowIsSaid() {
    Verdict verdict =
        Evaluation.evaluate(get(OBJECT), NOTHING.limitedTo(List.of(silent("session"))));
    assertThat(verdict.because())
        .isEqualTo("Implicitly denied: no identity or session policy allows it.");
    assertThat(Evaluation.evaluate(get(OBJECT), ALLOWED).because())
        .isEqualTo("Allowed by statement 1 of the identity policy role.");
  }

  private static NamedPolicy granting(String principal) {
    return grantingTo(named(principal));
  }

  private static String named(String principal) {
    return switch (principal) {
      case "session" -> "{'AWS':'%s'}".formatted(SESSION_ARN);
      case "role" -> "{'AWS':'%s'}".formatted(ROLE);
      case "account" -> "{'AWS':'arn:aws:iam::%s:root'}".formatted(ACCOUNT);
      case "accountId" -> "{'AWS':'%s'}".formatted(ACCOUNT);
      case "everyone" -> "'*'";
      default -> "{'AWS':'arn:aws:iam::111122223333:role/%s'}".formatted(principal);
    };
  }

  private static NamedPolicy grantingTo(String principal) {
    return atResource(
        "{'Effect':'Allow','Principal':%s,'Action':'s3:*','Resource':'*'}".formatted(principal));
  }
}
