package dev.hallpass.local.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/// So many clients, each of which waits for its answer before it sends anything else.
final class ClientPool implements AutoCloseable {

  private final BlockingQueue<Client> idle;
  private final Lock taking = new ReentrantLock();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  ClientPool(List<Client> clients) {
    idle = new LinkedBlockingQueue<>(clients);
  }

  /// What the API says to calls that are sent at the same moment, each by another client.
  <T> List<T> atOnce(List<Function<Client, T>> calls)
      throws InterruptedException, ExecutionException {
    List<Client> taken = take(calls.size());
    CyclicBarrier moment = new CyclicBarrier(calls.size());
    List<Callable<T>> sent = new ArrayList<>();
    for (int i = 0; i < calls.size(); i++) {
      Client client = taken.get(i);
      Function<Client, T> call = calls.get(i);
      sent.add(() -> {
        moment.await();
        try {
          return call.apply(client);
        } finally {
          idle.add(client);
        }
      });
    }
    List<T> answers = new ArrayList<>();
    for (Future<T> answer : threads.invokeAll(sent)) {
      answers.add(answer.get());
    }
    return answers;
  }

  /// All at once, so that no two wait for each other's.
  private List<Client> take(int count) throws InterruptedException {
    taking.lockInterruptibly();
    try {
      List<Client> taken = new ArrayList<>();
      while (taken.size() < count) {
        taken.add(idle.take());
      }
      return taken;
    } finally {
      taking.unlock();
    }
  }

  @Override
  public void close() {
    threads.close();
  }
}
