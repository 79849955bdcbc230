package dev.hallpass.adapters.iam;

import static dev.hallpass.grant.Examples.HUB;
import static dev.hallpass.grant.Examples.NOON;
import static dev.hallpass.grant.Examples.TARGET;

import dev.hallpass.access.SessionDenials;
import dev.hallpass.access.SessionDenialsContract;
import dev.hallpass.catalog.TargetAccount;
import dev.hallpass.emulator.account.Account;
import dev.hallpass.emulator.policy.Principal.RoleSession;
import dev.hallpass.emulator.time.VirtualTimeline;
import dev.hallpass.policy.RoleArn;
import java.util.List;
import java.util.Random;

/// Denials in the hub, and in another account through its provisioner role.
class IamSessionDenialsContractTest extends SessionDenialsContract {

  private static final RoleSession CALLER =
      RoleSession.of("arn:aws:iam::444455556666:role/hallpass-retire", "retire");

  private final VirtualTimeline timeline = new VirtualTimeline(NOON);
  private final Account hub = new Account(HUB.value(), timeline, new Random(4711));
  private final Account target = new Account(TARGET.value(), timeline, new Random(4712));

  @Override
  protected SessionDenials accountsWith(List<RoleArn> roles) {
    roles.forEach(
        role -> create(role.account().equals(HUB) ? hub : target, "/hallpass/", role.name()));
    create(target, "/", Provisioner.ROLE);
    return new IamSessionDenials(
        new IamAccounts(
            HUB,
            hub.iam(),
            account ->
                new Provisioner(
                    new TargetAccount(account, "other", List.of(), "hallpass-5f0c1c52"),
                    "aws",
                    "retire",
                    target.sts(CALLER),
                    timeline,
                    _ -> target.iam())));
  }

  private static void create(Account account, String path, String name) {
    account
        .iam()
        .createRole(role ->
            role.path(path)
                .roleName(name)
                .assumeRolePolicyDocument(
                    """
                    {"Version": "2012-10-17", "Statement": [{
                      "Effect": "Allow",
                      "Principal": {"AWS": "%s"},
                      "Action": "sts:AssumeRole"
                    }]}
                    """
                        .formatted(CALLER.roleArn())));
  }
}
