package dev.hallpass.local;

import dev.hallpass.emulator.region.Region;
import dev.hallpass.emulator.sts.Caller;
import dev.hallpass.handlers.Clients;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;

/// The clients of the emulated AWS, with the credentials of the function's role.
record LocalClients(Region region, Caller caller) implements Clients {

  @Override
  public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
      Class<C> service, Supplier<B> builder, Target target) {
    Caller signer = target.session().map(region::caller).orElse(caller);
    return region.client(service, signer, target.region());
  }

  @Override
  public SdkHttpClient http() {
    return region.http(caller);
  }
}
