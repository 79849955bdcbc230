package dev.hallpass.cli.command.call;

import dev.hallpass.cli.api.Grant;
import dev.hallpass.cli.api.NotReached;
import dev.hallpass.cli.api.Refused;
import dev.hallpass.cli.surroundings.ExitCode;
import dev.hallpass.cli.surroundings.Stopped;
import dev.hallpass.cli.surroundings.Surroundings;
import dev.hallpass.cli.terminal.Terminal;
import dev.hallpass.cli.terminal.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Waits until a grant is open, and shows what it waits for.
public final class Waiting {

  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(15);
  private static final int TOO_MANY = 429;

  private final Surroundings surroundings;
  private final Client client;
  private final Terminal terminal;
  private String shown = "";

  public Waiting(Surroundings surroundings, Client client) {
    this.surroundings = surroundings;
    this.client = client;
    this.terminal = surroundings.terminal();
  }

  /// The open grant.
  ///
  /// @param grant the id of the grant
  /// @param longest the longest time to wait; empty for as long as it takes
  /// @throws Stopped if it does not open, or the time is over
  public Grant untilOpen(String grant, Optional<Duration> longest) {
    return until(Grant::isActive, grant, longest);
  }

  /// The open grant, once AWS knows its access: its credentials are kept then.
  ///
  /// @param grant the id of the grant
  /// @param longest the longest time to wait for answers; empty for as long as it takes
  /// @throws Stopped if it does not open, or the time is over
  public Grant untilUsable(String grant, Optional<Duration> longest) {
    Grant open = untilOpen(grant, longest);
    client.credentials().answer(grant);
    return open;
  }

  /// The grant to which everyone who was asked for it has said yes. It may open later.
  ///
  /// @param grant the id of the grant
  /// @param longest the longest time to wait; empty for as long as it takes
  /// @throws Stopped if it is not approved, or the time is over
  public Grant untilApproved(String grant, Optional<Duration> longest) {
    return until(
        state -> !state.isAwaited() && (state.isPending() || state.isActive()), grant, longest);
  }

  private Grant until(Predicate<Grant> reached, String grant, Optional<Duration> longest) {
    Instant start = surroundings.clock().instant();
    Grant state = state(grant);
    while (!reached.test(state)) {
      if (!state.isPending()) {
        throw new Stopped(ExitCode.DENIED, over(state));
      }
      Duration waited = Duration.between(start, surroundings.clock().instant());
      if (longest.isPresent() && waited.compareTo(longest.get()) >= 0) {
        throw new Stopped(
            ExitCode.WAITING,
            "%s. Go on waiting by: hallpass wait %s".formatted(words(state), state.shortId()));
      }
      show(words(state));
      surroundings.pause().of(pause(waited));
      state = state(grant);
    }
    return state;
  }

  /// A tenth of what has been waited: quick while people watch, and cheap later.
  private static Duration pause(Duration waited) {
    Duration tenth = waited.dividedBy(10);
    if (tenth.compareTo(FIRST) < 0) {
      return FIRST;
    }
    return tenth.compareTo(LONGEST) > 0 ? LONGEST : tenth;
  }

  private Grant state(String grant) {
    return answer(() -> Grant.of(client.show(grant)));
  }

  /// The answer to a call. A network that is gone comes back: nothing is asked for again.
  public <T> T answer(Supplier<T> call) {
    while (true) {
      try {
        return call.get();
      } catch (NotReached e) {
        goOn(e);
      } catch (Refused e) {
        if (e.problem().status() != TOO_MANY) {
          throw e;
        }
        goOn(e);
      }
    }
  }

  private void goOn(RuntimeException e) {
    show("%s Waiting goes on.".formatted(e.getMessage()));
    surroundings.pause().of(LONGEST);
  }

  private String words(Grant grant) {
    return new GrantText(surroundings.clock().instant(), surroundings.zone()).waiting(grant);
  }

  private void show(String line) {
    if (terminal.isInteractive()) {
      terminal.live(line);
      return;
    }
    // Where nobody watches, a line is told once, and not again because time passes.
    String news = line.replaceFirst("; lapses in .*", "");
    if (!news.equals(shown)) {
      terminal.tell(line);
      shown = news;
    }
  }

  private static String over(Grant grant) {
    return "%s is over (%s)%s"
        .formatted(
            grant.shortId(),
            grant.outcome().map(Words::of).orElse("ending"),
            grant.ending().map(": "::concat).orElse("."));
  }
}
