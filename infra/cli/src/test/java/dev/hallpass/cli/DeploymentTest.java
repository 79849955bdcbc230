package dev.hallpass.cli;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.cli.scene.Desk;
import dev.hallpass.cli.scene.FakeAws;
import dev.hallpass.cli.scene.Town;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A deployment, as the people who run it see it.
class DeploymentTest {

  private static final String TOPIC = "arn:aws:sns:eu-central-1:111122223333:Alarms";

  private static final String HEAD =
      "s3api head-object --bucket hallpass-archive-111122223333-eu-central-1 --key checkpoint";

  private final Town town;
  private final Desk carol;
  private final FakeAws aws = new FakeAws();

  DeploymentTest(@TempDir Path folder) {
    town = new Town(folder);
    carol = town.desk("carol");
    carol.programs().print(aws::answer);
    aws.says("sts get-caller-identity", "{'Account': '111122223333'}");
    aws.says(
        "cloudformation describe-stacks --stack-name Hallpass ",
        """
        {'Stacks': [{'StackStatus': 'UPDATE_COMPLETE', 'Outputs': [
          {'OutputKey': 'Url', 'OutputValue': '%s'},
          {'OutputKey': 'Alarms', 'OutputValue': '%s'},
          {'OutputKey': 'Archive', 'OutputValue': 'hallpass-archive-111122223333-eu-central-1'},
          {'OutputKey': 'Sender', 'OutputValue':
            'Mails come from hallpass@example.com. Amazon SES sends none until it has verified it. They use the configuration set company-mails'}]}]}
        """
            .formatted(town.address(), TOPIC));
    aws.says(
        "sesv2 get-email-identity --email-identity hallpass@example.com",
        """
        {'VerifiedForSendingStatus': true,
         'DkimAttributes': {'SigningEnabled': true, 'Status': 'SUCCESS'},
         'MailFromAttributes': {
           'MailFromDomain': 'bounce.example.com', 'MailFromDomainStatus': 'SUCCESS'}}
        """);
    aws.says(
        "nslookup -type=TXT _dmarc.example.com", "_dmarc.example.com\ttext = 'v=DMARC1; p=reject'");
    aws.says(
        "sesv2 get-configuration-set --configuration-set-name company-mails",
        "{'DeliveryOptions': {'TlsPolicy': 'REQUIRE'}}");
    aws.says("sesv2 get-account", "{'SendingEnabled': true, 'ProductionAccessEnabled': true}");
    aws.says(
        "sns list-subscriptions-by-topic --topic-arn " + TOPIC,
        "{'Subscriptions': [{'SubscriptionArn': '%s:0', 'Endpoint': 'ops@example.com'}]}"
            .formatted(TOPIC));
    aws.says("cloudwatch describe-alarms", alarms("SystemDrifted=OK", "DriftCheckSilent=OK"));
    aws.says(
        "lambda get-account-settings",
        "{'AccountLimit': {'ConcurrentExecutions': 1000, 'UnreservedConcurrentExecutions': 961}}");
    aws.says(HEAD, "{'LastModified': '2026-03-02T11:55:02+00:00'}");
    aws.says("iam list-role-policies --role-name hallpass-retire", "{'PolicyNames': ['Policy']}");
    aws.says(
        "iam get-role-policy --role-name hallpass-retire --policy-name Policy",
        """
        {'PolicyDocument': {'Statement': [
          {'Resource': 'arn:aws:iam::444455556666:role/hallpass-provisioner'}]}}
        """);
  }

  @AfterEach
  void close() {
    town.close();
  }

  private String page() {
    return carol.hallpass("doctor", "--ops", "ops").out();
  }

  @Test
  void aDeploymentThatWorksIsSaidToDoSo() {
    assertThat(page())
        .contains("ok   stack        Hallpass in 111122223333 is UPDATE_COMPLETE")
        .contains("ok   url          " + town.address())
        .contains("ok   mail         SES has verified hallpass@example.com")
        .contains("ok   dkim         SES signs mails as example.com")
        .contains("ok   spf          envelopes come from bounce.example.com")
        .contains("ok   dmarc        _dmarc.example.com says: v=DMARC1; p=reject")
        .contains("ok   sandbox      the account is out of it")
        .contains("ok   alarms       they go to ops@example.com", "ok   alarms       none rings")
        .contains("ok   drift        all is as the template says")
        .contains("ok   checkpoint   the newest is of 2026-03-02T11:55:02Z")
        .contains("ok   concurrency  the quota is 1000, and 39 of it is reserved")
        .contains("note accounts     444455556666 cannot be asked from here");
    assertThat(aws.asked())
        .filteredOn(command -> !command.startsWith("nslookup "))
        .allMatch(command -> command.endsWith(" --profile ops --region eu-central-1 --output json"))
        .allMatch(command -> command.matches("aws [a-z0-9]+ (get|list|describe|head)-.*"));
  }

  @Test
  void anAccountThatHasLeftTheOrganizationIsSaid() {
    aws.refuses(
        "organizations describe-account --account-id 444455556666",
        "An error occurred (AccountNotFoundException) when calling DescribeAccount");

    assertThat(page()).contains("FAIL accounts     444455556666 is no active account");

    aws.says(
        "organizations describe-account --account-id 444455556666",
        "{'Account': {'Status': 'SUSPENDED'}}");

    assertThat(page()).contains("FAIL accounts     444455556666 is no active account");

    aws.says(
        "organizations describe-account --account-id 444455556666",
        "{'Account': {'Status': 'ACTIVE'}}");

    assertThat(page()).contains("note accounts     444455556666 cannot be asked from here");
  }

  @Test
  void whereAccountsAreTooManyToBeNamedItIsSaidWhoNamesThem() {
    aws.says(
        "iam get-role-policy --role-name hallpass-retire --policy-name Policy",
        """
        {'PolicyDocument': {'Statement': [
          {'Resource': 'arn:aws:iam::*:role/hallpass-provisioner'}]}}
        """);

    assertThat(page()).contains("note accounts     they are too many", "`hallpass accounts`");
  }

  @Test
  void mailsThatWouldNotArriveAreSaid() {
    aws.refuses(
        "sesv2 get-email-identity --email-identity hallpass@example.com",
        "An error occurred (NotFoundException) when calling GetEmailIdentity");
    aws.says("--email-identity example.com", "{'VerifiedForSendingStatus': false}");
    aws.says("sesv2 get-account", "{'SendingEnabled': true, 'ProductionAccessEnabled': false}");

    assertThat(page())
        .contains("FAIL mail         SES has not verified hallpass@example.com")
        .contains("aws sesv2 create-email-identity --region eu-central-1")
        .contains("note sandbox      the account is in the sandbox");
  }

  @Test
  void mailsThatNobodyCanTellFromForgedOnesAreSaid() {
    aws.says(
        "nslookup -type=TXT _dmarc.example.com",
        "** server can't find _dmarc.example.com: NXDOMAIN");
    aws.says(
        "sesv2 get-email-identity --email-identity hallpass@example.com",
        "{'VerifiedForSendingStatus': true, 'DkimAttributes': {'Status': 'PENDING'}}");

    assertThat(page())
        .contains("note dkim         SES does not sign mails as example.com", "three CNAME records")
        .contains("note spf          envelopes come from amazonses.com", "--mail-from-domain")
        .contains("note dmarc        no name server has a text for _dmarc.example.com");
  }

  @Test
  void aConfigurationSetThatSendsWithoutTlsIsSaid() {
    aws.says(
        "sesv2 get-configuration-set --configuration-set-name company-mails",
        "{'DeliveryOptions': {'TlsPolicy': 'OPTIONAL'}}");

    assertThat(page())
        .contains(
            "FAIL tls          the configuration set company-mails sends mails without TLS too")
        .contains("--configuration-set-name company-mails --tls-policy REQUIRE");
  }

  @Test
  void aSenderInAnotherRegionIsLookedAtThere() {
    aws.says(
        "cloudformation describe-stacks --stack-name Hallpass ",
        """
        {'Stacks': [{'StackStatus': 'UPDATE_COMPLETE', 'Outputs': [{'OutputKey': 'Sender',
          'OutputValue': 'Mails come from hallpass@example.com. `aws --region eu-west-1 x`'}]}]}
        """);

    page();

    assertThat(aws.asked())
        .filteredOn(command -> command.contains("sesv2"))
        .isNotEmpty()
        .allMatch(command -> command.contains("--region eu-west-1 "));
  }

  @Test
  void aSenderInAnotherAccountCannotBeAsked() {
    aws.says(
        "cloudformation describe-stacks --stack-name Hallpass ",
        """
        {'Stacks': [{'StackStatus': 'UPDATE_COMPLETE', 'Outputs': [{'OutputKey': 'Sender',
          'OutputValue': 'Mails come from hallpass@example.com, which another account has verified: arn:aws:ses:eu-central-1:777788889999:identity/example.com, in --region eu-central-1 . Its policy'}]}]}
        """);

    assertThat(page())
        .contains("note mail         hallpass@example.com is verified in another account")
        .contains("arn:aws:ses:eu-central-1:777788889999:identity/example.com");
  }

  @Test
  void aVerifiedDomainIsEnough() {
    aws.refuses(
        "sesv2 get-email-identity --email-identity hallpass@example.com",
        "An error occurred (NotFoundException) when calling GetEmailIdentity");
    aws.says("--email-identity example.com", "{'VerifiedForSendingStatus': true}");

    assertThat(page()).contains("ok   mail         SES has verified hallpass@example.com");
  }

  @Test
  void alarmsThatReachNobodyOrRingAreSaid() {
    aws.says(
        "sns list-subscriptions-by-topic --topic-arn " + TOPIC,
        "{'Subscriptions': [{'SubscriptionArn': 'PendingConfirmation', 'Endpoint': 'ops@example.com'}]}");
    aws.says("cloudwatch describe-alarms", alarms("ApiFails=ALARM", "DriftCheckSilent=OK"));

    assertThat(page())
        .contains("FAIL alarms       not confirmed: ops@example.com", "--topic-arn " + TOPIC)
        .contains("FAIL alarms       these ring: Hallpass-WatchAlarmsApiFails1A2B");
  }

  @Test
  void driftAndAMissingCheckOfItAreSaid() {
    aws.says("cloudwatch describe-alarms", alarms("SystemDrifted=ALARM", "DriftCheckSilent=OK"));
    assertThat(page()).contains("FAIL drift        a part differs from its template");

    aws.says("cloudwatch describe-alarms", alarms("SystemDrifted=OK", "DriftCheckSilent=ALARM"));
    assertThat(page()).contains("FAIL drift        no check has seen everything for 3 hours");

    aws.says("cloudwatch describe-alarms", "{'MetricAlarms': []}");
    assertThat(page()).contains("FAIL drift        the alarm DriftCheckSilent is not there");
  }

  private static String alarms(String... states) {
    return Stream.of(states)
        .map(one -> one.split("="))
        .map(one ->
            "{'AlarmName': 'Hallpass-WatchAlarms%s1A2B', 'StateValue': '%s'}"
                .formatted(one[0], one[1]))
        .collect(joining(", ", "{'MetricAlarms': [", "]}"));
  }

  @Test
  void anOldCheckpointAndNoneAreSaid() {
    aws.says(HEAD, "{'LastModified': '2026-03-02T11:40:02+00:00'}");
    assertThat(page())
        .contains(
            "FAIL checkpoint   the newest in hallpass-archive-111122223333-eu-central-1 is of")
        .contains("Read the log of SignCheckpoint");

    aws.refuses(HEAD, "An error occurred (404) when calling the HeadObject operation: Not Found");
    assertThat(page()).contains("note checkpoint   hallpass-archive-", "has none yet");
  }

  @Test
  void aSmallQuotaIsNoted() {
    aws.says(
        "lambda get-account-settings",
        "{'AccountLimit': {'ConcurrentExecutions': 10, 'UnreservedConcurrentExecutions': 10}}");

    assertThat(page()).contains("note concurrency  the quota is 10", "Ask for a quota of 140");
  }

  @Test
  void whatMayNotBeAskedIsSaid() {
    aws.refuses("sesv2 get-account", "An error occurred (AccessDeniedException): not authorized");

    assertThat(page()).contains("note sandbox      cannot be asked: An error");
  }

  @Test
  void inAnotherAccountItsRoleIsLookedAt() {
    aws.says("sts get-caller-identity", "{'Account': '444455556666'}");
    aws.refuses(
        "cloudformation describe-stacks --stack-name Hallpass ",
        "An error occurred (ValidationError): Stack with id Hallpass does not exist");
    aws.says(
        "cloudformation describe-stacks --stack-name HallpassTarget ",
        "{'Stacks': [{'StackStatus': 'CREATE_COMPLETE'}]}");
    aws.refuses(
        "iam get-role --role-name hallpass-provisioner", "(NoSuchEntity) when calling GetRole");

    assertThat(page())
        .contains("ok   stack        HallpassTarget in 444455556666 is CREATE_COMPLETE")
        .contains("FAIL accounts     444455556666 has no role", "HallpassTarget/444455556666");
  }

  @Test
  void withoutTheAwsCliNothingOfItCanBeAsked() {
    carol.programs().lack("aws");

    assertThat(page()).contains("FAIL ops          the profile ops signs nothing: No such file");
  }
}
