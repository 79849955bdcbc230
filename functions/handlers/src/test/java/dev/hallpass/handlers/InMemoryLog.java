package dev.hallpass.handlers;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import dev.hallpass.adapters.json.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The logs of all functions, line by line in one list.
public final class InMemoryLog {

  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
  private IntSupplier timeLeft = () -> 30_000;
  private int calls;

  /// Lets functions have so many milliseconds left.
  public void timeLeft(IntSupplier left) {
    timeLeft = left;
  }

  /// Everything that was logged, oldest first, each line read as the JSON it must be.
  public List<JsonNode> lines() {
    return lines.stream().map(Json::read).toList();
  }

  /// Everything that was logged, as text.
  public String text() {
    return String.join("\n", lines);
  }

  /// What a function is called with.
  public Context of(String function) {
    return new Call(function, "call-" + ++calls, lines, timeLeft);
  }

  private record Call(String function, String id, List<String> lines, IntSupplier timeLeft)
      implements Context, LambdaLogger {

    @Override
    public void log(String message) {
      lines.add(message);
    }

    @Override
    public void log(byte[] message) {
      log(new String(message, UTF_8));
    }

    @Override
    public LambdaLogger getLogger() {
      return this;
    }

    @Override
    public String getFunctionName() {
      return function;
    }

    @Override
    public String getFunctionVersion() {
      return "7";
    }

    @Override
    public String getAwsRequestId() {
      return id;
    }

    @Override
    public String getLogGroupName() {
      return "/aws/lambda/" + function;
    }

    @Override
    public String getLogStreamName() {
      return "stream";
    }

    @Override
    public String getInvokedFunctionArn() {
      return "arn:aws:lambda:eu-central-1:111122223333:function:" + function;
    }

    // Both are null in every call that no mobile SDK makes (source: Lambda's Java context object).

    @Override
    public @Nullable CognitoIdentity getIdentity() {
      return null;
    }

    @Override
    public @Nullable ClientContext getClientContext() {
      return null;
    }

    @Override
    public int getRemainingTimeInMillis() {
      return timeLeft.getAsInt();
    }

    @Override
    public int getMemoryLimitInMB() {
      return 1024;
    }
  }
}
