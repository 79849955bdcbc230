package dev.hallpass.handlers.page;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.hallpass.approval.Code;
import dev.hallpass.approval.Link;
import dev.hallpass.approval.Verdict;
import dev.hallpass.authority.BlockedPeople;
import dev.hallpass.grant.Decision.Accepted;
import dev.hallpass.grant.Decision.Rejected;
import dev.hallpass.grant.Decision.Rule;
import dev.hallpass.grant.Dossier;
import dev.hallpass.grant.Grant.Known;
import dev.hallpass.grant.GrantCommand;
import dev.hallpass.grant.GrantCommand.Reply;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.grant.Ids;
import dev.hallpass.grant.LinkRules;
import dev.hallpass.grant.LinkUse;
import dev.hallpass.handlers.Wiring;
import dev.hallpass.handlers.http.Http;
import dev.hallpass.handlers.http.HttpRequest;
import dev.hallpass.handlers.http.HttpResponse;
import dev.hallpass.handlers.http.IsoDuration;
import dev.hallpass.handlers.http.Pages;
import dev.hallpass.handlers.http.PlainText;
import dev.hallpass.handlers.http.Routes;
import dev.hallpass.handlers.view.Complaint;
import dev.hallpass.handlers.view.FormInput;
import dev.hallpass.handlers.view.Notice;
import dev.hallpass.handlers.words.Texts;
import dev.hallpass.ledger.Grants;
import dev.hallpass.ledger.Grants.Run;
import dev.hallpass.ledger.History;
import dev.hallpass.workflow.Ring;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// `POST /grants/{grant}/decision`: an approver or a reviewing owner answers with the link and the
/// code of the mail, or an approver revokes open access with them.
public final class Decide implements RequestStreamHandler {

  private final Grants grants;
  private final Ring ring;
  private final Ids ids;
  private final PriorGrantsReader precedents;
  private final ReaderTexts texts;
  private final BlockedPeople blocked;
  private final Routes routes = new Routes(Map.of("POST /grants/{grant}/decision", this::answer));

  /// Called by Lambda, once per environment.
  public Decide() {
    this(Wiring.fromEnvironment());
  }

  public Decide(Wiring wiring) {
    this.grants = wiring.decidedGrants();
    this.ring = wiring.ring();
    this.ids = wiring.ids();
    this.precedents = new PriorGrantsReader(grants);
    this.texts = ReaderTexts.of(wiring);
    this.blocked = wiring.blockedPeople();
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    Http.servePage(event, answer, context, routes, texts::usual);
  }

  private HttpResponse answer(HttpRequest call) {
    Form form = Form.of(call.form());
    return call.grant()
        .map(grants::read)
        .map(history -> answer(history, form))
        .orElseGet(() -> Pages.notice(Notice.Plain.UNKNOWN, texts.usual()));
  }

  private HttpResponse answer(History history, Form form) {
    if (!(history.state() instanceof Known grant)) {
      return Pages.notice(Notice.Plain.UNKNOWN, texts.usual());
    }
    boolean isRevocation = form.answer().equals("revoke");
    return switch (LinkRules.use(grant, form.link().hash(), grants.now())) {
      case LinkUse.Approval good -> answer(history, form, good, new ApprovalForm(form));
      case LinkUse.Review good -> answer(history, form, good, new ReviewForm(form));
      case LinkUse.Revocation good when isRevocation ->
          answer(history, form, good, new RevocationForm(form));
      case LinkUse.Revocation(_, var rule) -> refused(rule, history, form);
      case LinkUse.Nothing nothing ->
          refused(isRevocation ? nothing.revocation() : nothing.answer(), history, form);
    };
  }

  private HttpResponse answer(History history, Form form, LinkUse.Good good, Filled filled) {
    Optional<Complaint> complaint = form.complaint(filled);
    if (complaint.isPresent()) {
      return again(422, history, form, good, complaint.get());
    }
    if (filled.reply().opens() && blocked.isBlocked(good.question().sought().asked())) {
      return refused(Rule.BLOCKED, history, form);
    }
    Run run =
        grants.run(
            history,
            new GrantCommand.Answer(
                form.link(), new Code(form.code()), filled.reply(), ids.attempt()));
    return switch (run.decision()) {
      case Rejected(var rule) when rule == Rule.NOT_SHORTER ->
          again(422, run.history(), form, good, Complaint.NOT_SHORTER);
      case Rejected(var rule) -> refused(rule, history, form);
      case Accepted(var event) -> recorded(run.history(), event, form);
    };
  }

  private HttpResponse recorded(History history, GrantEvent event, Form form) {
    if (event instanceof GrantEvent.CodeRefused) {
      // The wrong code may have locked the link, so that too few approvers are left.
      ring.wakeForOthers(history);
      return switch (LinkRules.use(history.known(), form.link().hash(), grants.now())) {
        case LinkUse.Good good -> again(403, history, form, good, Complaint.WRONG_CODE);
        case LinkUse.Nothing nothing -> refused(nothing.rule(), history, form);
      };
    }
    ring.wake(history);
    return Pages.notice(notice(history.known().dossier(), event), texts.of(history, form.link()));
  }

  private HttpResponse refused(Rule rule, History history, Form form) {
    return Pages.refused(rule, texts.of(history, form.link()));
  }

  private Notice notice(Dossier dossier, GrantEvent event) {
    return switch (event) {
      case GrantEvent.Approved approved ->
          Notice.Approved.of(dossier, approved.level(), grants.now());
      case GrantEvent.Reviewed _ -> Notice.Plain.REVIEWED;
      case GrantEvent.Revoked _ -> Notice.Plain.REVOKED;
      case GrantEvent.Refused(var doubt) -> new Notice.Refused(doubt);
      default -> Notice.Plain.DENIED;
    };
  }

  private HttpResponse again(
      int status, History history, Form form, LinkUse.Good good, Complaint complaint) {
    Texts reader = texts.of(history, form.link());
    return Pages.asking(
        status,
        history,
        precedents.of(history, reader),
        form.link(),
        good,
        reader,
        complaint,
        new FormInput(form.reason(), form.duration()));
  }

  /// The fields of the form.
  private record Form(Link link, String code, String answer, String reason, String duration) {

    static Form of(Map<String, String> fields) {
      return new Form(
          new Link(fields.getOrDefault("link", "")),
          Code.typed(fields.getOrDefault("code", "")),
          fields.getOrDefault("answer", ""),
          // Forms send a line break as two characters, of which the person typed one (source: HTML,
          // "constructing the entry list").
          fields.getOrDefault("reason", "").replace("\r\n", "\n").strip(),
          fields.getOrDefault("duration", ""));
    }

    /// Why this is not an answer; empty if it is one. A text that is not a code does not count as
    /// an attempt, so a machine that submits forms cannot lock a person out.
    Optional<Complaint> complaint(Filled filled) {
      return filled
          .choiceMissing()
          .or(() -> Code.isOne(code) ? Optional.empty() : Optional.of(Complaint.NOT_A_CODE))
          .or(filled::textMissing);
    }
  }

  /// The form, read as the one that the page shows.
  private sealed interface Filled {
    /// The complaint that no button was pressed.
    Optional<Complaint> choiceMissing();

    /// The complaint about a text or a time.
    Optional<Complaint> textMissing();

    Reply reply();
  }

  /// The form that asks for a yes or a no.
  private record ApprovalForm(Form form) implements Filled {

    @Override
    public Optional<Complaint> choiceMissing() {
      return isYes() || form.answer().equals("deny")
          ? Optional.empty()
          : Optional.of(Complaint.ANSWER_MISSING);
    }

    @Override
    public Optional<Complaint> textMissing() {
      if (isYes()) {
        return form.duration().isEmpty() || duration().isPresent()
            ? Optional.empty()
            : Optional.of(Complaint.NOT_SHORTER);
      }
      if (form.reason().isBlank()) {
        return Optional.of(Complaint.REASON_MISSING);
      }
      return PlainText.mistakeIn(form.reason()).map(_ -> Complaint.REASON_NOT_PLAIN);
    }

    @Override
    public Reply reply() {
      // Without a duration, the rules take the requested one.
      return isYes() ? new Reply.Yes(duration()) : new Reply.No(form.reason());
    }

    private boolean isYes() {
      return form.answer().equals("approve");
    }

    private Optional<Duration> duration() {
      return IsoDuration.of(form.duration());
    }
  }

  /// The form that revokes access. It has one button.
  private record RevocationForm(Form form) implements Filled {

    @Override
    public Optional<Complaint> choiceMissing() {
      return Optional.empty();
    }

    @Override
    public Optional<Complaint> textMissing() {
      if (form.reason().isBlank()) {
        return Optional.of(Complaint.REVOCATION_UNEXPLAINED);
      }
      return PlainText.mistakeIn(form.reason()).map(_ -> Complaint.REASON_NOT_PLAIN);
    }

    @Override
    public Reply reply() {
      return new Reply.Revoke(form.reason());
    }
  }

  /// The form that asks for a review.
  private record ReviewForm(Form form) implements Filled {

    @Override
    public Optional<Complaint> choiceMissing() {
      return verdict().isPresent() ? Optional.empty() : Optional.of(Complaint.VERDICT_MISSING);
    }

    @Override
    public Optional<Complaint> textMissing() {
      if (form.reason().isBlank()) {
        return Optional.of(Complaint.REMARKS_MISSING);
      }
      return PlainText.mistakeIn(form.reason()).map(_ -> Complaint.REMARKS_NOT_PLAIN);
    }

    @Override
    public Reply reply() {
      return new Reply.Reviewed(verdict().orElseThrow(), form.reason());
    }

    private Optional<Verdict> verdict() {
      return switch (form.answer()) {
        case "justified" -> Optional.of(Verdict.JUSTIFIED);
        case "not-justified" -> Optional.of(Verdict.NOT_JUSTIFIED);
        default -> Optional.empty();
      };
    }
  }
}
