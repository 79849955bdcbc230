package dev.hallpass.handlers.http;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.adapters.json.PolicyJson;
import dev.hallpass.catalog.Catalog;
import dev.hallpass.catalog.Entitlement;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.grant.Person;
import dev.hallpass.handlers.http.Problem.Mistake;
import dev.hallpass.policy.Policy;
import dev.hallpass.policy.RoleArn;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/// Reads what somebody asks for, and finds everything that is wrong with it at once.
final class RequestReader {

  // Any instant: every one of them is written with as many characters in a policy.
  private static final Instant SOME_TIME = Instant.EPOCH;

  private final Catalog catalog;
  private final Function<Entitlement, RoleArn> roles;

  RequestReader(Catalog catalog, Function<Entitlement, RoleArn> roles) {
    this.catalog = catalog;
    this.roles = roles;
  }

  /// What is asked for, frozen.
  ///
  /// @throws Refusal if it cannot be asked for like this
  Requested read(JsonNode json, Person requester) {
    Json.allow(json, "entitlement", "parameters", "duration", "justification");
    Entitlement entitlement =
        catalog
            .entitlement(Json.text(json, "entitlement"), requester)
            .orElseThrow(() -> new Refusal(Problem.unknownEntitlement()));
    Map<String, String> parameters = texts(json.path("parameters"));
    String justification = Json.text(json, "justification");
    Optional<Duration> duration = duration(Json.text(json, "duration"), entitlement);

    List<Mistake> mistakes = new ArrayList<>();
    entitlement
        .mistakesIn(parameters)
        .forEach(m -> mistakes.add(new Mistake("parameters." + m.parameter(), m.says())));
    PlainText.mistakeIn(justification)
        .ifPresent(says -> mistakes.add(new Mistake("justification", says)));
    if (duration.isEmpty()) {
      mistakes.add(
          new Mistake(
              "duration",
              "must be whole minutes from %s to %s, such as PT1H"
                  .formatted(catalog.settings().shortest(), entitlement.longest())));
    }
    if (!mistakes.isEmpty()) {
      throw new Refusal(Problem.mistakes(mistakes));
    }
    Policy policy = entitlement.render(parameters);
    requireShort(policy);
    return new Requested(
        requester,
        entitlement.id(),
        entitlement.title(),
        parameters,
        justification,
        Optional.empty(),
        duration.orElseThrow(),
        entitlement.rules().getLast().plan(),
        roles.apply(entitlement),
        policy,
        PolicyJson.hash(policy));
  }

  private Optional<Duration> duration(String text, Entitlement entitlement) {
    try {
      return Optional.of(Duration.parse(text))
          .filter(duration -> duration.compareTo(catalog.settings().shortest()) >= 0)
          .filter(duration -> duration.compareTo(entitlement.longest()) <= 0)
          .filter(duration -> duration.equals(Duration.ofMinutes(duration.toMinutes())));
    } catch (DateTimeParseException | ArithmeticException _) {
      return Optional.empty();
    }
  }

  private static void requireShort(Policy policy) {
    if (PolicyJson.write(policy.until(SOME_TIME)).length() > Policy.MAX_LENGTH) {
      throw new Refusal(
          Problem.mistakes(
              List.of(
                  new Mistake(
                      "parameters",
                      "make a policy that is longer than IAM takes; use shorter values"))));
    }
  }

  private static Map<String, String> texts(JsonNode object) {
    if (!object.isObject()) {
      throw new Refusal(Problem.malformed("parameters must be an object of texts."));
    }
    Map<String, String> texts = new TreeMap<>();
    object.propertyNames().forEach(name -> texts.put(name, Json.text(object, name)));
    return texts;
  }
}
