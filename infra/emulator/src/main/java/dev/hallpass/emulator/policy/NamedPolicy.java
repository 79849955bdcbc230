package dev.hallpass.emulator.policy;

/// A policy with its ARN or name.
public record NamedPolicy(String name, PolicyDocument document) {}
