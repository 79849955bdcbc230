package dev.hallpass.emulator.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class WallTimelineTest {
  @Test
  void tasksRunOneAfterTheOtherOnOneDaemonThread() throws InterruptedException {
    List<Thread> threads = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch done = new CountDownLatch(2);
    try (WallTimeline timeline = new WallTimeline()) {
      for (int i = 0; i < 2; i++) {
        timeline.submit(() -> {
          threads.add(Thread.currentThread());
          done.countDown();
        });
      }
      assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(threads).hasSize(2).allMatch(Thread::isDaemon);
    assertThat(threads.getFirst()).isSameAs(threads.getLast());
  }

  @Test
  void aClosedTimelineTakesATaskWithoutComplaintAndDropsIt() {
    WallTimeline timeline = new WallTimeline();
    timeline.close();
    CountDownLatch ran = new CountDownLatch(1);
    timeline.submit(ran::countDown);
    timeline.schedule(timeline.instant().plusSeconds(1), ran::countDown).cancel();
    assertThat(ran.getCount()).isEqualTo(1);
  }
}
