package dev.hallpass.local.scene;

/// What the API says to a request.
///
/// @param status of HTTP
public record Reply(int status, String body) {}
