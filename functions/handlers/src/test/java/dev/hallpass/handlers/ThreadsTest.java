package dev.hallpass.handlers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.adapters.json.Json;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ThreadsTest {

  private final Threads threads = new Threads(8);

  @Test
  void eightPiecesOfWorkAreDoneAtOnceAndTheirResultsKeepTheirOrder() {
    CyclicBarrier allAreThere = new CyclicBarrier(8);

    assertThat(
            threads.all(
                IntStream.range(0, 8)
                    .<Supplier<Integer>>mapToObj(number -> () -> meet(allAreThere, number))
                    .toList()))
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
  }

  @Test
  void eachLineNamesTheCallThatTheWorkIsFor() {
    InMemorySystem system = new InMemorySystem();

    Log.run(
        system.log.of("Reap"), () -> threads.all(List.of(() -> said("this"), () -> said("that"))));

    assertThat(system.log.lines())
        .hasSize(2)
        .allSatisfy(line -> assertThat(Json.text(line, "function")).isEqualTo("Reap"));
  }

  private static boolean said(String what) {
    Log.info(what);
    return true;
  }

  private static int meet(CyclicBarrier barrier, int number) {
    try {
      barrier.await();
      return number;
    } catch (BrokenBarrierException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
