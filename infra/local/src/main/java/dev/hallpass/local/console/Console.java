package dev.hallpass.local.console;

import dev.hallpass.catalog.Catalog;
import dev.hallpass.emulator.account.Account;
import dev.hallpass.grant.CorruptLedger;
import dev.hallpass.identity.GrantId;
import dev.hallpass.ledger.History;
import dev.hallpass.ledger.Ledger;
import dev.hallpass.local.web.HttpReply;
import dev.hallpass.local.web.Request;
import dev.hallpass.local.web.Site;
import dev.hallpass.local.web.WebPages;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The pages at `/console` for the person who runs the local system. They change nothing.
public final class Console implements Site {

  private static final Pattern GRANT =
      Pattern.compile("/console/grants/(grant-[0-9a-f]{32})(/session)?");

  private final Catalog catalog;
  private final Ledger ledger;
  private final Supplier<List<GrantId>> grants;
  private final Executions executions;
  private final SessionQuestions questions;

  /// @param grants all grants, the newest first
  public Console(
      Catalog catalog,
      Ledger ledger,
      Supplier<List<GrantId>> grants,
      Executions executions,
      Account account,
      InstantSource clock) {
    this.catalog = catalog;
    this.ledger = ledger;
    this.grants = grants;
    this.executions = executions;
    this.questions = new SessionQuestions(account, clock);
  }

  @Override
  public HttpReply answer(Request request) {
    return WebPages.readOnly(this::page).answer(request);
  }

  private HttpReply page(Request request) {
    Matcher grant = GRANT.matcher(request.path());
    if (request.path().equals("/console")) {
      return grants();
    }
    if (request.path().equals("/console/catalogue")) {
      return WebPages.page(
          200,
          (output, interceptor) -> JteCataloguePageGenerated.render(output, interceptor, catalog));
    }
    if (!grant.matches()) {
      return WebPages.notFound();
    }
    GrantId id = new GrantId(grant.group(1));
    try {
      History history = ledger.read(id);
      return grant.group(2) == null ? grant(history) : session(history, request);
    } catch (CorruptLedger corrupt) {
      Card card = Card.corrupt(id, corrupt);
      return WebPages.page(
          200, (output, interceptor) -> JteCorruptPageGenerated.render(output, interceptor, card));
    }
  }

  private HttpReply grants() {
    List<Card> cards = grants.get().stream().map(this::card).toList();
    return WebPages.page(
        200, (output, interceptor) -> JteGrantsPageGenerated.render(output, interceptor, cards));
  }

  private Card card(GrantId id) {
    try {
      return new Card(id.value(), GrantView.of(ledger.read(id)), "");
    } catch (CorruptLedger corrupt) {
      return Card.corrupt(id, corrupt);
    }
  }

  private HttpReply grant(History history) {
    Optional<GrantView> view = GrantView.of(history);
    Optional<ExecutionView> execution = executions.of(history.grant());
    return view.map(grant ->
            WebPages.page(
                200,
                (output, interceptor) ->
                    JteGrantPageGenerated.render(output, interceptor, grant, execution)))
        .orElseGet(WebPages::notFound);
  }

  private HttpReply session(History history, Request request) {
    Optional<SessionQuestion> asked = SessionQuestion.in(request);
    Optional<SessionAnswer> answer = asked.map(question -> questions.answer(history, question));
    String session =
        questions.session(history).map(Object::toString).orElse("none: nobody fetched credentials");
    return GrantView.of(history)
        .map(grant ->
            WebPages.page(
                200,
                (output, interceptor) ->
                    JteSessionPageGenerated.render(
                        output,
                        interceptor,
                        grant,
                        session,
                        asked.orElseGet(() -> SessionQuestion.suggestedBy(grant.request())),
                        answer)))
        .orElseGet(WebPages::notFound);
  }

  /// A grant in the list.
  ///
  /// @param grant empty if the entries contradict each other
  /// @param contradiction the contradiction; empty if there is none
  public record Card(String id, Optional<GrantView> grant, String contradiction) {

    static Card corrupt(GrantId id, CorruptLedger corrupt) {
      return new Card(id.value(), Optional.empty(), String.valueOf(corrupt.getMessage()));
    }
  }
}
