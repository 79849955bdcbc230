package dev.hallpass.emulator.states;

import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/// The begin or end of an execution, as in EventBridge's "Step Functions Execution Status Change".
public record StatusChange(
    String executionArn,
    String stateMachineArn,
    String name,
    ExecutionStatus status,
    Instant startDate,
    Optional<Instant> stopDate,
    String input,
    Optional<String> output,
    Optional<String> error,
    Optional<String> cause) {}
