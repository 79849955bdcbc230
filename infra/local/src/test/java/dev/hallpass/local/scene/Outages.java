package dev.hallpass.local.scene;

import dev.hallpass.emulator.authorization.NetworkLink;
import dev.hallpass.emulator.policy.Principal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.iam.model.IamRequest;

/// What goes wrong between functions and AWS, and when.
public final class Outages implements NetworkLink {

  private final InstantSource clock;
  private final List<Outage> faults = new CopyOnWriteArrayList<>();

  public Outages(InstantSource clock) {
    this.clock = clock;
  }

  /// Lets no call of IAM through in a time.
  public void iamDown(Instant from, Instant until) {
    faults.add(new Outage((_, request) -> request instanceof IamRequest, from, until, _ -> {}));
  }

  /// Lets no call of the ledger's table through in a time.
  public void ledgerDown(Instant from, Instant until) {
    faults.add(
        new Outage((_, request) -> request instanceof DynamoDbRequest, from, until, _ -> {}));
  }

  /// Lets no call of a function through in a time.
  ///
  /// @param function by its class
  public void dead(Class<?> function, Instant from, Instant until) {
    String name = function.getSimpleName();
    faults.add(new Outage((caller, _) -> caller.toString().contains(name), from, until, _ -> {}));
  }

  /// Loses calls of one kind in a time, to the code that deals with them otherwise.
  public void losing(
      Class<? extends SdkRequest> kind, Instant from, Instant until, Consumer<SdkRequest> lost) {
    faults.add(new Outage((_, request) -> kind.isInstance(request), from, until, lost));
  }

  @Override
  public void request(Principal caller, SdkRequest request) {
    Instant now = clock.instant();
    for (Outage fault : faults) {
      if (fault.hits(caller, request, now)) {
        fault.lost().accept(request);
        throw ApiCallAttemptTimeoutException.create(1000);
      }
    }
  }

  /// A time in which some calls fail.
  private record Outage(
      BiPredicate<Principal, SdkRequest> which,
      Instant from,
      Instant until,
      Consumer<SdkRequest> lost) {
    boolean hits(Principal caller, SdkRequest request, Instant now) {
      return which.test(caller, request) && !now.isBefore(from) && now.isBefore(until);
    }
  }
}
