package dev.hallpass.adapters.iam;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.hallpass.access.SessionPolicies;
import dev.hallpass.adapters.errors.AwsRefusal;
import dev.hallpass.adapters.json.Json;
import dev.hallpass.adapters.json.PolicyJson;
import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.EntitlementId;
import dev.hallpass.identity.GrantId;
import dev.hallpass.policy.Policy;
import dev.hallpass.policy.PolicyArn;
import dev.hallpass.policy.RoleArn;
import dev.hallpass.policy.ShellRegions;
import dev.hallpass.port.OutcomeUnknown;
import java.net.URLDecoder;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.LimitExceededException;
import software.amazon.awssdk.services.iam.model.ListPoliciesResponse;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.PolicyScopeType;
import software.amazon.awssdk.services.iam.model.SummaryKeyType;
import software.amazon.awssdk.services.iam.model.Tag;
import tools.jackson.core.JacksonException;

/// Session policies as customer managed policies under the path `/hallpass/`.
public final class IamSessionPolicies implements SessionPolicies {

  private static final String PATH = "/hallpass/";
  // The largest page of IAM.
  private static final int PAGE = 1000;
  private static final String ENTITLEMENT = "hallpass:entitlement";
  private static final String EXPIRES_AT = "hallpass:expiresAt";
  private static final String SHELLS = "hallpass:shells";

  private final IamAccounts accounts;
  private final String partition;

  /// @param partition `aws` or another of AWS's partitions
  public IamSessionPolicies(IamAccounts accounts, String partition) {
    this.accounts = accounts;
    this.partition = partition;
  }

  @Override
  public PolicyArn make(Order order) {
    try {
      return new PolicyArn(
          accounts
              .of(order.account())
              .createPolicy(policy ->
                  policy
                      .path(PATH)
                      .policyName(order.grant().value())
                      .policyDocument(PolicyJson.document(order.policy()))
                      .tags(tags(order)))
              .policy()
              .arn());
    } catch (SdkException failure) {
      // The policy may exist after any failure: from an earlier attempt, or after a lost answer.
      // Reading it back shows that.
      return find(order).orElseThrow(() -> notMade(order.grant(), failure));
    }
  }

  private static RuntimeException notMade(GrantId grant, SdkException failure) {
    return failure instanceof LimitExceededException
        ? new QuotaReached(grant, failure)
        : new OutcomeUnknown("make the policy of " + grant, failure);
  }

  @Override
  public boolean remove(AccountId account, GrantId grant) {
    PolicyArn arn = PolicyArn.of(partition, account, grant);
    try {
      accounts.of(account).deletePolicy(policy -> policy.policyArn(arn.value()));
      return true;
    } catch (NoSuchEntityException _) {
      // It is gone already, no matter who removed it.
      return false;
    } catch (SdkException failure) {
      throw new OutcomeUnknown("remove the policy of " + grant, failure);
    }
  }

  @Override
  public Optional<Label> label(AccountId account, GrantId grant) {
    PolicyArn arn = PolicyArn.of(partition, account, grant);
    try {
      return accounts
          .of(account)
          .getPolicy(policy -> policy.policyArn(arn.value()))
          .policy()
          .tags()
          .stream()
          .collect(collectingAndThen(toMap(Tag::key, Tag::value), tags -> label(account, tags)));
    } catch (NoSuchEntityException _) {
      return Optional.empty();
    } catch (SdkException failure) {
      throw new OutcomeUnknown("read the tags of the policy of " + grant, failure);
    }
  }

  /// Others may have changed the tags; tags in another form say nothing.
  private Optional<Label> label(AccountId account, Map<String, String> tags) {
    try {
      return Optional.of(
          new Label(
              RoleArn.of(partition, account, new EntitlementId(tags.getOrDefault(ENTITLEMENT, ""))),
              Instant.parse(tags.getOrDefault(EXPIRES_AT, "")),
              shellRegions(tags.getOrDefault(SHELLS, ""))));
    } catch (IllegalArgumentException | DateTimeParseException _) {
      return Optional.empty();
    }
  }

  private static Set<String> shellRegions(String tag) {
    return Stream.of(tag.split(" ", -1)).filter(ShellRegions::isOne).collect(toSet());
  }

  @Override
  public Page list(AccountId account, Optional<String> after) {
    try {
      ListPoliciesResponse page =
          accounts
              .of(account)
              .listPolicies(list ->
                  list.scope(PolicyScopeType.LOCAL)
                      .pathPrefix(PATH)
                      .marker(after.orElse(null))
                      .maxItems(PAGE));
      return new Page(
          page.policies().stream()
              // The prefix also includes deeper paths, and their policies can have any name.
              .filter(policy -> policy.path().equals(PATH) && GrantId.isOne(policy.policyName()))
              .map(IamSessionPolicies::listed)
              .toList(),
          Optional.ofNullable(page.marker()).filter(_ -> page.isTruncated()));
    } catch (SdkException failure) {
      throw new OutcomeUnknown("list the policies in " + account, failure);
    }
  }

  @Override
  public OptionalInt room(AccountId account) {
    Optional<IamClient> client = entered(account);
    return client.isPresent() ? OptionalInt.of(room(client.get(), account)) : OptionalInt.empty();
  }

  private static int room(IamClient client, AccountId account) {
    try {
      Map<SummaryKeyType, Integer> summary = client.getAccountSummary().summaryMap();
      return count(summary, SummaryKeyType.POLICIES_QUOTA)
          - count(summary, SummaryKeyType.POLICIES);
    } catch (SdkException | NoSuchElementException failure) {
      throw new OutcomeUnknown("count the policies in " + account, failure);
    }
  }

  private static int count(Map<SummaryKeyType, Integer> summary, SummaryKeyType key) {
    return Optional.ofNullable(summary.get(key)).orElseThrow();
  }

  private Optional<IamClient> entered(AccountId account) {
    try {
      return Optional.of(accounts.of(account));
    } catch (SdkException failure) {
      if (AwsRefusal.behind(failure).isPresent()) {
        return Optional.empty();
      }
      throw new OutcomeUnknown("enter the account " + account, failure);
    }
  }

  private static Listed listed(software.amazon.awssdk.services.iam.model.Policy policy) {
    return new Listed(
        new GrantId(policy.policyName()),
        policy.defaultVersionId(),
        policy.attachmentCount() > 0 || policy.permissionsBoundaryUsageCount() > 0);
  }

  @Override
  public boolean reads(AccountId account, Listed listed, Policy planned) {
    PolicyArn arn = PolicyArn.of(partition, account, listed.grant());
    try {
      return isSame(
          document(accounts.of(account), arn, listed.version()), PolicyJson.write(planned));
    } catch (NoSuchEntityException _) {
      // It is gone, or another version is in force by now, which the next list shows.
      return true;
    } catch (SdkException failure) {
      throw new OutcomeUnknown("read the policy of " + listed.grant(), failure);
    }
  }

  @Override
  public Additions additions(AccountId account, GrantId grant) {
    return added(account, grant, "read what was added to the policy of ", Added::additions);
  }

  @Override
  public void strip(AccountId account, GrantId grant) {
    added(
        account,
        grant,
        "strip the policy of ",
        added -> {
          added.detach();
          added.deleteOtherVersions();
          return new Additions(false, false, false);
        });
  }

  private Additions added(
      AccountId account, GrantId grant, String effect, Function<Added, Additions> use) {
    try {
      return use.apply(
          new Added(accounts.of(account), PolicyArn.of(partition, account, grant).value()));
    } catch (NoSuchEntityException _) {
      return new Additions(false, false, false);
    } catch (SdkException failure) {
      throw new OutcomeUnknown(effect + grant, failure);
    }
  }

  private Optional<PolicyArn> find(Order order) {
    PolicyArn arn = PolicyArn.of(partition, order.account(), order.grant());
    try {
      IamClient client = accounts.of(order.account());
      String version =
          client.getPolicy(policy -> policy.policyArn(arn.value())).policy().defaultVersionId();
      if (!isSame(document(client, arn, version), PolicyJson.write(order.policy()))) {
        throw new NotTheSame(order.grant());
      }
      return Optional.of(arn);
    } catch (NoSuchEntityException _) {
      return Optional.empty();
    } catch (SdkException failure) {
      throw new OutcomeUnknown("read the policy of " + order.grant(), failure);
    }
  }

  private static String document(IamClient client, PolicyArn arn, String version) {
    return URLDecoder.decode(
        client
            .getPolicyVersion(policy -> policy.policyArn(arn.value()).versionId(version))
            .policyVersion()
            .document(),
        UTF_8);
  }

  private static boolean isSame(String found, String planned) {
    try {
      return Json.canonical(Json.read(found)).equals(planned);
    } catch (JacksonException | Json.UnexpectedJson _) {
      return false;
    }
  }

  private static List<Tag> tags(Order order) {
    List<Tag> tags = new ArrayList<>();
    tags.add(tag(Policy.GRANT_TAG, order.grant().value()));
    tags.add(tag("hallpass:requester", order.requester().email()));
    tags.add(tag(ENTITLEMENT, order.entitlement().value()));
    tags.add(tag(EXPIRES_AT, order.expiresAt().toString()));
    Set<String> shellRegions = ShellRegions.of(order.policy());
    if (!shellRegions.isEmpty()) {
      tags.add(tag(SHELLS, String.join(" ", shellRegions)));
    }
    return tags;
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }
}
