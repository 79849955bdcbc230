package dev.hallpass.compiler;

import dev.hallpass.catalog.Installation;
import dev.hallpass.catalog.Installation.Domain;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Reads the settings from `hallpass.yaml` that only a deployment needs.
final class InstallationReader {

  private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
  private static final Pattern HOST =
      Pattern.compile("(?=.{1,253}$)" + LABEL + "(\\." + LABEL + ")+");
  // Source: ACM, resource types.
  private static final Pattern CERTIFICATE =
      Pattern.compile("arn:aws[a-z-]*:acm:[a-z0-9-]+:[0-9]{12}:certificate/[A-Za-z0-9-]+");
  // Source: IAM, CreateRole; policies compare the whole ARN, so nothing in it may be a pattern.
  private static final Pattern ROLE =
      Pattern.compile(
          "arn:aws[a-z-]*:iam::[0-9]{12}:role/([A-Za-z0-9_+=,.@-]+/)*[A-Za-z0-9_+=,.@-]{1,64}");
  // Source: AWS Organizations, Organization.
  private static final Pattern ORGANIZATION = Pattern.compile("o-[a-z0-9]{10,32}");

  private final YamlFields fields;

  InstallationReader(YamlFields fields) {
    this.fields = fields;
  }

  Installation installation() {
    List<String> alarms =
        fields
            .find("alarms")
            .map(list -> list.each(node -> SettingsReader.person(node).email()))
            .orElse(List.of());
    List<String> ticketWriters =
        optional(fields.find("ticketWriter"), node -> role(node, "writes tickets", "tracker"));
    List<String> backupRoles =
        optional(
            fields.find("backupRole"), node -> role(node, "copies the tables", "hallpass-backup"));
    boolean reserves = fields.find("reserveConcurrency").map(YamlNode::truth).orElse(true);
    return fields
        .find("api")
        .map(InstallationReader::api)
        .map(api ->
            new Installation(
                optional(api.find("domain"), InstallationReader::domain),
                api.find("networks").map(list -> list.each(Network::checked)).orElse(List.of()),
                optional(api.find("organization"), InstallationReader::organization),
                alarms,
                ticketWriters,
                backupRoles,
                reserves))
        .orElseGet(() ->
            new Installation(
                List.of(), List.of(), List.of(), alarms, ticketWriters, backupRoles, reserves));
  }

  /// The fields of `api`. Functions read one of them, `proof`.
  static YamlFields api(YamlNode node) {
    return node.fields("domain", "networks", "organization", "proof");
  }

  private static <T> List<T> optional(Optional<YamlNode> node, Function<YamlNode, T> form) {
    return node.map(form).map(List::of).orElse(List.of());
  }

  private static Domain domain(YamlNode node) {
    YamlFields fields = node.fields("name", "certificate");
    return new Domain(
        fields
            .get("name")
            .text(HOST, "must be a host name in lower case, such as hallpass.example.com"),
        fields
            .get("certificate")
            .text(
                CERTIFICATE,
                "must be the ARN of a certificate in AWS Certificate Manager, such as"
                    + " arn:aws:acm:eu-central-1:111122223333:certificate/…"));
  }

  private static String role(YamlNode node, String task, String example) {
    return node.text(
        ROLE,
        "must be the ARN of the role that %s, such as arn:aws:iam::111122223333:role/%s; a session, a user or a pattern is not such a role"
            .formatted(task, example));
  }

  private static String organization(YamlNode node) {
    return node.text(
        ORGANIZATION,
        "must be the id of an organization, such as o-a1b2c3d4e5; `aws organizations"
            + " describe-organization` prints it");
  }
}
