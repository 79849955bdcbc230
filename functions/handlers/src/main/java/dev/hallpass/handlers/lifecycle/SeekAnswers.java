package dev.hallpass.handlers.lifecycle;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.hallpass.catalog.Settings;
import dev.hallpass.handlers.Wiring;
import dev.hallpass.handlers.view.Letterhead;
import dev.hallpass.ledger.Grants;
import dev.hallpass.log.NewestCheckpoint;
import dev.hallpass.workflow.Doorbells;
import dev.hallpass.workflow.Step;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.function.Supplier;

/// The function that mails people for an approval or a review. The event names the step.
public final class SeekAnswers implements RequestStreamHandler {

  private final SeekApproval approval;
  private final SeekReview review;

  /// Called by Lambda, once per environment.
  public SeekAnswers() {
    this(Wiring.fromEnvironment());
  }

  public SeekAnswers(Wiring wiring) {
    Grants grants = wiring.grants();
    Doorbells doorbells = wiring.doorbells();
    NewestCheckpoint log = wiring.newestCheckpoint();
    URI publicUrl = wiring.publicUrl();
    Settings settings = wiring.settings();
    Supplier<Letterhead> letterhead =
        () -> new Letterhead(publicUrl, log.newest(), grants.now(), settings.readers());
    var asking = new Asking(grants, wiring.mailer(), wiring.ids(), wiring.postmark());
    this.approval =
        new SeekApproval(grants, asking, doorbells, letterhead, settings.limits().mailsPerHour());
    this.review = new SeekReview(grants, asking, doorbells, letterhead);
  }

  @Override
  public void handleRequest(InputStream event, OutputStream output, Context context)
      throws IOException {
    Task.read(event).run(context, this::seek);
    Task.answerNothing(output);
  }

  private Step seek(Task task) {
    return switch (task.asks()) {
      case "SeekApproval" -> approval.seek(task);
      case "SeekReview" -> review.seek(task);
      default -> throw new IllegalArgumentException("Not a step that asks people: " + task.asks());
    };
  }
}
