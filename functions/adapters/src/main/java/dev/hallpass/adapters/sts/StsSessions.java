package dev.hallpass.adapters.sts;

import dev.hallpass.access.Credentials;
import dev.hallpass.access.Sessions;
import dev.hallpass.policy.ManagedPolicyArn;
import dev.hallpass.policy.Policy;
import dev.hallpass.port.OutcomeUnknown;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.PolicyDescriptorType;
import software.amazon.awssdk.services.sts.model.StsException;
import software.amazon.awssdk.services.sts.model.Tag;

/// Opens sessions of the entitlements' roles. One grant's policy limits each, with the managed
/// policies beside it.
public final class StsSessions implements Sessions {

  private final StsClient client;

  public StsSessions(StsClient client) {
    this.client = client;
  }

  @Override
  public Credentials open(Order order) {
    try {
      var credentials = client.assumeRole(request(order)).credentials();
      return new Credentials(
          credentials.accessKeyId(),
          credentials.secretAccessKey(),
          credentials.sessionToken(),
          credentials.expiration());
    } catch (StsException refusal) {
      // STS answers with a client error while it does not see a new role or policy yet.
      if (isRefusal(refusal)) {
        throw new NotOpened(order.grant(), refusal);
      }
      throw new OutcomeUnknown("open a session of " + order.grant(), refusal);
    } catch (SdkException failure) {
      throw new OutcomeUnknown("open a session of " + order.grant(), failure);
    }
  }

  private static boolean isRefusal(StsException failure) {
    return failure.statusCode() >= 400
        && failure.statusCode() < 500
        && !failure.isThrottlingException();
  }

  private static List<PolicyDescriptorType> policies(Order order) {
    return Stream.concat(
            Stream.of(order.policy().value()),
            order.managed().stream().map(ManagedPolicyArn::value))
        .map(arn -> PolicyDescriptorType.builder().arn(arn).build())
        .toList();
  }

  private static AssumeRoleRequest request(Order order) {
    return AssumeRoleRequest.builder()
        .roleArn(order.role().value())
        .policyArns(policies(order))
        .roleSessionName(order.name().value())
        .sourceIdentity(order.requester().email())
        .tags(Tag.builder().key(Policy.GRANT_TAG).value(order.grant().value()).build())
        .durationSeconds(Math.toIntExact(order.life().toSeconds()))
        .build();
  }
}
