package dev.hallpass.adapters.ssm;

import dev.hallpass.adapters.faults.Faults;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.DescribeSessionsRequest;
import software.amazon.awssdk.services.ssm.model.DescribeSessionsResponse;
import software.amazon.awssdk.services.ssm.model.TerminateSessionRequest;
import software.amazon.awssdk.services.ssm.model.TerminateSessionResponse;

/// Session Manager behind a line on which calls go wrong.
record FaultySsm(SsmClient ssm, Faults faults) implements SsmClient {

  @Override
  public DescribeSessionsResponse describeSessions(DescribeSessionsRequest request) {
    return faults.call(() -> ssm.describeSessions(request));
  }

  @Override
  public TerminateSessionResponse terminateSession(TerminateSessionRequest request) {
    return faults.call(() -> ssm.terminateSession(request));
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
