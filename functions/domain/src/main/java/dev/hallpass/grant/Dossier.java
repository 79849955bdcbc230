package dev.hallpass.grant;

import static java.util.stream.Collectors.toSet;

import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.approval.Level;
import dev.hallpass.grant.GrantEvent.ApprovalSought;
import dev.hallpass.grant.GrantEvent.Approved;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.grant.GrantEvent.ReviewSought;
import dev.hallpass.grant.GrantEvent.Sought;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import dev.hallpass.identity.Sha256;
import dev.hallpass.persistent.PersistentMap;
import dev.hallpass.policy.ShellRegions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The facts about a grant that every state keeps: the request, the questions and the answers.
///
/// @param grant whose facts they are
/// @param asked the questions, by the hash of their link
/// @param escalated the levels that have escalated
/// @param doorbell the newest doorbell
/// @param endNeared whether the entry about the near end exists
/// @param sessions the sessions that may still live
public record Dossier(
    GrantId grant,
    Requested request,
    PersistentMap<Sha256, Question> asked,
    Answers answers,
    Set<Integer> escalated,
    Optional<Doorbell> doorbell,
    boolean endNeared,
    LiveSessions sessions) {

  public Dossier {
    escalated = Set.copyOf(escalated);
  }

  static Dossier of(GrantId grant, Requested request) {
    return new Dossier(
        grant,
        request,
        PersistentMap.empty(),
        Answers.NONE,
        Set.of(),
        Optional.empty(),
        false,
        LiveSessions.NONE);
  }

  /// One level of the plan, counted from zero.
  public Level level(int number) {
    return request.plan().levels().get(number);
  }

  /// The people who can answer at a level now: without the requester, and without those who said
  /// yes at another level.
  public List<Person> approvers(int level) {
    return approvers(level, escalated.contains(level));
  }

  private List<Person> approvers(int level, boolean escalated) {
    return level(level).approversFor(request.requester(), escalated).stream()
        .filter(person -> !answers.isApprovedElsewhereBy(person, level))
        .toList();
  }

  /// Whether the other yeses that are missing can still come from distinct people if this person
  /// says yes at a level.
  boolean leavesEnough(Person approver, int level) {
    return !(request.plan() instanceof ApprovalPlan.ByPeople plan)
        || plan.shortLevels(
                other -> missing(other) - (other == level ? 1 : 0),
                person -> isFree(person, approver))
            .isEmpty();
  }

  private boolean isFree(Person person, Person approver) {
    return !person.isSameHumanAs(approver)
        && !person.isSameHumanAs(request.requester())
        && answers.approvals().stream().noneMatch(yes -> yes.approver().isSameHumanAs(person));
  }

  /// Whether others have taken over from an approver at a level.
  boolean isRelieved(Person approver, int level) {
    return escalated.contains(level)
        && level(level).approvers().contains(approver)
        && !level(level).approversFor(request.requester(), true).contains(approver)
        && !approver.isSameHumanAs(request.requester());
  }

  /// The people who can review it; empty if its plan has no review.
  public List<Person> reviewers() {
    return request
        .plan()
        .review()
        .map(review -> review.reviewersFor(request.requester()))
        .orElse(List.of());
  }

  /// The longest time that the access is open: the requested duration, or a shorter one that an
  /// approver allowed.
  public Duration duration() {
    return answers.approvals().stream()
        .flatMap(yes -> yes.shortenedTo().stream())
        .reduce(request.duration(), (a, b) -> a.compareTo(b) <= 0 ? a : b);
  }

  /// The end of the access if it begins now. A requested start fixes the end too: a late yes does
  /// not move it.
  public Instant end(Instant now) {
    return request.startsAt().orElse(now).plus(duration());
  }

  /// The end of the requested time; empty if the access begins with the last yes.
  Optional<Instant> lastEnd() {
    return request.startsAt().map(start -> start.plus(duration()));
  }

  /// The time to answer a question. It ends at the latest with the requested time.
  public Instant answerBy(Sought sought) {
    return switch (sought) {
      case ApprovalSought _ ->
          lastEnd().filter(sought.answerBy()::isAfter).orElse(sought.answerBy());
      case ReviewSought _ -> sought.answerBy();
    };
  }

  /// Whether the requested start is later than now.
  public boolean isToStartAfter(Instant now) {
    return request.startsAt().filter(now::isBefore).isPresent();
  }

  /// Whether a person can revoke the access: everybody whom the plan asks now or who said yes,
  /// without the requester. Approvers from whom others took over cannot.
  public boolean mayRevoke(Person person) {
    return isNamed(person)
        && switch (request.plan()) {
          case ApprovalPlan.ByPeople plan ->
              IntStream.range(0, plan.levels().size())
                  .anyMatch(level ->
                      isApprovedBy(person, level)
                          || level(level)
                              .approversFor(request.requester(), escalated.contains(level))
                              .contains(person));
          case ApprovalPlan.ByRule _, ApprovalPlan.BreakGlass _ -> true;
        };
  }

  /// Whether the plan names a person who is not the requester.
  boolean isNamed(Person person) {
    return request.plan().names(person) && !request.requester().isSameHumanAs(person);
  }

  /// Whether a person gets mails with news of the grant.
  public boolean getsNews(Person person) {
    return request.requester().equals(person) || request.plan().names(person);
  }

  /// Whether an approver can allow this time: whole minutes, at most the requested duration.
  boolean mayBecome(Duration time) {
    return time.isPositive()
        && time.compareTo(request.duration()) <= 0
        && time.equals(Duration.ofMinutes(time.toMinutes()));
  }

  /// The questions, oldest first.
  public List<Question> questions() {
    return asked.values();
  }

  /// The questions of a level, oldest first.
  public Stream<Question> questions(int level) {
    return questions().stream().filter(question -> isOfLevel(question.sought(), level));
  }

  private static boolean isOfLevel(Sought sought, int level) {
    return switch (sought) {
      case ApprovalSought approval -> approval.level() == level;
      case ReviewSought _ -> false;
    };
  }

  /// The questions to reviewers, oldest first.
  public Stream<Question> reviewQuestions() {
    return questions().stream().filter(question -> question.sought() instanceof ReviewSought);
  }

  /// The question with this link; empty if no question has it.
  public Optional<Question> question(Sha256 link) {
    // The lookup uses only the hash of a link, so its duration reveals nothing about the link.
    return asked.get(link);
  }

  /// Whether a newer mail asks the same person the same question.
  public boolean isSuperseded(Question question) {
    List<Question> questions = questions();
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

  /// The number of people who must still say yes at a level.
  public int missing(int level) {
    return Math.max(0, level(level).quorum() - approversWhoSaidYes(level).size());
  }

  /// Whether the approvers after the escalation can settle a level.
  boolean othersSuffice(int level) {
    return approvers(level, true).size() >= missing(level);
  }

  private Set<Person> approversWhoSaidYes(int level) {
    return answers.approvals().stream()
        .filter(approval -> approval.level() == level)
        .map(Approved::approver)
        .collect(toSet());
  }

  /// Whether a level can no longer reach its quorum by mail: mails came back, links are locked, or
  /// only the requester is left.
  public boolean isOutOfReach(int level) {
    long reached =
        approvers(level).stream()
            .filter(approver -> !isApprovedBy(approver, level) && isInReach(approver, level))
            .count();
    return reached < missing(level);
  }

  private boolean isInReach(Person approver, int level) {
    return newest(approver, level).map(Question::isInReach).orElse(true);
  }

  /// The newest question to an approver at a level, mailed or not; empty if there is none.
  Optional<Question> newest(Person approver, int level) {
    return questions(level)
        .filter(question -> question.sought().asked().equals(approver))
        .reduce((_, newer) -> newer);
  }

  /// Whether all levels have said yes to the requested policy.
  boolean isApproved() {
    return switch (request.plan()) {
      case ApprovalPlan.ByPeople(_, var levels, _, _) ->
          IntStream.range(0, levels.size()).allMatch(this::isSettled)
              && answers.approvals().stream()
                  .noneMatch(yes -> answers.isApprovedElsewhereBy(yes.approver(), yes.level()))
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

  /// Whether shells may be open that sessions of the grant opened, or can still be opened.
  public boolean mayHaveShells() {
    return sessions.until().isPresent()
        && !sessions.shellsOver()
        && !ShellRegions.of(request.policy()).isEmpty();
  }

  Dossier with(Doorbell hung) {
    return new Dossier(
        grant, request, asked, answers, escalated, Optional.of(hung), endNeared, sessions);
  }

  Dossier with(Sought sought) {
    return with(asked.with(sought.link(), Question.of(sought)));
  }

  /// The dossier with one question changed; unchanged if no question has the link.
  Dossier changing(Sha256 link, UnaryOperator<Question> change) {
    return asked
        .get(link)
        .map(question -> with(asked.with(link, change.apply(question))))
        .orElse(this);
  }

  private Dossier with(PersistentMap<Sha256, Question> asked) {
    return new Dossier(grant, request, asked, answers, escalated, doorbell, endNeared, sessions);
  }

  Dossier with(Answers answers) {
    return new Dossier(grant, request, asked, answers, escalated, doorbell, endNeared, sessions);
  }

  Dossier escalatedAt(int level) {
    Set<Integer> more = Stream.concat(escalated.stream(), Stream.of(level)).collect(toSet());
    return new Dossier(grant, request, asked, answers, more, doorbell, endNeared, sessions);
  }

  Dossier nearItsEnd() {
    return new Dossier(grant, request, asked, answers, escalated, doorbell, true, sessions);
  }

  Dossier with(LiveSessions sessions) {
    return new Dossier(grant, request, asked, answers, escalated, doorbell, endNeared, sessions);
  }
}
