package dev.hallpass.infra.mail;

import dev.hallpass.infra.shared.Handler;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.targets.LambdaFunction;
import software.amazon.awscdk.services.lambda.EventInvokeConfigOptions;
import software.constructs.Construct;

/// Calls the function that records a mail that came back: SES sends an event to EventBridge. So a
/// grant does not wait for a person who was never asked.
public final class Bounces extends Construct {

  public Bounces(Construct scope, Handler noteBounce, MailSending mails) {
    super(scope, "Bounces");
    Rule.Builder.create(this, "Bounced")
        .description("Calls Hallpass for a mail of its own that did not arrive")
        .eventPattern(mails.bounced())
        .targets(List.of(LambdaFunction.Builder.create(noteBounce.live()).build()))
        .build();
    // When a domain is gone, many mails come back at once; they can wait for each other.
    noteBounce.reserve(2);
    // SES sends each event once.
    noteBounce
        .live()
        .configureAsyncInvoke(
            EventInvokeConfigOptions.builder()
                .maxEventAge(Duration.hours(6))
                .retryAttempts(2)
                .build());
  }
}
