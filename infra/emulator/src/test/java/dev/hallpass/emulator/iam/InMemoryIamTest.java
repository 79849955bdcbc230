package dev.hallpass.emulator.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hallpass.emulator.Clock;
import dev.hallpass.emulator.Emulated;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.CreatePolicyRequest;
import software.amazon.awssdk.services.iam.model.CreateRoleRequest;
import software.amazon.awssdk.services.iam.model.DeleteConflictException;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.InvalidInputException;
import software.amazon.awssdk.services.iam.model.LimitExceededException;
import software.amazon.awssdk.services.iam.model.ListPoliciesResponse;
import software.amazon.awssdk.services.iam.model.MalformedPolicyDocumentException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyRole;
import software.amazon.awssdk.services.iam.model.PolicyScopeType;
import software.amazon.awssdk.services.iam.model.PolicyUsageType;
import software.amazon.awssdk.services.iam.model.PolicyVersion;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;

class InMemoryIamTest {
  private static final String ALLOW =
      """
      {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}}\
      """;
  private static final String TRUST =
      """
      {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"111122223333"},\
      "Action":"sts:AssumeRole"}}\
      """;

  private static final String READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess";

  private final Clock clock = new Clock();
  private final InMemoryIam emulation =
      new InMemoryIam(
          "111122223333", clock, new Random(1), new Quotas(6, 2), Duration.ofSeconds(4));
  private final IamClient iam = Emulated.client(IamClient.class, emulation);

  @Test
  void aPolicyIsCreatedAsIamDescribesIt() {
    Policy created =
        iam.createPolicy(request ->
                request
                    .policyName("grant-1")
                    .path("/hallpass/")
                    .description("for alice")
                    .policyDocument(ALLOW)
                    .tags(tag("grant", "1")))
            .policy();
    assertThat(created.arn()).isEqualTo("arn:aws:iam::111122223333:policy/hallpass/grant-1");
    assertThat(created.policyId()).matches("ANPA[A-Z2-7]{17}");
    assertThat(created.createDate()).isEqualTo(clock.instant());
    Policy read = iam.getPolicy(request -> request.policyArn(created.arn())).policy();
    assertThat(read).isEqualTo(created);
    assertThat(read.description()).isEqualTo("for alice");
    assertThat(read.defaultVersionId()).isEqualTo("v1");
    assertThat(read.attachmentCount()).isZero();
    assertThat(iam.listPolicyTags(request -> request.policyArn(created.arn())).tags())
        .containsExactly(tag("grant", "1"));
  }

  @Test
  void aDocumentIsAnsweredPercentEncodedAndUnchanged() {
    String spaced = ALLOW.replace("\":", "\" : ");
    String arn = create(request -> request.policyDocument(spaced));
    String document =
        iam.getPolicyVersion(request -> request.policyArn(arn).versionId("v1"))
            .policyVersion()
            .document();
    assertThat(document).startsWith("%7B%22Version%22%20%3A%20").doesNotContain("*", "+");
    assertThat(URLDecoder.decode(document, StandardCharsets.UTF_8)).isEqualTo(spaced);
  }

  @Test
  void theSameHistoryGivesTheSameIds() {
    InMemoryIam again = new InMemoryIam("111122223333", clock, new Random(1));
    String first = iam.createPolicy(policy("a")).policy().policyId();
    String second = iam.createPolicy(policy("b")).policy().policyId();
    assertThat(again.createPolicy(policy("a")).policy().policyId()).isEqualTo(first);
    assertThat(second).isNotEqualTo(first);
  }

  @Test
  void aNameIsTakenWhateverItsCaseAndPath() {
    create(request -> request.policyName("Grant").path("/a/"));
    assertRefused(
        () -> create(request -> request.policyName("grant").path("/b/")),
        EntityAlreadyExistsException.class,
        "EntityAlreadyExists",
        409);
    createRole("Reader");
    assertRefused(
        () -> createRole("READER"), EntityAlreadyExistsException.class, "EntityAlreadyExists", 409);
  }

  @Test
  void aDocumentThatDoesNotParseIsMalformed() {
    assertRefused(
        () -> create(request -> request.policyDocument("{}")),
        MalformedPolicyDocumentException.class,
        "MalformedPolicyDocument",
        400);
    assertRefused(
        () -> iam.createRole(request -> request.roleName("r").assumeRolePolicyDocument(ALLOW)),
        MalformedPolicyDocumentException.class,
        "MalformedPolicyDocument",
        400);
    assertThat(iam.listPolicies().policies()).isEmpty();
    assertThat(iam.listRoles().roles()).isEmpty();
  }

  @Test
  void aPolicyHas6144CharactersBesidesWhitespaceAtMost() {
    int frame = ALLOW.length();
    String longest =
        ALLOW.replace("\"*\"", "\"arn:aws:s3:::" + "a".repeat(6_144 - frame - 12) + "\"");
    assertThat(longest).hasSize(6_144);
    create(request -> request.policyName("fits").policyDocument(longest.replace(",", ",\n   ")));
    assertRefused(
        () -> create(request -> request.policyDocument(longest.replace("aaa", "aaaa"))),
        LimitExceededException.class,
        "LimitExceeded",
        409);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "with space", "a/b", "*"})
  void aNameOutsideItsGrammarIsRefused(String name) {
    assertCode(() -> create(request -> request.policyName(name)), "ValidationError", 400);
    assertCode(() -> createRole(name), "ValidationError", 400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hallpass", "/hallpass", "hallpass/", "/a b/"})
  void aPathOutsideItsGrammarIsRefused(String path) {
    assertCode(() -> create(request -> request.path(path)), "ValidationError", 400);
  }

  @Test
  void tagsThatIamWouldRefuseAreRefused() {
    assertRefused(
        () -> create(request -> request.tags(tag("a", "1"), tag("A", "2"))),
        InvalidInputException.class,
        "InvalidInput",
        400);
    assertCode(() -> create(request -> request.tags(tag("", "1"))), "ValidationError", 400);
    assertCode(() -> create(request -> request.tags(tag("a", "<b>"))), "ValidationError", 400);
  }

  @Test
  void thereAreNoMorePoliciesThanTheQuota() {
    for (int number = 0; number < 6; number++) {
      iam.createPolicy(policy("p" + number));
    }
    assertRefused(
        () -> iam.createPolicy(policy("one-more")),
        LimitExceededException.class,
        "LimitExceeded",
        409);
  }

  @Test
  void whatDoesNotExistIsNoSuchEntity() {
    String absent = "arn:aws:iam::111122223333:policy/absent";
    createRole("reader");
    List<ThrowingCallable> calls =
        List.of(
            () -> iam.getPolicy(request -> request.policyArn(absent)),
            () -> iam.getPolicyVersion(request -> request.policyArn(absent).versionId("v1")),
            () -> iam.listPolicyTags(request -> request.policyArn(absent)),
            () -> iam.listPolicyVersions(request -> request.policyArn(absent)),
            () -> iam.listEntitiesForPolicy(request -> request.policyArn(absent)),
            () ->
                iam.createPolicyVersion(request -> request.policyArn(absent).policyDocument(ALLOW)),
            () -> iam.deletePolicyVersion(request -> request.policyArn(absent).versionId("v1")),
            () -> iam.deletePolicy(request -> request.policyArn(absent)),
            () -> iam.attachRolePolicy(request -> request.roleName("reader").policyArn(absent)),
            () -> iam.detachRolePolicy(request -> request.roleName("reader").policyArn(absent)),
            () -> iam.getRolePolicy(request -> request.roleName("reader").policyName("p")),
            () -> iam.deleteRolePolicy(request -> request.roleName("reader").policyName("p")),
            () -> iam.getRole(request -> request.roleName("absent")),
            () -> iam.deleteRole(request -> request.roleName("absent")),
            () -> iam.listRolePolicies(request -> request.roleName("absent")),
            () -> iam.listAttachedRolePolicies(request -> request.roleName("absent")),
            () ->
                iam.putRolePolicy(
                    request -> request.roleName("absent").policyName("p").policyDocument(ALLOW)),
            () ->
                iam.createRole(request ->
                    request
                        .roleName("bounded")
                        .assumeRolePolicyDocument(TRUST)
                        .permissionsBoundary(absent)));
    assertThat(calls)
        .allSatisfy(call -> assertRefused(call, NoSuchEntityException.class, "NoSuchEntity", 404));
  }

  @Test
  void policiesAreListedPageByPageUnderTheirPath() {
    for (int number = 0; number < 5; number++) {
      String name = "p" + number;
      create(request -> request.policyName(name).path("/hallpass/"));
    }
    create(request -> request.policyName("other").path("/else/"));
    ListPoliciesResponse first =
        iam.listPolicies(request -> request.pathPrefix("/hallpass/").maxItems(2));
    assertThat(first.policies()).extracting(Policy::policyName).containsExactly("p0", "p1");
    assertThat(first.isTruncated()).isTrue();
    iam.deletePolicy(request -> request.policyArn(first.policies().getLast().arn()));
    ListPoliciesResponse rest =
        iam.listPolicies(
            request -> request.pathPrefix("/hallpass/").maxItems(3).marker(first.marker()));
    assertThat(rest.policies()).extracting(Policy::policyName).containsExactly("p2", "p3", "p4");
    assertThat(rest.isTruncated()).isFalse();
    assertThat(rest.marker()).isNull();
    assertThat(iam.listPoliciesPaginator(request -> request.maxItems(1)).policies()).hasSize(5);
  }

  @Test
  void aListNamesNeitherTagsNorDescription() {
    create(request -> request.description("d").tags(tag("a", "1")));
    Policy listed = iam.listPolicies().policies().getFirst();
    assertThat(listed.hasTags()).isFalse();
    assertThat(listed.description()).isNull();
  }

  @Test
  void aPageSizeOrMarkerThatIsNoneIsRefused() {
    assertCode(() -> iam.listPolicies(request -> request.maxItems(0)), "ValidationError", 400);
    assertCode(() -> iam.listPolicies(request -> request.maxItems(1001)), "ValidationError", 400);
    assertCode(() -> iam.listPolicies(request -> request.marker("?")), "InvalidInput", 400);
  }

  @Test
  void aListIsNarrowedToWhatIsAttachedOrAws() {
    String attached = create(request -> request.policyName("attached"));
    String boundary = create(request -> request.policyName("boundary"));
    create(request -> request.policyName("loose"));
    createRole("reader", request -> request.permissionsBoundary(boundary));
    iam.attachRolePolicy(request -> request.roleName("reader").policyArn(attached));
    assertThat(iam.listPolicies(request -> request.onlyAttached(true)).policies())
        .extracting(Policy::policyName)
        .containsExactly("attached");
    assertThat(
            iam.listPolicies(
                    request -> request.policyUsageFilter(PolicyUsageType.PERMISSIONS_BOUNDARY))
                .policies())
        .extracting(Policy::policyName)
        .containsExactly("boundary");
    assertThat(iam.listPolicies(request -> request.scope(PolicyScopeType.AWS)).policies())
        .isEmpty();
    assertThat(iam.listPolicies(request -> request.scope(PolicyScopeType.LOCAL)).policies())
        .hasSize(3);
  }

  @Test
  void anAttachedPolicyIsNotDeleted() {
    String arn = create(request -> request.policyName("p"));
    createRole("reader");
    iam.attachRolePolicy(request -> request.roleName("reader").policyArn(arn));
    assertRefused(
        () -> iam.deletePolicy(request -> request.policyArn(arn)),
        DeleteConflictException.class,
        "DeleteConflict",
        409);
    iam.detachRolePolicy(request -> request.roleName("reader").policyArn(arn));
    iam.deletePolicy(request -> request.policyArn(arn));
    assertThat(iam.listPolicies().policies()).isEmpty();
  }

  @Test
  void aRoleIsBoundedAndFreedAndItsSessionsAreMadeLonger() {
    String boundary = create(request -> request.policyName("boundary"));
    createRole("reader", request -> request.maxSessionDuration(3_600));

    iam.putRolePermissionsBoundary(put -> put.roleName("reader").permissionsBoundary(boundary));
    iam.updateRole(update -> update.roleName("reader").maxSessionDuration(7_200));

    Role bounded = iam.getRole(get -> get.roleName("reader")).role();
    assertThat(bounded.permissionsBoundary().permissionsBoundaryArn()).isEqualTo(boundary);
    assertThat(bounded.maxSessionDuration()).isEqualTo(7_200);
    iam.deleteRolePermissionsBoundary(delete -> delete.roleName("reader"));
    assertThat(iam.getRole(get -> get.roleName("reader")).role().permissionsBoundary()).isNull();
  }

  @Test
  void aBoundaryIsNotDeletedWhileItBounds() {
    String arn = create(request -> request.policyName("p"));
    createRole("reader", request -> request.permissionsBoundary(arn));
    assertCode(() -> iam.deletePolicy(request -> request.policyArn(arn)), "DeleteConflict", 409);
    assertThat(
            iam.getPolicy(request -> request.policyArn(arn))
                .policy()
                .permissionsBoundaryUsageCount())
        .isEqualTo(1);
  }

  @Test
  void aPolicyWithFurtherVersionsIsNotDeleted() {
    String arn = create(request -> request.policyName("p"));
    PolicyVersion second =
        iam.createPolicyVersion(
                request -> request.policyArn(arn).policyDocument(ALLOW).setAsDefault(true))
            .policyVersion();
    assertThat(second.versionId()).isEqualTo("v2");
    assertThat(iam.getPolicy(request -> request.policyArn(arn)).policy().defaultVersionId())
        .isEqualTo("v2");
    assertCode(() -> iam.deletePolicy(request -> request.policyArn(arn)), "DeleteConflict", 409);
    assertCode(
        () -> iam.deletePolicyVersion(request -> request.policyArn(arn).versionId("v2")),
        "DeleteConflict",
        409);
    iam.deletePolicyVersion(request -> request.policyArn(arn).versionId("v1"));
    iam.deletePolicy(request -> request.policyArn(arn));
    assertThat(iam.listPolicies().policies()).isEmpty();
  }

  @Test
  void aPolicyHasFiveVersionsAtMostAndNoNumberTwice() {
    String arn = create(request -> request.policyName("p"));
    for (int number = 2; number <= 5; number++) {
      iam.createPolicyVersion(request -> request.policyArn(arn).policyDocument(ALLOW));
    }
    assertCode(
        () -> iam.createPolicyVersion(request -> request.policyArn(arn).policyDocument(ALLOW)),
        "LimitExceeded",
        409);
    iam.deletePolicyVersion(request -> request.policyArn(arn).versionId("v5"));
    iam.createPolicyVersion(request -> request.policyArn(arn).policyDocument(ALLOW));
    assertThat(iam.listPolicyVersions(request -> request.policyArn(arn)).versions())
        .extracting(PolicyVersion::versionId)
        .containsExactly("v1", "v2", "v3", "v4", "v6");
    iam.setDefaultPolicyVersion(request -> request.policyArn(arn).versionId("v3"));
    assertThat(iam.getPolicy(request -> request.policyArn(arn)).policy().defaultVersionId())
        .isEqualTo("v3");
  }

  @Test
  void aRoleIsCreatedAsIamDescribesIt() {
    Role created =
        createRole(
            "reader",
            request -> request.path("/hallpass/").maxSessionDuration(7_200).tags(tag("a", "b")));
    assertThat(created.arn()).isEqualTo("arn:aws:iam::111122223333:role/hallpass/reader");
    assertThat(created.roleId()).matches("AROA[A-Z2-7]{17}");
    assertThat(created.maxSessionDuration()).isEqualTo(7_200);
    assertThat(URLDecoder.decode(created.assumeRolePolicyDocument(), StandardCharsets.UTF_8))
        .isEqualTo(TRUST);
    assertThat(iam.getRole(request -> request.roleName("reader")).role()).isEqualTo(created);
    createRole("other");
    assertThat(iam.listRoles(request -> request.pathPrefix("/hallpass/")).roles())
        .extracting(Role::roleName)
        .containsExactly("reader");
    assertCode(
        () -> createRole("brief", request -> request.maxSessionDuration(900)),
        "ValidationError",
        400);
  }

  @Test
  void aRoleIsDeletedOnlyWhenNothingHangsOnIt() {
    String arn = create(request -> request.policyName("p"));
    createRole("reader");
    iam.attachRolePolicy(request -> request.roleName("reader").policyArn(arn));
    iam.putRolePolicy(
        request -> request.roleName("reader").policyName("inline").policyDocument(ALLOW));
    assertCode(() -> iam.deleteRole(request -> request.roleName("reader")), "DeleteConflict", 409);
    iam.detachRolePolicy(request -> request.roleName("reader").policyArn(arn));
    assertCode(() -> iam.deleteRole(request -> request.roleName("reader")), "DeleteConflict", 409);
    iam.deleteRolePolicy(request -> request.roleName("reader").policyName("inline"));
    iam.deleteRole(request -> request.roleName("reader"));
    assertThat(iam.listRoles().roles()).isEmpty();
  }

  @Test
  void inlinePoliciesArePutReplacedReadAndListed() {
    createRole("reader");
    String other = ALLOW.replace("Allow", "Deny");
    iam.putRolePolicy(request -> request.roleName("reader").policyName("b").policyDocument(ALLOW));
    iam.putRolePolicy(request -> request.roleName("reader").policyName("a").policyDocument(ALLOW));
    iam.putRolePolicy(request -> request.roleName("reader").policyName("a").policyDocument(other));
    assertThat(iam.listRolePolicies(request -> request.roleName("reader")).policyNames())
        .containsExactly("a", "b");
    String document =
        iam.getRolePolicy(request -> request.roleName("reader").policyName("a")).policyDocument();
    assertThat(URLDecoder.decode(document, StandardCharsets.UTF_8)).isEqualTo(other);
  }

  @Test
  void inlinePoliciesHave10240CharactersTogether() {
    createRole("reader");
    String half = ALLOW.replace("\"*\"", "\"arn:aws:s3:::" + "a".repeat(6_000) + "\"");
    iam.putRolePolicy(request -> request.roleName("reader").policyName("a").policyDocument(half));
    assertCode(
        () ->
            iam.putRolePolicy(
                request -> request.roleName("reader").policyName("b").policyDocument(half)),
        "LimitExceeded",
        409);
  }

  @Test
  void aRoleTakesNoMoreAttachmentsThanTheQuota() {
    createRole("reader");
    String first = create(request -> request.policyName("a"));
    String second = create(request -> request.policyName("b"));
    String third = create(request -> request.policyName("c"));
    for (String arn : List.of(first, first, second)) {
      iam.attachRolePolicy(request -> request.roleName("reader").policyArn(arn));
    }
    assertCode(
        () -> iam.attachRolePolicy(request -> request.roleName("reader").policyArn(third)),
        "LimitExceeded",
        409);
    assertThat(
            iam.listAttachedRolePolicies(request -> request.roleName("reader")).attachedPolicies())
        .extracting("policyArn")
        .containsExactly(first, second);
    assertThat(iam.listEntitiesForPolicy(request -> request.policyArn(first)).policyRoles())
        .extracting(PolicyRole::roleName)
        .containsExactly("reader");
    assertThat(
            iam.listEntitiesForPolicy(
                    request -> request.policyArn(first).entityFilter(EntityType.USER))
                .policyRoles())
        .isEmpty();
  }

  @Test
  void iamSeesAChangeAtOnceAndTheRestOfAwsLater() {
    clock.pass(Duration.ofMinutes(1));
    String arn = create(request -> request.policyName("p"));
    assertThat(iam.getPolicy(request -> request.policyArn(arn)).policy().arn()).isEqualTo(arn);
    assertThat(emulation.seenAt(clock.instant()).policy(arn)).isEmpty();
    clock.pass(Duration.ofMillis(3_999));
    assertThat(emulation.seenAt(clock.instant()).policy(arn)).isEmpty();
    clock.pass(Duration.ofMillis(1));
    assertThat(emulation.seenAt(clock.instant()).policy(arn)).isPresent();
    iam.deletePolicy(request -> request.policyArn(arn));
    clock.pass(Duration.ofSeconds(3));
    create(request -> request.policyName("another"));
    assertThat(emulation.seenAt(clock.instant()).policy(arn)).isPresent();
    clock.pass(Duration.ofSeconds(1));
    assertThat(emulation.seenAt(clock.instant()).policy(arn)).isEmpty();
  }

  @Test
  void whatIsNotEmulatedIsRefusedByItsName() {
    assertThatThrownBy(() -> iam.createLoginProfile(request -> request.userName("carol")))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("iam:CreateLoginProfile is not emulated");
  }

  @Test
  void usersAndGroupsHaveWhatIsAttachedToThem() {
    String arn = create(_ -> {});
    iam.createUser(request -> request.userName("carol"));
    iam.createGroup(request -> request.groupName("readers"));
    iam.attachUserPolicy(request -> request.userName("carol").policyArn(arn));
    iam.attachGroupPolicy(request -> request.groupName("readers").policyArn(arn));

    var entities = iam.listEntitiesForPolicy(request -> request.policyArn(arn));
    assertThat(entities.policyUsers()).extracting(user -> user.userName()).containsExactly("carol");
    assertThat(entities.policyGroups())
        .extracting(group -> group.groupName())
        .containsExactly("readers");
    assertThat(iam.getPolicy(request -> request.policyArn(arn)).policy().attachmentCount())
        .isEqualTo(2);
    assertThatThrownBy(() -> iam.deletePolicy(request -> request.policyArn(arn)))
        .isInstanceOf(DeleteConflictException.class);

    iam.detachUserPolicy(request -> request.userName("carol").policyArn(arn));
    iam.detachGroupPolicy(request -> request.groupName("readers").policyArn(arn));
    assertThatThrownBy(
            () -> iam.detachUserPolicy(request -> request.userName("carol").policyArn(arn)))
        .isInstanceOf(NoSuchEntityException.class);
    assertThatThrownBy(
            () -> iam.attachUserPolicy(request -> request.userName("dave").policyArn(arn)))
        .isInstanceOf(NoSuchEntityException.class);
    assertThatThrownBy(() -> iam.createUser(request -> request.userName("carol")))
        .isInstanceOf(EntityAlreadyExistsException.class);
    iam.deletePolicy(request -> request.policyArn(arn));
  }

  @Test
  void aPolicyOfAwsIsThereInTheVersionThatAwsPutInForce() {
    emulation.publish(READ_ONLY, "v190", ALLOW);
    emulation.publish(READ_ONLY, "v191", ALLOW);

    Policy policy = iam.getPolicy(request -> request.policyArn(READ_ONLY)).policy();
    assertThat(policy.defaultVersionId()).isEqualTo("v191");
    assertThat(policy.path()).isEqualTo("/");
    assertThat(
            iam.getPolicyVersion(request -> request.policyArn(READ_ONLY).versionId("v191"))
                .policyVersion()
                .isDefaultVersion())
        .isTrue();
    assertThat(iam.listPolicies(list -> list.scope(PolicyScopeType.LOCAL)).policies()).isEmpty();
    assertThat(iam.listPolicies(list -> list.scope(PolicyScopeType.AWS)).policies()).hasSize(1);
  }

  @Test
  void nobodyInTheAccountChangesAPolicyOfAws() {
    emulation.publish(READ_ONLY, "v190", ALLOW);

    assertRefused(
        () -> iam.deletePolicy(request -> request.policyArn(READ_ONLY)),
        IamException.class,
        "AccessDenied",
        403);
    assertRefused(
        () ->
            iam.createPolicyVersion(
                request -> request.policyArn(READ_ONLY).policyDocument(ALLOW).setAsDefault(true)),
        IamException.class,
        "AccessDenied",
        403);
  }

  private String create(Consumer<CreatePolicyRequest.Builder> change) {
    return iam.createPolicy(policy("policy").toBuilder().applyMutation(change).build())
        .policy()
        .arn();
  }

  private static CreatePolicyRequest policy(String name) {
    return CreatePolicyRequest.builder().policyName(name).policyDocument(ALLOW).build();
  }

  private Role createRole(String name) {
    return createRole(name, _ -> {});
  }

  private Role createRole(String name, Consumer<CreateRoleRequest.Builder> change) {
    return iam.createRole(
            request -> request.roleName(name).assumeRolePolicyDocument(TRUST).applyMutation(change))
        .role();
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  private static void assertRefused(
      ThrowingCallable call, Class<? extends AwsServiceException> type, String code, int status) {
    assertThatExceptionOfType(type).isThrownBy(call);
    assertCode(call, code, status);
  }

  private static void assertCode(ThrowingCallable call, String code, int status) {
    assertThatExceptionOfType(AwsServiceException.class)
        .isThrownBy(call)
        .satisfies(refused -> {
          assertThat(refused.awsErrorDetails().errorCode()).isEqualTo(code);
          assertThat(refused.awsErrorDetails().sdkHttpResponse().statusCode()).isEqualTo(status);
          assertThat(refused.statusCode()).isEqualTo(status);
        });
  }
}
