package dev.hallpass.adapters.iam;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hallpass.access.ManagedPolicies;
import dev.hallpass.adapters.json.Json;
import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.Sha256;
import dev.hallpass.policy.ManagedPolicy;
import dev.hallpass.port.OutcomeUnknown;
import java.net.URLDecoder;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import tools.jackson.core.JacksonException;

/// Managed policies by their version in force and its document. A policy that is made anew under
/// the same name counts its versions from one again, so the version alone says nothing.
public final class IamManagedPolicies implements ManagedPolicies {

  private final IamAccounts accounts;

  public IamManagedPolicies(IamAccounts accounts) {
    this.accounts = accounts;
  }

  @Override
  public boolean isAsReviewed(AccountId account, ManagedPolicy policy) {
    try {
      IamClient client = accounts.of(account);
      String version =
          client.getPolicy(get -> get.policyArn(policy.arn().value())).policy().defaultVersionId();
      return version.equals(policy.version()) && reads(client, policy);
    } catch (NoSuchEntityException _) {
      return false;
    } catch (SdkException failure) {
      throw new OutcomeUnknown("read the managed policy " + policy.arn().name(), failure);
    }
  }

  private static boolean reads(IamClient client, ManagedPolicy policy) {
    String document =
        client
            .getPolicyVersion(
                get -> get.policyArn(policy.arn().value()).versionId(policy.version()))
            .policyVersion()
            .document();
    try {
      return Sha256.of(Json.canonical(Json.read(URLDecoder.decode(document, UTF_8))))
          .equals(policy.hash());
    } catch (JacksonException | Json.UnexpectedJson _) {
      return false;
    }
  }
}
