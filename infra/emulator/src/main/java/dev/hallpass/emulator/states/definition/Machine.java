package dev.hallpass.emulator.states.definition;

import java.time.Instant;
import java.util.Objects;
import software.amazon.awssdk.services.sfn.model.CreateStateMachineRequest;

/// A state machine: its definition, its name and its role.
public record Machine(
    String arn, CreateStateMachineRequest request, Definition definition, Instant createdAt) {

  public String name() {
    return request.name();
  }

  /// Creating the same state machine again is no change (`CreateStateMachine`).
  public boolean isSameAs(CreateStateMachineRequest other) {
    return request.definition().equals(other.definition())
        && Objects.equals(request.roleArn(), other.roleArn());
  }

  /// The fourth part of the ARN.
  public String region() {
    return arn.split(":", -1)[3];
  }

  public String executionArn(String execution) {
    return arn.replace(":stateMachine:", ":execution:") + ":" + execution;
  }
}
