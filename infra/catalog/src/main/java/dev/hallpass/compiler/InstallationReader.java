package dev.hallpass.compiler;

import dev.hallpass.catalog.Installation;
import dev.hallpass.catalog.Installation.Domain;
import dev.hallpass.identity.Person;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Reads the settings from `hallpass.yaml` that only a deployment needs.
final class InstallationReader {

  private static final String COMMERCIAL = "aws";

  private final YamlFields fields;

  InstallationReader(YamlFields fields) {
    this.fields = fields;
  }

  Installation installation() {
    Mistakes mistakes = new Mistakes();
    var networks =
        mistakes.in(() ->
            api()
                .flatMap(api -> api.find("networks"))
                .map(list -> list.each(Network::checked))
                .orElse(List.of()));
    var alarms =
        mistakes.in(() ->
            fields
                .find("alarms")
                .map(list -> list.each(node -> Person.of(node.text()).email()))
                .orElse(List.of()));
    mistakes.refuse();
    return new Installation(
        optional(api().flatMap(api -> api.find("domain")), InstallationReader::domain),
        networks.get(),
        optional(api().flatMap(api -> api.find("organization")), YamlNode::text),
        alarms.get(),
        optional(fields.find("ticketWriter"), YamlNode::text),
        optional(fields.find("backupRole"), YamlNode::text),
        fields.find("reserveConcurrency").map(YamlNode::truth).orElse(true),
        fields.find("partition").map(YamlNode::text).orElse(COMMERCIAL));
  }

  private Optional<YamlFields> api() {
    return fields.find("api").map(YamlNode::fields);
  }

  private static <T> List<T> optional(Optional<YamlNode> node, Function<YamlNode, T> form) {
    return node.map(form).map(List::of).orElse(List.of());
  }

  private static Domain domain(YamlNode node) {
    return new Domain(node.fields().get("name").text(), node.fields().get("certificate").text());
  }
}
