package dev.hallpass.handlers.page;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.ANSWER_WITHIN;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.grant.Examples.DAVE;
import static dev.hallpass.grant.Examples.escalating;
import static dev.hallpass.grant.Examples.level;
import static dev.hallpass.grant.Examples.requested;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.approval.Channel;
import dev.hallpass.approval.Code;
import dev.hallpass.approval.Escalation.Mode;
import dev.hallpass.approval.Level;
import dev.hallpass.approval.Link;
import dev.hallpass.approval.Postmark;
import dev.hallpass.catalog.Catalog;
import dev.hallpass.figures.Figures;
import dev.hallpass.fuzz.Cases;
import dev.hallpass.grant.Decision.Accepted;
import dev.hallpass.grant.Grant;
import dev.hallpass.grant.GrantCommand;
import dev.hallpass.grant.GrantCommand.Answer;
import dev.hallpass.grant.GrantCommand.Reply;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.grant.GrantRules;
import dev.hallpass.grant.Ids;
import dev.hallpass.grant.Question;
import dev.hallpass.handlers.Catalogs;
import dev.hallpass.handlers.InMemorySystem;
import dev.hallpass.handlers.MailedLink;
import dev.hallpass.handlers.ProxyCall;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What is mutated, replayed, foreign or guessed answers nothing.
class ForgedAnswersTest {

  private static final int BY_FORM = Cases.share(10_000);
  private static final int BY_RULES = Cases.share(90_000);

  private static final ProxyCall DECIDE = ProxyCall.of("Decide");
  private static final Catalog CATALOG = Catalogs.deployed();
  private static final List<Person> GUESSED_AT =
      IntStream.range(0, 10).mapToObj(i -> Person.of("approver" + i + "@example.com")).toList();

  private final Random random = new Random(20261123);

  @Test
  void nothingForgedIsAccepted() {
    long tried = 0;
    long accepted = 0;
    while (tried < BY_FORM) {
      Stage stage = new Stage();
      List<Guess> attempts = stage.attempts(150);
      attempts.forEach(stage::byForm);
      tried += attempts.size();
      accepted += stage.answersThatWereNotGiven();
      assertThat(accepted).isZero();
      stage.assertThatTheRealLinkIsTaken();
    }
    while (tried < BY_FORM + BY_RULES) {
      Stage stage = new Stage();
      List<Guess> attempts = stage.attempts(950);
      accepted += attempts.stream().filter(stage::isAcceptedByTheRules).count();
      tried += attempts.size();
      assertThat(accepted).isZero();
      stage.assertThatTheRealLinkIsTaken();
    }

    Figures.note(
        "%d of %,d mutated, replayed, foreign or guessed tokens and codes accepted (%,d sent"
            + " as the form, %,d put to the rules)",
        accepted, tried, BY_FORM, tried - BY_FORM);
  }

  /// An answer by somebody who has no right to it.
  private record Guess(GrantId grant, String link, String code, boolean isYes) {}

  /// A link that was good once, and its own code.
  private record Past(GrantId grant, MailedLink mailed) {}

  /// Grants in every condition in which a link may be, and the links to them.
  private final class Stage {

    private final InMemorySystem system = new InMemorySystem(CATALOG).takingAnyPlan();
    private final Ids ids = new Ids(random);

    private final GrantId open = ids.grant();
    private final GrantId another = ids.grant();
    private final GrantId settled = ids.grant();
    private final GrantId takenOver = ids.grant();
    private final GrantId lapsing = ids.grant();

    private final MailedLink real;
    private final MailedLink foreign;
    private final List<MailedLink> guessedAt;

    private final List<Past> past = new ArrayList<>();

    private final long answersGiven;
    private final Map<GrantId, Grant> states = new HashMap<>();

    Stage() {
      List<Person> everybody =
          Stream.concat(Stream.of(BOB, CAROL, DAVE), GUESSED_AT.stream()).toList();

      system.clock.set(system.clock.instant().minus(ANSWER_WITHIN));
      request(lapsing, level(1, BOB));
      past.add(new Past(lapsing, mail(lapsing, BOB, false)));
      system.clock.set(system.clock.instant().plus(ANSWER_WITHIN));

      request(open, new Level(everybody, 3, ANSWER_WITHIN));
      past.add(new Past(open, mail(open, BOB, false)));
      real = mail(open, BOB, true);
      past.add(new Past(open, answered(open, CAROL)));
      past.add(new Past(open, locked(open, DAVE)));
      guessedAt = GUESSED_AT.stream().map(one -> mail(open, one, false)).toList();

      request(another, level(1, BOB, CAROL));
      foreign = mail(another, BOB, false);

      request(settled, level(1, CAROL, DAVE));
      past.add(new Past(settled, mail(settled, DAVE, false)));
      past.add(new Past(settled, answered(settled, CAROL)));

      request(takenOver, escalating(1, List.of(BOB), Mode.TAKE_OVER, DAVE));
      MailedLink relieved = mail(takenOver, BOB, false);
      past.add(new Past(takenOver, relieved));
      run(takenOver, new GrantCommand.NoteBounce(BOB, Optional.of(relieved.link().hash())));
      run(takenOver, new GrantCommand.Escalate());

      answersGiven = answers();
      for (GrantId grant : List.of(open, another, settled, takenOver, lapsing)) {
        states.put(grant, system.grants.read(grant).state());
      }
    }

    private void request(GrantId grant, Level level) {
      run(grant, new GrantCommand.Request(requested(ALICE, level)));
    }

    private MailedLink mail(GrantId grant, Person approver, boolean reminder) {
      MailedLink mailed = new MailedLink(ids.link(new Postmark("made-up-postmark")), ids.code());
      run(
          grant,
          new GrantCommand.SeekApproval(
              0, approver, mailed.link(), mailed.code(), reminder, Optional.empty()));
      run(grant, new GrantCommand.NoteMail(approver, mailed.link(), "message"));
      return mailed;
    }

    private MailedLink answered(GrantId grant, Person approver) {
      MailedLink mailed = mail(grant, approver, false);
      run(grant, answer(mailed.link().token(), mailed.code().digits(), true));
      return mailed;
    }

    private MailedLink locked(GrantId grant, Person approver) {
      MailedLink mailed = mail(grant, approver, false);
      for (int wrong = 0; wrong < Question.LOCKS_AT; wrong++) {
        run(grant, answer(mailed.link().token(), mailed.wrongCode().digits(), true));
      }
      return mailed;
    }

    private Answer answer(String link, String code, boolean isYes) {
      return new Answer(
          new Link(link),
          new Code(code),
          isYes ? new Reply.Yes(Optional.empty()) : new Reply.No("no"),
          ids.attempt());
    }

    private void run(GrantId grant, GrantCommand command) {
      assertThat(system.grants.run(grant, command).isAccepted()).isTrue();
    }

    /// Fifty guessed codes, no more for each link than lock it, among as many forged tokens.
    List<Guess> attempts(int forged) {
      List<Guess> attempts = new ArrayList<>();
      for (MailedLink link : guessedAt) {
        for (int guess = 0; guess < Question.LOCKS_AT; guess++) {
          attempts.add(attempt(open, link.link().token(), guessFor(link)));
        }
      }
      for (int i = 0; i < forged; i++) {
        attempts.add(forged());
      }
      return attempts;
    }

    private Guess attempt(GrantId grant, String link, String code) {
      return new Guess(grant, link, code, random.nextBoolean());
    }

    private String guessFor(MailedLink link) {
      String guess;
      do {
        guess =
            switch (random.nextInt(4)) {
              case 0 -> real.code().digits();
              case 1 -> guessedAt.get(random.nextInt(guessedAt.size())).code().digits();
              case 2 -> oneDigitOff(link.code().digits());
              default -> ids.code().digits();
            };
      } while (guess.equals(link.code().digits()));
      return guess;
    }

    private String oneDigitOff(String code) {
      StringBuilder other = new StringBuilder(code);
      other.setCharAt(random.nextInt(code.length()), (char) ('0' + random.nextInt(10)));
      return other.toString();
    }

    private Guess forged() {
      String code = real.code().digits();
      return switch (random.nextInt(6)) {
        case 0 -> {
          Past some = past.get(random.nextInt(past.size()));
          yield attempt(some.grant(), some.mailed().link().token(), some.mailed().code().digits());
        }
        case 1 -> attempt(open, foreign.link().token(), foreign.code().digits());
        case 2 -> attempt(another, real.link().token(), code);
        case 3 -> attempt(open, Base64.getUrlEncoder().encodeToString(randomBytes()), code);
        default -> attempt(open, mutated(real.link()), code);
      };
    }

    private byte[] randomBytes() {
      byte[] bytes = new byte[32];
      random.nextBytes(bytes);
      return bytes;
    }

    private String mutated(Link link) {
      String token = link.token();
      String mutated;
      do {
        mutated = mutated(token);
      } while (mutated.equals(token));
      return mutated;
    }

    private String mutated(String token) {
      int at = random.nextInt(token.length());
      return switch (random.nextInt(14)) {
        case 0 -> flipped(token);
        case 1 -> token.substring(0, at);
        case 2 -> token.substring(at);
        case 3 -> token.toLowerCase(Locale.ROOT);
        case 4 -> token.toUpperCase(Locale.ROOT);
        case 5 -> token + "=";
        case 6 -> " ".repeat(random.nextInt(2)) + token + "\n";
        case 7 -> token + token;
        case 8 -> token.substring(0, at) + '\u0000' + token.substring(at);
        case 9 -> token.replace('-', '+').replace('_', '/');
        case 10 -> new Link(token).hash().hex();
        case 11 ->
            List.of("", "null", "*", "A".repeat(20_000), "％", "\uD83D\uDD11".repeat(20))
                .get(at % 6);
        case 12 -> new StringBuilder(token).reverse().toString();
        // The last character has bits that decoders ignore.
        default ->
            token.substring(0, token.length() - 1) + "AEIMQUYcgkosw048BCDFGH".charAt(at % 22);
      };
    }

    private String flipped(String token) {
      int secret = token.indexOf('.') + 1;
      byte[] bytes = Base64.getUrlDecoder().decode(token.substring(secret));
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      return token.substring(0, secret)
          + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    void byForm(Guess attempt) {
      system.answer(
          DECIDE
              .on(attempt.grant())
              .form(
                  Map.of(
                      "link",
                      attempt.link(),
                      "code",
                      attempt.code(),
                      "answer",
                      attempt.isYes() ? "approve" : "deny",
                      "reason",
                      "no")));
    }

    boolean isAcceptedByTheRules(Guess attempt) {
      Grant grant = states.getOrDefault(attempt.grant(), new Grant.Unknown(attempt.grant()));
      var decision =
          GrantRules.decide(
              grant, answer(attempt.link(), attempt.code(), attempt.isYes()), system.grants.now());
      if (!(decision instanceof Accepted(var event))) {
        return false;
      }
      states.put(attempt.grant(), grant.after(event));
      return !(event instanceof GrantEvent.CodeRefused);
    }

    long answersThatWereNotGiven() {
      return answers() - answersGiven;
    }

    private long answers() {
      return Stream.of(open, another, settled, takenOver, lapsing)
          .flatMap(grant -> system.events(grant).stream())
          .filter(
              event -> event instanceof GrantEvent.Approved || event instanceof GrantEvent.Denied)
          .count();
    }

    /// Or everything might have been refused for another reason.
    void assertThatTheRealLinkIsTaken() {
      byForm(new Guess(open, real.link().token(), real.code().digits(), true));
      assertThat(system.events(open))
          .last()
          .isInstanceOfSatisfying(
              GrantEvent.Approved.class,
              yes -> {
                assertThat(yes.approver()).isEqualTo(BOB);
                assertThat(yes.channel()).isEqualTo(Channel.LINK);
              });
    }
  }
}
