package dev.hallpass.infra.api;

import static dev.hallpass.records.Altered.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.catalog.Installation;
import dev.hallpass.catalog.Installation.Domain;
import dev.hallpass.catalog.people.TrustedIdentities;
import dev.hallpass.catalog.people.TrustedIdentities.IamUsers;
import dev.hallpass.catalog.people.TrustedIdentities.NamedRole;
import dev.hallpass.catalog.people.TrustedIdentities.PermissionSet;
import dev.hallpass.catalog.people.UserNames;
import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.Person;
import dev.hallpass.infra.Deployment;
import dev.hallpass.infra.Synthesis;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.Stack;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ApiResourcePolicyTest {

  private static final List<String> NETWORKS = List.of("203.0.113.0/24", "2001:db8::/32");
  private static final String OPEN_API = "functions/handlers/openapi.yaml";
  private static final List<String> ORGANIZATION = List.of("o-a1b2c3d4e5");

  @TempDir private Path folder;

  @Test
  void onlyRolesThatIdentityCenterMadeForATrustedPermissionSetSign() {
    JsonNode others = policy(List.of(), List.of()).get(1);

    assertThat(others.path("Effect").asString()).isEqualTo("Deny");
    assertThat(Deployment.shown(others.at("/Condition/ArnNotLike/aws:PrincipalArn/0")))
        .isEqualTo(
            "arn:${AWS::Partition}:iam::111122223333:role/aws-reserved/sso.amazonaws.com/"
                + "AWSReservedSSO_Engineer_????????????????");
    assertThat(Deployment.shown(others.at("/Condition/ArnNotLike/aws:PrincipalArn/1")))
        .isEqualTo(
            "arn:${AWS::Partition}:iam::111122223333:role/aws-reserved/sso.amazonaws.com/*/"
                + "AWSReservedSSO_Engineer_????????????????");
    assertThat(others.path("Resource"))
        .hasSize(16)
        .noneMatch(resource -> resource.asString().endsWith("/decision"));
  }

  @Test
  void nobodyOutsideTheNetworksGetsInAndInsideNothingIsNewButThePage() {
    JsonNode statements = policy(NETWORKS, List.of());

    assertThat(statements)
        .isEqualTo(
            json(
                """
                [{"Sid": "TheDecisionPageIsOpen", "Effect": "Allow", "Principal": {"AWS": "*"},
                  "Action": "execute-api:Invoke",
                  "Resource": ["execute-api:/live/GET/grants/*/decision",
                               "execute-api:/live/POST/grants/*/decision"]},
                 %s,
                 %s,
                 {"Sid": "NobodyOutsideTheNetworks", "Effect": "Deny", "Principal": {"AWS": "*"},
                  "Action": "execute-api:Invoke", "Resource": "execute-api:/*",
                  "Condition": {
                    "NotIpAddress": {"aws:SourceIp": ["203.0.113.0/24", "2001:db8::/32"]}}}]
                """
                    .formatted(statements.get(1), statements.get(2))));
  }

  @Test
  void trustedIdentitiesOfOtherAccountsAreLetInToWhatIsSigned() {
    JsonNode people = policy(List.of(), List.of()).get(2);

    assertThat(people.path("Effect").asString()).isEqualTo("Allow");
    assertThat(people.at("/Condition/StringNotEquals"))
        .isEqualTo(json("{\"aws:PrincipalAccount\": {\"Ref\": \"AWS::AccountId\"}}"));
    assertThat(people.at("/Condition/ArnLike"))
        .isEqualTo(policy(List.of(), List.of()).get(1).at("/Condition/ArnNotLike"));
    assertThat(people.path("Resource").valueStream().map(JsonNode::asString))
        .contains(
            "execute-api:/live/GET/entitlements",
            "execute-api:/live/POST/grants",
            "execute-api:/live/POST/grants/*/credentials")
        .hasSize(16)
        .noneMatch(resource -> resource.endsWith("/decision"));
  }

  @Test
  void everyKindOfTrustedIdentityIsNamedByItsArn() {
    UserNames names = new UserNames(UserNames.Form.ADDRESSES, "example.com");
    AccountId other = new AccountId("444455556666");
    List<TrustedIdentities> identities =
        List.of(
            new PermissionSet(other, "Engineer", names),
            new NamedRole(other, "okta/", "Developer", "Only Okta is trusted.", names),
            new IamUsers(other, Map.of("dave", new Person("dave@example.com"))));
    Stack stack = new Stack();
    JsonNode policy =
        JsonMapper.shared()
            .valueToTree(
                stack.resolve(
                    new ApiResourcePolicy(
                            stack, "live", ApiOperation.in(Synthesis.PROJECT.resolve(OPEN_API)))
                        .of(installation(List.of(), List.of()), identities)));

    assertThat(
            policy
                .at("/Statement/2/Condition/ArnLike/aws:PrincipalArn")
                .valueStream()
                .map(Deployment::shown)
                .map(arn -> arn.substring("arn:${AWS::Partition}:iam::444455556666:".length())))
        .containsExactly(
            "role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Engineer_????????????????",
            "role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_Engineer_????????????????",
            "role/okta/Developer",
            "user/dave",
            "user/*/dave");
  }

  @Test
  void nobodyOutsideTheOrganizationGetsInByAPolicyOfTheirOwn() {
    JsonNode others = policy(List.of(), ORGANIZATION).get(3);

    assertThat(others.path("Effect").asString()).isEqualTo("Deny");
    assertThat(others.path("Condition"))
        .isEqualTo(
            json(
                """
                {"StringNotEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}
                """));
    assertThat(others.path("Resource"))
        .hasSize(16)
        .noneMatch(resource -> resource.asString().endsWith("/decision"));
  }

  @Test
  void anApproverNeedsNoIdentityOfAwsEvenWhereAnOrganizationIsNamed() {
    JsonNode page = policy(NETWORKS, ORGANIZATION).get(0);

    assertThat(page.path("Sid").asString()).isEqualTo("TheDecisionPageIsOpen");
    assertThat(page.path("Effect").asString()).isEqualTo("Allow");
    assertThat(page.has("Condition")).isFalse();
  }

  @Test
  void aNetworkHoldsForPeopleOfTheOrganizationToo() {
    JsonNode statements = policy(NETWORKS, ORGANIZATION);

    assertThat(statements).hasSize(5);
    assertThat(statements.get(4).path("Sid").asString()).isEqualTo("NobodyOutsideTheNetworks");
  }

  @Test
  void aDomainIsTheOnlyWayIn() {
    Deployment deployment =
        Synthesis.synthesize(
            folder,
            with(
                Synthesis.PLAIN,
                "domains",
                List.of(
                    new Domain(
                        "hallpass.example.com",
                        "arn:aws:acm:eu-central-1:111122223333:certificate/5f0c1c52"))));
    JsonNode domain = deployment.only("AWS::ApiGateway::DomainName").path("Properties");

    assertThat(domain)
        .isEqualTo(
            json(
                """
                {"DomainName": "hallpass.example.com",
                 "RegionalCertificateArn":
                   "arn:aws:acm:eu-central-1:111122223333:certificate/5f0c1c52",
                 "EndpointConfiguration": {"Types": ["REGIONAL"]},
                 "SecurityPolicy": "SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09",
                 "EndpointAccessMode": "STRICT"}
                """));
    assertThat(
            deployment
                .only("AWS::ApiGateway::RestApi")
                .at("/Properties/DisableExecuteApiEndpoint")
                .asBoolean(false))
        .isTrue();
    assertThat(
            deployment.function("SeekAnswers").at("/Environment/Variables/PUBLIC_URL").asString())
        .isEqualTo("https://hallpass.example.com");
    assertThat(
            deployment
                .only("AWS::ApiGateway::BasePathMapping")
                .at("/Properties/Stage/Ref")
                .asString())
        .isEqualTo(deployment.properties("AWS::ApiGateway::Stage").keySet().iterator().next());
    assertThat(deployment.template().at("/Outputs/DomainTarget/Value").toString())
        .contains("RegionalDomainName");
    assertThat(deployment.template().at("/Outputs/DomainTargetZone/Value").toString())
        .contains("RegionalHostedZoneId");
  }

  private JsonNode policy(List<String> networks, List<String> organizations) {
    return Synthesis.synthesize(folder, installation(networks, organizations))
        .only("AWS::ApiGateway::RestApi")
        .at("/Properties/Policy/Statement");
  }

  private static Installation installation(List<String> networks, List<String> organizations) {
    return with(with(Synthesis.PLAIN, "networks", networks), "organizations", organizations);
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }
}
