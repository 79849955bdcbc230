package dev.hallpass.handlers;

import dev.hallpass.grant.Doorbell;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.identity.GrantId;
import dev.hallpass.ledger.Due;
import dev.hallpass.ledger.History;
import dev.hallpass.ledger.InMemoryLedger;
import dev.hallpass.port.OutcomeUnknown;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A ledger in memory at which something can happen just before it is read or written to.
public final class WatchedLedger extends InMemoryLedger {

  private boolean answers = true;
  private boolean indexAnswers = true;
  private boolean indexKnows = true;
  private Runnable everyCall = () -> {};
  private Runnable beforeRead = () -> {};
  private Runnable beforeAppend = () -> {};

  /// Whether it answers at all.
  public void answers(boolean does) {
    answers = does;
  }

  /// Whether it answers when it is asked what is due.
  public void indexAnswers(boolean does) {
    indexAnswers = does;
  }

  /// Whether it knows of anything when it is asked what is due.
  public void indexKnows(boolean does) {
    indexKnows = does;
  }

  /// Lets something happen at each call.
  public void atEveryCall(Runnable happening) {
    everyCall = happening;
  }

  private void called() {
    everyCall.run();
    if (!answers) {
      throw new OutcomeUnknown("reach the ledger", new IOException("no answer"));
    }
  }

  /// Lets something happen, once, before the next reading.
  public void beforeNextRead(Runnable happening) {
    beforeRead = happening;
  }

  /// Lets something happen, once, before the next entry is added.
  public void beforeNextAppend(Runnable happening) {
    beforeAppend = happening;
  }

  @Override
  public synchronized History read(GrantId grant) {
    called();
    Runnable first = beforeRead;
    beforeRead = () -> {};
    first.run();
    return super.read(grant);
  }

  @Override
  public synchronized Optional<Doorbell> lastDoorbell(GrantId grant) {
    called();
    return super.lastDoorbell(grant);
  }

  @Override
  public synchronized Optional<History> append(
      History history, List<GrantEvent> events, Instant at) {
    called();
    Runnable first = beforeAppend;
    beforeAppend = () -> {};
    first.run();
    return super.append(history, events, at);
  }

  @Override
  public synchronized List<Due> due(Instant after, Instant until) {
    called();
    if (!indexAnswers) {
      throw new OutcomeUnknown("ask what is due", new IOException("no answer"));
    }
    return indexKnows ? super.due(after, until) : List.of();
  }
}
