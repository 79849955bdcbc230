package dev.hallpass.cli.command;

import dev.hallpass.cli.api.Call;
import dev.hallpass.cli.api.Grant;
import dev.hallpass.cli.api.NotReached;
import dev.hallpass.cli.api.Refused;
import dev.hallpass.cli.command.call.Asking;
import dev.hallpass.cli.command.call.Client;
import dev.hallpass.cli.command.call.GrantText;
import dev.hallpass.cli.json.Json;
import dev.hallpass.cli.surroundings.Stopped;
import dev.hallpass.cli.surroundings.Surroundings;
import dev.hallpass.cli.terminal.Words;
import dev.hallpass.cli.web.Field;
import dev.hallpass.cli.web.Field.Kind;
import dev.hallpass.cli.web.Form;
import dev.hallpass.cli.web.Form.Button;
import dev.hallpass.cli.web.GrantPage;
import dev.hallpass.cli.web.GrantPage.Action;
import dev.hallpass.cli.web.GrantPage.Step;
import dev.hallpass.cli.web.Life;
import dev.hallpass.cli.web.Page;
import dev.hallpass.cli.web.Section;
import dev.hallpass.cli.web.Visit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// The page of a grant, for its requester or for a person who is asked.
final class WebGrant {

  private static final String REASON = "reason";
  private static final String DURATION = "duration";
  private static final String JUSTIFICATION = "justification";
  private static final String POLICY = "policyHash";

  private static final List<Field> EXTENSION =
      List.of(
          Field.of(DURATION, Kind.LINE, "How much longer?", "Such as 30m or 1h30m."),
          Field.of(
              JUSTIFICATION,
              Kind.TEXT,
              "Why do you need more time?",
              "The people who decide read it."),
          WebRequest.TICKET_FIELD);
  private static final List<Field> RETURN =
      List.of(Field.of(REASON, Kind.TEXT, "Why do you give it back?", "It is recorded."));

  private final Surroundings surroundings;
  private final Client client;
  private final Map<String, Grant> shown;

  /// @param shown the grants that were shown, by their ids
  WebGrant(Surroundings surroundings, Client client, Map<String, Grant> shown) {
    this.surroundings = surroundings;
    this.client = client;
    this.shown = shown;
  }

  /// The page, or what became of a form that was sent.
  Page answer(Visit visit, Section section, String id) {
    Typed typed = new Typed(visit);
    if (visit.isForm()) {
      Optional<String> next = done(visit, section, id, typed);
      if (next.isPresent()) {
        return Page.at(next.get());
      }
    }
    return page(visit, section, id, typed).page(visit.isForm() ? 422 : 200);
  }

  /// Does what a button is for.
  ///
  /// @return where to go on; empty if something is wrong
  private Optional<String> done(Visit visit, Section section, String id, Typed typed) {
    String grant = "/grants/" + id;
    try {
      return switch (typed.text("answer").orElse("")) {
        case "cancel" -> done(Call.post(grant + "/cancellation"), section, id);
        case "return" -> returned(grant, section, id, typed);
        case "extend" -> extended(id, typed);
        case "approve" -> approved(visit, grant, section, id, typed);
        case "deny" -> denied(grant, section, id, typed);
        default -> {
          typed.mistake("answer", "Choose one of the buttons.");
          yield Optional.empty();
        }
      };
    } catch (Refused e) {
      typed.failed(e, fields(typed));
    } catch (NotReached | Stopped e) {
      typed.failed(String.valueOf(e.getMessage()));
    }
    return Optional.empty();
  }

  private Optional<String> done(Call call, Section section, String id) {
    client.api().call(call);
    return Optional.of(section.pathOf(id));
  }

  private Optional<String> returned(String grant, Section section, String id, Typed typed) {
    String why = typed.needed(REASON, "Say why. It is recorded.");
    if (!typed.isGood()) {
      return Optional.empty();
    }
    Optional<String> next =
        done(Call.post(grant + "/return", Json.object().put(REASON, why)), section, id);
    client.forget(id);
    return next;
  }

  private Optional<String> extended(String id, Typed typed) {
    if (typed.duration(DURATION).isEmpty()) {
      typed.mistake(DURATION, "Say how much longer, such as 30m.");
    }
    String why = typed.needed(JUSTIFICATION, "Say why. The people who decide read it.");
    if (!typed.isGood()) {
      return Optional.empty();
    }
    Duration more = typed.duration(DURATION).orElseThrow();
    ObjectNode request = Json.object().put(DURATION, more.toString()).put(JUSTIFICATION, why);
    typed.text(WebRequest.TICKET).ifPresent(ticket -> request.put(WebRequest.TICKET, ticket));
    Asking.Result result = new Asking(surroundings, client).extend(id, more, request);
    return Optional.of(Section.GRANTS.pathOf(Grant.of(result.reply()).id()));
  }

  private Optional<String> approved(
      Visit visit, String grant, Section section, String id, Typed typed) {
    ObjectNode shorter = Json.object();
    typed.duration(DURATION).ifPresent(time -> shorter.put(DURATION, time.toString()));
    if (!typed.isGood()) {
      return Optional.empty();
    }
    String path = grant + "/approval";
    Call call = shorter.isEmpty() ? Call.post(path) : Call.post(path, shorter);
    // The yes is for the policy that was shown. If it is another one by now, Hallpass refuses it.
    return done(call.approving(visit.value(POLICY).orElse("")), section, id);
  }

  private Optional<String> denied(String grant, Section section, String id, Typed typed) {
    String why = typed.needed(REASON, "A no needs a reason. The requester reads it.");
    return typed.isGood()
        ? done(Call.post(grant + "/denial", Json.object().put(REASON, why)), section, id)
        : Optional.empty();
  }

  private GrantPage page(Visit visit, Section section, String id, Typed typed) {
    Instant now = surroundings.clock().instant();
    GrantText text = new GrantText(now, surroundings.zone());
    Grant grant;
    boolean isReaders;
    try {
      grant = Grant.of(client.show(id));
      isReaders = isReaders(section, id);
      shown.put(id, grant);
    } catch (NotReached | Refused | Stopped e) {
      // A form comes back as it was typed, on the page as it was shown.
      grant = Optional.ofNullable(shown.get(id)).filter(_ -> visit.isForm()).orElseThrow(() -> e);
      isReaders = false;
    }
    return new GrantPage(
        section,
        section.pathOf(id),
        id,
        title(grant, section),
        text.state(grant),
        grant.isPending(),
        visit.query().equals("watch"),
        text.facts(grant),
        grant.allows(),
        grant.cautions(),
        GrantText.risks(grant),
        Life.of(turns(grant), now, text::at),
        grant.timeline().stream()
            .map(step -> new Step(step.at().toString(), text.at(step.at()), step.says()))
            .toList(),
        Json.indented(grant.policy().tree()),
        grant.policyHash(),
        actions(grant, section, visit, typed, isReaders));
  }

  private static String title(Grant grant, Section section) {
    return section == Section.GRANTS
        ? grant.title()
        : "%s asks for access: %s".formatted(grant.requester(), grant.title());
  }

  /// Whether it is on the reader's list.
  private boolean isReaders(Section section, String id) {
    List<Grant> list = section == Section.GRANTS ? client.grants() : client.approvals();
    return list.stream().anyMatch(grant -> grant.id().equals(id));
  }

  private static List<Life.Turn> turns(Grant grant) {
    List<Life.Turn> turns = new ArrayList<>();
    turns.add(new Life.Turn("Requested", grant.timeline().getFirst().at(), Life.Phase.WAITING));
    Optional<Instant> opened = grant.last("activated");
    if (opened.isPresent() || (grant.isPending() && !grant.isAwaited())) {
      grant
          .last("approved", "approved-by-rule")
          .ifPresent(at -> turns.add(new Life.Turn("Approved", at, Life.Phase.OPENING)));
    }
    opened.ifPresent(at -> turns.add(new Life.Turn("Opened", at, Life.Phase.OPEN)));
    end(grant).ifPresent(turns::add);
    return turns;
  }

  private static Optional<Life.Turn> end(Grant grant) {
    Optional<Instant> ended = grant.endedAt();
    if (ended.isPresent()) {
      String how = Words.of(grant.outcome().orElse("ENDED"));
      return ended.map(at ->
          new Life.Turn(
              how.substring(0, 1).toUpperCase(Locale.ROOT) + how.substring(1),
              at,
              Life.Phase.OVER));
    }
    return grant
        .expiresAt()
        .map(at -> new Life.Turn("Ends", at, Life.Phase.OVER))
        .or(() ->
            grant
                .answerBy()
                .map(at -> new Life.Turn("Lapses without an answer", at, Life.Phase.OVER)))
        .or(() -> grant.startsAt().map(at -> new Life.Turn("Opens", at, Life.Phase.OVER)));
  }

  private static List<Action> actions(
      Grant grant, Section section, Visit visit, Typed typed, boolean isReaders) {
    Set<String> forms = new LinkedHashSet<>(isReaders ? forms(grant, section) : List.of());
    // What was typed must be seen again, also where it cannot be done any more.
    forms.add(formOf(typed));
    return forms.stream()
        .flatMap(name -> action(name, form(name, grant, section, visit, typed)).stream())
        .toList();
  }

  /// The names of the forms for what the reader can do.
  private static List<String> forms(Grant grant, Section section) {
    if (section == Section.APPROVALS) {
      return grant.isAwaited() ? List.of("answer") : List.of();
    }
    if (grant.isActive()) {
      return List.of("extend", "return");
    }
    return grant.isPending() ? List.of("cancel") : List.of();
  }

  private static Optional<Action> action(String name, Form form) {
    return switch (name) {
      case "answer" ->
          Optional.of(
              new Action(
                  "Your answer",
                  "A yes is for the policy on this page alone, and carries a proof that you say it.",
                  form));
      case "extend" ->
          Optional.of(
              new Action(
                  "Ask for more time",
                  "It goes on when this grant ends. Programs that use this grant go on with it.",
                  form));
      case "return" -> Optional.of(new Action("Give it back", "The access ends at once.", form));
      case "cancel" ->
          Optional.of(new Action("Take your request back", "Then nobody is asked any more.", form));
      default -> Optional.empty();
    };
  }

  private static Form form(String name, Grant grant, Section section, Visit visit, Typed typed) {
    boolean isSent = name.equals(formOf(typed));
    Typed own = isSent ? typed : new Typed(new Visit(false, "", "", Map.of(), ""));
    return new Form(
        name,
        section.pathOf(grant.id()),
        visit.token(),
        name.equals("answer") ? Map.of(POLICY, grant.policyHash()) : Map.of(),
        own.in(fields(name, Words.of(grant.duration()))),
        buttons(name),
        own.complaint("Nothing was done"));
  }

  /// The form to which the button belongs that was pressed.
  private static String formOf(Typed typed) {
    String pressed = typed.text("answer").orElse("");
    return switch (pressed) {
      case "approve", "deny" -> "answer";
      default -> pressed;
    };
  }

  private static List<Field> fields(Typed typed) {
    return fields(formOf(typed), "");
  }

  private static List<Field> fields(String form, String longest) {
    return switch (form) {
      case "extend" -> EXTENSION;
      case "return" -> RETURN;
      case "answer" ->
          List.of(
              Field.of(
                  DURATION,
                  Kind.LINE,
                  "For a shorter time? (if you like)",
                  "Without it, a yes is for %s. Such as 15m.".formatted(longest)),
              Field.of(
                  REASON,
                  Kind.TEXT,
                  "Reason",
                  "Needed when you deny. The requester and auditors read it."));
      default -> List.of();
    };
  }

  private static List<Button> buttons(String form) {
    return switch (form) {
      case "extend" -> List.of(new Button("extend", "Ask for more time", "yes"));
      case "return" -> List.of(new Button("return", "Give it back", "no"));
      case "answer" ->
          List.of(new Button("deny", "Deny", "no"), new Button("approve", "Approve", "yes"));
      default -> List.of(new Button("cancel", "Take it back", "no"));
    };
  }
}
