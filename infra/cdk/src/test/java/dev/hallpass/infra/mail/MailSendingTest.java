package dev.hallpass.infra.mail;

import static dev.hallpass.records.Altered.with;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.adapters.json.CompiledCatalog;
import dev.hallpass.catalog.Catalog;
import dev.hallpass.catalog.Mailing;
import dev.hallpass.catalog.Settings;
import dev.hallpass.infra.Deployment;
import dev.hallpass.infra.Synthesis;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(Synthesis.class)
class MailSendingTest {

  private static final String IDENTITY = "arn:aws:ses:eu-west-1:777788889999:identity/example.com";

  @Test
  void mailsToVerifiedRecipientsAreSentToo(Deployment deployment) {
    assertThat(resources(deployment))
        .contains("arn:${AWS::Partition}:ses:${AWS::Region}:${AWS::AccountId}:identity/*")
        .contains("configuration-set/");
  }

  @Test
  void theOrganizationsOwnIdentityAndSetAreUsed(@TempDir Path folder) {
    CompiledCatalog compiled = CompiledCatalog.of(Synthesis.PROJECT);
    Catalog catalog = compiled.catalog();
    Mailing mailing =
        new Mailing(
            "Access",
            Optional.empty(),
            Optional.of("eu-west-1"),
            Optional.of(IDENTITY),
            Optional.of("company-mails"));

    Deployment deployment =
        Synthesis.synthesize(
            folder,
            new Catalog(
                mailing(catalog.settings(), mailing), catalog.entitlements(), catalog.digest()),
            compiled.installation());

    assertThat(deployment.properties("AWS::SES::ConfigurationSet")).isEmpty();
    assertThat(deployment.function("SeekAnswers").at("/Environment/Variables/CONFIGURATION_SET"))
        .hasToString("\"company-mails\"");
    assertThat(resources(deployment))
        .contains(
            IDENTITY,
            "ses:eu-west-1:${AWS::AccountId}:configuration-set/company-mails",
            "ses:eu-west-1:${AWS::AccountId}:identity/*");
    assertThat(Deployment.shown(deployment.template().at("/Outputs/Sender/Value")))
        .contains("hallpass@example.com, which another account has verified: " + IDENTITY)
        .contains("--region eu-west-1 ");
  }

  private static String resources(Deployment deployment) {
    return deployment.permissions("SeekAnswers").stream()
        .filter(permission -> permission.actions().contains("ses:SendEmail"))
        .flatMap(permission -> permission.resources().stream())
        .map(Deployment::shown)
        .collect(joining("\n"));
  }

  private static Settings mailing(Settings old, Mailing mailing) {
    return with(old, "mailing", mailing);
  }
}
