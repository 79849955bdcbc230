package dev.hallpass.adapters.faults;

import dev.hallpass.emulator.AwsErrors;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/// The faults that strike the next calls of one client, one each; later calls go through.
public final class Faults {

  private final Supplier<? extends AwsServiceException.Builder> exception;
  private final String throttling;
  private final Queue<Fault> next = new ArrayDeque<>();
  private final List<Supplier<?>> onTheirWay = new ArrayList<>();

  /// @param exception of the service that is called
  /// @param throttling by which that service says that there are too many calls
  public Faults(Supplier<? extends AwsServiceException.Builder> exception, String throttling) {
    this.exception = exception;
    this.throttling = throttling;
  }

  /// Lets these strike the next calls, in this order.
  public void strike(Fault... faults) {
    next.addAll(List.of(faults));
  }

  /// Lets the calls arrive that are late.
  public void arrive() {
    for (Supplier<?> call : onTheirWay) {
      var _ = call.get();
    }
    onTheirWay.clear();
  }

  /// Makes a call, struck by the fault whose turn it is.
  public <T> T call(Supplier<T> call) {
    return switch (Optional.ofNullable(next.poll()).orElse(Fault.NONE)) {
      case NONE -> call.get();
      case CALL_LOST -> throw noAnswer();
      case ANSWER_LOST -> {
        var _ = call.get();
        throw noAnswer();
      }
      case SENT_TWICE -> {
        var _ = call.get();
        yield call.get();
      }
      case LATE -> {
        onTheirWay.add(call);
        throw noAnswer();
      }
      case THROTTLED -> throw refusal(throttling, 400);
      case BROKEN -> throw refusal("ServiceUnavailable", 503);
    };
  }

  private AwsServiceException refusal(String code, int status) {
    return AwsErrors.fill(exception.get(), "AWS", code, status, "Try again").build();
  }

  private static SdkClientException noAnswer() {
    return SdkClientException.create("No answer");
  }
}
