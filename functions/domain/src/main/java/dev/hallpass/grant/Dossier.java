package dev.hallpass.grant;

import static java.util.stream.Collectors.toSet;

import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.approval.Level;
import dev.hallpass.approval.Question;
import dev.hallpass.grant.GrantEvent.ApprovalSought;
import dev.hallpass.grant.GrantEvent.Approved;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.grant.GrantEvent.ReviewSought;
import dev.hallpass.grant.GrantEvent.Sought;
import dev.hallpass.grant.GrantEvent.Told;
import dev.hallpass.workflow.Doorbell;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What stays on file about a grant in every state: what was asked, who was asked, who said what,
/// and who was told of it.
///
/// @param escalated the levels at which others were asked too, or instead
/// @param doorbell the one hung last
/// @param endNeared whether the requester was to be told that the end is near
/// @param sessions those that may still live
public record Dossier(
    Requested request,
    List<Question> questions,
    Answers answers,
    Set<Integer> escalated,
    Optional<Doorbell> doorbell,
    List<Told> told,
    boolean endNeared,
    LiveSessions sessions) {

  public Dossier {
    questions = List.copyOf(questions);
    escalated = Set.copyOf(escalated);
    told = List.copyOf(told);
  }

  static Dossier of(Requested request) {
    return new Dossier(
        request,
        List.of(),
        Answers.NONE,
        Set.of(),
        Optional.empty(),
        List.of(),
        false,
        LiveSessions.NONE);
  }

  /// One level of the frozen plan, counted from zero.
  public Level level(int number) {
    return request.plan().levels().get(number);
  }

  /// The people who may answer at a level now, but never the requester.
  public List<Person> approvers(int level) {
    return level(level).approversFor(request.requester(), escalated.contains(level));
  }

  /// Whether others have taken over from an approver at a level.
  boolean isRelieved(Person approver, int level) {
    return escalated.contains(level)
        && level(level).approvers().contains(approver)
        && !level(level).approversFor(request.requester(), true).contains(approver)
        && !approver.equals(request.requester());
  }

  /// The people who may review it; none if no glass was broken.
  public List<Person> reviewers() {
    return request.plan() instanceof ApprovalPlan.BreakGlass plan
        ? plan.reviewersFor(request.requester())
        : List.of();
  }

  /// For how long the access is open at the most: as long as was asked for, or as short as an
  /// approver made it.
  public Duration duration() {
    return answers.approvals().stream()
        .flatMap(yes -> yes.shortenedTo().stream())
        .reduce(request.duration(), (a, b) -> a.compareTo(b) <= 0 ? a : b);
  }

  /// Until when the access is open if it begins now: a start that was asked for fixes the end too,
  /// however late the last yes comes.
  public Instant end(Instant now) {
    return request.startsAt().orElse(now).plus(duration());
  }

  /// When the time that was asked for is over, whatever happens; empty if it begins with the last
  /// yes.
  Optional<Instant> lastEnd() {
    return request.startsAt().map(start -> start.plus(duration()));
  }

  /// Until when a question may be answered: after the time that the access was asked for no yes is
  /// wanted.
  public Instant answerBy(Sought sought) {
    return switch (sought) {
      case ApprovalSought _ ->
          lastEnd().filter(sought.answerBy()::isAfter).orElse(sought.answerBy());
      case ReviewSought _ -> sought.answerBy();
    };
  }

  /// Whether the access was to begin later than now.
  public boolean isToStartAfter(Instant now) {
    return request.startsAt().filter(now::isBefore).isPresent();
  }

  /// Whether a person may take the access away: whoever the plan names, but never the requester.
  public boolean mayRevoke(Person person) {
    return request.plan().names(person) && !request.requester().equals(person);
  }

  /// Whether an approver may allow this time instead of what was asked for: whole minutes, and no
  /// more of them.
  boolean mayBecome(Duration time) {
    return time.isPositive()
        && time.compareTo(request.duration()) <= 0
        && time.equals(Duration.ofMinutes(time.toMinutes()));
  }

  /// The questions that went out at a level, oldest first.
  public Stream<Question> questions(int level) {
    return questions.stream().filter(question -> isOfLevel(question.sought(), level));
  }

  private static boolean isOfLevel(Sought sought, int level) {
    return switch (sought) {
      case ApprovalSought approval -> approval.level() == level;
      case ReviewSought _ -> false;
    };
  }

  /// The questions that went out to those who must review it, oldest first.
  public Stream<Question> reviewQuestions() {
    return questions.stream().filter(question -> question.sought() instanceof ReviewSought);
  }

  /// The question that went out with a link, if one did.
  public Optional<Question> question(Sha256 link) {
    Optional<Question> found = Optional.empty();
    // Every one is compared, so that the time taken tells nothing.
    for (Question question : questions) {
      if (question.sought().link().matches(link)) {
        found = Optional.of(question);
      }
    }
    return found;
  }

  /// Whether the same question was mailed to the same person again.
  public boolean isSuperseded(Question question) {
    return questions.stream()
        .skip(questions.indexOf(question) + 1L)
        .anyMatch(later -> later.mailed() && asksTheSame(later.sought(), question.sought()));
  }

  private static boolean asksTheSame(Sought one, Sought other) {
    return one.asked().equals(other.asked())
        && switch (one) {
          case ApprovalSought approval -> isOfLevel(other, approval.level());
          case ReviewSought _ -> other instanceof ReviewSought;
        };
  }

  /// Whether a person said yes at a level.
  public boolean isApprovedBy(Person person, int level) {
    return answers.isApprovedBy(person, level);
  }

  /// Whether the quorum of a level has said yes.
  public boolean isSettled(int level) {
    return level(level).isSettledBy(approversWhoSaidYes(level), request.requester());
  }

  /// How many more must say yes before a level is settled.
  public int missing(int level) {
    return Math.max(0, level(level).quorum() - approversWhoSaidYes(level).size());
  }

  /// Whether those who may answer after an escalation can settle a level.
  boolean othersSuffice(int level) {
    return level(level).approversFor(request.requester(), true).size() >= missing(level);
  }

  private Set<Person> approversWhoSaidYes(int level) {
    return answers.approvals().stream()
        .filter(approval -> approval.level() == level)
        .map(Approved::approver)
        .collect(toSet());
  }

  /// Whether a level can no longer reach its quorum by mail, as far as is known: mails came back,
  /// links are locked, or there is nobody but the requester.
  public boolean isOutOfReach(int level) {
    long reached =
        approvers(level).stream()
            .filter(approver -> !isApprovedBy(approver, level) && isInReach(approver, level))
            .count();
    return reached < missing(level);
  }

  private boolean isInReach(Person approver, int level) {
    return questions(level)
        .filter(question -> question.sought().asked().equals(approver))
        .reduce((_, newer) -> newer)
        .map(Question::isInReach)
        .orElse(true);
  }

  /// Whether everybody whose word the plan demands has said yes to the policy that was asked for.
  boolean isApproved() {
    return switch (request.plan()) {
      case ApprovalPlan.ByPeople(_, var levels, _) ->
          IntStream.range(0, levels.size()).allMatch(this::isSettled)
              && answers.approvals().stream()
                  .allMatch(approval -> approval.policyHash().equals(request.policyHash()));
      case ApprovalPlan.ByRule plan -> isApprovedBy(plan);
      case ApprovalPlan.BreakGlass plan -> isApprovedBy(plan);
    };
  }

  private boolean isApprovedBy(ApprovalPlan plan) {
    return answers
        .ruling()
        .filter(ruling -> ruling.rule().equals(plan.rule()))
        .filter(ruling -> ruling.policyHash().equals(request.policyHash()))
        .isPresent();
  }

  /// Whether a person was told of an entry.
  public boolean isTold(Person person, int about) {
    return told.stream().anyMatch(one -> one.about() == about && one.to().equals(person));
  }

  Dossier with(Doorbell hung) {
    return new Dossier(
        request, questions, answers, escalated, Optional.of(hung), told, endNeared, sessions);
  }

  Dossier with(Sought sought) {
    return new Dossier(
        request,
        with(questions, Question.of(sought)),
        answers,
        escalated,
        doorbell,
        told,
        endNeared,
        sessions);
  }

  Dossier with(Answers answers) {
    return new Dossier(request, questions, answers, escalated, doorbell, told, endNeared, sessions);
  }

  Dossier with(Told one) {
    return new Dossier(
        request, questions, answers, escalated, doorbell, with(told, one), endNeared, sessions);
  }

  Dossier escalatedAt(int level) {
    Set<Integer> more = Stream.concat(escalated.stream(), Stream.of(level)).collect(toSet());
    return new Dossier(request, questions, answers, more, doorbell, told, endNeared, sessions);
  }

  Dossier nearItsEnd() {
    return new Dossier(request, questions, answers, escalated, doorbell, told, true, sessions);
  }

  Dossier with(LiveSessions sessions) {
    return new Dossier(request, questions, answers, escalated, doorbell, told, endNeared, sessions);
  }

  Dossier changing(Sha256 link, UnaryOperator<Question> change) {
    return new Dossier(
        request,
        questions.stream()
            .map(asked -> asked.sought().link().equals(link) ? change.apply(asked) : asked)
            .toList(),
        answers,
        escalated,
        doorbell,
        told,
        endNeared,
        sessions);
  }

  private static <T> List<T> with(List<T> list, T one) {
    return Stream.concat(list.stream(), Stream.of(one)).toList();
  }
}
