package dev.hallpass.handlers.view;

import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.catalog.Entitlement;
import dev.hallpass.grant.Dossier;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.handlers.words.Caution;
import dev.hallpass.handlers.words.Marked;
import dev.hallpass.handlers.words.PolicyWords;
import dev.hallpass.handlers.words.Texts;
import dev.hallpass.identity.GrantId;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A request in texts that are safe to show.
///
/// @param parameters the account and the parameters, each with name and value
/// @param justification line by line
/// @param ticket empty if none was named
/// @param duration the requested time
/// @param shortened the shorter time that an approver allowed; empty if none did
/// @param window the requested begin and end; empty if the access begins with the last yes
/// @param extensionOf the grant that it extends; empty if none
/// @param rule the catalogue's rule that chose the approvers
/// @param isSigned whether a yes must be signed
/// @param isGlassBroken whether a review is of broken glass; else of changes that stay
/// @param reviewTitle what a review is about, as a sentence without a dot
/// @param risks what to look at twice: name and meaning
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
    boolean isGlassBroken,
    String reviewTitle,
    List<Map.Entry<String, String>> risks,
    PolicyWords policy,
    String policyHash) {

  Summary {
    parameters = List.copyOf(parameters);
    justification = List.copyOf(justification);
    risks = List.copyOf(risks);
  }

  /// The texts for a page: complete and unchanged.
  static Summary forPage(GrantId grant, Dossier dossier, Texts texts) {
    return of(grant, dossier, texts, UnaryOperator.identity());
  }

  /// The texts for a mail, in which nothing can become a link.
  static Summary forMail(GrantId grant, Dossier dossier, Texts texts) {
    return of(grant, dossier, texts, Untrusted::unlinked);
  }

  private static Summary of(
      GrantId grant, Dossier dossier, Texts texts, UnaryOperator<String> shown) {
    Requested request = dossier.request();
    boolean isGlassBroken = request.plan() instanceof ApprovalPlan.BreakGlass;
    UnaryOperator<String> line = text -> shown.apply(Untrusted.line(text));
    UnaryOperator<String> value = text -> shown.apply(Untrusted.value(text));
    return new Summary(
        grant.value(),
        request.requester().email(),
        line.apply(request.title()),
        request.entitlement().value(),
        parameters(request).stream()
            .map(one -> Map.entry(line.apply(one.getKey()), value.apply(one.getValue())))
            .toList(),
        lines(request.justification(), shown),
        request.ticket().map(line).orElse(""),
        texts.duration(request.duration()),
        dossier.duration().equals(request.duration()) ? "" : texts.duration(dossier.duration()),
        request.startsAt().map(start -> texts.window(start, dossier.end(start))).orElse(""),
        request.extensionOf().map(GrantId::value).orElse(""),
        line.apply(request.plan().rule()),
        request.plan() instanceof ApprovalPlan.ByPeople people && people.signed(),
        isGlassBroken,
        isGlassBroken
            ? texts.brokeTheGlass(request.requester().email())
            : texts.changesStay(request.requester().email()),
        risks(request, line, texts),
        PolicyWords.of(request.policy(), texts).rewritten(value),
        request.policyHash().hex());
  }

  /// The account comes first, because it may be the only difference between a trial and production.
  private static Map.Entry<String, String> account(Requested request) {
    String number = request.role().account().value();
    @Nullable String name = request.parameters().get(Entitlement.ACCOUNT);
    return Map.entry(
        Entitlement.ACCOUNT, name == null ? number : "%s (%s)".formatted(name, number));
  }

  /// The account and the parameters, each with name and value, as they were given.
  static List<Map.Entry<String, String>> parameters(Requested request) {
    return Stream.concat(
            Stream.of(account(request)),
            request.parameters().entrySet().stream()
                .filter(one -> !one.getKey().equals(Entitlement.ACCOUNT)))
        .toList();
  }

  /// What to look at twice: name and meaning.
  static List<Map.Entry<String, String>> risks(
      Requested request, UnaryOperator<String> line, Texts texts) {
    Stream<Map.Entry<String, String>> declared =
        request.risks().entrySet().stream()
            .map(one -> {
              Marked risk = texts.risk(one.getKey());
              return Map.entry(
                  risk.mark(), texts.takenFor(risk.words(), line.apply(one.getValue())));
            });
    Stream<Map.Entry<String, String>> seen =
        Caution.of(request).stream()
            .map(one -> Map.entry(texts.caution(one).mark(), words(one, request, texts)));
    return Stream.concat(declared, seen).toList();
  }

  private static String words(Caution caution, Requested request, Texts texts) {
    String words = texts.caution(caution).words();
    return caution.longest(request).map(time -> texts.forAtMost(words, time)).orElse(words);
  }

  private static List<String> lines(String text, UnaryOperator<String> shown) {
    return Untrusted.lines(text).lines().map(shown).toList();
  }
}
