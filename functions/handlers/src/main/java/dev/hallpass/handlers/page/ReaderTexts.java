package dev.hallpass.handlers.page;

import dev.hallpass.approval.Link;
import dev.hallpass.catalog.Reader;
import dev.hallpass.catalog.Readers;
import dev.hallpass.grant.Grant.Known;
import dev.hallpass.handlers.Once;
import dev.hallpass.handlers.Wiring;
import dev.hallpass.handlers.words.Texts;
import dev.hallpass.ledger.History;
import java.util.function.Supplier;

/// The texts for the reader of a page: the person whom the link was made for.
record ReaderTexts(Supplier<Readers> readers) {

  static ReaderTexts of(Wiring wiring) {
    return new ReaderTexts(new Once<>(() -> wiring.settings().readers()));
  }

  /// The texts for a reader who is not known.
  Texts usual() {
    return Texts.of(readers.get().usual());
  }

  /// The texts for the reader of a link.
  Texts of(History history, Link link) {
    return Texts.of(reader(history, link));
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
