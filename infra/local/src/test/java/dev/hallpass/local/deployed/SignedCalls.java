package dev.hallpass.local.deployed;

import dev.hallpass.local.ApiClient;
import dev.hallpass.local.scene.Reply;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/// Requests that go through API Gateway with a person's signature.
record SignedCalls(ApiClient api, AwsCredentialsProvider person, Region region)
    implements Trial.Signing {

  @Override
  public Reply send(String method, String path, String body) {
    return Trial.reply(
        api.signed(person.resolveCredentials(), region.id(), method, path, Map.of(), body));
  }
}
