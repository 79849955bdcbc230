package dev.hallpass.local.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// One call of a function, as the function's code sees it.
///
/// @param handler the class that the function runs
/// @param deadline the time at which Lambda would stop the call
public record Invocation(String handler, String requestId, Instant deadline, InstantSource clock)
    implements Context {

  @Override
  public String getAwsRequestId() {
    return requestId;
  }

  @Override
  public String getLogGroupName() {
    return "/aws/lambda/" + getFunctionName();
  }

  @Override
  public String getLogStreamName() {
    return "local";
  }

  @Override
  public String getFunctionName() {
    return handler.substring(handler.lastIndexOf('.') + 1);
  }

  @Override
  public String getFunctionVersion() {
    return "$LATEST";
  }

  @Override
  public String getInvokedFunctionArn() {
    return "arn:aws:lambda:eu-central-1:%s:function:%s"
        .formatted(LocalPerson.ACCOUNT, getFunctionName());
  }

  // Both are null, except in calls of mobile SDKs (source: Lambda's Java context object).

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
    return Math.max(0, Math.toIntExact(Duration.between(clock.instant(), deadline).toMillis()));
  }

  @Override
  public int getMemoryLimitInMB() {
    return 512;
  }

  @Override
  public LambdaLogger getLogger() {
    System.Logger log = System.getLogger(getFunctionName());
    return new LambdaLogger() {
      @Override
      public void log(String message) {
        log.log(System.Logger.Level.INFO, message);
      }

      @Override
      public void log(byte[] message) {
        log(new String(message, UTF_8));
      }
    };
  }
}
