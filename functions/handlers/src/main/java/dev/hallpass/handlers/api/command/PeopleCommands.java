package dev.hallpass.handlers.api.command;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.authority.Blocking;
import dev.hallpass.block.Block;
import dev.hallpass.block.BlockEvent.Blocked;
import dev.hallpass.block.BlockEvent.Unblocked;
import dev.hallpass.catalog.Settings;
import dev.hallpass.catalog.people.Memberships;
import dev.hallpass.grant.CorruptLedger;
import dev.hallpass.handlers.Log;
import dev.hallpass.handlers.http.Caller;
import dev.hallpass.handlers.http.Callers;
import dev.hallpass.handlers.http.HttpRequest;
import dev.hallpass.handlers.http.HttpResponse;
import dev.hallpass.handlers.http.Problem;
import dev.hallpass.handlers.http.Reason;
import dev.hallpass.handlers.http.Refusal;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// The signed calls of admins about a person.
///
/// @param settings the settings with the people and the admins
/// @param memberships tells which groups of admins a person is in
public record PeopleCommands(
    Callers callers, Settings settings, Memberships memberships, Blocking blocking) {

  /// `POST /people/{person}/block`: an admin stops a person with a reason. The person gets no
  /// request, no yes and no credentials, and all their grants end.
  public HttpResponse block(HttpRequest call) {
    Caller admin = callers.caller(call);
    Person person = person(call);
    requireMay(admin.person(), person);
    Block block =
        blocking.block(new Blocked(admin.person(), person, Reason.in(call), admin.channel()));
    List<GrantId> ended = blocking.end(block);
    Log.info("A person was blocked, and %d grants were ended".formatted(ended.size()));
    ObjectNode json = answer(person, true);
    json.put("by", block.admin().email());
    json.put("reason", block.reason());
    json.put("at", Json.text(block.since()));
    var grants = json.putArray("ended");
    ended.forEach(grant -> grants.add(grant.value()));
    return HttpResponse.json(200, json);
  }

  /// `POST /people/{person}/unblock`: an admin lets a blocked person go on, with a reason.
  public HttpResponse unblock(HttpRequest call) {
    Caller admin = callers.caller(call);
    Person person = person(call);
    requireMay(admin.person(), person);
    try {
      blocking.unblock(
          new Unblocked(
              admin.person(), person, Reason.in(call), admin.channel(), Optional.empty()));
    } catch (CorruptLedger corrupt) {
      Log.failure("A blocked person cannot be unblocked", corrupt);
      return HttpResponse.problem(Problem.corruptPerson());
    }
    Log.info("A person was unblocked");
    return HttpResponse.json(200, answer(person, false));
  }

  private static ObjectNode answer(Person person, boolean isBlocked) {
    return Json.object().put("person", person.email()).put("blocked", isBlocked);
  }

  private Person person(HttpRequest call) {
    return call.person()
        .flatMap(settings.people()::person)
        .orElseThrow(() -> new Refusal(Problem.notAPerson()));
  }

  private void requireMay(Person admin, Person person) {
    blocking
        .refusal(admin, settings.isAdmin(admin, memberships), person)
        .ifPresent(rule -> {
          throw new Refusal(Problem.of(rule));
        });
  }
}
