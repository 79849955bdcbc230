package dev.hallpass.local.simulation;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// What happened in a world, one line for each event, to be read by people.
final class EventLog {

  private final InstantSource clock;
  private final List<String> lines = new ArrayList<>();

  EventLog(InstantSource clock) {
    this.clock = clock;
  }

  void note(String what) {
    lines.add(clock.instant() + "  " + what);
  }

  List<String> lines() {
    return List.copyOf(lines);
  }
}
