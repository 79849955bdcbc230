package dev.hallpass.handlers.view;

import static java.util.stream.Collectors.joining;

import dev.hallpass.grant.Dossier;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.handlers.words.CommandLines;
import dev.hallpass.handlers.words.Texts;
import dev.hallpass.identity.GrantId;

/// What people read in another system about a turn of a grant. Each text is one line that stands
/// unchanged between the quotes of JSON: EventBridge's input transformers put values into a text
/// without escaping them (source: EventBridge, input transformation). So nobody who writes a reason
/// writes a member of the message.
///
/// @param title what happened, to whose request
/// @param says the same as a sentence
/// @param what the account and the parameters
/// @param why the requester's justification
/// @param next what to type in
public record BusText(String title, String says, String what, String why, String next) {

  private static final int LONGEST = 400;

  /// The texts about a turn.
  ///
  /// @param lead what happened, in a few words of ours
  /// @param says the same as a sentence, in which words of others went through [#quoted]
  /// @param isOpen whether the request waits for answers
  public static BusText of(
      GrantId grant, Dossier dossier, String lead, String says, boolean isOpen) {
    Requested request = dossier.request();
    return new BusText(
        "%s: %s, %s: %s"
            .formatted(
                lead,
                request.requester(),
                Texts.english().duration(dossier.duration()),
                quoted(request.title())),
        says,
        Summary.parameters(request).stream()
            .map(one -> quoted(one.getKey()) + " " + quoted(one.getValue()))
            .collect(joining(", ")),
        quoted(request.justification()),
        CommandLines.of(isOpen ? "approve" : "show", grant));
  }

  /// Words of others on one line that makes no link and no markup, cut where they are long.
  public static String quoted(String words) {
    String line = Untrusted.unlinked(Untrusted.line(words.replaceAll("\\R", " ")));
    StringBuilder quoted = new StringBuilder(line.length());
    line.codePoints().limit(LONGEST).map(BusText::harmless).forEach(quoted::appendCodePoint);
    return line.codePointCount(0, line.length()) > LONGEST ? quoted + "…" : quoted.toString();
  }

  private static int harmless(int character) {
    return switch (character) {
      case '"', '`' -> '\'';
      case '\\' -> '/';
      case '<' -> '‹';
      case '>' -> '›';
      case '&' -> '+';
      // A chat would call the people behind it.
      case '@' -> '\uFF20';
      default -> character;
    };
  }
}
