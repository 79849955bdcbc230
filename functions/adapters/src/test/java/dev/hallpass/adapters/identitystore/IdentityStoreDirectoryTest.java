package dev.hallpass.adapters.identitystore;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.grant.Examples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hallpass.adapters.errors.AwsRefusal;
import dev.hallpass.catalog.people.Directory;
import dev.hallpass.catalog.people.Directory.Members;
import dev.hallpass.catalog.people.Directory.Nobody;
import dev.hallpass.catalog.people.Directory.Why;
import dev.hallpass.catalog.people.DirectoryContract;
import dev.hallpass.catalog.people.IdentityStore;
import dev.hallpass.catalog.people.People;
import dev.hallpass.emulator.account.Account;
import dev.hallpass.emulator.account.Accounts;
import dev.hallpass.emulator.identitystore.IdentityStoreEndpoint;
import dev.hallpass.emulator.identitystore.InMemoryIdentityStore;
import dev.hallpass.emulator.policy.Principal.RoleSession;
import dev.hallpass.emulator.sts.StsEndpoint.Reply;
import dev.hallpass.emulator.template.PseudoParameters;
import dev.hallpass.emulator.time.VirtualTimeline;
import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.GroupName;
import dev.hallpass.identity.Person;
import dev.hallpass.port.OutcomeUnknown;
import java.io.IOException;
import java.net.ConnectException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/// Groups at the identity store of another account, by the role there.
class IdentityStoreDirectoryTest extends DirectoryContract<GroupName> {

  private static final String ID = "d-1234567890";
  private static final String EXTERNAL_ID = "hallpass-9b1e77a0";
  private static final String ACCOUNT = "222233334444";
  private static final RoleSession CALLER =
      RoleSession.of("arn:aws:iam::%s:role/hallpass-activate".formatted(ACCOUNT), "activate");
  private static final String TRUST =
      """
      {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "%s"},
         "Condition": {"StringEquals": {"sts:ExternalId": "%s"}}}]}
      """
          .formatted(CALLER.roleArn(), EXTERNAL_ID);
  private static final List<String> ACTIONS =
      List.of(
          "GetGroupId", "GetUserId", "DescribeUser", "ListGroupMemberships", "IsMemberInGroups");

  private final VirtualTimeline timeline = new VirtualTimeline(NOON);
  private final Accounts accounts = new Accounts(timeline, new Random(4711));
  private final Account account = accounts.account(ACCOUNT);
  // Small pages, so that each larger group has several.
  private final InMemoryIdentityStore store = new InMemoryIdentityStore(ID, 7);
  private final Line line =
      new Line(
          new IdentityStoreEndpoint(
              store, new PseudoParameters("aws", "eu-central-1", ACCOUNT), accounts, timeline));
  private final IdentityStoreDirectory directory = directory(EXTERNAL_ID);

  IdentityStoreDirectoryTest() {
    super(GroupName::new);
    account
        .iam()
        .createRole(role -> role.roleName("hallpass-directory").assumeRolePolicyDocument(TRUST));
    allow(ACTIONS);
  }

  @Override
  protected Directory<GroupName> with(GroupName group, List<Person> members) {
    members.forEach(person -> store.user("user-" + person.email(), person.email()));
    store.group(
        group.value(),
        members.stream().map(person -> "user-" + person.email()).toArray(String[]::new));
    return directory;
  }

  @Test
  void aGroupInCapitalsIsAnotherOne() {
    assertThat(with(team, List.of(BOB)).members(new GroupName("Platform-Team")))
        .isEqualTo(new Nobody(Why.UNKNOWN));
  }

  @Test
  void aMemberIsThePersonOfThePrimaryAddress() {
    store.user("u-1", "A.Smith@Example.com", "old@example.com");
    store.user("u-2", "bob@example.com", "alice@example.com");
    store.group(team.value(), "u-1", "u-2");

    assertThat(directory.members(team)).isEqualTo(new Members(List.of(ALICE, BOB)));
  }

  @Test
  void aPersonIsFoundByEachOfTheirAddresses() {
    store.user("u-1", "a.smith@example.com");
    store.group(team.value(), "u-1");

    assertThat(directory.include(team, ALICE)).isTrue();
  }

  @Test
  void anAddressThatIsNotThePrimaryOneMakesNobodyAMember() {
    store.user("u-1", "bob@example.com", "carol@example.com");
    store.group(team.value(), "u-1");

    assertThat(directory.include(team, CAROL)).isFalse();
    assertThat(directory.include(team, BOB)).isTrue();
  }

  @Test
  void whoHasNoAddressOfAPersonIsNotAsked() {
    store.user("u-1");
    store.user("u-2", "o'brien@example.com");
    store.user("u-3", "list@example.com");
    store.group(team.value(), "u-1", "u-2", "u-3", "u-gone");
    assertThat(directory.members(team)).isEqualTo(new Nobody(Why.EMPTY));

    store.user("u-1", "bob@example.com");
    assertThat(directory.members(team)).isEqualTo(new Members(List.of(BOB)));
  }

  @ParameterizedTest
  @CsvSource({
    "400, ThrottlingException",
    "500, InternalServerException",
    "400, ValidationException",
    "403, InvalidSignatureException",
    "400, AccessDeniedException"
  })
  void aRefusalAtAnyCallLeavesItUnknown(int status, String code) {
    with(team, List.of(BOB));
    Reply refusal = new Reply(status, "{\"__type\": \"com.amazonaws#%s\"}".formatted(code));

    for (int call = 1; call <= 3; call++) {
      line.strike(call, refusal);
      assertThatExceptionOfType(OutcomeUnknown.class).isThrownBy(() -> directory.members(team));
    }
    for (int call = 1; call <= 4; call++) {
      line.strike(call, refusal);
      assertThatExceptionOfType(OutcomeUnknown.class)
          .isThrownBy(() -> directory.include(team, BOB));
    }
    assertThat(directory.members(team)).isEqualTo(new Members(List.of(BOB)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>", "{\"GroupId\": 4711}", "[]"})
  void anAnswerOfAnotherFormIsNoMember(String body) {
    with(team, List.of(BOB));
    line.strike(1, new Reply(200, body));

    assertThatExceptionOfType(OutcomeUnknown.class).isThrownBy(() -> directory.include(team, BOB));
  }

  @Test
  void aUserNameStandsForThePrimaryAddressOfItsUser() {
    store.user("u-1", "Bob@Example.com", "old@example.com");
    store.userName("bjones", "u-1");
    store.user("u-2");
    store.userName("robot", "u-2");

    assertThat(directory.address("bjones")).contains("Bob@Example.com");
    assertThat(directory.address("robot")).isEmpty();
    assertThat(directory.address("nobody")).isEmpty();
    assertThat(directory.address("old@example.com")).isEmpty();
    line.lose(2);
    assertThatExceptionOfType(OutcomeUnknown.class).isThrownBy(() -> directory.address("bjones"));
  }

  @Test
  void aLostCallLeavesItUnknown() {
    with(team, List.of(BOB));
    line.lose(2);

    assertThatExceptionOfType(OutcomeUnknown.class).isThrownBy(() -> directory.include(team, BOB));
    assertThat(directory.include(team, BOB)).isTrue();
  }

  @Test
  void whomTheRoleDoesNotTrustLearnsNothing() {
    with(team, List.of(BOB));

    assertThatExceptionOfType(OutcomeUnknown.class)
        .isThrownBy(() -> directory("hallpass-another-function").include(team, BOB));
  }

  @Test
  void itNeedsEachOfItsFiveRightsAndNoOther() {
    with(team, List.of(BOB));
    for (String missing : ACTIONS) {
      allow(ACTIONS.stream().filter(action -> !action.equals(missing)).toList());
      assertThatExceptionOfType(OutcomeUnknown.class)
          .as(missing)
          .isThrownBy(() -> {
            var _ = directory.members(team);
            var _ = directory.include(team, BOB);
          })
          .satisfies(unknown ->
              assertThat(AwsRefusal.behind(unknown))
                  .contains(
                      new AwsRefusal("identitystore:" + missing, "AccessDeniedException", false)));
    }
    allow(ACTIONS);
    assertThat(directory.include(team, BOB)).isTrue();
  }

  private void allow(List<String> actions) {
    account
        .iam()
        .putRolePolicy(policy ->
            policy
                .roleName("hallpass-directory")
                .policyName("Read")
                .policyDocument(
                    """
                    {"Version": "2012-10-17", "Statement": [
                      {"Effect": "Allow", "Action": [%s], "Resource": [
                        "arn:aws:identitystore::%s:identitystore/%s",
                        "arn:aws:identitystore:::group/*",
                        "arn:aws:identitystore:::user/*",
                        "arn:aws:identitystore:::membership/*"]}]}
                    """
                        .formatted(
                            String.join(
                                ", ",
                                actions.stream().map("\"identitystore:%s\""::formatted).toList()),
                            ACCOUNT,
                            ID)));
  }

  private IdentityStoreDirectory directory(String externalId) {
    return new IdentityStoreDirectory(
        new IdentityStore(new AccountId(ACCOUNT), "eu-central-1", ID, externalId),
        new People(
            Map.of(new Person("a.smith@example.com"), ALICE),
            Map.of(new Person("list@example.com"), List.of(BOB))),
        "aws",
        "activate",
        () -> account.sts(CALLER),
        () -> line,
        timeline);
  }

  /// The line to the store, on which one of the next calls goes wrong.
  private static final class Line implements SdkHttpClient {

    private final IdentityStoreEndpoint store;
    private int until;
    private Optional<Reply> fault = Optional.empty();

    Line(IdentityStoreEndpoint store) {
      this.store = store;
    }

    void strike(int call, Reply reply) {
      until = call;
      fault = Optional.of(reply);
    }

    void lose(int call) {
      until = call;
      fault = Optional.empty();
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      return new ExecutableHttpRequest() {
        @Override
        public HttpExecuteResponse call() throws IOException {
          until--;
          if (until != 0) {
            return store.answer(request).received();
          }
          return fault.map(Reply::received).orElseThrow(() -> new ConnectException("no answer"));
        }

        @Override
        public void abort() {}
      };
    }

    @Override
    public void close() {}
  }
}
