package dev.hallpass.cli.command;

import dev.hallpass.cli.api.Entitlement;
import dev.hallpass.cli.api.Entitlement.Parameter;
import dev.hallpass.cli.api.Grant;
import dev.hallpass.cli.api.NotReached;
import dev.hallpass.cli.api.Refused;
import dev.hallpass.cli.command.call.Asking;
import dev.hallpass.cli.command.call.Client;
import dev.hallpass.cli.command.call.Wish;
import dev.hallpass.cli.surroundings.Stopped;
import dev.hallpass.cli.surroundings.Surroundings;
import dev.hallpass.cli.terminal.Words;
import dev.hallpass.cli.web.Field;
import dev.hallpass.cli.web.Field.Kind;
import dev.hallpass.cli.web.Form;
import dev.hallpass.cli.web.Form.Button;
import dev.hallpass.cli.web.Offer;
import dev.hallpass.cli.web.Page;
import dev.hallpass.cli.web.Section;
import dev.hallpass.cli.web.Visit;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// The page that asks for an entitlement.
final class WebRequest {

  private static final String DURATION = "duration";
  private static final String JUSTIFICATION = "justification";
  static final String TICKET = "ticket";
  static final Field TICKET_FIELD =
      Field.of(
          TICKET, Kind.LINE, "Ticket (if you like)", "Its name in your tracker, such as INC-4711.");
  private static final String START = "startsAt";
  private static final String BREAK_GLASS = "breakGlass";

  private final Surroundings surroundings;
  private final Client client;
  private final Map<String, Entitlement> shown;

  /// @param shown the entitlements that were shown, by name
  WebRequest(Surroundings surroundings, Client client, Map<String, Entitlement> shown) {
    this.surroundings = surroundings;
    this.client = client;
    this.shown = shown;
  }

  /// An entitlement in words.
  static Offer offer(Entitlement entitlement) {
    return new Offer(
        entitlement.name(),
        entitlement.title(),
        entitlement.use(),
        Words.of(entitlement.longest()),
        entitlement.accountName().orElse(""),
        entitlement.risks());
  }

  /// The empty form, or what became of a form that was sent.
  Page answer(Visit visit, String name) {
    Typed typed = new Typed(visit);
    if (!visit.isForm()) {
      Entitlement entitlement = Wish.entitlement(client.entitlements(), name);
      shown.put(name, entitlement);
      return offer(entitlement).page(200, form(visit, entitlement, typed));
    }
    Entitlement entitlement =
        Optional.ofNullable(shown.get(name))
            .orElseGet(() -> Wish.entitlement(client.entitlements(), name));
    List<Grant> grants = asked(entitlement, visit, typed);
    if (typed.isGood()) {
      return Page.at(
          grants.size() == 1
              ? Section.GRANTS.pathOf(grants.getFirst().id())
              : Section.GRANTS.path());
    }
    return offer(entitlement).page(422, form(visit, entitlement, typed));
  }

  private Form form(Visit visit, Entitlement entitlement, Typed typed) {
    return new Form(
        "request",
        "/entitlements/" + entitlement.name(),
        visit.token(),
        Map.of(),
        typed.in(fields(entitlement)),
        List.of(new Button("request", "Ask for it", "yes")),
        typed.complaint("Nothing was asked for"));
  }

  private List<Field> fields(Entitlement entitlement) {
    List<Field> fields = new ArrayList<>();
    entitlement.parameters().forEach(parameter -> fields.add(field(parameter)));
    String most = Words.of(entitlement.longest());
    fields.add(
        Field.of(
            DURATION, Kind.LINE, "How long?", "Up to %s, such as 30m or 1h30m.".formatted(most)));
    fields.add(
        Field.of(
            JUSTIFICATION, Kind.TEXT, "Why do you need it?", "The people who decide read it."));
    fields.add(TICKET_FIELD);
    fields.add(
        Field.of(
            START,
            Kind.TIME,
            "When does it begin? (if you like)",
            "A time of your zone, %s. Without it, at once.".formatted(surroundings.zone())));
    entitlement
        .breakGlass()
        .ifPresent(glass ->
            fields.add(
                Field.of(
                        BREAK_GLASS,
                        Kind.SOME_OF,
                        "Is it an emergency?",
                        "Then it opens without a yes, for up to %s. Its owners (%s) are told at once, and review it."
                            .formatted(
                                Words.of(glass.longest()), String.join(", ", glass.owners())))
                    .from(List.of("Break the glass: open it at once"))));
    return fields;
  }

  private static Field field(Parameter parameter) {
    String label = parameter.title() + (parameter.isOptional() ? " (if you like)" : "");
    Kind kind;
    if (parameter.values().isEmpty()) {
      kind = parameter.takesSeveral() ? Kind.LINES : Kind.LINE;
    } else if (parameter.takesSeveral()) {
      kind = Kind.SOME_OF;
    } else {
      kind = parameter.isOptional() ? Kind.ONE_OR_NONE : Kind.ONE_OF;
    }
    return Field.of(name(parameter), kind, label, hint(parameter)).from(parameter.values());
  }

  private static String hint(Parameter parameter) {
    String allowed = parameter.allowed();
    String sentence =
        allowed.isEmpty()
            ? ""
            : allowed.substring(0, 1).toUpperCase(Locale.ROOT) + allowed.substring(1) + ".";
    String each =
        parameter.takesSeveral() && parameter.values().isEmpty() ? " Each on its line." : "";
    // Choices are seen, and some words for what is allowed have the example.
    String example =
        parameter.values().isEmpty() && !allowed.contains(parameter.example())
            ? " Such as %s.".formatted(parameter.example())
            : "";
    return (sentence + each + example).strip();
  }

  /// The name of the member that the API's mistakes name.
  private static String name(Parameter parameter) {
    return "parameters." + parameter.name();
  }

  /// Asks, if nothing is wrong.
  ///
  /// @return the grants; none if something is wrong
  private List<Grant> asked(Entitlement entitlement, Visit visit, Typed typed) {
    Wish wish = new Wish(entitlement, values(entitlement, visit, typed));
    Optional<Duration> duration = duration(wish, typed);
    String why = typed.needed(JUSTIFICATION, "Say why. The people who decide read it.");
    Optional<String> start = start(typed);
    if (!typed.isGood()) {
      return List.of();
    }
    ObjectNode request =
        wish.document().put(DURATION, duration.orElseThrow().toString()).put(JUSTIFICATION, why);
    typed.text(TICKET).ifPresent(ticket -> request.put(TICKET, ticket));
    start.ifPresent(time -> request.put(START, time));
    if (typed.text(BREAK_GLASS).isPresent()) {
      request.put(BREAK_GLASS, true);
    }
    try {
      return new Asking(surroundings, client).ask(wish, duration.get(), request).grants();
    } catch (Refused e) {
      typed.failed(e, fields(entitlement));
    } catch (NotReached | Stopped e) {
      typed.failed(String.valueOf(e.getMessage()));
    }
    return List.of();
  }

  private static Map<String, List<String>> values(
      Entitlement entitlement, Visit visit, Typed typed) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (Parameter parameter : entitlement.parameters()) {
      List<String> given =
          parameter.takesSeveral()
              ? visit.values(name(parameter)).stream().flatMap(WebRequest::lines).toList()
              : visit.values(name(parameter));
      if (!given.isEmpty()) {
        values.put(parameter.name(), given);
      } else if (!parameter.isOptional()) {
        typed.mistake(name(parameter), "Answer this, such as %s.".formatted(parameter.example()));
      }
      given.stream()
          .flatMap(value -> Wish.mistakeIn(parameter, value).stream())
          .forEach(says -> typed.mistake(name(parameter), says));
    }
    return values;
  }

  private static Stream<String> lines(String text) {
    return text.lines().map(String::strip).filter(line -> !line.isEmpty());
  }

  private Optional<Duration> duration(Wish wish, Typed typed) {
    Optional<Duration> given = typed.duration(DURATION);
    try {
      if (given.isPresent()) {
        wish.duration(given, surroundings.terminal());
      } else {
        typed.mistake(
            DURATION,
            "Say how long, up to %s, such as 30m."
                .formatted(Words.of(wish.entitlement().longest())));
      }
    } catch (Stopped tooLong) {
      typed.mistake(DURATION, tooLong.says());
    }
    return given;
  }

  private Optional<String> start(Typed typed) {
    try {
      return typed
          .text(START)
          .map(
              text -> LocalDateTime.parse(text).atZone(surroundings.zone()).toInstant().toString());
    } catch (DateTimeParseException _) {
      typed.mistake(START, "This is not a time. Write it like 2026-11-30T08:00.");
      return Optional.empty();
    }
  }
}
