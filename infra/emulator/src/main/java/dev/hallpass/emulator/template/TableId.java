package dev.hallpass.emulator.template;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.UUID;

/// The id of an emulated table. It follows from the name, because the stack and the engine must
/// name the same one.
public final class TableId {

  private TableId() {}

  /// The id of the table with this name.
  public static String of(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(UTF_8)).toString();
  }
}
