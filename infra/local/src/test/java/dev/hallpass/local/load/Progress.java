package dev.hallpass.local.load;

import dev.hallpass.emulator.authorization.NetworkLink;
import dev.hallpass.emulator.policy.Principal;
import dev.hallpass.identity.Person;
import dev.hallpass.local.LinkInMail;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.model.ExecuteStatementRequest;
import software.amazon.awssdk.services.ses.model.SendEmailRequest;

/// What becomes of the grants without anybody's call, as soon as it does: mails, which approvers
/// open at once, and open access.
final class Progress implements NetworkLink {

  private static final Pattern DECISION = Pattern.compile("/grants/(grant-[0-9a-f]{32})/decision");
  private static final long PATIENCE_IN_SECONDS = 120;

  private final Map<Address, CompletableFuture<LinkInMail>> links = new ConcurrentHashMap<>();
  private final Semaphore open = new Semaphore(0);

  /// What a mail with a link is known by.
  private record Address(String grant, String approver) {}

  @Override
  public void answer(Principal caller, SdkRequest request) {
    if (request instanceof ExecuteStatementRequest && caller.toString().contains("AwaitEnd")) {
      open.release();
    }
    if (request instanceof SendEmailRequest mail) {
      String text = mail.message().body().text().data();
      Matcher decision = DECISION.matcher(text);
      if (decision.find()) {
        link(decision.group(1), mail.destination().toAddresses().getFirst())
            .complete(LinkInMail.in(text));
      }
    }
  }

  /// What stands in the mail about a grant, once it is there.
  LinkInMail await(String grant, Person approver)
      throws InterruptedException, ExecutionException, TimeoutException {
    return link(grant, approver.email()).get(PATIENCE_IN_SECONDS, TimeUnit.SECONDS);
  }

  /// Waits until so many grants are open and their workflows wait for the end.
  boolean awaitOpen(int grants) throws InterruptedException {
    return open.tryAcquire(grants, PATIENCE_IN_SECONDS, TimeUnit.SECONDS);
  }

  private CompletableFuture<LinkInMail> link(String grant, String approver) {
    return links.computeIfAbsent(new Address(grant, approver), _ -> new CompletableFuture<>());
  }
}
