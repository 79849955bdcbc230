package dev.hallpass.adapters.json;

import static dev.hallpass.adapters.json.Format.CHANNEL;
import static dev.hallpass.adapters.json.Format.PERSON;
import static dev.hallpass.adapters.json.Format.SEAL;
import static dev.hallpass.adapters.json.Format.TEXT;

import dev.hallpass.block.BlockEvent;
import dev.hallpass.block.BlockEvent.Blocked;
import dev.hallpass.block.BlockEvent.Unblocked;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// Events about people as JSON in the ledger. The names here are for ever: add some, never change
/// them.
public final class BlockJson {

  private static final String BLOCKED = "blocked";
  private static final String UNBLOCKED = "unblocked";

  /// The names of all types.
  public static final List<String> TYPES = List.of(BLOCKED, UNBLOCKED);

  private BlockJson() {}

  /// The name of an event's type.
  public static String type(BlockEvent event) {
    return switch (event) {
      case Blocked _ -> BLOCKED;
      case Unblocked _ -> UNBLOCKED;
    };
  }

  /// An event in its RFC 8785 form, without its type.
  static String write(BlockEvent event) {
    ObjectNode json = Json.object();
    BlockEvent _ =
        switch (event) {
          case Blocked blocked -> blocked(new Members.Written<>(blocked, json));
          case Unblocked unblocked -> unblocked(new Members.Written<>(unblocked, json));
        };
    return Json.canonical(json);
  }

  /// Reads an event that this class wrote.
  ///
  /// @throws Json.UnexpectedJson if a member is missing or of another kind, or the type is unknown
  /// @throws IllegalArgumentException if the value of a member is impossible
  static BlockEvent read(String type, String text) {
    return switch (type) {
      case BLOCKED -> blocked(new Members.Read<>(Json.read(text)));
      case UNBLOCKED -> unblocked(new Members.Read<>(Json.read(text)));
      default ->
          throw new Json.UnexpectedJson("the type of the entry must be one that this build knows");
    };
  }

  private static Blocked blocked(Members<Blocked> it) {
    return new Blocked(
        it.of("admin", Blocked::admin, PERSON),
        it.of("person", Blocked::person, PERSON),
        it.of("reason", Blocked::reason, TEXT),
        it.of("channel", Blocked::channel, CHANNEL));
  }

  private static Unblocked unblocked(Members<Unblocked> it) {
    return new Unblocked(
        it.of("admin", Unblocked::admin, PERSON),
        it.of("person", Unblocked::person, PERSON),
        it.of("reason", Unblocked::reason, TEXT),
        it.of("channel", Unblocked::channel, CHANNEL),
        it.ifAny("seal", Unblocked::seal, SEAL));
  }
}
