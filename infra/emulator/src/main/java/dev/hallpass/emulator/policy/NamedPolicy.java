package dev.hallpass.emulator.policy;

/// A policy with the ARN or name people know it by.
public record NamedPolicy(String name, PolicyDocument document) {}
