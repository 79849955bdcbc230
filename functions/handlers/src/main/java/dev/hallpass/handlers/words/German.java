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

/// The texts in German.
record German(Reader reader) implements Texts {

  private static final String NOTHING_TO_DO = "Sie müssen nichts tun.";
  private static final String ASK_AGAIN =
      "Wenn Sie den Zugriff noch brauchen, fragen Sie erneut an: nach weniger oder mit einer besseren"
          + " Begründung.";

  // Java's own names of months are slow to load.
  private static final List<String> MONTHS =
      List.of(
          "Januar",
          "Februar",
          "März",
          "April",
          "Mai",
          "Juni",
          "Juli",
          "August",
          "September",
          "Oktober",
          "November",
          "Dezember");

  // Times

  @Override
  public String duration(Duration duration) {
    return duration(duration, "Tage");
  }

  private static String duration(Duration duration, String days) {
    List<String> parts = new ArrayList<>();
    add(parts, duration.toDays(), "Tag", days);
    add(parts, duration.toHoursPart(), "Stunde", "Stunden");
    add(parts, duration.toMinutesPart(), "Minute", "Minuten");
    add(parts, duration.toSecondsPart(), "Sekunde", "Sekunden");
    return parts.isEmpty() ? "keine Zeit" : String.join(" ", parts);
  }

  private static void add(List<String> parts, long number, String one, String many) {
    if (number > 0) {
      parts.add(count(number, one, many));
    }
  }

  private static String count(long number, String one, String many) {
    return number + " " + (number == 1 ? one : many);
  }

  @Override
  public String in(Duration duration) {
    return "in " + duration(duration, "Tagen");
  }

  @Override
  public String day(LocalDate day) {
    return "%d. %s %d"
        .formatted(day.getDayOfMonth(), MONTHS.get(day.getMonthValue() - 1), day.getYear());
  }

  @Override
  public String moment(LocalDateTime time) {
    return day(time.toLocalDate()) + ", " + Texts.clock(time);
  }

  @Override
  public String opening(Optional<Instant> at) {
    return at.map(time -> "am " + time(time)).orElse("innerhalb einer Minute");
  }

  @Override
  public String outcome(Outcome outcome) {
    return switch (outcome) {
      case DENIED -> "abgelehnt";
      case LAPSED -> "nicht rechtzeitig beantwortet";
      case CANCELLED -> "zurückgezogen";
      case EXPIRED -> "als die Zeit um war";
      case RETURNED -> "vorzeitig zurückgegeben";
      case REVOKED -> "entzogen";
      case NOTHING_TO_EXTEND -> "weil der Zugriff davor vorzeitig geendet hatte";
      case DRIFTED -> "weil die Policy außerhalb von Hallpass geändert oder gelöscht wurde";
      case REFUSED -> "von Hallpass verweigert";
      case FAILED -> "weil er sich nicht öffnen ließ";
    };
  }

  @Override
  public String doubt(Doubt doubt) {
    return switch (doubt) {
      case NOT_SEALED -> "ein Ja, das nötig ist, hat nicht Hallpass geschrieben";
      case NOT_PROVED -> "ein Ja, das nötig ist, beweist nicht, von wem es kommt";
      case BLOCKED -> "die anfragende Person ist gesperrt, oder eine Person, deren Ja nötig ist";
      case APPROVER_LEFT ->
          "eine Person, deren Ja nötig ist, gehört der Gruppe nicht mehr an oder hat den Dienst nicht"
              + " mehr, wegen der oder dessen sie gefragt wurde";
      case NOT_OFFERED -> "der Katalog bietet es der anfragenden Person nicht mehr an";
      case ENTITLEMENT_CHANGED -> "die Berechtigung hat sich seit der Anfrage geändert";
      case MANAGED_POLICY_CHANGED ->
          "eine verwaltete Policy des Kontos ist nicht mehr die, die geprüft wurde";
      case POLICY_QUOTA_REACHED ->
          "das Konto hat so viele eigene verwaltete Policies, wie sein Kontingent in IAM erlaubt (1.500, wenn AWS es nicht erhöht hat)";
      case RULE_NOT_MET -> "die Bedingungen der Genehmigungsregel sind nicht mehr erfüllt";
      case OTHER_TIME -> "die geplante Zeit ist nicht die genehmigte";
      case OTHER_POLICY -> "die Policy gehört zu einer anderen Anfrage";
    };
  }

  // Policies

  @Override
  public String kind(Kind kind) {
    return switch (kind) {
      case READ -> "Lesen";
      case LIST -> "Auflisten";
      case WRITE -> "Schreiben";
      case DELETE -> "Löschen";
    };
  }

  @Override
  public String deniedMark() {
    return "Verboten: ";
  }

  @Override
  public String where() {
    return "wo: ";
  }

  @Override
  public Phrase awsService(String name) {
    return Phrase.of("Der AWS-Dienst ", name);
  }

  @Override
  public Phrase everyService() {
    return Phrase.of("Jeder AWS-Dienst");
  }

  @Override
  public Phrase withoutWords(String action) {
    return Phrase.of("die IAM-Aktion ", action, ", für die Hallpass keine einfachen Worte hat");
  }

  @Override
  public Phrase no(String kind, String explanation) {
    return Phrase.of("kein ", kind, " (%s)".formatted(explanation));
  }

  @Override
  public String exclusionsUnknown() {
    return "Hallpass hat für manche der Aktionen keine einfachen Worte und kann darum nicht sagen, was"
        + " nicht dazugehört";
  }

  @Override
  public String someOfEachKind() {
    return "einige Aktionen jeder Art gehören dazu";
  }

  @Override
  public String nothingElse() {
    return "Sonst nichts: Alles, was hier nicht steht, ist verboten.";
  }

  @Override
  public String besideManaged() {
    return "Hallpass selbst, und vom Ende an alles. Was eine Ressource anderen erlaubt, kann sie auch"
        + " diesem Zugriff erlauben.";
  }

  @Override
  public Phrase managedPolicy(Optional<String> account, String name) {
    return Phrase.of(
        account
            .map("Die verwaltete Policy des Kontos %s "::formatted)
            .orElse("Die verwaltete Policy von AWS "),
        name);
  }

  @Override
  public String everything() {
    return "Alles";
  }

  @Override
  public String nearlyAll() {
    return "sie erlaubt fast alles, was AWS in dem Konto kann";
  }

  @Override
  public String allThatItAllows() {
    return "alles, was sie erlaubt";
  }

  @Override
  public Phrase whatItNames() {
    return Phrase.of(
        "was sie nennt; die meisten solchen Policies nennen jede Ressource des Kontos");
  }

  @Override
  public Phrase reviewedVersion(String version) {
    return Phrase.of("in der Version ", version, ", wie sie geprüft wurde");
  }

  @Override
  public Phrase onlyPartition(String key) {
    return Phrase.of("nur Einträge mit dem Partitionsschlüssel ", key);
  }

  @Override
  public Phrase onlyKeysBeginning(String prefix) {
    return Phrase.of("nur Schlüssel, die beginnen mit ", prefix);
  }

  @Override
  public Phrase onlyBefore(String time) {
    return Phrase.of("nur vor ", time);
  }

  @Override
  public Phrase onlyFrom(String time) {
    return Phrase.of("erst ab ", time);
  }

  @Override
  public Phrase onlyUnder(String condition) {
    return Phrase.of("nur unter der IAM-Bedingung ", condition);
  }

  @Override
  public Phrase bucket(String name) {
    return Phrase.of("der Bucket ", name);
  }

  @Override
  public Phrase everyObject(String bucket) {
    return Phrase.of("jedes Objekt im Bucket ", bucket);
  }

  @Override
  public Phrase objectsBeginning(String bucket, String prefix) {
    return Phrase.of("der Bucket ", bucket, ", nur Objekte, deren Schlüssel beginnt mit ", prefix);
  }

  @Override
  public Phrase onlyObject(String bucket, String key) {
    return Phrase.of("der Bucket ", bucket, ", nur das Objekt ", key);
  }

  @Override
  public Phrase table(String name, String region, String account) {
    return Phrase.of("die Tabelle ", name, " in der Region ", region, " des AWS-Kontos ", account);
  }

  @Override
  public Phrase logGroup(String name, String region, String account) {
    return Phrase.of(
        "die Log-Gruppe ", name, " in der Region ", region, " des AWS-Kontos ", account);
  }

  @Override
  public Phrase parameter(String name, String region, String account) {
    return Phrase.of(
        "der Parameter ", name, " in der Region ", region, " des AWS-Kontos ", account);
  }

  @Override
  public Phrase parametersBelow(String path, String region, String account) {
    return Phrase.of(
        "jeder Parameter unter ", path, " in der Region ", region, " des AWS-Kontos ", account);
  }

  @Override
  public Phrase everyResource(String pattern) {
    return Phrase.of("jede Ressource: ", pattern);
  }

  @Override
  public Phrase resource(String name) {
    return Phrase.of("die Ressource ", name);
  }

  @Override
  public Marked risk(Risk risk) {
    return switch (risk) {
      case SHELL ->
          new Marked(
              "Shell",
              "öffnet einen Weg in eine Maschine, einen Container oder einen Cluster und kann mit"
                  + " deren Rolle handeln");
      case CODE ->
          new Marked(
              "Code", "führt Code aus oder ändert Code, der mit einer eigenen Rolle arbeitet");
      case DEPLOYMENT ->
          new Marked("Deployment", "verteilt Software mit einer Rolle, die mehr darf");
      case SHARING ->
          new Marked(
              "Freigaben",
              "kann anderen etwas öffnen, das sie behalten, wenn der Zugriff vorbei ist");
      case CREDENTIALS ->
          new Marked(
              "Zugangsdaten",
              "gibt Zugangsdaten oder Passwörter heraus oder setzt neue, die gültig bleiben, wenn der"
                  + " Zugriff vorbei ist");
      case SECRETS ->
          new Marked(
              "Geheimnisse", "zeigt Geheimnisse, die bekannt bleiben, wenn der Zugriff vorbei ist");
      case PERMISSIONS ->
          new Marked(
              "Rechte",
              "ändert, wer was darf oder was darüber wacht, und die Änderung bleibt, wenn der Zugriff"
                  + " vorbei ist");
      case TAGGING ->
          new Marked("Tags", "ändert Tags, nach denen andere entscheiden können, wer was darf");
      case DESTROYS -> new Marked("Zerstört", "kann Daten oder Schlüssel für immer zerstören");
    };
  }

  @Override
  public Marked caution(Caution caution) {
    return switch (caution) {
      case BREAK_GLASS ->
          new Marked("Notzugriff", "niemand wurde gefragt, bevor sich der Zugriff öffnete");
      case NEARLY_ALL -> new Marked("Fast alles", "erlaubt fast alles, was AWS in dem Konto kann");
      case IDENTITIES ->
          new Marked(
              "Identitäten bleiben",
              "kann Benutzer, Rollen und Schlüssel anlegen, die ein eigener Zugriff sind und nicht mit"
                  + " diesem enden");
      case SECRETS ->
          new Marked(
              "Geheimnisse",
              "kann geheime Werte zeigen, die bekannt bleiben, wenn der Zugriff vorbei ist");
      case CONNECTIONS ->
          new Marked(
              "Verbindungen bleiben",
              "eine, die am Ende offen ist, bleibt offen, bis sie jemand schließt");
      case SESSIONS ->
          new Marked(
              "Sitzungen bleiben",
              "eine, die am Ende offen ist, bleibt offen, bis sie jemand schließt");
      case SHELLS ->
          new Marked(
              "Shells werden geschlossen",
              "eine, die am Ende offen ist, schließt Hallpass bald danach");
      case JOBS ->
          new Marked(
              "Aufträge laufen weiter",
              "was gestartet wurde, läuft, bis es fertig ist, auch nach dem Ende");
      case CREDENTIALS ->
          new Marked(
              "Zugangsdaten bleiben",
              "was mit ihnen geöffnet wurde, kann offen bleiben, und sie bleiben nach dem Ende gültig");
      case DELETES -> new Marked("Löscht", "kann etwas für immer entfernen");
      case WRITES -> new Marked("Schreibt", "kann etwas ändern");
      case MANAGED ->
          new Marked(
              "Verwaltete Policies",
              "erlaubt alles, was sie erlauben, und das steht hier nicht; auch, was sich nicht rückgängig"
                  + " machen lässt");
      case EVERY_RESOURCE ->
          new Marked("Jede Ressource", "ist nicht auf das beschränkt, was genannt ist");
      case WHOLE_BUCKET ->
          new Marked("Ein ganzer Bucket", "ist nicht auf einen Teil davon beschränkt");
      case WHOLE_TABLE ->
          new Marked("Eine ganze Tabelle", "ist nicht auf einige ihrer Einträge beschränkt");
      case NO_WORDS ->
          new Marked("Aktionen ohne einfache Worte", "was sie tun, muss man in der Policy lesen");
    };
  }

  @Override
  public String takenFor(String risk, String reason) {
    return "%s. Das wird aus diesem Grund hingenommen: %s".formatted(risk, reason);
  }

  @Override
  public String forAtMost(String caution, Duration longest) {
    return "%s, höchstens für %s".formatted(caution, duration(longest));
  }

  // Requests

  @Override
  public String asksForAccess(String requester) {
    return requester + " bittet um Zugriff";
  }

  @Override
  public String what() {
    return "Was";
  }

  @Override
  public String why() {
    return "Warum";
  }

  @Override
  public String who() {
    return "Wer";
  }

  @Override
  public String forHowLong() {
    return "Wie lange";
  }

  @Override
  public String ticket() {
    return "Ticket";
  }

  @Override
  public String lookTwice() {
    return "Bitte genau ansehen";
  }

  @Override
  public String whatHappened() {
    return "Was geschehen ist";
  }

  @Override
  public String whatItAllows() {
    return "Was damit erlaubt ist";
  }

  @Override
  public String whatIsNotIncluded() {
    return "Was nicht dazugehört";
  }

  @Override
  public String whatItAllowed() {
    return "Was damit erlaubt war";
  }

  @Override
  public String whatWasNotIncluded() {
    return "Was nicht dazugehörte";
  }

  @Override
  public String inTheWordsOf(String speaker) {
    return "In den Worten von %s:".formatted(speaker);
  }

  @Override
  public Phrase grantIs(String grant) {
    return Phrase.of("Die Kennung dieses Zugriffs ist ", grant, ".");
  }

  @Override
  public String window(Instant start, Instant end) {
    return "vom %s bis zum %s".formatted(time(start), time(end));
  }

  @Override
  public Phrase fromTheLastApproval(String duration) {
    return Phrase.of("", duration, " von der letzten Genehmigung an.");
  }

  @Override
  public Phrase inTheWindow(String duration, String window) {
    return Phrase.of("", duration, ", %s.".formatted(window));
  }

  @Override
  public String mayBeginLater() {
    return "Kommt die letzte Genehmigung später, beginnt der Zugriff später und endet zur selben Zeit.";
  }

  @Override
  public String endsByItself() {
    return "Dann endet er von selbst.";
  }

  @Override
  public Phrase extendsAnother(String grant) {
    return Phrase.of("Er verlängert ", grant, ", und jener endet, wenn dieser beginnt.");
  }

  @Override
  public String brokeTheGlass(String requester) {
    return requester + " hat sich Notzugriff genommen";
  }

  @Override
  public String changesStay(String requester) {
    return "Was %s geändert hat, bleibt".formatted(requester);
  }

  @Override
  public String pleaseReview(boolean isGlass) {
    return "Der Zugriff ist jetzt vorbei. Bitte prüfen Sie, %s.".formatted(question(isGlass));
  }

  private static String question(boolean isGlass) {
    return isGlass
        ? "ob er gerechtfertigt war"
        : "ob das Geänderte richtig ist und zurückgenommen wurde, wo es nötig ist";
  }

  @Override
  public String requested(Instant at) {
    return "Angefragt: %s.".formatted(time(at));
  }

  @Override
  public String opened(Optional<Instant> at) {
    return at.map(time -> "Geöffnet: %s.".formatted(time(time)))
        .orElse("Geöffnet: Das Ledger hat keinen Eintrag darüber.");
  }

  @Override
  public String ended(Instant at, Outcome how) {
    return "Beendet: %s, %s.".formatted(time(at), outcome(how));
  }

  @Override
  public String credentialsFetched(long times, long unknown) {
    return "Zugangsdaten wurden abgeholt: %s.%s"
        .formatted(
            times == 0 ? "nie" : times + "-mal",
            unknown > 0
                ? " Von %s weiteren ist das Ergebnis unbekannt."
                    .formatted(count(unknown, "Versuch", "Versuchen"))
                : "");
  }

  @Override
  public String earlierRequestsUnknown() {
    return "Hallpass konnte nicht lesen, ob die anfragende Person diesen Zugriff früher schon hatte.";
  }

  @Override
  public String neverHadThis(String requester) {
    return "%s hatte das noch nie.".formatted(requester);
  }

  @Override
  public String hasHadThis(String requester, List<Instant> opened, boolean isMore) {
    if (isMore) {
      return "%s hatte das schon mindestens %d-mal, zuletzt am %s."
          .formatted(requester, opened.size(), day(opened.getLast()));
    }
    String days =
        opened.size() == 1
            ? "am " + day(opened.getFirst())
            : "zuerst am %s, zuletzt am %s"
                .formatted(day(opened.getFirst()), day(opened.getLast()));
    return "%s hatte das schon %d-mal, %s.".formatted(requester, opened.size(), days);
  }

  @Override
  public String earlierEndedEarly(long requests) {
    return "Vorzeitig geendet: %s.".formatted(count(requests, "Anfrage", "Anfragen"));
  }

  @Override
  public String earlierDenied(long requests) {
    return "Abgelehnt: %s.".formatted(count(requests, "Anfrage", "Anfragen"));
  }

  @Override
  public String levelOf(int number, int levels) {
    return "Stufe %d von %d. ".formatted(number, levels);
  }

  @Override
  public String mustSayYes(int quorum, int approvers) {
    return "%d von %d %s Ja sagen; ein Nein beendet die Anfrage."
        .formatted(quorum, approvers, quorum == 1 ? "muss" : "müssen");
  }

  @Override
  public String saidYes(Optional<Duration> shortened) {
    return "hat Ja gesagt"
        + shortened.map(time -> ", höchstens für %s".formatted(duration(time))).orElse("");
  }

  @Override
  public String isAskedLater() {
    return "wird gefragt, wenn die Stufe davor Ja gesagt hat";
  }

  @Override
  public String hasNotAnswered() {
    return "hat nicht geantwortet";
  }

  @Override
  public String mailCameBack() {
    return "hat nicht geantwortet; die Mail kam zurück";
  }

  @Override
  public String others(Mode mode, boolean areAsked, List<String> people) {
    String how =
        switch (mode) {
          case JOIN -> "auch";
          case TAKE_OVER -> "stattdessen";
        };
    String them = String.join(", ", people);
    return areAsked
        ? "Antworten kamen zu spät oder gar nicht, darum hat Hallpass %s %s gefragt."
            .formatted(how, them)
        : "Wenn Antworten zu spät oder gar nicht kommen, fragt Hallpass %s %s."
            .formatted(how, them);
  }

  // Mails

  @Override
  public String asksFor(String requester, Duration duration, boolean isReminder) {
    return "%s%s bittet um %s: "
        .formatted(isReminder ? "Erinnerung: " : "", requester, duration(duration));
  }

  @Override
  public String review(String title, Duration duration) {
    return "Prüfung: %s, für %s: ".formatted(title, duration(duration));
  }

  @Override
  public String news(String lead, String requester, Duration duration) {
    return "%s: %s, %s: ".formatted(lead, requester, duration(duration));
  }

  @Override
  public String answerStillNeeded() {
    return "Dies ist eine Erinnerung: Ihre Antwort fehlt noch.";
  }

  @Override
  public String onlyThisMailCounts() {
    return "Von jetzt an gelten nur der Link und der Code dieser Mail.";
  }

  @Override
  public String canAllowLess() {
    return "Sie können eine kürzere Zeit erlauben.";
  }

  @Override
  public String yourAnswerBy() {
    return "Ihre Antwort, bis";
  }

  @Override
  public String yourReviewBy() {
    return "Ihre Prüfung, bis";
  }

  @Override
  public String openThePage() {
    return "Öffnen Sie die Seite und geben Sie den Code ein:";
  }

  @Override
  public String open() {
    return "Öffnen Sie";
  }

  @Override
  public String andTypeIn() {
    return "und geben Sie diesen Code ein:";
  }

  @Override
  public String lookAndAnswer() {
    return "Anfrage ansehen und antworten";
  }

  @Override
  public String lookAndReview() {
    return "Ansehen und prüfen";
  }

  @Override
  public String openingDecidesNothing() {
    return "Die Seite fragt nach dem Code; sie zu öffnen entscheidet nichts. Wenn Sie diese Mail nicht"
        + " erwartet haben, tun Sie nichts. Leiten Sie sie nicht weiter: Wer sie hat, kann in Ihrem"
        + " Namen antworten.";
  }

  @Override
  public String linkEndsAccess() {
    return "Solange der Zugriff offen ist, kann man ihn mit demselben Link und Code vorzeitig beenden.";
  }

  @Override
  public String yesMustBeSigned() {
    return "Ein Ja muss mit Ihren eigenen AWS-Zugangsdaten signiert sein und beweisen, wer Sie sind; die"
        + " Seite sagt, wie. Mit dem Link können Sie nur ablehnen.";
  }

  @Override
  public String answersAreNotRead() {
    return "Eine Antwort auf diese Mail entscheidet nichts; Hallpass liest keine.";
  }

  @Override
  public String bracketsAreAdded() {
    return "Hallpass setzt eckige Klammern um Punkte und einige andere Zeichen, damit kein Text anderer"
        + " Leute zu einem Link wird.";
  }

  @Override
  public String ledger(Checkpoint newest, String time) {
    return "Ledger: %d Einträge, Wurzel %s, %s"
        .formatted(newest.size(), newest.root().base64(), time);
  }

  @Override
  public String policyHash() {
    return "Die Policy (SHA-256)";
  }

  @Override
  public String howLong(String duration, String shortened, String window) {
    return duration
        + (shortened.isEmpty() ? "" : ", gekürzt auf " + shortened)
        + (window.isEmpty() ? "" : ", " + window);
  }

  // News

  @Override
  public News brokenGlass(Person requester) {
    return News.of(
        "Notzugriff",
        requester + " nimmt sich Notzugriff",
        "Der Zugriff öffnet sich sofort, ohne dass jemand gefragt wurde. Wenn er vorbei ist, werden Sie"
            + " gebeten, ihn zu prüfen.",
        "Wenn das nicht sein darf, sagen Sie es sofort den Betreibern von Hallpass.");
  }

  @Override
  public News approved(
      Person approver, Optional<Duration> shortened, boolean isLast, Optional<Instant> opensAt) {
    return News.of(
        "Genehmigt",
        approver + " hat genehmigt",
        (isLast
                ? "Das war das letzte nötige Ja: Der Zugriff öffnet sich %s."
                    .formatted(opening(opensAt))
                : "Das war das letzte nötige Ja dieser Stufe; jetzt wird die nächste gefragt.")
            + shortened.map(time -> " Erlaubt: höchstens %s.".formatted(duration(time))).orElse(""),
        isLast ? "Sie bekommen eine Mail, wenn er offen ist." : NOTHING_TO_DO);
  }

  @Override
  public News withdrawn(Person approver) {
    return News.of(
        "Ja zurückgenommen",
        approver + " hat das Ja zurückgenommen",
        "Die Stufe braucht ein anderes Ja, bevor sich der Zugriff öffnen kann. Ist ihre Zeit zu"
            + " antworten um, ist auch die Anfrage vorbei.",
        "Wenn Sie den Zugriff noch brauchen, fragen Sie %s nach dem Grund.".formatted(approver));
  }

  @Override
  public News neededAgain(Person approver) {
    return News.of(
        "Wieder gefragt",
        approver + " hat das Ja zurückgenommen",
        "Darum wartet die Anfrage auf eine andere Antwort.",
        "Um zu antworten, öffnen Sie den Link in der neuesten Mail mit der Frage, wenn deren Zeit nicht"
            + " um ist.");
  }

  @Override
  public News approvedByRule(String rule, Optional<Instant> opensAt) {
    return News.of(
        "Genehmigt",
        "Ohne einen Menschen genehmigt",
        "Die Regel %s des Katalogs hat es genehmigt: Der Zugriff öffnet sich %s."
            .formatted(rule, opening(opensAt)),
        "Sie bekommen eine Mail, wenn er offen ist.");
  }

  @Override
  public News denied(Person approver) {
    return News.of(
        "Abgelehnt",
        approver + " hat abgelehnt",
        "Die Anfrage ist vorbei, und es öffnet sich kein Zugriff.",
        ASK_AGAIN);
  }

  @Override
  public News decided(Person by, boolean isYes) {
    return News.of(
        "Schon entschieden",
        "Schon von %s entschieden".formatted(by),
        "%s hat %s gesagt. Ihre Antwort ist nicht mehr nötig, und Ihr Link nimmt keine an."
            .formatted(by, isYes ? "Ja" : "Nein"),
        NOTHING_TO_DO);
  }

  @Override
  public News receipt(Receipt answer) {
    String what =
        switch (answer) {
          case YES -> "Ihr Ja";
          case NO -> "Ihr Nein";
          case REVOCATION -> "Ihr Entzug";
          case REVIEW -> "Ihre Prüfung";
        };
    return News.of(
        "Gespeichert",
        what + " wurde gespeichert",
        "Die Antwort kam mit dem Link und dem Code einer Mail an Sie.",
        "Wenn Sie das nicht waren, sagen Sie es sofort den Betreibern von Hallpass: Jemand anderes hat"
            + " Ihre Mail.");
  }

  @Override
  public News lapsed() {
    return News.of(
        "Nicht rechtzeitig beantwortet",
        "Niemand hat rechtzeitig geantwortet",
        "Die Zeit zu antworten ist um. Darum ist auch die Anfrage vorbei, und es öffnet sich kein"
            + " Zugriff.",
        "Wenn Sie den Zugriff noch brauchen, fragen Sie erneut an; sagen Sie vielleicht vorher"
            + " Bescheid.");
  }

  @Override
  public News takenBack(Person requester) {
    return News.of(
        "Zurückgezogen",
        requester + " hat die Anfrage zurückgezogen",
        "Ihre Antwort ist nicht mehr nötig, und Ihr Link nimmt keine an.",
        NOTHING_TO_DO);
  }

  @Override
  public News relieved(List<Person> others) {
    return News.of(
        "Andere haben übernommen",
        "Andere antworten an Ihrer Stelle",
        "Antworten kamen zu spät oder konnten nicht kommen. Jetzt %s stattdessen %s gefragt, und Ihr Link"
                .formatted(others.size() == 1 ? "wird" : "werden", names(others))
            + " nimmt keine Antwort an.",
        NOTHING_TO_DO);
  }

  private static String names(List<Person> people) {
    return people.stream().map(Person::email).collect(joining(", "));
  }

  @Override
  public News opened(Optional<String> approval, Instant until, Instant now) {
    return new News(
        "Zugriff ist offen",
        "Ihr Zugriff ist offen",
        Stream.concat(
                approval.stream(),
                Stream.of("Er endet von selbst am %s.".formatted(timeFrom(now, until))))
            .toList(),
        "Nutzen Sie ihn für das, wofür Sie ihn angefragt haben. Was damit getan wird, wird unter Ihrem"
            + " Namen aufgezeichnet.");
  }

  @Override
  public String approvedBy(List<Person> people, Optional<Duration> shortened) {
    return "Genehmigt von %s%s."
        .formatted(
            names(people),
            shortened.map(time -> ", höchstens für %s".formatted(duration(time))).orElse(""));
  }

  @Override
  public String approvedByRule(String rule) {
    return "Die Regel %s des Katalogs hat es genehmigt.".formatted(rule);
  }

  @Override
  public String runAProgram() {
    return "Ein Programm damit ausführen, zum Beispiel aws s3 ls:";
  }

  @Override
  public String openTheConsole() {
    return "Die AWS-Konsole damit öffnen:";
  }

  @Override
  public String giveBack() {
    return "Den Zugriff zurückgeben, wenn Sie vor seinem Ende fertig sind:";
  }

  @Override
  public String askForMoreTime() {
    return "Vor dem Ende um mehr Zeit bitten, wenn Sie sie brauchen. Darüber wird neu entschieden, und"
        + " Programme von hallpass arbeiten damit weiter:";
  }

  @Override
  public News endNear(Instant until, Instant now) {
    return News.of(
        "Zugriff endet bald",
        "Ihr Zugriff endet bald",
        "Er endet von selbst am %s, auch mitten in dem, was Sie tun."
            .formatted(timeFrom(now, until)),
        "Kommen Sie zum Ende, oder bitten Sie jetzt um mehr Zeit: Sie muss vor dem Ende genehmigt sein.");
  }

  @Override
  public News over(Cause cause) {
    return switch (cause) {
      case EXPIRED -> over("Seine Zeit ist um.");
      case DRIFTED ->
          over(
              "Eine Person oder ein Programm außerhalb von Hallpass hat die Policy dieses Zugriffs"
                  + " geändert oder gelöscht, sodass sie nicht mehr die genehmigte war. Die Betreiber von"
                  + " Hallpass haben einen Alarm darüber.");
      case NOTHING_TO_EXTEND ->
          News.of(
              "Zugriff geht nicht weiter",
              "Ihr Zugriff geht nicht weiter",
              "Was verlängert werden sollte, wurde vor seinem Ende zurückgegeben oder entzogen.",
              "Wenn Sie ihn wieder brauchen, fragen Sie erneut an.");
    };
  }

  private static News over(String why) {
    return News.of(
        "Zugriff ist vorbei",
        "Ihr Zugriff ist vorbei",
        why,
        "Wenn Sie ihn wieder brauchen, fragen Sie erneut an.");
  }

  @Override
  public News revoked(Person revoker) {
    return News.of(
        "Zugriff wurde entzogen",
        revoker + " hat Ihnen den Zugriff entzogen",
        "Er ist vor seiner Zeit vorbei; Zugangsdaten, die Sie noch haben, nützen nichts mehr.",
        "Sprechen Sie miteinander, bevor Sie erneut anfragen.");
  }

  @Override
  public News refused(Doubt doubt) {
    return News.of(
        "Zugriff verweigert",
        "Hallpass hat Ihren Zugriff verweigert",
        "Der Grund: %s.".formatted(doubt(doubt)),
        "Wenn Sie ihn noch brauchen, fragen Sie erneut an. Diese Anfrage kann niemand mehr öffnen.");
  }

  @Override
  public News failed() {
    return News.of(
        "Zugriff hat sich nicht geöffnet",
        "Ihr Zugriff ließ sich nicht öffnen",
        "Hallpass hat es versucht und die Anfrage aufgegeben.",
        "Sagen Sie es den Betreibern von Hallpass, und fragen Sie später erneut an.");
  }

  @Override
  public News reviewed(Person reviewer, Verdict verdict) {
    return News.of(
        "Geprüft",
        "%s hat den Zugriff geprüft".formatted(reviewer),
        switch (verdict) {
          case JUSTIFIED -> "Das Urteil: gerechtfertigt.";
          case NOT_JUSTIFIED -> "Das Urteil: nicht gerechtfertigt.";
        },
        NOTHING_TO_DO);
  }

  @Override
  public String whatToDo() {
    return "Was zu tun ist";
  }

  // Pages

  @Override
  public String somebodyAsks() {
    return "Jemand bittet um Zugriff";
  }

  @Override
  public String somebodyHasAccess() {
    return "Jemand hat Zugriff";
  }

  @Override
  public String hasAccess(String requester) {
    return requester + " hat Zugriff";
  }

  @Override
  public String notRecordedTitle(String title) {
    return "Nicht gespeichert: " + title;
  }

  @Override
  public String notRecorded(String complaint) {
    return "Nicht gespeichert. " + complaint;
  }

  @Override
  public Phrase askedAs(String person) {
    return Phrase.of("Sie werden gefragt als ", person, ".");
  }

  @Override
  public Phrase askedToReview(String person, boolean isGlass) {
    return Phrase.of("Sie werden gefragt als ", person, ", %s.".formatted(question(isGlass)));
  }

  @Override
  public Phrase answerBy(String time) {
    return Phrase.of("Antworten Sie bis zum ", time, ".");
  }

  @Override
  public Phrase reviewBy(String time) {
    return Phrase.of("Antworten Sie bis zum ", time, "; auch eine spätere Antwort zählt.");
  }

  @Override
  public Phrase isApproved(String until) {
    return Phrase.of("Genehmigt ist er ", until, ".");
  }

  @Override
  public Phrase canEnd(boolean saidYes, String person) {
    return Phrase.of(
        saidYes ? "Sie haben ihn genehmigt als " : "Sie wurden gefragt als ",
        person,
        ", und Sie können ihn jetzt beenden.");
  }

  @Override
  public String untilItEnds(Instant end) {
    return "bis zum %s, wenn er von selbst endet".formatted(time(end));
  }

  @Override
  public String untilItEnds(String window) {
    return window + ", wenn er von selbst endet";
  }

  @Override
  public String aboutToOpen(String duration) {
    return "für %s, und er öffnet sich gleich".formatted(duration);
  }

  @Override
  public String goToAnswer() {
    return "Zu Ihrer Antwort";
  }

  @Override
  public String goToReview() {
    return "Zu Ihrer Prüfung";
  }

  @Override
  public String goToRevocation() {
    return "Zu Ihrem Entzug";
  }

  @Override
  public String lastsShorter(String duration) {
    return "Eine gefragte Person hat höchstens %s erlaubt, darum dauert der Zugriff so lange."
        .formatted(duration);
  }

  @Override
  public String whoAnswers() {
    return "Wer antwortet";
  }

  @Override
  public String you() {
    return "Sie";
  }

  @Override
  public Phrase ruleChose(String rule) {
    return Phrase.of(
        "Die Regel ", rule, " des Katalogs hat sie ausgewählt, als die Anfrage gestellt wurde.");
  }

  @Override
  public String wholePolicy() {
    return "Die ganze Policy";
  }

  @Override
  public String showPolicy() {
    return "IAM-Policy zeigen";
  }

  @Override
  public String youApproveThisHash() {
    return "Hallpass fügt das Ende des Zugriffs hinzu, wenn es die Policy anlegt. Sie genehmigen die"
        + " Policy mit diesem SHA-256-Hash:";
  }

  @Override
  public String hashOfTheRequested() {
    return "Hallpass hat das Ende des Zugriffs hinzugefügt, als es die Policy anlegte. Die angefragte"
        + " Policy hat diesen SHA-256-Hash:";
  }

  @Override
  public String whereHeading() {
    return "Wo:";
  }

  @Override
  public String yourAnswer() {
    return "Ihre Antwort";
  }

  @Override
  public String yourReview() {
    return "Ihre Prüfung";
  }

  @Override
  public String yourRevocation() {
    return "Ihr Entzug";
  }

  @Override
  public String canOnlyDenyHere() {
    return "Ein Ja zu dieser Anfrage muss mit Ihren eigenen AWS-Zugangsdaten signiert sein und beweisen,"
        + " wer Sie sind. Hier können Sie nur ablehnen. Um zu genehmigen, führen Sie diesen Befehl aus:";
  }

  @Override
  public String chooseAnswer() {
    return "Wählen Sie Ablehnen oder Genehmigen";
  }

  @Override
  public String code() {
    return "Ihr Code";
  }

  @Override
  public String codeHint() {
    return "Die sechs Ziffern in Ihrer Mail.";
  }

  @Override
  public String codeForm() {
    return "Sechs Ziffern, zum Beispiel 123456";
  }

  @Override
  public String durationHint() {
    return "Sie können eine kürzere Zeit als die angefragte genehmigen.";
  }

  @Override
  public String asAsked(Duration duration) {
    return "wie angefragt: " + duration(duration);
  }

  @Override
  public String only(Duration duration) {
    return "nur " + duration(duration);
  }

  @Override
  public String reason() {
    return "Begründung";
  }

  @Override
  public String reasonOfNo() {
    return "Nötig, wenn Sie ablehnen. Die anfragende Person und Prüfer lesen sie.";
  }

  @Override
  public String reasonOfRevocation() {
    return "Nötig. Die anfragende Person und Prüfer lesen sie.";
  }

  @Override
  public String remarks() {
    return "Bemerkungen";
  }

  @Override
  public String remarksHint() {
    return "Nötig. Was Sie sich angesehen und was Sie gefunden haben. Die anfragende Person und Prüfer"
        + " lesen sie.";
  }

  @Override
  public String deny() {
    return "Ablehnen";
  }

  @Override
  public String approve() {
    return "Genehmigen";
  }

  @Override
  public String chooseVerdict() {
    return "Wählen Sie Nicht gerechtfertigt oder Gerechtfertigt";
  }

  @Override
  public String justified() {
    return "Gerechtfertigt";
  }

  @Override
  public String notJustified() {
    return "Nicht gerechtfertigt";
  }

  @Override
  public String chooseRevoke() {
    return "Wählen Sie Entziehen";
  }

  @Override
  public String revoke() {
    return "Entziehen";
  }

  @Override
  public String whatHappenedSoFar() {
    return "Was bisher geschehen ist";
  }

  @Override
  public String requestedTime(String duration) {
    return "Die angefragte Zeit war %s. CloudTrail des Kontos zeigt, was mit den Zugangsdaten getan wurde, unter dem Namen der anfragenden Person als Source Identity."
        .formatted(duration);
  }

  @Override
  public String whoReviews() {
    return "Wer prüft";
  }

  @Override
  public String oneReviewIsEnough() {
    return "Eine Prüfung genügt. Auch diese Verantwortlichen sind gefragt:";
  }

  @Override
  public String endsWithinAMinute() {
    return "Der Zugriff endet innerhalb einer Minute, auch für Zugangsdaten, die vorher abgeholt wurden."
        + " Soll er weitergehen, schließen Sie diese Seite: Sie zu öffnen ändert nichts.";
  }

  @Override
  public String wrongCode(int attemptsLeft) {
    return "Das ist nicht der Code in Ihrer Mail. Noch %s, dann wird dieser Link gesperrt."
        .formatted(count(attemptsLeft, "Versuch", "Versuche"));
  }

  @Override
  public String notACode() {
    return "Ein Code hat sechs Ziffern. Geben Sie die sechs Ziffern aus Ihrer Mail ein.";
  }

  @Override
  public String noNeedsAReason() {
    return "Ein Nein braucht eine Begründung. Sagen Sie, warum Sie ablehnen und was die anfragende Person"
        + " stattdessen tun kann.";
  }

  @Override
  public String reasonNotPlain() {
    return "Schreiben Sie die Begründung als einfachen Text von höchstens 1.000 Zeichen.";
  }

  @Override
  public String answerMissing() {
    return "Wählen Sie Ablehnen oder Genehmigen.";
  }

  @Override
  public String notShorter() {
    return "Wählen Sie eine der Zeiten aus der Liste: die angefragte oder eine kürzere.";
  }

  @Override
  public String reviewNeedsRemarks() {
    return "Eine Prüfung braucht Bemerkungen. Sagen Sie, was Sie sich angesehen und was Sie gefunden"
        + " haben.";
  }

  @Override
  public String remarksNotPlain() {
    return "Schreiben Sie die Bemerkungen als einfachen Text von höchstens 1.000 Zeichen.";
  }

  @Override
  public String revocationNeedsAReason() {
    return "Ein Entzug braucht eine Begründung. Sagen Sie der anfragenden Person, warum Sie den Zugriff"
        + " beenden.";
  }

  @Override
  public String verdictMissing() {
    return "Wählen Sie Nicht gerechtfertigt oder Gerechtfertigt.";
  }

  // Notices

  @Override
  public NoticeText youApproved(int missing, boolean isLast, Optional<Instant> opensAt) {
    String level =
        isLast
            ? "Es war das letzte nötige: Der Zugriff öffnet sich %s und endet von selbst."
                .formatted(opening(opensAt))
            : "Es war das letzte nötige dieser Stufe. Hallpass fragt jetzt die nächste Stufe.";
    return new NoticeText(
        "Sie haben genehmigt",
        "Ihr Ja ist gespeichert. "
            + (missing > 0
                ? "Noch %s Ja sagen, bevor sich der Zugriff öffnet."
                    .formatted(count(missing, "gefragte Person muss", "gefragte Personen müssen"))
                : level),
        "Sie sind fertig. Um Ihr Ja zurückzunehmen, bevor sich der Zugriff öffnet, rufen Sie POST"
            + " /grants/{grant}/withdrawal auf. Um den Zugriff vorzeitig zu beenden, öffnen Sie den Link"
            + " in Ihrer Mail wieder: Solange der Zugriff offen ist, kann die Seite ihn entziehen.");
  }

  @Override
  public NoticeText refusedInstead(Doubt doubt) {
    return new NoticeText(
        "Hallpass verweigert diese Anfrage",
        "Ihr Ja öffnet nichts und ist nicht gespeichert. Der Grund: %s.".formatted(doubt(doubt)),
        "Sie sind fertig. Die anfragende Person bekommt eine Mail. Wenn sie den Zugriff noch braucht,"
            + " fragt sie erneut an, und Sie sehen, was der Katalog jetzt gibt.");
  }

  @Override
  public NoticeText hindered(String problem, String call) {
    return new NoticeText(
        "Hallpass kann das nicht tun",
        "AWS verweigert, was dafür nötig ist (%s). Nichts wurde entschieden.".formatted(problem),
        "Sagen Sie den Betreibern von Hallpass die Kennung dieses Aufrufs: %s. Versuchen Sie es wieder, wenn sie es behoben haben."
            .formatted(call));
  }

  @Override
  public NoticeText youDenied() {
    return new NoticeText(
        "Sie haben abgelehnt",
        "Ihr Nein und Ihre Begründung sind gespeichert. Die Anfrage ist vorbei, und es öffnet sich kein"
            + " Zugriff.",
        "Sie sind fertig. Die anfragende Person kann erneut anfragen: nach weniger oder mit einer besseren"
            + " Begründung.");
  }

  @Override
  public NoticeText youReviewed() {
    return new NoticeText(
        "Sie haben geprüft",
        "Ihr Urteil und Ihre Bemerkungen sind gespeichert. Die anfragende Person und die anderen"
            + " Verantwortlichen bekommen eine Mail.",
        "Sie sind fertig. Sie können diese Seite schließen.");
  }

  @Override
  public NoticeText youRevoked() {
    return new NoticeText(
        "Sie haben den Zugriff entzogen",
        "Ihr Entzug und Ihre Begründung sind gespeichert. Der Zugriff endet innerhalb einer Minute, auch"
            + " für Zugangsdaten, die vorher abgeholt wurden.",
        "Sie sind fertig. Die anfragende Person bekommt eine Mail mit Ihrem Namen und Ihrer Begründung.");
  }

  @Override
  public NoticeText linkLocked() {
    return new NoticeText(
        "Dieser Link ist gesperrt",
        "Fünf falsche Codes sperren einen Link, und fünf falsche Codes wurden eingegeben. Nichts wurde"
            + " entschieden.",
        "Eine andere gefragte Person kann noch antworten, oder es wird erneut angefragt. Wenn die"
            + " falschen Codes nicht von Ihnen waren, sagen Sie es den Betreibern von Hallpass: Eine"
            + " andere Person hat Ihren Link.");
  }

  @Override
  public NoticeText linkUsed() {
    return new NoticeText(
        "Sie haben schon geantwortet",
        "Ein Link nimmt eine Antwort an, und Ihre ist gespeichert.",
        "Sie sind fertig. Wenn Sie nicht geantwortet haben, sagen Sie es sofort den Betreibern von"
            + " Hallpass.");
  }

  @Override
  public NoticeText overtaken() {
    return new NoticeText(
        "Das ist schon entschieden",
        "Andere haben geantwortet oder geprüft, oder die Anfrage wurde zurückgezogen oder ist vorbei."
            + " Darum ist Ihre Antwort nicht nötig.",
        "Sie müssen nichts tun. Sie können diese Seite schließen.");
  }

  @Override
  public NoticeText approvedElsewhere() {
    return new NoticeText(
        "Sie haben auf einer anderen Stufe Ja gesagt",
        "Niemand sagt zweimal Ja zu einer Anfrage. Ihr Ja auf der anderen Stufe zählt. Hier wurde nichts"
            + " entschieden.",
        "Eine andere gefragte Person dieser Stufe muss antworten. Sie müssen nichts tun.");
  }

  @Override
  public NoticeText takenBackTooOften() {
    return new NoticeText(
        "Sie haben Ihr Ja zu oft zurückgenommen",
        "Eine Person kann zu einer Anfrage %d-mal Ja sagen und es zurücknehmen. Nichts wurde entschieden."
            .formatted(GrantRules.MOST_TAKEN_BACK),
        "Überlassen Sie die Antwort den anderen. Ablehnen können Sie trotzdem.");
  }

  @Override
  public NoticeText neededElsewhere() {
    return new NoticeText(
        "Ihr Ja wird auf einer anderen Stufe gebraucht",
        "Niemand sagt zweimal Ja zu einer Anfrage, und ohne Sie hat eine andere Stufe zu wenige Personen."
            + " Nichts wurde entschieden.",
        "Überlassen Sie diese Stufe den anderen: Hallpass fragt Sie auf der anderen Stufe. Ablehnen"
            + " können Sie trotzdem.");
  }

  @Override
  public NoticeText superseded() {
    return new NoticeText(
        "Es gibt eine neuere Mail",
        "Hallpass hat Sie noch einmal gefragt. Nur der Link und der Code der neuesten Mail gelten. Dieser"
            + " Link hat nichts entschieden.",
        "Öffnen Sie den Link in der neuesten Mail zu dieser Anfrage.");
  }

  @Override
  public NoticeText relieved() {
    return new NoticeText(
        "Andere haben übernommen",
        "Ihre Zeit zu antworten ist um, und andere antworten an Ihrer Stelle.",
        "Sie müssen nichts tun. Sie können diese Seite schließen.");
  }

  @Override
  public NoticeText proofDemanded() {
    return new NoticeText(
        "Dafür müssen Sie beweisen, wer Sie sind",
        "Ein Ja zu dieser Anfrage muss mit Ihren eigenen AWS-Zugangsdaten signiert sein, mit einem Beweis."
            + " Nichts wurde entschieden.",
        "Öffnen Sie den Link in Ihrer Mail wieder: Die Seite zeigt den signierten Aufruf der API, der"
            + " genehmigt. Ablehnen können Sie weiter mit dem Link.");
  }

  @Override
  public NoticeText blocked() {
    return new NoticeText(
        "Sie sind gesperrt",
        "Ein Admin hat Sie gesperrt, darum zählt Ihr Ja nicht. Nichts wurde entschieden.",
        "Bitten Sie einen Admin von Hallpass, die Sperre aufzuheben, oder überlassen Sie die Anfrage den"
            + " anderen. Ablehnen können Sie trotzdem.");
  }

  @Override
  public NoticeText linkExpired() {
    return new NoticeText(
        "Dieser Link ist abgelaufen",
        "Die Zeit zu antworten ist um. Dieser Link hat nichts entschieden.",
        "Wird der Zugriff noch gebraucht, muss erneut angefragt werden. Dann bekommen Sie eine neue Mail.");
  }

  @Override
  public NoticeText otherPolicy() {
    return new NoticeText(
        "Dieser Link gehört zu einer anderen Policy",
        "Die Anfrage hat eine andere Policy als die in Ihrer Mail, darum nimmt Hallpass keine Antwort an.",
        "Versuchen Sie es nicht wieder. Sagen Sie es den Betreibern von Hallpass: Das sollte nicht"
            + " vorkommen.");
  }

  @Override
  public NoticeText linkUnknown() {
    return new NoticeText(
        "Dieser Link ist nicht bekannt",
        "Hallpass hat keinen solchen Link für diesen Zugriff verschickt. Vielleicht fehlt ein Teil des"
            + " Links.",
        "Öffnen Sie den Link in Ihrer Mail wieder, oder kopieren Sie ihn ganz. Hilft das nicht, muss"
            + " erneut angefragt werden.");
  }

  @Override
  public NoticeText formIncomplete() {
    return new NoticeText(
        "Das Formular ist nicht vollständig",
        "Ein Feld des Formulars fehlt. Nichts wurde entschieden.",
        "Gehen Sie zurück. Geben Sie den Code aus Ihrer Mail und die anderen Felder ein, und wählen Sie"
            + " dann Ihre Antwort.");
  }

  @Override
  public NoticeText unavailable() {
    return new NoticeText(
        "Hallpass kann gerade nicht antworten",
        "Ein Teil von AWS hat nicht geantwortet, darum weiß Hallpass nicht, ob Ihre Antwort gespeichert"
            + " ist.",
        "Öffnen Sie den Link in Ihrer Mail in einer Minute wieder. Er zeigt, ob Sie geantwortet haben.");
  }

  @Override
  public NoticeText recordBroken() {
    return new NoticeText(
        "Die Aufzeichnung ist nicht vertrauenswürdig",
        "Die Einträge des Ledgers zu diesem Zugriff passen nicht zusammen, darum entscheidet Hallpass"
            + " nichts auf ihrer Grundlage.",
        "Sagen Sie es den Betreibern von Hallpass. Versuchen Sie es erst wieder, wenn sie es sagen.");
  }
}
