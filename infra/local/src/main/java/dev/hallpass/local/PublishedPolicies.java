package dev.hallpass.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.emulator.account.Account;
import dev.hallpass.policy.ManagedPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// AWS's own managed policies, in the versions that the catalogue has.
///
/// @param policies those of the catalogue, also of accounts
record PublishedPolicies(List<ManagedPolicy> policies) {

  PublishedPolicies {
    policies = List.copyOf(policies);
  }

  void publishTo(Account account) {
    for (ManagedPolicy policy : policies) {
      if (policy.arn().account().isEmpty()) {
        JsonNode file = file("/catalog/managed/%s.json".formatted(policy.arn().name()));
        account.publish(policy.arn().value(), policy.version(), file.path("document").toString());
      }
    }
  }

  private static JsonNode file(String name) {
    try (InputStream file = PublishedPolicies.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException(name + " is not baked in; build again");
      }
      return Json.read(new String(file.readAllBytes(), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
