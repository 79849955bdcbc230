package dev.hallpass.handlers;

import dev.hallpass.access.Credentials;
import dev.hallpass.access.Sessions;
import dev.hallpass.port.OutcomeUnknown;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Opens sessions whose keys open nothing.
public final class InMemorySessions implements Sessions {

  public static final String ACCESS_KEY = "ASIAMADEUPMADEUPMADE";
  public static final String SECRET_KEY = "made-up-secret-access-key";
  public static final String SESSION_TOKEN = "made-up-session-token";

  private final InstantSource clock;
  private final List<Order> opened = new ArrayList<>();
  private Consumer<Order> whenCalled = _ -> {};
  private Optional<RuntimeException> refusal = Optional.empty();
  private boolean reachable = true;

  InMemorySessions(InstantSource clock) {
    this.clock = clock;
  }

  /// Lets something happen whenever a session is asked for.
  public void whenCalled(Consumer<Order> happening) {
    whenCalled = happening;
  }

  /// Whether AWS sees the policies.
  public void visible(boolean is) {
    refusal = is ? Optional.empty() : Optional.of(AwsAnswers.denial("Sts", "sts:AssumeRole"));
  }

  /// Lets AWS refuse all sessions with this answer.
  public void refuse(RuntimeException answer) {
    refusal = Optional.of(answer);
  }

  public void reachable(boolean is) {
    reachable = is;
  }

  /// Every session that was opened, in order.
  public List<Order> opened() {
    return List.copyOf(opened);
  }

  @Override
  public Credentials open(Order order) {
    whenCalled.accept(order);
    if (!reachable) {
      throw new OutcomeUnknown("open a session", new IOException("no answer"));
    }
    refusal.ifPresent(answer -> {
      throw new NotOpened(order.grant(), answer);
    });
    opened.add(order);
    return new Credentials(
        ACCESS_KEY, SECRET_KEY, SESSION_TOKEN, clock.instant().plus(order.life()));
  }
}
