package dev.hallpass.compiler.settings;

import dev.hallpass.catalog.people.People;
import dev.hallpass.catalog.people.TrustedIdentities;
import dev.hallpass.catalog.people.TrustedIdentities.IamUsers;
import dev.hallpass.catalog.people.TrustedIdentities.NamedRole;
import dev.hallpass.catalog.people.TrustedIdentities.PermissionSet;
import dev.hallpass.catalog.people.UserNames;
import dev.hallpass.compiler.yaml.Mistakes;
import dev.hallpass.compiler.yaml.YamlFields;
import dev.hallpass.compiler.yaml.YamlNode;
import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.CallerArn;
import dev.hallpass.identity.Person;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/// Reads an item of `identities` from `hallpass.yaml`.
///
/// @param people the people and their addresses
/// @param partition the partition of AWS
record IdentitiesReader(Supplier<People> people, Supplier<String> partition) {

  TrustedIdentities read(YamlNode node) {
    YamlFields fields = node.fields();
    Optional<YamlNode> role = fields.find("role");
    if (role.isPresent()) {
      return role(role.get(), fields);
    }
    AccountId account = new AccountId(fields.get("account").text());
    return fields
        .find("users")
        .<TrustedIdentities>map(users -> new IamUsers(account, users(users)))
        .orElseGet(() ->
            new PermissionSet(account, fields.get("permissionSet").text(), userNames(fields)));
  }

  private NamedRole role(YamlNode node, YamlFields fields) {
    String[] parts = node.text().split(":", 6);
    if (!parts[1].equals(partition.get())) {
      throw node.refused(
          "is in the partition %s, and Hallpass is in %s; correct the ARN, or the field partition"
              .formatted(parts[1], partition.get()));
    }
    String resource = parts[5].substring(parts[5].indexOf('/') + 1);
    int name = resource.lastIndexOf('/') + 1;
    NamedRole role =
        new NamedRole(
            new AccountId(parts[4]),
            resource.substring(0, name),
            resource.substring(name),
            fields.get("reason").text(),
            userNames(fields));
    if (role.name().startsWith(CallerArn.SSO_ROLE)) {
      throw node.refused(
          "is a role that IAM Identity Center makes; name its account and permissionSet instead");
    }
    return role;
  }

  private Map<String, Person> users(YamlNode node) {
    Map<String, Person> users = new TreeMap<>();
    Mistakes.checkEach(
        node.pairs(),
        pair -> {
          String address = pair.value().text();
          if (people.get().isList(address)) {
            throw pair.value()
                .refused(
                    "%s is the address of a list, so this user could never get in; write the address of one person"
                        .formatted(address));
          }
          users.put(
              pair.key().text(),
              people
                  .get()
                  .person(address)
                  .orElseThrow(() -> pair.value().refused("must be " + Person.FORM_WORDS)));
        });
    return users;
  }

  private static UserNames userNames(YamlFields fields) {
    return new UserNames(
        fields
            .find("userNames")
            .map(node -> UserNames.Form.valueOf(node.text().toUpperCase(Locale.ROOT)))
            .orElse(UserNames.Form.ADDRESSES),
        fields.get("domain").text());
  }
}
