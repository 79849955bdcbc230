package dev.hallpass.handlers;

import dev.hallpass.authority.Offers;
import dev.hallpass.grant.GrantEvent.Doubt;
import dev.hallpass.ledger.History;
import dev.hallpass.ledger.Objections;
import dev.hallpass.port.Alarm;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Objects to a yes to what the deployed catalogue does not offer any more, and rings the alarm.
/// The whole catalogue is read at the first yes only, so that other calls start fast.
final class OfferCheck implements Objections {

  private final Supplier<Offers> source;
  private final InstantSource clock;
  private @Nullable Offers offers;

  OfferCheck(Supplier<Offers> source, InstantSource clock) {
    this.source = source;
    this.clock = clock;
  }

  @Override
  public Optional<Doubt> to(History history) {
    Optional<Doubt> doubt = offers().doubt(history);
    doubt.ifPresent(found -> {
      Log.info(history.grant(), "A yes is refused: " + found);
      Metrics.ring(clock.instant(), Alarm.AUTHORITY_REFUSED);
    });
    return doubt;
  }

  private synchronized Offers offers() {
    if (offers == null) {
      offers = source.get();
    }
    return offers;
  }
}
