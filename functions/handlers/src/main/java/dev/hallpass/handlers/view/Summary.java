package dev.hallpass.handlers.view;

import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.catalog.Entitlement;
import dev.hallpass.grant.Dossier;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.handlers.words.Caution;
import dev.hallpass.handlers.words.PolicyWords;
import dev.hallpass.identity.GrantId;
import java.time.Instant;
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
/// @param reviewed what a review is about, if its plan has one
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
    Reviewed reviewed,
    List<Map.Entry<String, String>> risks,
    PolicyWords policy,
    String policyHash) {

  Summary {
    parameters = List.copyOf(parameters);
    justification = List.copyOf(justification);
    risks = List.copyOf(risks);
  }

  /// What a review is about.
  ///
  /// @param title as a whole sentence without a dot
  /// @param question what the reviewer has to find out, as the end of a sentence
  record Reviewed(String title, String question) {

    static Reviewed of(Requested request) {
      return request.plan() instanceof ApprovalPlan.BreakGlass
          ? new Reviewed(request.requester() + " broke the glass", "whether it was justified")
          : new Reviewed(
              "What %s changed stays".formatted(request.requester()),
              "whether what was changed is right, and taken back where it has to be");
    }
  }

  /// The texts for a page: complete and unchanged.
  static Summary forPage(GrantId grant, Dossier dossier, Times times) {
    return of(grant, dossier, times, UnaryOperator.identity());
  }

  /// The texts for a mail, in which nothing can become a link.
  static Summary forMail(GrantId grant, Dossier dossier, Times times) {
    return of(grant, dossier, times, Untrusted::unlinked);
  }

  private static Summary of(
      GrantId grant, Dossier dossier, Times times, UnaryOperator<String> shown) {
    Requested request = dossier.request();
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
        HumanReadable.duration(request.duration()),
        dossier.duration().equals(request.duration())
            ? ""
            : HumanReadable.duration(dossier.duration()),
        request.startsAt().map(start -> window(times, start, dossier.end(start))).orElse(""),
        request.extensionOf().map(GrantId::value).orElse(""),
        line.apply(request.plan().rule()),
        request.plan() instanceof ApprovalPlan.ByPeople people && people.signed(),
        Reviewed.of(request),
        risks(request, line),
        PolicyWords.of(request.policy()).rewritten(value),
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
  static List<Map.Entry<String, String>> risks(Requested request, UnaryOperator<String> line) {
    Stream<Map.Entry<String, String>> declared =
        request.risks().entrySet().stream()
            .map(one ->
                Map.entry(
                    one.getKey().mark(),
                    "%s. It is taken for this reason: %s"
                        .formatted(one.getKey().words(), line.apply(one.getValue()))));
    Stream<Map.Entry<String, String>> seen =
        Caution.of(request).stream().map(one -> Map.entry(one.mark(), words(one, request)));
    return Stream.concat(declared, seen).toList();
  }

  private static String words(Caution caution, Requested request) {
    return caution.words()
        + caution
            .longest(request)
            .map(time -> ", for at most %s".formatted(HumanReadable.duration(time)))
            .orElse("");
  }

  private static String window(Times times, Instant start, Instant end) {
    return "from %s until %s".formatted(times.time(start), times.time(end));
  }

  private static List<String> lines(String text, UnaryOperator<String> shown) {
    return Untrusted.lines(text).lines().map(shown).toList();
  }
}
