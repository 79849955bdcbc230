package dev.hallpass.cli.doctor;

import dev.hallpass.cli.doctor.OpsCli.Said;
import dev.hallpass.cli.doctor.OpsCli.Unsaid;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Whether Amazon SES sends the mails of Hallpass.
record MailCheck(Report report, OpsCli aws) {

  private static final Pattern SENDER = Pattern.compile("Mails come from ([^ ]+@([^ ]+))\\. .*");
  private static final String MAIL = "mail";
  private static final String SANDBOX = "sandbox";

  /// @param output the output `Sender` of the stack, which names the address
  void run(String output) {
    Matcher sender = SENDER.matcher(output);
    if (sender.matches()) {
      sender(sender.group(1), sender.group(2));
    } else {
      report.note(MAIL, "the stack does not say where mails come from");
    }
    account();
  }

  /// An address is verified by itself, or with its whole domain.
  private void sender(String address, String domain) {
    OpsCli.Answer own = identity(address);
    switch (own instanceof Unsaid unsaid && unsaid.isMissing() ? identity(domain) : own) {
      case Said said when said.tree().path("VerifiedForSendingStatus").asBoolean(false) ->
          report.ok(MAIL, "SES has verified %s".formatted(address));
      case Said _ -> unverified(address);
      case Unsaid unsaid when unsaid.isMissing() -> unverified(address);
      case Unsaid unsaid -> report.unknown(MAIL, unsaid);
    }
  }

  private OpsCli.Answer identity(String name) {
    return aws.ask("sesv2", "get-email-identity", "--email-identity", name);
  }

  private void unverified(String address) {
    report.fail(
        MAIL,
        "SES has not verified %s, so nobody is asked for approval. Ask for it: aws sesv2 create-email-identity --region %s --email-identity %s"
            .formatted(address, aws.region(), address));
  }

  private void account() {
    switch (aws.ask("sesv2", "get-account")) {
      case Said said -> account(said.tree());
      case Unsaid unsaid -> report.unknown(SANDBOX, unsaid);
    }
  }

  private void account(JsonNode account) {
    if (!account.path("SendingEnabled").asBoolean(false)) {
      report.fail(MAIL, "SES has stopped sending for this account. See the console of SES.");
    } else if (!account.path("ProductionAccessEnabled").asBoolean(false)) {
      report.note(
          SANDBOX,
          "the account is in the sandbox of SES, which sends only to verified addresses. Ask for production access.");
    } else {
      report.ok(SANDBOX, "the account is out of it: SES sends to everybody");
    }
  }
}
