package dev.hallpass.cli.command.call;

import dev.hallpass.cli.api.Call;
import dev.hallpass.cli.api.Entitlement;
import dev.hallpass.cli.api.Grant;
import dev.hallpass.cli.api.NotReached;
import dev.hallpass.cli.api.Reply;
import dev.hallpass.cli.files.Digest;
import dev.hallpass.cli.files.PrivateFile;
import dev.hallpass.cli.json.Json;
import dev.hallpass.cli.surroundings.Surroundings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/// Asks for access once, however often the command is run or the network fails.
public final class Asking {

  /// What a grant must have left to be of use.
  private static final Duration USEFUL = Duration.ofMinutes(1);

  private static final int ATTEMPTS = 5;
  private static final Duration BETWEEN = Duration.ofSeconds(2);

  private final Surroundings surroundings;
  private final Client client;

  public Asking(Surroundings surroundings, Client client) {
    this.surroundings = surroundings;
    this.client = client;
  }

  /// What a request led to.
  ///
  /// @param reply the document of the new grants, or of the one that was there
  /// @param isNew whether they are new
  public record Result(Reply reply, boolean isNew) {

    public List<Grant> grants() {
      return reply.tree().has("grants") ? Grant.list(reply) : List.of(Grant.of(reply));
    }
  }

  /// Takes a grant that is open or waits for the same access, or asks for one.
  ///
  /// @param duration how long the access is wanted
  /// @param request the whole document
  public Result ask(Wish wish, Duration duration, ObjectNode request) {
    return once(
        Json.text(wish.document()), () -> covering(wish, duration, request), "/grants", request);
  }

  /// Takes an extension of a grant that is to come already, or asks for one.
  ///
  /// @param duration how much longer the access is wanted, at the least
  /// @param request the whole document
  public Result extend(String grant, Duration duration, ObjectNode request) {
    String path = "/grants/" + grant + "/extension";
    return once(path, () -> extending(grant, duration), path, request);
  }

  /// @param what names what is asked for: other processes wait while it is
  private Result once(
      String what, Supplier<Optional<Grant>> there, String path, ObjectNode request) {
    String key = Digest.of(client.settings().url() + "\n" + what);
    PrivateFile lock =
        new PrivateFile(surroundings.folders().cache().resolve("requests").resolve(key + ".lock"));
    return lock.whileLocked(() ->
        there
            .get()
            .map(grant -> new Result(client.show(grant.id()), false))
            .orElseGet(() -> new Result(post(path, request), true)));
  }

  private Optional<Grant> covering(Wish wish, Duration duration, ObjectNode request) {
    Instant useful = surroundings.clock().instant().plus(USEFUL);
    // What begins later, or is an emergency, is asked for as it is.
    if (request.has("startsAt") || request.has("breakGlass")) {
      return Optional.empty();
    }
    return client.grants().stream()
        .filter(wish::isFor)
        .filter(grant -> grant.extensionOf().isEmpty() || grant.isActive())
        .filter(grant ->
            grant.isActive()
                ? grant.expiresAt().filter(useful::isBefore).isPresent()
                : grant.isPending()
                    && grant.startsAt().isEmpty()
                    && grant.duration().compareTo(duration) >= 0)
        .findFirst();
  }

  private Optional<Grant> extending(String grant, Duration duration) {
    // The credentials on this machine may be said to be the last ones.
    client.renewCredentials(grant);
    return client.grants().stream()
        .filter(Grant::isPending)
        .filter(one -> one.extensionOf().filter(grant::equals).isPresent())
        .filter(one -> one.duration().compareTo(duration) >= 0)
        .findFirst();
  }

  /// The call has a key, so it can be repeated where it is not known whether it arrived.
  private Reply post(String path, ObjectNode request) {
    Call call = Call.post(path, request).once(UUID.randomUUID().toString());
    for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
      try {
        return client.api().call(call);
      } catch (NotReached e) {
        surroundings.terminal().tell(e.getMessage() + " Trying again.");
        surroundings.pause().of(BETWEEN);
      }
    }
    return client.api().call(call);
  }

  /// Asks for access as a command was told to.
  ///
  /// @param check refuses an entitlement before it is asked for
  public static Result asked(
      ApiCommand command,
      Client client,
      String name,
      List<String> words,
      RequestOptions options,
      Consumer<Entitlement> check) {
    List<Entitlement> entitlements = client.entitlements();
    check.accept(Wish.entitlement(entitlements, name));
    Wish wish = Wish.of(entitlements, name, words, command.terminal());
    Duration duration = wish.duration(options.duration(), command.terminal());
    ObjectNode request = wish.document().put("duration", duration.toString());
    request.put(
        "justification",
        command.needed(options.reason(), "--reason", "Why do you need it? Approvers read it:"));
    options.ticket().ifPresent(ticket -> request.put("ticket", ticket));
    options.startsAt().ifPresent(start -> request.put("startsAt", start));
    if (options.breaksGlass()) {
      request.put("breakGlass", true);
    }
    return new Asking(command.surroundings(), client).ask(wish, duration, request);
  }
}
