package dev.hallpass.local.simulation;

import dev.hallpass.local.simulation.NetworkFaults.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Scenarios of one grant in which one call goes wrong, or two, at each call that there is.
final class Scenarios {

  private static final Duration SOON = Duration.ofSeconds(5);
  private static final Duration MUCH_LATER = Duration.ofSeconds(290);

  private final Transcript transcript;

  Scenarios(Transcript transcript) {
    this.transcript = transcript;
  }

  /// Each scenario with one fault, on each of the first days.
  ///
  /// @param step one of so many is taken, of each scenario others
  Stream<SimulatedHistory> withOneFault(int days, int step) {
    AtomicLong faults = new AtomicLong();
    return withOneFault(days).filter(_ -> faults.getAndIncrement() % step == 0);
  }

  private Stream<SimulatedHistory> withOneFault(int days) {
    return LongStream.range(0, days)
        .boxed()
        .flatMap(day -> Stream.of(Scenario.values()).map(scenario -> scenario.on(day)))
        .flatMap(calm ->
            calm.play(transcript).calls().stream()
                .flatMap(Scenarios::faults)
                .map(fault -> calm.with(List.of(fault))));
  }

  /// Each scenario of the first day with two faults, of which the second is at a call that there is
  /// after the first.
  ///
  /// @param step one of so many is taken
  Stream<SimulatedHistory> withTwoFaults(int step) {
    List<SimulatedHistory> some = every(step, withOneFault(1).toList());
    return some.stream().flatMap(first -> every(step, seconds(first)).stream());
  }

  private List<SimulatedHistory> seconds(SimulatedHistory first) {
    InjectedFault fault = first.faults().getFirst();
    return first.play(transcript).calls().stream()
        .dropWhile(call -> !call.name().equals(fault.call()))
        .skip(1)
        .flatMap(Scenarios::faults)
        .map(second -> first.with(List.of(fault, second)))
        .toList();
  }

  private static List<SimulatedHistory> every(int step, List<SimulatedHistory> all) {
    List<SimulatedHistory> some = new ArrayList<>();
    for (int i = 0; i < all.size(); i += step) {
      some.add(all.get(i));
    }
    return some;
  }

  private static Stream<InjectedFault> faults(Call call) {
    if (!call.writes()) {
      // A lost answer to a question is a lost question.
      return Stream.of(FaultEffect.LOST, FaultEffect.CRASHED_BEFORE)
          .map(effect -> call.meets(effect, Duration.ZERO));
    }
    return FaultEffect.bad().stream()
        .flatMap(effect ->
            effect == FaultEffect.LATE
                ? Stream.of(call.meets(effect, SOON), call.meets(effect, MUCH_LATER))
                : Stream.of(call.meets(effect, Duration.ZERO)));
  }
}
