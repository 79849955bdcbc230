package dev.hallpass.policy;

/// A session of AWS's Session Manager, also one of ECS Exec: a shell, a command or a forwarded
/// port.
///
/// @param id its id at Session Manager
/// @param session the session with whose credentials it was opened
public record Shell(String region, String id, SessionName session) {

  @Override
  public String toString() {
    return id + " in " + region;
  }
}
