package dev.hallpass.local.probes;

import java.util.List;
import java.util.stream.Stream;

/// Everything that the design believes of AWS and no machine-readable document says. What one does
/// say, the snapshot of AWS's Service Authorization Reference says.
final class Probes {

  private Probes() {}

  static List<Probe> all() {
    return Stream.of(
            PolicyProbes.all(),
            SessionProbes.all(),
            ShellProbes.all(),
            PropagationProbes.all(),
            TableProbes.all(),
            WorkflowProbes.all(),
            MailProbes.all(),
            StackProbes.all())
        .flatMap(List::stream)
        .toList();
  }
}
