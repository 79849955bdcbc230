package dev.hallpass.benchmark;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// A function that does nothing: its cost is the floor, which no function can go below.
public final class EmptyHandler implements RequestStreamHandler {

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    event.transferTo(OutputStream.nullOutputStream());
    answer.write('{');
    answer.write('}');
  }
}
