package dev.hallpass.infra.mail;

import dev.hallpass.catalog.Mailing;
import dev.hallpass.infra.shared.Handler;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.events.EventBus;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.ses.ConfigurationSet;
import software.amazon.awscdk.services.ses.ConfigurationSetEventDestinationOptions;
import software.amazon.awscdk.services.ses.ConfigurationSetTlsPolicy;
import software.amazon.awscdk.services.ses.EmailSendingEvent;
import software.amazon.awscdk.services.ses.EventDestination;
import software.constructs.Construct;

/// The mails to people. Ops let Amazon SES verify the sender's address or its domain.
public final class MailSending extends Construct {

  /// A tag that SES adds to each mail (source: SES, auto-tags).
  private static final String SENT_BY = "ses:configuration-set";

  private final String sender;
  private final Mailing mailing;
  private final String set;

  /// @param sender the sender of the mails
  public MailSending(Construct scope, String sender, Mailing mailing) {
    super(scope, "Post");
    this.sender = sender;
    this.mailing = mailing;
    this.set = mailing.configurationSet().orElseGet(() -> ownSet().getConfigurationSetName());
  }

  /// The set of the stack, if the organization has none for these mails.
  private ConfigurationSet ownSet() {
    // A mail has a link and its code, so it must travel encrypted.
    var mails =
        ConfigurationSet.Builder.create(this, "Mails")
            .tlsPolicy(ConfigurationSetTlsPolicy.REQUIRE)
            .build();
    // The default bus, because SES sends to no other (source: SES, setting up an EventBridge
    // destination).
    mails.addEventDestination(
        "Bounced",
        ConfigurationSetEventDestinationOptions.builder()
            .destination(
                EventDestination.eventBus(EventBus.fromEventBusName(this, "Default", "default")))
            .events(
                List.of(
                    EmailSendingEvent.BOUNCE,
                    EmailSendingEvent.COMPLAINT,
                    EmailSendingEvent.REJECT))
            .build());
    return mails;
  }

  /// Lets a function send mails, only as the sender. SES also asks for leave for a recipient that
  /// is an identity of the account, as all are in the sandbox; so the sender is what narrows it.
  public void openTo(Handler handler) {
    handler.tell("CONFIGURATION_SET", set);
    handler.allow(
        PolicyStatement.Builder.create()
            .actions(List.of("ses:SendEmail"))
            .resources(
                Stream.concat(
                        Stream.of(arn("identity/*"), arn("configuration-set/" + set)),
                        mailing.identity().stream())
                    .toList())
            .conditions(Map.of("StringEquals", Map.of("ses:FromAddress", sender)))
            .build());
  }

  /// The event that something happened to one of these mails, and not to a mail of others in the
  /// account.
  ///
  /// @param type SES's name of it, such as `Email Bounced` (source: SES, events in EventBridge)
  public Map<String, Object> event(String type) {
    Map<String, Object> event = new TreeMap<>();
    event.put("source", List.of("aws.ses"));
    event.put("detail-type", List.of(type));
    event.put("detail", Map.of("mail", Map.of("tags", Map.of(SENT_BY, List.of(set)))));
    return event;
  }

  /// The event that one of these mails came back.
  EventPattern bounced() {
    return EventPattern.builder()
        .source(List.of("aws.ses"))
        .detailType(List.of("Email Bounced"))
        .detail(Map.of("mail", Map.of("tags", Map.of(SENT_BY, List.of(set)))))
        .build();
  }

  /// Ops read these commands after a deployment, because the stack cannot know whether SES has
  /// verified the sender. infra/README.md has the same commands.
  public String notice() {
    return "%s They use the configuration set %s"
        .formatted(mailing.identity().map(this::noticeOf).orElseGet(this::ownNotice), set);
  }

  private String noticeOf(String identity) {
    return """
    Mails come from %1$s, which another account has verified: %2$s, in --region %3$s . Its policy \
    must allow ses:SendEmail to the account of Hallpass, with the condition that ses:FromAddress is \
    %1$s.\
    """
        .formatted(sender, identity, region());
  }

  private String ownNotice() {
    return """
    Mails come from %1$s. Amazon SES sends none until it has verified that address or, put in its \
    place, the domain %2$s. \
    `aws sesv2 create-email-identity --region %3$s --email-identity %1$s` asks for it, and \
    `aws sesv2 get-email-identity --region %3$s --email-identity %1$s \
    --query VerifiedForSendingStatus` shows whether it is done.\
    """
        .formatted(sender, domain(), region());
  }

  private String domain() {
    return sender.substring(sender.indexOf('@') + 1);
  }

  /// The number of mails with an event, of all that the account sends: SES counts these for
  /// nothing, and those of a set for money.
  ///
  /// @param event SES's name of it: `Send`, `Delivery`, `Bounce`, `Complaint` or `Reject`
  public Metric metric(String event) {
    return Metric.Builder.create().namespace("AWS/SES").metricName(event).statistic("Sum").build();
  }

  private String arn(String resource) {
    Stack stack = Stack.of(this);
    return "arn:%s:ses:%s:%s:%s"
        .formatted(stack.getPartition(), region(), stack.getAccount(), resource);
  }

  private String region() {
    return mailing.region().orElseGet(() -> Stack.of(this).getRegion());
  }
}
