package dev.hallpass.access;

import dev.hallpass.policy.RoleArn;
import dev.hallpass.policy.SessionName;
import dev.hallpass.policy.Shell;
import dev.hallpass.port.OutcomeUnknown;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Shells in memory.
public final class InMemoryShells implements Shells {

  private final Map<Shell, RoleArn> open = new LinkedHashMap<>();
  private boolean reachable = true;
  private boolean losesAnswer;
  private int begun;
  private int looks;

  public void reachable(boolean is) {
    reachable = is;
  }

  /// Whether shells are terminated and nobody hears of it.
  public void losesAnswer(boolean does) {
    losesAnswer = does;
  }

  /// Opens a shell with a session of a role.
  public Shell begin(RoleArn role, String region, SessionName session) {
    Shell shell = new Shell(region, "%s-0%016x".formatted(session, ++begun), session);
    open.put(shell, role);
    return shell;
  }

  /// The shells that are open anywhere.
  public List<Shell> open() {
    return List.copyOf(open.keySet());
  }

  /// How often they were listed.
  public int looks() {
    return looks;
  }

  @Override
  public List<Shell> open(RoleArn role, String region) {
    looks++;
    requireReachable();
    return open.entrySet().stream()
        .filter(one -> one.getValue().equals(role) && one.getKey().region().equals(region))
        .map(Map.Entry::getKey)
        .toList();
  }

  @Override
  public void terminate(RoleArn role, Shell shell) {
    requireReachable();
    open.remove(shell);
    if (losesAnswer) {
      throw noAnswer();
    }
  }

  private void requireReachable() {
    if (!reachable) {
      throw noAnswer();
    }
  }

  private static OutcomeUnknown noAnswer() {
    return new OutcomeUnknown("reach Session Manager", new IOException("no answer"));
  }
}
