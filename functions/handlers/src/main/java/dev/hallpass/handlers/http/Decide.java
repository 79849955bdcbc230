package dev.hallpass.handlers.http;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.hallpass.approval.Code;
import dev.hallpass.approval.Link;
import dev.hallpass.grant.Decision.Accepted;
import dev.hallpass.grant.Decision.Rejected;
import dev.hallpass.grant.Decision.Rule;
import dev.hallpass.grant.Grant.Known;
import dev.hallpass.grant.GrantCommand;
import dev.hallpass.grant.GrantCommand.Reply;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.grant.Grants;
import dev.hallpass.grant.Grants.Run;
import dev.hallpass.grant.Ids;
import dev.hallpass.grant.LinkRules;
import dev.hallpass.handlers.Ring;
import dev.hallpass.handlers.Wiring;
import dev.hallpass.handlers.view.Complaint;
import dev.hallpass.handlers.view.Notice;
import dev.hallpass.ledger.History;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;

/// `POST /grants/{grant}/decision`: an approver answers with the link and the code of the mail.
public final class Decide implements RequestStreamHandler {

  private final Grants grants;
  private final Ring ring;
  private final Ids ids;

  /// Called by Lambda, once per environment.
  public Decide() {
    this(Wiring.fromEnvironment());
  }

  private Decide(Wiring wiring) {
    this(wiring.grants(), new Ring(wiring.doorbells()), wiring.ids());
  }

  public Decide(Grants grants, Ring ring, Ids ids) {
    this.grants = grants;
    this.ring = ring;
    this.ids = ids;
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    Http.servePage(event, answer, context, this::answer);
  }

  private Answer answer(Call call) {
    Form form = Form.of(call.form());
    return call.grant()
        .map(grants::read)
        .map(history -> answer(history, form))
        .orElseGet(() -> Pages.notice(Notice.Plain.UNKNOWN));
  }

  private Answer answer(History history, Form form) {
    if (!(history.state() instanceof Known grant)) {
      return Pages.notice(Notice.Plain.UNKNOWN);
    }
    Optional<Rule> refusal = LinkRules.refusalOf(grant, form.link().hash(), grants.now());
    if (refusal.isPresent()) {
      return Pages.refused(refusal.get());
    }
    Optional<Complaint> complaint = form.complaint();
    if (complaint.isPresent()) {
      return again(422, history, form, complaint.get());
    }
    Run run =
        grants.run(
            history,
            new GrantCommand.Answer(
                form.link(), new Code(form.code()), form.reply(), ids.attempt()));
    return switch (run.decision()) {
      case Rejected(var rule) -> Pages.refused(rule);
      case Accepted(var event) -> recorded(run.history(), event, form);
    };
  }

  private Answer recorded(History history, GrantEvent event, Form form) {
    if (event instanceof GrantEvent.CodeRefused) {
      return LinkRules.refusalOf((Known) history.state(), form.link().hash(), grants.now())
          .map(Pages::refused)
          .orElseGet(() -> again(403, history, form, Complaint.WRONG_CODE));
    }
    ring.wake(history);
    return Pages.notice(
        event instanceof GrantEvent.Approved approved
            ? Notice.Approved.of(((Known) history.state()).dossier(), approved.level())
            : Notice.Plain.DENIED);
  }

  private static Answer again(int status, History history, Form form, Complaint complaint) {
    return Pages.decision(
        status,
        history.grant(),
        ((Known) history.state()).dossier(),
        form.link(),
        complaint,
        form.reason());
  }

  /// What was typed into the page.
  private record Form(Link link, String code, String answer, String reason) {

    static Form of(Map<String, String> fields) {
      return new Form(
          new Link(fields.getOrDefault("link", "")),
          // People type the code as the mail groups it.
          fields.getOrDefault("code", "").replace(" ", ""),
          fields.getOrDefault("answer", ""),
          // Forms send each line break as two characters, of which the person typed one (source:
          // HTML,
          // "constructing the entry list").
          fields.getOrDefault("reason", "").replace("\r\n", "\n").strip());
    }

    /// Why this is no answer; empty if it is one. What is no code counts as no attempt, so that a
    /// machine that submits forms cannot lock a person out.
    Optional<Complaint> complaint() {
      if (!answer.equals("approve") && !answer.equals("deny")) {
        return Optional.of(Complaint.ANSWER_MISSING);
      }
      if (!Code.isOne(code)) {
        return Optional.of(Complaint.NOT_A_CODE);
      }
      if (answer.equals("approve")) {
        return Optional.empty();
      }
      if (reason.isBlank()) {
        return Optional.of(Complaint.REASON_MISSING);
      }
      return PlainText.mistakeIn(reason).map(_ -> Complaint.REASON_NOT_PLAIN);
    }

    Reply reply() {
      return answer.equals("approve") ? new Reply.Yes(Optional.empty()) : new Reply.No(reason);
    }
  }
}
