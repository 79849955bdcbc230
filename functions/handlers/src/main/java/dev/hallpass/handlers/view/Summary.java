package dev.hallpass.handlers.view;

import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.grant.Dossier;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.handlers.words.PolicyWords;
import dev.hallpass.handlers.words.Risk;
import dev.hallpass.identity.GrantId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// What is asked for, in texts that may be shown as they are.
///
/// @param parameters name and value
/// @param justification line by line
/// @param ticket empty if none was named
/// @param duration as it was asked for
/// @param shortened the shorter time that somebody allowed; empty if nobody did
/// @param window from when until when, where that was asked for; empty if it begins with the last
///   yes
/// @param extensionOf the grant that it follows on; empty if it stands alone
/// @param rule of the catalogue, which chose who answers
/// @param isSigned whether a yes must be signed
record Summary(
    String grant,
    String requester,
    String title,
    String entitlement,
    List<Map.Entry<String, String>> parameters,
    List<String> justification,
    String ticket,
    String duration,
    String shortened,
    String window,
    String extensionOf,
    String rule,
    boolean isSigned,
    List<Risk> risks,
    PolicyWords policy,
    String policyHash) {

  Summary {
    parameters = List.copyOf(parameters);
    justification = List.copyOf(justification);
    risks = List.copyOf(risks);
  }

  /// As a page shows it: nothing hidden, nothing changed.
  static Summary forPage(GrantId grant, Dossier dossier) {
    return of(grant, dossier, UnaryOperator.identity());
  }

  /// As a mail shows it, where nothing of it may become a link.
  static Summary forMail(GrantId grant, Dossier dossier) {
    return of(grant, dossier, Untrusted::unlinked);
  }

  private static Summary of(GrantId grant, Dossier dossier, UnaryOperator<String> shown) {
    Requested request = dossier.request();
    UnaryOperator<String> line = text -> shown.apply(Untrusted.line(text));
    return new Summary(
        grant.value(),
        request.requester().email(),
        line.apply(request.title()),
        request.entitlement().value(),
        request.parameters().entrySet().stream()
            .map(parameter ->
                Map.entry(line.apply(parameter.getKey()), line.apply(parameter.getValue())))
            .toList(),
        lines(request.justification(), shown),
        request.ticket().map(line).orElse(""),
        HumanReadable.duration(request.duration()),
        dossier.duration().equals(request.duration())
            ? ""
            : HumanReadable.duration(dossier.duration()),
        request.startsAt().map(start -> window(start, dossier.end(start))).orElse(""),
        request.extensionOf().map(GrantId::value).orElse(""),
        line.apply(request.plan().rule()),
        request.plan() instanceof ApprovalPlan.ByPeople people && people.signed(),
        Risk.of(request),
        PolicyWords.of(request.policy()).rewritten(line),
        request.policyHash().hex());
  }

  private static String window(Instant start, Instant end) {
    return "from %s until %s".formatted(HumanReadable.time(start), HumanReadable.time(end));
  }

  private static List<String> lines(String text, UnaryOperator<String> shown) {
    return Untrusted.lines(text).lines().map(shown).toList();
  }
}
