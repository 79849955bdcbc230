package dev.hallpass.drift;

import java.util.ArrayList;
import java.util.List;

/// A deployed system in memory, which differs from its template in what a test says.
public final class InMemoryDeployed implements Deployed {

  private final List<Difference> differences = new ArrayList<>();

  /// Lets the system differ from its template.
  public void differ(Difference... more) {
    differences.addAll(List.of(more));
  }

  /// Lets the system be as its template says again, but for what is left.
  public void repair(Difference gone) {
    differences.remove(gone);
  }

  @Override
  public List<Difference> differences() {
    return List.copyOf(differences);
  }
}
