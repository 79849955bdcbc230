package dev.hallpass.infra.iam;

import dev.hallpass.identity.AccountId;
import dev.hallpass.infra.shared.Handler;
import dev.hallpass.infra.shared.RoleConventions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.AccountPrincipal;
import software.amazon.awscdk.services.iam.IPrincipal;
import software.amazon.awscdk.services.iam.PrincipalWithConditions;

/// Handlers of the hub as principals of a stack in any account.
public final class HubHandlers {

  private HubHandlers() {}

  /// The roles of these handlers in the hub. The policy trusts the account under a condition. To
  /// trust a role itself, the role must exist first, and the trust is lost when the role is made
  /// again (source: IAM, principal of a role).
  ///
  /// @param conventions what the organization demands of the roles
  public static IPrincipal in(
      Stack stack, AccountId hub, RoleConventions conventions, String... handlers) {
    List<String> roles =
        Stream.of(handlers)
            .map(handler ->
                "arn:%s:iam::%s:%s"
                    .formatted(
                        stack.getPartition(), hub, conventions.role(Handler.roleNameOf(handler))))
            .toList();
    return new PrincipalWithConditions(
        new AccountPrincipal(hub.value()),
        Map.of(
            "ArnEquals", Map.of("aws:PrincipalArn", roles.size() == 1 ? roles.getFirst() : roles)));
  }
}
