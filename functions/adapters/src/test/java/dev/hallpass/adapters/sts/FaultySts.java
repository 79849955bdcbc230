package dev.hallpass.adapters.sts;

import dev.hallpass.adapters.faults.Faults;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;

/// STS behind a line on which calls go wrong.
public record FaultySts(StsClient sts, Faults faults) implements StsClient {

  @Override
  public AssumeRoleResponse assumeRole(AssumeRoleRequest request) {
    return faults.call(() -> sts.assumeRole(request));
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
