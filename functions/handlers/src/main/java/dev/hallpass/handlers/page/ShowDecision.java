package dev.hallpass.handlers.page;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.hallpass.approval.Link;
import dev.hallpass.grant.Grant.Known;
import dev.hallpass.grant.LinkRules;
import dev.hallpass.grant.LinkUse;
import dev.hallpass.handlers.Wiring;
import dev.hallpass.handlers.http.Http;
import dev.hallpass.handlers.http.HttpRequest;
import dev.hallpass.handlers.http.HttpResponse;
import dev.hallpass.handlers.http.Pages;
import dev.hallpass.handlers.http.Routes;
import dev.hallpass.handlers.view.Notice;
import dev.hallpass.handlers.words.Texts;
import dev.hallpass.ledger.Grants;
import dev.hallpass.ledger.History;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/// `GET /grants/{grant}/decision`: the page behind a mailed link. Opening it decides and writes
/// nothing.
public final class ShowDecision implements RequestStreamHandler {

  private final Grants grants;
  private final PriorGrantsReader precedents;
  private final ReaderTexts texts;
  private final Routes routes = new Routes(Map.of("GET /grants/{grant}/decision", this::answer));

  /// Called by Lambda, once per environment.
  public ShowDecision() {
    this(Wiring.fromEnvironment());
  }

  public ShowDecision(Wiring wiring) {
    this.grants = wiring.grants();
    this.precedents = new PriorGrantsReader(grants);
    this.texts = ReaderTexts.of(wiring);
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    Http.servePage(event, answer, context, routes, texts::usual);
  }

  private HttpResponse answer(HttpRequest call) {
    Link link = new Link(call.query().getOrDefault("link", ""));
    return call.grant()
        .map(grants::read)
        .map(history -> page(history, link))
        .orElseGet(() -> Pages.notice(Notice.Plain.UNKNOWN, texts.usual()));
  }

  private HttpResponse page(History history, Link link) {
    if (!(history.state() instanceof Known grant)) {
      return Pages.notice(Notice.Plain.UNKNOWN, texts.usual());
    }
    Texts reader = texts.of(history, link);
    return switch (LinkRules.use(grant, link.hash(), grants.now())) {
      case LinkUse.Good good ->
          Pages.asking(history, precedents.of(history, reader), link, good, reader);
      case LinkUse.Nothing nothing -> Pages.refused(nothing.rule(), reader);
    };
  }
}
