package dev.hallpass.cli.doctor;

import dev.hallpass.cli.doctor.OpsCli.Said;
import dev.hallpass.cli.doctor.OpsCli.Unsaid;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Whether Amazon SES sends the mails of Hallpass, and only encrypted, and whether those who get
/// them can tell that they are genuine: by DKIM and SPF, as SES says, and by DMARC, as the domain
/// says.
record MailCheck(Report report, OpsCli here) {

  private static final Pattern SENDER = Pattern.compile("Mails come from ([^ ]+@([^ ,]+))[.,] .*");
  private static final Pattern REGION = Pattern.compile("--region ([^ ]+)");
  private static final Pattern ELSEWHERE = Pattern.compile(" (arn:[^ ]+:identity/[^ ,]+)");
  private static final Pattern SET = Pattern.compile(" configuration set ([^ ]+)$");
  private static final Pattern POLICY = Pattern.compile("\"(v=DMARC1[^\"]*)\"");
  private static final String MAIL = "mail";
  private static final String SANDBOX = "sandbox";
  private static final String TLS = "tls";
  private static final String DKIM = "dkim";
  private static final String SPF = "spf";
  private static final String DMARC = "dmarc";

  /// @param output the output `Sender` of the stack, which names the address, its region and the
  ///   configuration set
  void run(String output) {
    OpsCli aws = found(REGION, output).map(here::in).orElse(here);
    Matcher sender = SENDER.matcher(output);
    if (!sender.matches()) {
      report.note(MAIL, "the stack does not say where mails come from");
    } else if (found(ELSEWHERE, output).isPresent()) {
      report.note(
          MAIL,
          "%s is verified in another account, which cannot be asked from here: %s"
              .formatted(sender.group(1), found(ELSEWHERE, output).get()));
      dmarc(sender.group(2));
    } else {
      sender(aws, sender.group(1), sender.group(2));
      dmarc(sender.group(2));
    }
    found(SET, output).ifPresent(set -> tls(aws, set));
    account(aws);
  }

  private static Optional<String> found(Pattern pattern, String output) {
    return pattern.matcher(output).results().findFirst().map(MailCheck::first);
  }

  private static String first(MatchResult result) {
    return result.group(1);
  }

  /// An address is verified by itself, or with its whole domain.
  private void sender(OpsCli aws, String address, String domain) {
    OpsCli.Answer own = identity(aws, address);
    switch (own instanceof Unsaid unsaid && unsaid.isMissing() ? identity(aws, domain) : own) {
      case Said said when said.tree().path("VerifiedForSendingStatus").asBoolean(false) -> {
        report.ok(MAIL, "SES has verified %s".formatted(address));
        dkim(said.tree().path("DkimAttributes"), aws, domain);
        spf(said.tree().path("MailFromAttributes"), aws, domain);
      }
      case Said _ -> unverified(aws, address);
      case Unsaid unsaid when unsaid.isMissing() -> unverified(aws, address);
      case Unsaid unsaid -> report.unknown(MAIL, unsaid);
    }
  }

  private static OpsCli.Answer identity(OpsCli aws, String name) {
    return aws.ask("sesv2", "get-email-identity", "--email-identity", name);
  }

  private void unverified(OpsCli aws, String address) {
    report.fail(
        MAIL,
        "SES has not verified %s, so nobody is asked for approval. Ask for it: aws sesv2 create-email-identity --region %s --email-identity %s"
            .formatted(address, aws.region(), address));
  }

  private void dkim(JsonNode dkim, OpsCli aws, String domain) {
    if (dkim.path("SigningEnabled").asBoolean(false)
        && dkim.path("Status").asString("").equals("SUCCESS")) {
      report.ok(DKIM, "SES signs mails as %s".formatted(domain));
    } else {
      report.note(
          DKIM,
          "SES does not sign mails as %1$s, so they may be taken for spam. Verify the domain, and publish the three CNAME records that this shows: aws sesv2 get-email-identity --region %2$s --email-identity %1$s"
              .formatted(domain, aws.region()));
    }
  }

  /// SES publishes the SPF record of its own envelopes. It fits the sender only with a MAIL FROM
  /// domain below it (source: SES, using a custom MAIL FROM domain).
  private void spf(JsonNode envelope, OpsCli aws, String domain) {
    String from = envelope.path("MailFromDomain").asString("");
    if (envelope.path("MailFromDomainStatus").asString("").equals("SUCCESS")) {
      report.ok(SPF, "envelopes come from %s".formatted(from));
    } else {
      report.note(
          SPF,
          "envelopes come from amazonses.com, so SPF says nothing about %1$s, and DMARC relies on DKIM alone. To change it: aws sesv2 put-email-identity-mail-from-attributes --region %2$s --email-identity %1$s --mail-from-domain bounce.%1$s"
              .formatted(domain, aws.region()));
    }
  }

  /// SES knows nothing of DMARC, so the domain is asked, and then the domain above it.
  private void dmarc(String domain) {
    try {
      Optional<String> policy = dmarcOf(domain);
      int dot = domain.indexOf('.');
      if (policy.isEmpty() && domain.indexOf('.', dot + 1) > 0) {
        policy = dmarcOf(domain.substring(dot + 1));
      }
      policy.ifPresentOrElse(
          text -> report.ok(DMARC, "_dmarc.%s says: %s".formatted(domain, text)),
          () ->
              report.note(
                  DMARC,
                  "no name server has a text for _dmarc.%1$s, so others can send mails that look like those of Hallpass. Publish one, such as: v=DMARC1; p=quarantine; rua=mailto:postmaster@%1$s"
                      .formatted(domain)));
    } catch (IOException silent) {
      report.note(DMARC, "cannot be looked up: %s".formatted(silent.getMessage()));
    }
  }

  private Optional<String> dmarcOf(String domain) throws IOException {
    return found(POLICY, here.lookUp("_dmarc." + domain));
  }

  private void tls(OpsCli aws, String set) {
    switch (aws.ask("sesv2", "get-configuration-set", "--configuration-set-name", set)) {
      case Said said
          when said.tree().at("/DeliveryOptions/TlsPolicy").asString("").equals("REQUIRE") ->
          report.ok(TLS, "the configuration set %s sends by TLS alone".formatted(set));
      case Said _ ->
          report.fail(
              TLS,
              "the configuration set %2$s sends mails without TLS too, and they have a link and its code. Demand TLS: aws sesv2 put-configuration-set-delivery-options --region %1$s --configuration-set-name %2$s --tls-policy REQUIRE"
                  .formatted(aws.region(), set));
      case Unsaid unsaid -> report.unknown(TLS, unsaid);
    }
  }

  private void account(OpsCli aws) {
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
