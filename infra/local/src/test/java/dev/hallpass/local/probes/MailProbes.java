package dev.hallpass.local.probes;

import static dev.hallpass.local.probes.Belief.denied;
import static dev.hallpass.local.probes.Belief.done;
import static dev.hallpass.local.probes.Belief.reads;
import static dev.hallpass.local.probes.Observed.DONE;
import static dev.hallpass.local.probes.PolicyText.allow;
import static dev.hallpass.local.probes.Source.documented;
import static dev.hallpass.local.probes.Source.measuredByOthers;

import dev.hallpass.local.probes.Fixtures.Made;
import dev.hallpass.local.probes.Observed.Read;
import dev.hallpass.local.probes.Probe.NotAsked;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ses.model.MessageTag;
import software.amazon.awssdk.services.ses.model.SendEmailRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the design believes of SES.
final class MailProbes {

  /// Addresses of SES's own, which anybody may write to.
  static final String ACCEPTS = "success@simulator.amazonses.com";

  static final String BOUNCES = "bounce@simulator.amazonses.com";

  /// Bounces of a configuration set, by way of EventBridge, in a log.
  private static final String LOGGED_BOUNCES =
      """
      {"Resources": {
        "Mails": {"Type": "AWS::SES::ConfigurationSet", "Properties": {
          "Name": {"Ref": "AWS::StackName"}
        }},
        "Bounced": {
          "Type": "AWS::SES::ConfigurationSetEventDestination", "Properties": {
            "ConfigurationSetName": {"Ref": "Mails"},
            "EventDestination": {
              "Enabled": true,
              "MatchingEventTypes": ["bounce"],
              "EventBridgeDestination": {"EventBusArn": {"Fn::Sub":
                "arn:aws:events:${AWS::Region}:${AWS::AccountId}:event-bus/default"
              }}
            }
          }
        },
        "Rule": {"Type": "AWS::Events::Rule", "Properties": {
          "EventPattern": {
            "source": ["aws.ses"],
            "detail-type": ["Email Bounced"],
            "detail": {"mail": {"tags": {"ses:configuration-set": [{"Ref": "Mails"}]}}}
          },
          "Targets": [{"Id": "log", "Arn": {"Fn::GetAtt": ["Function", "Arn"]}}]
        }},
        "Permission": {"Type": "AWS::Lambda::Permission", "Properties": {
          "Action": "lambda:InvokeFunction",
          "FunctionName": {"Fn::GetAtt": ["Function", "Arn"]},
          "Principal": "events.amazonaws.com",
          "SourceArn": {"Fn::GetAtt": ["Rule", "Arn"]}
        }},
        "Log": {"Type": "AWS::Logs::LogGroup", "Properties": {
          "LogGroupName": {"Ref": "AWS::StackName"}, "RetentionInDays": 1
        }},
        "Function": {"Type": "AWS::Lambda::Function", "Properties": {
          "Runtime": "nodejs22.x",
          "Handler": "index.echo",
          "LoggingConfig": {"LogGroup": {"Ref": "Log"}},
          "Role": {"Fn::GetAtt": ["Role", "Arn"]},
          "Code": {"ZipFile":
            "exports.echo = async event => { console.log(JSON.stringify(event)); };"
          }
        }},
        "Role": {"Type": "AWS::IAM::Role", "Properties": {
          "Path": "/hallpass-probe/",
          "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{
            "Effect": "Allow", "Action": "sts:AssumeRole",
            "Principal": {"Service": "lambda.amazonaws.com"}
          }]},
          "Policies": [{"PolicyName": "log", "PolicyDocument": {
            "Version": "2012-10-17", "Statement": [{
              "Effect": "Allow",
              "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
              "Resource": {"Fn::GetAtt": ["Log", "Arn"]}
            }]
          }}]
        }}
      }}
      """;

  private MailProbes() {}

  static List<Probe> all() {
    return List.of(aVerifiedRecipient(), theTagsInAnEvent());
  }

  private static Probe aVerifiedRecipient() {
    return new Probe(
        "verified-recipient-needs-leave",
        "Where a recipient is an identity of the account, sending needs leave for that identity,"
            + " too, and not for the sender's alone.",
        "In the sandbox of SES all recipients are: the functions that mail would be refused there.",
        measuredByOthers(
            "[terraform-aws-ses 40](https://github.com/cloudposse/terraform-aws-ses/issues/40),"
                + " [data.gov 3810](https://github.com/GSA/data.gov/issues/3810)"),
        "Sends to a verified recipient as a role with leave for the sender's identity, and as one"
            + " with leave for both. The addresses are `-Dses.sender=` and `-Dses.recipient=`.",
        Cost.cents("0.1", 40),
        List.of(
            denied("to the recipient, with leave for the sender"),
            done("to the recipient, with leave for both")),
        (aws, made) -> {
          String sender = address(aws, "ses.sender");
          String recipient = address(aws, "ses.recipient");
          if (domain(sender).equals(domain(recipient))) {
            throw new NotAsked("-Dses.sender= and -Dses.recipient= are of one domain");
          }
          String asSender = mailAs(made, sender);
          String asItsDomain = mailAs(made, domain(sender));
          Aws forOne = made.session(made.role(asSender, asItsDomain));
          Aws forBoth =
              made.session(
                  made.role(
                      asSender,
                      asItsDomain,
                      mailAs(made, recipient),
                      mailAs(made, domain(recipient))));
          made.patience()
              .sure("the sender", DONE::equals, () -> sends(forOne, mail(sender, ACCEPTS)));
          return List.of(
              sends(forOne, mail(sender, recipient)),
              made.patience().last(DONE::equals, () -> sends(forBoth, mail(sender, recipient))));
        });
  }

  private static String address(Aws aws, String property) {
    return aws.told(property)
        .filter(one -> one.contains("@"))
        .orElseThrow(() -> new NotAsked("-D%s= names no verified address".formatted(property)));
  }

  private static String domain(String address) {
    return address.substring(address.indexOf('@') + 1);
  }

  private static String mailAs(Fixtures made, String identity) {
    return allow("ses:SendEmail", made.arn("ses", "identity/" + identity));
  }

  private static SendEmailRequest mail(String from, String to) {
    return SendEmailRequest.builder()
        .source(from)
        .destination(one -> one.toAddresses(to))
        .message(message ->
            message
                .subject(one -> one.data("A probe of Hallpass"))
                .body(body -> body.text(one -> one.data("Nothing is to be done."))))
        .build();
  }

  private static Observed sends(Aws caller, SendEmailRequest mail) {
    return Observed.of(() -> caller.ses().sendEmail(mail));
  }

  private static Probe theTagsInAnEvent() {
    return new Probe(
        "tags-in-a-bounce",
        "The event of a bounce names the tags that the mail was sent with and, by a tag of SES's"
            + " own, its configuration set.",
        "By the tags it is known which grant's mail came back, and by the set that it was ours.",
        documented(
            "SES, examples of events",
            "ses/latest/dg/event-publishing-retrieving-eventbridge-examples.html"),
        "Sends a mail with a tag to SES's bouncing address, and reads the event in the log of a"
            + " function that EventBridge calls. The sender is `-Dses.sender=`.",
        Cost.cents("0.1", 200),
        List.of(
            reads("`detail-type`", "Email Bounced"),
            reads("`detail.mail.tags.grant`", "[\"grant-1\"]"),
            reads("`detail.mail.tags['ses:configuration-set']`", "[\"its name\"]")),
        (aws, made) -> {
          String sender = address(aws, "ses.sender");
          Made stack = made.stack(LOGGED_BOUNCES);
          String set = stack.id("Mails");
          // What was made a moment ago may miss an event.
          aws.pass(Duration.ofMinutes(1));
          String id =
              aws.ses()
                  .sendEmail(
                      mail(sender, BOUNCES).toBuilder()
                          .configurationSetName(set)
                          .tags(MessageTag.builder().name("grant").value("grant-1").build())
                          .build())
                  .messageId();
          JsonNode event =
              made.longPatience()
                  .sure("the event", Optional::isPresent, () -> logged(aws, stack.id("Log"), id))
                  .orElseThrow();
          JsonNode tags = event.at("/detail/mail/tags");
          return List.of(
              new Read(event.path("detail-type").asString("")),
              new Read(tags.path("grant").toString()),
              new Read(tags.path("ses:configuration-set").toString().replace(set, "its name")));
        });
  }

  /// The event about a mail, which a line of the log ends with.
  private static Optional<JsonNode> logged(Aws aws, String group, String mail) {
    return aws.logs().filterLogEvents(some -> some.logGroupName(group)).events().stream()
        .map(line -> line.message().substring(Math.max(0, line.message().indexOf('{'))))
        .filter(line -> line.contains(mail))
        .map(JsonMapper.shared()::readTree)
        .findFirst();
  }
}
