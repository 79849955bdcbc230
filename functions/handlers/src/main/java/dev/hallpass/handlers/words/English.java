package dev.hallpass.handlers.words;

import static java.util.stream.Collectors.joining;

import dev.hallpass.approval.Escalation.Mode;
import dev.hallpass.approval.Verdict;
import dev.hallpass.catalog.Reader;
import dev.hallpass.grant.GrantEvent.Cause;
import dev.hallpass.grant.GrantEvent.Doubt;
import dev.hallpass.grant.GrantRules;
import dev.hallpass.grant.Outcome;
import dev.hallpass.identity.Person;
import dev.hallpass.log.Checkpoint;
import dev.hallpass.policy.Risk;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The texts in English.
record English(Reader reader) implements Texts {

  private static final String NOTHING_TO_DO = "There is nothing for you to do.";
  private static final String ASK_AGAIN =
      "If you still need the access, ask again, for less or with a better reason.";

  // Times

  @Override
  public String duration(Duration duration) {
    List<String> parts = new ArrayList<>();
    add(parts, duration.toDays(), "day");
    add(parts, duration.toHoursPart(), "hour");
    add(parts, duration.toMinutesPart(), "minute");
    add(parts, duration.toSecondsPart(), "second");
    return parts.isEmpty() ? "no time" : String.join(" ", parts);
  }

  private static void add(List<String> parts, long number, String unit) {
    if (number > 0) {
      parts.add(count(number, unit));
    }
  }

  private static String count(long number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }

  @Override
  public String in(Duration duration) {
    return "in " + duration(duration);
  }

  @Override
  public String day(LocalDate day) {
    return day.toString();
  }

  @Override
  public String moment(LocalDateTime time) {
    return day(time.toLocalDate()) + " " + Texts.clock(time);
  }

  @Override
  public String opening(Optional<Instant> at) {
    return at.map(time -> "at " + time(time)).orElse("within a minute");
  }

  @Override
  public String outcome(Outcome outcome) {
    return switch (outcome) {
      case DENIED -> "denied";
      case LAPSED -> "not answered in time";
      case CANCELLED -> "taken back";
      case EXPIRED -> "when its time was up";
      case RETURNED -> "given back early";
      case REVOKED -> "revoked";
      case NOTHING_TO_EXTEND -> "because the access before it had ended early";
      case DRIFTED -> "because its policy was changed or deleted outside Hallpass";
      case REFUSED -> "refused by Hallpass";
      case FAILED -> "because opening it failed";
    };
  }

  @Override
  public String doubt(Doubt doubt) {
    return switch (doubt) {
      case NOT_SEALED -> "a yes that it needs was not written by Hallpass";
      case NOT_PROVED -> "a yes that it needs does not prove who said it";
      case BLOCKED -> "its requester is blocked, or a person whose yes it needs";
      case APPROVER_LEFT ->
          "a person whose yes it needs is not in the group any more, or not on the duty any more, by"
              + " which they were asked";
      case NOT_OFFERED -> "the catalogue does not offer it to the requester any more";
      case ENTITLEMENT_CHANGED -> "the entitlement has changed since it was requested";
      case MANAGED_POLICY_CHANGED ->
          "a managed policy of the account is not the one that was reviewed";
      case POLICY_QUOTA_REACHED ->
          "the account has as many customer managed policies as its quota in IAM allows (1,500 unless AWS raised it)";
      case RULE_NOT_MET -> "the conditions of its approval rule are not met any more";
      case OTHER_TIME -> "its planned time is not the approved one";
      case OTHER_POLICY -> "its policy is that of another grant";
    };
  }

  // Policies

  @Override
  public String kind(Kind kind) {
    return switch (kind) {
      case READ -> "Read";
      case LIST -> "List";
      case WRITE -> "Write";
      case DELETE -> "Delete";
    };
  }

  @Override
  public String deniedMark() {
    return "Denied: ";
  }

  @Override
  public String where() {
    return "where: ";
  }

  @Override
  public Phrase awsService(String name) {
    return Phrase.of("The AWS service ", name);
  }

  @Override
  public Phrase everyService() {
    return Phrase.of("Every AWS service");
  }

  @Override
  public Phrase withoutWords(String action) {
    return Phrase.of("the IAM action ", action, ", for which Hallpass has no plain words");
  }

  @Override
  public Phrase no(String kind, String explanation) {
    return Phrase.of("no ", kind, " (%s)".formatted(explanation));
  }

  @Override
  public String exclusionsUnknown() {
    return "Hallpass has no plain words for some of the actions, so it cannot say what is not included";
  }

  @Override
  public String someOfEachKind() {
    return "some actions of each kind are included";
  }

  @Override
  public String nothingElse() {
    return "Nothing else: everything not listed here is denied.";
  }

  @Override
  public String besideManaged() {
    return "Hallpass itself, and everything from the end on. What a resource lets others do, it may"
        + " let this access do too.";
  }

  @Override
  public Phrase managedPolicy(Optional<String> account, String name) {
    return Phrase.of(
        account
            .map("The managed policy of the account %s "::formatted)
            .orElse("The managed policy of AWS "),
        name);
  }

  @Override
  public String everything() {
    return "Everything";
  }

  @Override
  public String nearlyAll() {
    return "it allows nearly all that AWS can do in the account";
  }

  @Override
  public String allThatItAllows() {
    return "all that it allows";
  }

  @Override
  public Phrase whatItNames() {
    return Phrase.of("what it names; most such policies name every resource of the account");
  }

  @Override
  public Phrase reviewedVersion(String version) {
    return Phrase.of("in the version ", version, ", as it was reviewed");
  }

  @Override
  public Phrase onlyPartition(String key) {
    return Phrase.of("only items whose partition key is ", key);
  }

  @Override
  public Phrase onlyKeysBeginning(String prefix) {
    return Phrase.of("only keys beginning with ", prefix);
  }

  @Override
  public Phrase onlyBefore(String time) {
    return Phrase.of("only before ", time);
  }

  @Override
  public Phrase onlyFrom(String time) {
    return Phrase.of("only from ", time, " on");
  }

  @Override
  public Phrase onlyUnder(String condition) {
    return Phrase.of("only under the IAM condition ", condition);
  }

  @Override
  public Phrase bucket(String name) {
    return Phrase.of("bucket ", name);
  }

  @Override
  public Phrase everyObject(String bucket) {
    return Phrase.of("every object in bucket ", bucket);
  }

  @Override
  public Phrase objectsBeginning(String bucket, String prefix) {
    return Phrase.of("bucket ", bucket, ", only objects whose key begins with ", prefix);
  }

  @Override
  public Phrase onlyObject(String bucket, String key) {
    return Phrase.of("bucket ", bucket, ", only the object ", key);
  }

  @Override
  public Phrase table(String name, String region, String account) {
    return Phrase.of("table ", name, " in region ", region, " of AWS account ", account);
  }

  @Override
  public Phrase logGroup(String name, String region, String account) {
    return Phrase.of("log group ", name, " in region ", region, " of AWS account ", account);
  }

  @Override
  public Phrase parameter(String name, String region, String account) {
    return Phrase.of("parameter ", name, " in region ", region, " of AWS account ", account);
  }

  @Override
  public Phrase parametersBelow(String path, String region, String account) {
    return Phrase.of(
        "every parameter below ", path, " in region ", region, " of AWS account ", account);
  }

  @Override
  public Phrase everyResource(String pattern) {
    return Phrase.of("every resource: ", pattern);
  }

  @Override
  public Phrase resource(String name) {
    return Phrase.of("the resource ", name);
  }

  @Override
  public Marked risk(Risk risk) {
    return new Marked(risk.mark(), risk.words());
  }

  @Override
  public Marked caution(Caution caution) {
    return switch (caution) {
      case BREAK_GLASS -> new Marked("Broken glass", "nobody was asked before the access opened");
      case NEARLY_ALL ->
          new Marked("Nearly everything", "it allows nearly all that AWS can do in the account");
      case IDENTITIES ->
          new Marked(
              "Identities stay",
              "it can make users, roles and keys, which are access of their own and do not end with it");
      case SECRETS ->
          new Marked(
              "Secrets", "it can show secret values, which stay known when the access is over");
      case CONNECTIONS ->
          new Marked(
              "Connections go on",
              "one that is open at the end stays open until somebody closes it");
      case SESSIONS ->
          new Marked(
              "Sessions go on", "one that is open at the end stays open until somebody closes it");
      case SHELLS ->
          new Marked(
              "Shells are closed",
              "one that is open at the end is closed by Hallpass soon after it");
      case JOBS ->
          new Marked("Jobs go on", "what was started runs until it is done, also after the end");
      case CREDENTIALS ->
          new Marked(
              "Credentials go on",
              "what was opened with them can stay open, and they stay good after the end");
      case DELETES -> new Marked("Deletes", "it can remove something for good");
      case WRITES -> new Marked("Writes", "it can change something");
      case MANAGED ->
          new Marked(
              "Managed policies",
              "it allows all that they allow, which is not listed here, also what cannot be undone");
      case EVERY_RESOURCE -> new Marked("Every resource", "it is not limited to what is named");
      case WHOLE_BUCKET -> new Marked("A whole bucket", "it is not limited to a part of one");
      case WHOLE_TABLE -> new Marked("A whole table", "it is not limited to some of its items");
      case NO_WORDS ->
          new Marked("Actions without plain words", "what they do has to be read in the policy");
    };
  }

  @Override
  public String takenFor(String risk, String reason) {
    return "%s. It is taken for this reason: %s".formatted(risk, reason);
  }

  @Override
  public String forAtMost(String caution, Duration longest) {
    return "%s, for at most %s".formatted(caution, duration(longest));
  }

  // Requests

  @Override
  public String asksForAccess(String requester) {
    return requester + " asks for access";
  }

  @Override
  public String what() {
    return "What";
  }

  @Override
  public String why() {
    return "Why";
  }

  @Override
  public String who() {
    return "Who";
  }

  @Override
  public String forHowLong() {
    return "For how long";
  }

  @Override
  public String ticket() {
    return "Ticket";
  }

  @Override
  public String lookTwice() {
    return "Look twice";
  }

  @Override
  public String whatHappened() {
    return "What happened";
  }

  @Override
  public String whatItAllows() {
    return "What it allows";
  }

  @Override
  public String whatIsNotIncluded() {
    return "What is not included";
  }

  @Override
  public String whatItAllowed() {
    return "What it allowed";
  }

  @Override
  public String whatWasNotIncluded() {
    return "What was not included";
  }

  @Override
  public String inTheWordsOf(String speaker) {
    return "In the words of %s:".formatted(speaker);
  }

  @Override
  public Phrase grantIs(String grant) {
    return Phrase.of("The grant is ", grant, ".");
  }

  @Override
  public String window(Instant start, Instant end) {
    return "from %s until %s".formatted(time(start), time(end));
  }

  @Override
  public Phrase fromTheLastApproval(String duration) {
    return Phrase.of("", duration, ", from the moment the last approval is in.");
  }

  @Override
  public Phrase inTheWindow(String duration, String window) {
    return Phrase.of("", duration, ", %s.".formatted(window));
  }

  @Override
  public String mayBeginLater() {
    return "If the last approval comes later, it begins later and ends at the same time.";
  }

  @Override
  public String endsByItself() {
    return "Then it ends by itself.";
  }

  @Override
  public Phrase extendsAnother(String grant) {
    return Phrase.of("It extends ", grant, ", which ends when this begins.");
  }

  @Override
  public String brokeTheGlass(String requester) {
    return requester + " broke the glass";
  }

  @Override
  public String changesStay(String requester) {
    return "What %s changed stays".formatted(requester);
  }

  @Override
  public String pleaseReview(boolean isGlass) {
    return "The access is over now. Please review %s.".formatted(question(isGlass));
  }

  private static String question(boolean isGlass) {
    return isGlass
        ? "whether it was justified"
        : "whether what was changed is right, and taken back where it has to be";
  }

  @Override
  public String requested(Instant at) {
    return "Requested: %s.".formatted(time(at));
  }

  @Override
  public String opened(Optional<Instant> at) {
    return at.map(time -> "Opened: %s.".formatted(time(time)))
        .orElse("Opened: the ledger has no entry of it.");
  }

  @Override
  public String ended(Instant at, Outcome how) {
    return "Ended: %s, %s.".formatted(time(at), outcome(how));
  }

  @Override
  public String credentialsFetched(long times, long unknown) {
    return "Credentials were fetched: %s.%s"
        .formatted(
            times == 0 ? "never" : count(times, "time"),
            unknown > 0
                ? " For %s more the result is unknown.".formatted(count(unknown, "attempt"))
                : "");
  }

  @Override
  public String earlierRequestsUnknown() {
    return "Hallpass could not read whether the requester has had this access before.";
  }

  @Override
  public String neverHadThis(String requester) {
    return "%s has never had this before.".formatted(requester);
  }

  @Override
  public String hasHadThis(String requester, List<Instant> opened, boolean isMore) {
    if (isMore) {
      return "%s has had this at least %d times, last on %s."
          .formatted(requester, opened.size(), day(opened.getLast()));
    }
    String times =
        switch (opened.size()) {
          case 1 -> "once";
          case 2 -> "twice";
          default -> opened.size() + " times";
        };
    String days =
        opened.size() == 1
            ? "on " + day(opened.getFirst())
            : "first on %s, last on %s".formatted(day(opened.getFirst()), day(opened.getLast()));
    return "%s has had this %s, %s.".formatted(requester, times, days);
  }

  @Override
  public String earlierEndedEarly(long requests) {
    return "%s for it ended early.".formatted(count(requests, "request"));
  }

  @Override
  public String earlierDenied(long requests) {
    return "%s for it %s denied."
        .formatted(count(requests, "request"), requests == 1 ? "was" : "were");
  }

  @Override
  public String levelOf(int number, int levels) {
    return "Level %d of %d. ".formatted(number, levels);
  }

  @Override
  public String mustSayYes(int quorum, int approvers) {
    return "%d of %d must say yes; one no ends the request.".formatted(quorum, approvers);
  }

  @Override
  public String saidYes(Optional<Duration> shortened) {
    return "said yes"
        + shortened.map(time -> ", for at most %s".formatted(duration(time))).orElse("");
  }

  @Override
  public String isAskedLater() {
    return "is asked when the level before has said yes";
  }

  @Override
  public String hasNotAnswered() {
    return "has not answered";
  }

  @Override
  public String mailCameBack() {
    return "has not answered; the mail to them came back";
  }

  @Override
  public String others(Mode mode, boolean areAsked, List<String> people) {
    String how =
        switch (mode) {
          case JOIN -> "also";
          case TAKE_OVER -> "instead";
        };
    String them = String.join(", ", people);
    return areAsked
        ? "Answers were late or impossible, so Hallpass has %s asked %s.".formatted(how, them)
        : "If answers are late or impossible, Hallpass %s asks %s.".formatted(how, them);
  }

  // Mails

  @Override
  public String asksFor(String requester, Duration duration, boolean isReminder) {
    return "%s%s asks for %s: "
        .formatted(isReminder ? "Reminder: " : "", requester, duration(duration));
  }

  @Override
  public String review(String title, Duration duration) {
    return "Review: %s, for %s: ".formatted(title, duration(duration));
  }

  @Override
  public String news(String lead, String requester, Duration duration) {
    return "%s: %s, %s: ".formatted(lead, requester, duration(duration));
  }

  @Override
  public String answerStillNeeded() {
    return "This is a reminder: your answer is still needed.";
  }

  @Override
  public String onlyThisMailCounts() {
    return "From now on, only the link and the code of this mail count.";
  }

  @Override
  public String canAllowLess() {
    return "You can allow a shorter time.";
  }

  @Override
  public String yourAnswerBy() {
    return "Your answer, by";
  }

  @Override
  public String yourReviewBy() {
    return "Your review, by";
  }

  @Override
  public String openThePage() {
    return "Open the page and type in the code:";
  }

  @Override
  public String open() {
    return "Open";
  }

  @Override
  public String andTypeIn() {
    return "and type in the code";
  }

  @Override
  public String lookAndAnswer() {
    return "Look at the request and answer";
  }

  @Override
  public String lookAndReview() {
    return "Look at it and review";
  }

  @Override
  public String openingDecidesNothing() {
    return "The page asks for the code; opening it decides nothing. If you did not expect this mail, do"
        + " nothing. Do not forward it: anyone who has it can answer as you.";
  }

  @Override
  public String linkEndsAccess() {
    return "While the access is open, the same link and code can end it early.";
  }

  @Override
  public String yesMustBeSigned() {
    return "A yes must be signed with your own AWS credentials and prove who you are; the page says how."
        + " By link you can only deny.";
  }

  @Override
  public String answersAreNotRead() {
    return "An answer to this mail decides nothing; Hallpass reads none.";
  }

  @Override
  public String bracketsAreAdded() {
    return "Hallpass adds square brackets around dots and some other signs, so that no text of other"
        + " people becomes a link.";
  }

  @Override
  public String ledger(Checkpoint newest, String time) {
    return "Ledger: %d entries, root %s, %s".formatted(newest.size(), newest.root().base64(), time);
  }

  @Override
  public String policyHash() {
    return "Policy (SHA-256)";
  }

  @Override
  public String howLong(String duration, String shortened, String window) {
    return duration
        + (shortened.isEmpty() ? "" : ", shortened to " + shortened)
        + (window.isEmpty() ? "" : ", " + window);
  }

  // News

  @Override
  public News brokenGlass(Person requester) {
    return News.of(
        "Broken glass",
        requester + " broke the glass",
        "The access opens at once, without anybody having been asked. When it is over, you are asked"
            + " to review it.",
        "If this should not be, tell the people who run Hallpass at once.");
  }

  @Override
  public News approved(
      Person approver, Optional<Duration> shortened, boolean isLast, Optional<Instant> opensAt) {
    return News.of(
        "Approved",
        approver + " approved",
        (isLast
                ? "It was the last yes needed: the access opens %s.".formatted(opening(opensAt))
                : "It was the last yes needed at this level; the next approvers are asked now.")
            + shortened
                .map(time -> " They allow %s at the most.".formatted(duration(time)))
                .orElse(""),
        isLast ? "You get a mail when it is open." : NOTHING_TO_DO);
  }

  @Override
  public News withdrawn(Person approver) {
    return News.of(
        "Taken back",
        approver + " took their yes back",
        "The level needs another yes before access can open. If its time to answer is over, the"
            + " request is over too.",
        "If you still need the access, ask %s why.".formatted(approver));
  }

  @Override
  public News neededAgain(Person approver) {
    return News.of(
        "Needed again",
        approver + " took their yes back",
        "So the request waits for another answer.",
        "To answer, open the link in the newest mail that asked you, if its time is not over.");
  }

  @Override
  public News approvedByRule(String rule, Optional<Instant> opensAt) {
    return News.of(
        "Approved",
        "Approved without a person",
        "The rule %s of the catalogue approved it: the access opens %s."
            .formatted(rule, opening(opensAt)),
        "You get a mail when it is open.");
  }

  @Override
  public News denied(Person approver) {
    return News.of(
        "Denied", approver + " denied", "The request is over and no access opens.", ASK_AGAIN);
  }

  @Override
  public News decided(Person by, boolean isYes) {
    return News.of(
        "Already decided",
        "Already decided by " + by,
        "%s said %s, so your answer is not needed and your link takes none."
            .formatted(by, isYes ? "yes" : "no"),
        NOTHING_TO_DO);
  }

  @Override
  public News receipt(Receipt answer) {
    String what =
        switch (answer) {
          case YES -> "yes";
          case NO -> "no";
          case REVOCATION -> "revocation";
          case REVIEW -> "review";
        };
    return News.of(
        "Recorded",
        "Your %s was recorded".formatted(what),
        "It was given with the link and the code of a mail to you.",
        "If it was not you, tell the people who run Hallpass at once: somebody else has your mail.");
  }

  @Override
  public News lapsed() {
    return News.of(
        "Not answered in time",
        "Nobody answered in time",
        "The time to answer is over, so the request is over too and no access opens.",
        "If you still need the access, ask again; perhaps tell the approvers beforehand.");
  }

  @Override
  public News takenBack(Person requester) {
    return News.of(
        "Taken back",
        requester + " took the request back",
        "Your answer is not needed and your link takes none.",
        NOTHING_TO_DO);
  }

  @Override
  public News relieved(List<Person> others) {
    return News.of(
        "Others have taken over",
        "Others answer in your place",
        "Answers were late or could not come, so now %s %s asked instead, and your link takes none."
            .formatted(names(others), others.size() == 1 ? "is" : "are"),
        NOTHING_TO_DO);
  }

  private static String names(List<Person> people) {
    return people.stream().map(Person::email).collect(joining(", "));
  }

  @Override
  public News opened(Optional<String> approval, Instant until, Instant now) {
    return new News(
        "Access is open",
        "Your access is open",
        Stream.concat(
                approval.stream(),
                Stream.of("It ends by itself at %s.".formatted(timeFrom(now, until))))
            .toList(),
        "Use it for what you asked it for. What is done with it is recorded under your name.");
  }

  @Override
  public String approvedBy(List<Person> people, Optional<Duration> shortened) {
    return "Approved by %s%s."
        .formatted(
            names(people),
            shortened.map(time -> ", for %s at the most".formatted(duration(time))).orElse(""));
  }

  @Override
  public String approvedByRule(String rule) {
    return "The rule %s of the catalogue approved it.".formatted(rule);
  }

  @Override
  public String runAProgram() {
    return "Run a program with it, such as aws s3 ls:";
  }

  @Override
  public String openTheConsole() {
    return "Open the AWS console with it:";
  }

  @Override
  public String giveBack() {
    return "Give the access back when you are done before its end:";
  }

  @Override
  public String askForMoreTime() {
    return "Ask for more time before the end, if you need it. It is decided on anew, and programs of hallpass"
        + " go on with it:";
  }

  @Override
  public News endNear(Instant until, Instant now) {
    return News.of(
        "Access ends soon",
        "Your access ends soon",
        "It ends by itself at %s, also in the midst of what you do."
            .formatted(timeFrom(now, until)),
        "Come to an end, or ask for more time now: it has to be approved before the end.");
  }

  @Override
  public News over(Cause cause) {
    return switch (cause) {
      case EXPIRED -> over("Its time is up.");
      case DRIFTED ->
          over(
              "A person or a program other than Hallpass changed or deleted the policy of this grant,"
                  + " so that it was no longer what was approved. The people who run Hallpass have"
                  + " an alarm about it.");
      case NOTHING_TO_EXTEND ->
          News.of(
              "Access does not go on",
              "Your access does not go on",
              "What this was to extend was returned or taken away before its end.",
              "If you need it again, ask again.");
    };
  }

  private static News over(String why) {
    return News.of(
        "Access is over", "Your access is over", why, "If you need it again, ask again.");
  }

  @Override
  public News revoked(Person revoker) {
    return News.of(
        "Access was revoked",
        revoker + " revoked your access",
        "It is over before its time; credentials that you hold are of no use any more.",
        "Talk to them before you ask again.");
  }

  @Override
  public News refused(Doubt doubt) {
    return News.of(
        "Access refused",
        "Hallpass refused your access",
        "The reason: %s.".formatted(doubt(doubt)),
        "If you still need it, ask again. Nobody can open this request any more.");
  }

  @Override
  public News failed() {
    return News.of(
        "Access did not open",
        "Your access could not be opened",
        "Hallpass tried and failed, and has given the request up.",
        "Tell the people who run Hallpass, and ask again later.");
  }

  @Override
  public News reviewed(Person reviewer, Verdict verdict) {
    return News.of(
        "Reviewed",
        "%s reviewed the access".formatted(reviewer),
        switch (verdict) {
          case JUSTIFIED -> "They found it justified.";
          case NOT_JUSTIFIED -> "They found it not justified.";
        },
        NOTHING_TO_DO);
  }

  @Override
  public String whatToDo() {
    return "What to do";
  }

  // Pages

  @Override
  public String somebodyAsks() {
    return "Somebody asks for access";
  }

  @Override
  public String somebodyHasAccess() {
    return "Somebody has access";
  }

  @Override
  public String hasAccess(String requester) {
    return requester + " has access";
  }

  @Override
  public String notRecordedTitle(String title) {
    return "Not recorded: " + title;
  }

  @Override
  public String notRecorded(String complaint) {
    return "Not recorded. " + complaint;
  }

  @Override
  public Phrase askedAs(String person) {
    return Phrase.of("You are asked as ", person, ".");
  }

  @Override
  public Phrase askedToReview(String person, boolean isGlass) {
    return Phrase.of("You are asked as ", person, " %s.".formatted(question(isGlass)));
  }

  @Override
  public Phrase answerBy(String time) {
    return Phrase.of("Answer by ", time, ".");
  }

  @Override
  public Phrase reviewBy(String time) {
    return Phrase.of("Answer by ", time, "; a later answer still counts.");
  }

  @Override
  public Phrase isApproved(String until) {
    return Phrase.of("It is approved, ", until, ".");
  }

  @Override
  public Phrase canEnd(boolean saidYes, String person) {
    return Phrase.of(
        saidYes ? "You approved it as " : "You were asked as ",
        person,
        ", and you can end it now.");
  }

  @Override
  public String untilItEnds(Instant end) {
    return "until %s, when it ends by itself".formatted(time(end));
  }

  @Override
  public String untilItEnds(String window) {
    return window + ", when it ends by itself";
  }

  @Override
  public String aboutToOpen(String duration) {
    return "for %s, and is about to open".formatted(duration);
  }

  @Override
  public String goToAnswer() {
    return "Go to your answer";
  }

  @Override
  public String goToReview() {
    return "Go to your review";
  }

  @Override
  public String goToRevocation() {
    return "Go to your revocation";
  }

  @Override
  public String lastsShorter(String duration) {
    return "An approver allowed at most %s, so the access lasts that long.".formatted(duration);
  }

  @Override
  public String whoAnswers() {
    return "Who answers";
  }

  @Override
  public String you() {
    return "you";
  }

  @Override
  public Phrase ruleChose(String rule) {
    return Phrase.of("The rule ", rule, " of the catalogue chose them at the time of the request.");
  }

  @Override
  public String wholePolicy() {
    return "The policy in full";
  }

  @Override
  public String showPolicy() {
    return "Show the IAM policy";
  }

  @Override
  public String youApproveThisHash() {
    return "Hallpass adds the end of access when it makes the policy. You approve the policy with this"
        + " SHA-256 hash:";
  }

  @Override
  public String hashOfTheRequested() {
    return "Hallpass added the end of access when it made the policy. The requested policy has this"
        + " SHA-256 hash:";
  }

  @Override
  public String whereHeading() {
    return "Where:";
  }

  @Override
  public String yourAnswer() {
    return "Your answer";
  }

  @Override
  public String yourReview() {
    return "Your review";
  }

  @Override
  public String yourRevocation() {
    return "Your revocation";
  }

  @Override
  public String canOnlyDenyHere() {
    return "A yes to this request must be signed with your own AWS credentials, with a proof of who you"
        + " are. Here you can only deny it. To approve, run this command:";
  }

  @Override
  public String chooseAnswer() {
    return "Choose Deny or Approve";
  }

  @Override
  public String code() {
    return "Code";
  }

  @Override
  public String codeHint() {
    return "The six digits in your mail.";
  }

  @Override
  public String codeForm() {
    return "Six digits, such as 123456";
  }

  @Override
  public String durationHint() {
    return "You can approve a shorter time than the requested one.";
  }

  @Override
  public String asAsked(Duration duration) {
    return "as asked: " + duration(duration);
  }

  @Override
  public String only(Duration duration) {
    return "only " + duration(duration);
  }

  @Override
  public String reason() {
    return "Reason";
  }

  @Override
  public String reasonOfNo() {
    return "Needed when you deny. The requester and auditors read it.";
  }

  @Override
  public String reasonOfRevocation() {
    return "Needed. The requester and auditors read it.";
  }

  @Override
  public String remarks() {
    return "Remarks";
  }

  @Override
  public String remarksHint() {
    return "Needed. What you looked at and what you found. The requester and auditors read it.";
  }

  @Override
  public String deny() {
    return "Deny";
  }

  @Override
  public String approve() {
    return "Approve";
  }

  @Override
  public String chooseVerdict() {
    return "Choose Not justified or Justified";
  }

  @Override
  public String justified() {
    return "Justified";
  }

  @Override
  public String notJustified() {
    return "Not justified";
  }

  @Override
  public String chooseRevoke() {
    return "Choose Revoke";
  }

  @Override
  public String revoke() {
    return "Revoke";
  }

  @Override
  public String whatHappenedSoFar() {
    return "What happened so far";
  }

  @Override
  public String requestedTime(String duration) {
    return "The requested time was %s. CloudTrail of the account shows what was done with the credentials, under the requester's name as source identity."
        .formatted(duration);
  }

  @Override
  public String whoReviews() {
    return "Who reviews";
  }

  @Override
  public String oneReviewIsEnough() {
    return "One review is enough. These owners are asked too:";
  }

  @Override
  public String endsWithinAMinute() {
    return "The access ends within a minute, also for credentials that were fetched before. To let it go"
        + " on, close this page: opening it changes nothing.";
  }

  @Override
  public String wrongCode(int attemptsLeft) {
    return "That is not the code in your mail. %s left, then this link is locked."
        .formatted(count(attemptsLeft, "attempt"));
  }

  @Override
  public String notACode() {
    return "A code has six digits. Type in the six digits from your mail.";
  }

  @Override
  public String noNeedsAReason() {
    return "A no needs a reason. Say why you deny, and what the requester can do instead.";
  }

  @Override
  public String reasonNotPlain() {
    return "Write your reason as plain text of at most 1,000 characters.";
  }

  @Override
  public String answerMissing() {
    return "Choose Deny or Approve.";
  }

  @Override
  public String notShorter() {
    return "Choose one of the times in the list: the requested one or a shorter one.";
  }

  @Override
  public String reviewNeedsRemarks() {
    return "A review needs remarks. Say what you looked at and what you found.";
  }

  @Override
  public String remarksNotPlain() {
    return "Write your remarks as plain text of at most 1,000 characters.";
  }

  @Override
  public String revocationNeedsAReason() {
    return "A revocation needs a reason. Tell the requester why you end the access.";
  }

  @Override
  public String verdictMissing() {
    return "Choose Not justified or Justified.";
  }

  // Notices

  @Override
  public NoticeText youApproved(int missing, boolean isLast, Optional<Instant> opensAt) {
    String level =
        isLast
            ? "It was the last one needed: access opens %s and ends by itself."
                .formatted(opening(opensAt))
            : "It was the last one needed at this level. Hallpass asks the approvers of the next level"
                + " now.";
    return new NoticeText(
        "You approved",
        "Your yes is recorded. "
            + (missing > 0
                ? count(missing, "more approver") + " must say yes before access opens."
                : level),
        "You are done. To take your yes back before access opens, call POST"
            + " /grants/{grant}/withdrawal. To end the access early, open the link in your mail again:"
            + " while the access is open, that page can revoke it.");
  }

  @Override
  public NoticeText refusedInstead(Doubt doubt) {
    return new NoticeText(
        "Hallpass refuses this request",
        "Your yes opens nothing and is not recorded. The reason: %s.".formatted(doubt(doubt)),
        "You are done. The requester gets a mail. If they still need the access, they ask"
            + " again, and you see what the catalogue gives now.");
  }

  @Override
  public NoticeText hindered(String problem, String call) {
    return new NoticeText(
        "Hallpass cannot do this",
        problem + ". Nothing was decided.",
        "Tell the people who run Hallpass the id of this call: %s. Try again when they have repaired it."
            .formatted(call));
  }

  @Override
  public NoticeText youDenied() {
    return new NoticeText(
        "You denied",
        "Your no and your reason are recorded. The request is over and no access opens.",
        "You are done. The requester can ask again, for less or with a better reason.");
  }

  @Override
  public NoticeText youReviewed() {
    return new NoticeText(
        "You reviewed",
        "Your verdict and your remarks are recorded. The requester and the other owners get a mail.",
        "You are done. You can close this page.");
  }

  @Override
  public NoticeText youRevoked() {
    return new NoticeText(
        "You revoked the access",
        "Your revocation and your reason are recorded. The access ends within a minute, also for"
            + " credentials that were fetched before.",
        "You are done. The requester gets a mail with your name and your reason.");
  }

  @Override
  public NoticeText linkLocked() {
    return new NoticeText(
        "This link is locked",
        "Five wrong codes lock a link, and five wrong codes were typed in. Nothing was decided.",
        "Another approver can still answer, or the requester can ask again. If the wrong codes were"
            + " not yours, tell the people who run Hallpass: another person has your link.");
  }

  @Override
  public NoticeText linkUsed() {
    return new NoticeText(
        "You have answered already",
        "A link takes one answer, and yours is recorded.",
        "You are done. If you did not answer, tell the people who run Hallpass at once.");
  }

  @Override
  public NoticeText overtaken() {
    return new NoticeText(
        "This is already decided",
        "Others answered or reviewed the request, or the requester took it back, or it is over. So"
            + " your answer is not needed.",
        "You need not do anything. You can close this page.");
  }

  @Override
  public NoticeText approvedElsewhere() {
    return new NoticeText(
        "You have said yes at another level",
        "Nobody says yes twice to one request. Your yes at the other level counts. Nothing was decided"
            + " here.",
        "Another approver of this level must answer. You need not do anything.");
  }

  @Override
  public NoticeText takenBackTooOften() {
    return new NoticeText(
        "You have taken your yes back too often",
        "One person can say yes to a request and take it back %s. Nothing was decided."
            .formatted(count(GrantRules.MOST_TAKEN_BACK, "time")),
        "Leave the answer to the other approvers. You can still deny.");
  }

  @Override
  public NoticeText neededElsewhere() {
    return new NoticeText(
        "Your yes is needed at another level",
        "Nobody says yes twice to one request, and without you another level has too few approvers."
            + " Nothing was decided.",
        "Leave this level to its other approvers: Hallpass asks you at the other level. You can still"
            + " deny.");
  }

  @Override
  public NoticeText superseded() {
    return new NoticeText(
        "There is a newer mail",
        "Hallpass asked you again. Only the link and the code of the newest mail count. This link"
            + " decided nothing.",
        "Open the link in the newest mail about this request.");
  }

  @Override
  public NoticeText relieved() {
    return new NoticeText(
        "Others have taken over",
        "Your time to answer is over, and other approvers answer in your place.",
        "You need not do anything. You can close this page.");
  }

  @Override
  public NoticeText proofDemanded() {
    return new NoticeText(
        "This needs a proof of who you are",
        "A yes to this request must be signed with your own AWS credentials, with a proof. Nothing was decided.",
        "Open the link in your mail again: the page shows the signed call of the API that approves."
            + " You can still deny by link.");
  }

  @Override
  public NoticeText blocked() {
    return new NoticeText(
        "You are blocked",
        "An admin has blocked you, so your yes does not count. Nothing was decided.",
        "Ask an admin of Hallpass to unblock you, or leave the request to its other approvers. You can"
            + " still deny.");
  }

  @Override
  public NoticeText linkExpired() {
    return new NoticeText(
        "This link has expired",
        "The time to answer is over. This link decided nothing.",
        "If the access is still needed, the requester must ask again. You will then get a new mail.");
  }

  @Override
  public NoticeText otherPolicy() {
    return new NoticeText(
        "This link is about another policy",
        "The request has another policy than the one in your mail, so Hallpass takes no answer.",
        "Do not try again. Tell the people who run Hallpass: this should not happen.");
  }

  @Override
  public NoticeText linkUnknown() {
    return new NoticeText(
        "This link is not known",
        "Hallpass has sent no such link for this grant. Perhaps a part of the link is missing.",
        "Open the link in your mail again, or copy the whole of it. If that does not help, the"
            + " requester must ask again.");
  }

  @Override
  public NoticeText formIncomplete() {
    return new NoticeText(
        "The form is not complete",
        "A field of the form is missing. Nothing was decided.",
        "Go back. Fill in the code from your mail and the other fields, then choose your answer.");
  }

  @Override
  public NoticeText unavailable() {
    return new NoticeText(
        "Hallpass cannot answer right now",
        "A part of AWS did not answer, so Hallpass does not know whether your answer is recorded.",
        "Open the link in your mail again in a minute. It shows whether you have answered.");
  }

  @Override
  public NoticeText recordBroken() {
    return new NoticeText(
        "The record cannot be trusted",
        "The ledger's entries of this grant do not verify, so Hallpass decides nothing on them.",
        "Tell the people who run Hallpass. Do not try again until they say so.");
  }
}
