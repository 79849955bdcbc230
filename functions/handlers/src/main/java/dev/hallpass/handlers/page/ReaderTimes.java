package dev.hallpass.handlers.page;

import dev.hallpass.approval.Link;
import dev.hallpass.catalog.Reader;
import dev.hallpass.catalog.Readers;
import dev.hallpass.grant.Grant.Known;
import dev.hallpass.handlers.Once;
import dev.hallpass.handlers.Wiring;
import dev.hallpass.handlers.view.Times;
import dev.hallpass.ledger.History;
import java.util.function.Supplier;

/// The times for the reader of a page: the person whom the link was made for.
record ReaderTimes(Supplier<Readers> readers) {

  static ReaderTimes of(Wiring wiring) {
    return new ReaderTimes(new Once<>(() -> wiring.settings().readers()));
  }

  /// The times for a reader who is not known.
  Times usual() {
    return new Times(readers.get().usual());
  }

  /// The times for the reader of a link.
  Times of(History history, Link link) {
    return new Times(reader(history, link));
  }

  private Reader reader(History history, Link link) {
    return history.state() instanceof Known grant
        ? grant
            .dossier()
            .question(link.hash())
            .map(question -> readers.get().of(question.sought().asked()))
            .orElseGet(() -> readers.get().usual())
        : readers.get().usual();
  }
}
