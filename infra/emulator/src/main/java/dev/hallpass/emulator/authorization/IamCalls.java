package dev.hallpass.emulator.authorization;

import dev.hallpass.emulator.authorization.Row.Call;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.iam.model.CreatePolicyRequest;

/// The actions of IAM's requests: tags at a creation need a further permission. [Source](
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags_customer-managed-policies.html)
final class IamCalls {
  private IamCalls() {}

  static Stream<Call> of(SdkRequest request) {
    Call own = Row.own("iam", request);
    return request instanceof CreatePolicyRequest create && !create.tags().isEmpty()
        ? Stream.of(own, new Call("iam:TagPolicy", own.parameters()))
        : Stream.of(own);
  }
}
