package dev.hallpass.adapters.json;

import static dev.hallpass.adapters.json.Format.CAUSE;
import static dev.hallpass.adapters.json.Format.CHANNEL;
import static dev.hallpass.adapters.json.Format.DOORBELL;
import static dev.hallpass.adapters.json.Format.DOUBT;
import static dev.hallpass.adapters.json.Format.DRIFT;
import static dev.hallpass.adapters.json.Format.DURATION;
import static dev.hallpass.adapters.json.Format.ENDER;
import static dev.hallpass.adapters.json.Format.ENTITLEMENT;
import static dev.hallpass.adapters.json.Format.FLAG;
import static dev.hallpass.adapters.json.Format.GRANT;
import static dev.hallpass.adapters.json.Format.HASH;
import static dev.hallpass.adapters.json.Format.INSTANT;
import static dev.hallpass.adapters.json.Format.NUMBER;
import static dev.hallpass.adapters.json.Format.PARAMETERS;
import static dev.hallpass.adapters.json.Format.PERSON;
import static dev.hallpass.adapters.json.Format.PLAN;
import static dev.hallpass.adapters.json.Format.POLICY;
import static dev.hallpass.adapters.json.Format.POLICY_ARN;
import static dev.hallpass.adapters.json.Format.RISKS;
import static dev.hallpass.adapters.json.Format.ROLE;
import static dev.hallpass.adapters.json.Format.SEAL;
import static dev.hallpass.adapters.json.Format.SESSION;
import static dev.hallpass.adapters.json.Format.SHELLS;
import static dev.hallpass.adapters.json.Format.STANDING;
import static dev.hallpass.adapters.json.Format.TEXT;
import static dev.hallpass.adapters.json.Format.TRIGGER;
import static dev.hallpass.adapters.json.Format.VERDICT;
import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.hallpass.grant.GrantEvent;
import dev.hallpass.grant.GrantEvent.Activated;
import dev.hallpass.grant.GrantEvent.ApprovalSought;
import dev.hallpass.grant.GrantEvent.Approved;
import dev.hallpass.grant.GrantEvent.ApprovedByRule;
import dev.hallpass.grant.GrantEvent.Cancelled;
import dev.hallpass.grant.GrantEvent.CodeRefused;
import dev.hallpass.grant.GrantEvent.CredentialsIssued;
import dev.hallpass.grant.GrantEvent.CredentialsPlanned;
import dev.hallpass.grant.GrantEvent.Denied;
import dev.hallpass.grant.GrantEvent.DoorbellHung;
import dev.hallpass.grant.GrantEvent.DriftFound;
import dev.hallpass.grant.GrantEvent.EndNeared;
import dev.hallpass.grant.GrantEvent.Ended;
import dev.hallpass.grant.GrantEvent.Escalated;
import dev.hallpass.grant.GrantEvent.Failed;
import dev.hallpass.grant.GrantEvent.Lapsed;
import dev.hallpass.grant.GrantEvent.LateRecord;
import dev.hallpass.grant.GrantEvent.MailBounced;
import dev.hallpass.grant.GrantEvent.MailHeld;
import dev.hallpass.grant.GrantEvent.MailSent;
import dev.hallpass.grant.GrantEvent.PolicyDeleted;
import dev.hallpass.grant.GrantEvent.PolicyPlanned;
import dev.hallpass.grant.GrantEvent.Refused;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.grant.GrantEvent.Returned;
import dev.hallpass.grant.GrantEvent.ReviewSought;
import dev.hallpass.grant.GrantEvent.Reviewed;
import dev.hallpass.grant.GrantEvent.Revoked;
import dev.hallpass.grant.GrantEvent.SessionDenialRemoved;
import dev.hallpass.grant.GrantEvent.SessionsDenied;
import dev.hallpass.grant.GrantEvent.ShellsFound;
import dev.hallpass.grant.GrantEvent.ShellsOver;
import dev.hallpass.grant.GrantEvent.ShellsTerminated;
import dev.hallpass.grant.GrantEvent.Withdrawn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/// Events as JSON in the ledger. The names here are for ever: add some, never change them.
public final class EventJson {

  private static final List<Codec<?>> CODECS =
      List.of(
          new Codec<>(
              "requested",
              Requested.class,
              it ->
                  new Requested(
                      it.of("requester", Requested::requester, PERSON),
                      it.of("entitlement", Requested::entitlement, ENTITLEMENT),
                      it.of("title", Requested::title, TEXT),
                      it.of("parameters", Requested::parameters, PARAMETERS),
                      it.of("justification", Requested::justification, TEXT),
                      it.ifAny("ticket", Requested::ticket, TEXT),
                      it.of("duration", Requested::duration, DURATION),
                      it.ifAny("startsAt", Requested::startsAt, INSTANT),
                      it.ifAny("extensionOf", Requested::extensionOf, GRANT),
                      it.of("plan", Requested::plan, PLAN),
                      it.of("role", Requested::role, ROLE),
                      it.of("policy", Requested::policy, POLICY),
                      it.of("policyHash", Requested::policyHash, HASH),
                      it.of("risks", Requested::risks, RISKS))),
          new Codec<>(
              "doorbell-hung",
              DoorbellHung.class,
              it -> new DoorbellHung(it.of("doorbell", DoorbellHung::doorbell, DOORBELL))),
          new Codec<>(
              "approval-sought",
              ApprovalSought.class,
              it ->
                  new ApprovalSought(
                      it.of("level", ApprovalSought::level, NUMBER),
                      it.of("approver", ApprovalSought::approver, PERSON),
                      it.of("link", ApprovalSought::link, HASH),
                      it.of("code", ApprovalSought::code, HASH),
                      it.of("policyHash", ApprovalSought::policyHash, HASH),
                      it.of("answerBy", ApprovalSought::answerBy, INSTANT),
                      it.of("reminder", ApprovalSought::reminder, FLAG),
                      it.ifAny("doorbell", ApprovalSought::doorbell, DOORBELL))),
          new Codec<>(
              "escalated",
              Escalated.class,
              it ->
                  new Escalated(
                      it.of("level", Escalated::level, NUMBER),
                      it.of("trigger", Escalated::trigger, TRIGGER))),
          new Codec<>(
              "mail-sent",
              MailSent.class,
              it ->
                  new MailSent(
                      it.of("to", MailSent::to, PERSON),
                      it.of("link", MailSent::link, HASH),
                      it.of("messageId", MailSent::messageId, TEXT))),
          new Codec<>(
              "mail-held",
              MailHeld.class,
              it ->
                  new MailHeld(
                      it.of("to", MailHeld::to, PERSON),
                      it.of("link", MailHeld::link, HASH),
                      it.of("until", MailHeld::until, INSTANT),
                      it.of("isRefused", MailHeld::isRefused, FLAG))),
          new Codec<>(
              "mail-bounced",
              MailBounced.class,
              it ->
                  new MailBounced(
                      it.of("to", MailBounced::to, PERSON),
                      it.ifAny("link", MailBounced::link, HASH))),
          new Codec<>(
              "code-refused",
              CodeRefused.class,
              it ->
                  new CodeRefused(
                      it.of("link", CodeRefused::link, HASH),
                      it.of("attempt", CodeRefused::attempt, TEXT))),
          new Codec<>(
              "approved",
              Approved.class,
              it ->
                  new Approved(
                      it.of("level", Approved::level, NUMBER),
                      it.of("approver", Approved::approver, PERSON),
                      it.of("policyHash", Approved::policyHash, HASH),
                      it.of("channel", Approved::channel, CHANNEL),
                      it.ifAny("shortenedTo", Approved::shortenedTo, DURATION),
                      it.ifAny("seal", Approved::seal, SEAL))),
          new Codec<>(
              "withdrawn",
              Withdrawn.class,
              it ->
                  new Withdrawn(
                      it.of("level", Withdrawn::level, NUMBER),
                      it.of("approver", Withdrawn::approver, PERSON),
                      it.of("channel", Withdrawn::channel, CHANNEL))),
          new Codec<>(
              "approved-by-rule",
              ApprovedByRule.class,
              it ->
                  new ApprovedByRule(
                      it.of("rule", ApprovedByRule::rule, TEXT),
                      it.of("policyHash", ApprovedByRule::policyHash, HASH))),
          new Codec<>(
              "denied",
              Denied.class,
              it ->
                  new Denied(
                      it.of("level", Denied::level, NUMBER),
                      it.of("approver", Denied::approver, PERSON),
                      it.of("reason", Denied::reason, TEXT),
                      it.of("channel", Denied::channel, CHANNEL))),
          new Codec<>(
              "lapsed", Lapsed.class, it -> new Lapsed(it.of("level", Lapsed::level, NUMBER))),
          new Codec<>(
              "cancelled",
              Cancelled.class,
              it -> new Cancelled(it.of("requester", Cancelled::requester, PERSON))),
          new Codec<>(
              "policy-planned",
              PolicyPlanned.class,
              it ->
                  new PolicyPlanned(
                      it.of("policy", PolicyPlanned::policy, POLICY),
                      it.of("policyHash", PolicyPlanned::policyHash, HASH),
                      it.of("expiresAt", PolicyPlanned::expiresAt, INSTANT))),
          new Codec<>(
              "activated",
              Activated.class,
              it -> new Activated(it.of("policy", Activated::policy, POLICY_ARN))),
          new Codec<>(
              "credentials-planned",
              CredentialsPlanned.class,
              it ->
                  new CredentialsPlanned(
                      it.of("requester", CredentialsPlanned::requester, PERSON),
                      it.of("session", CredentialsPlanned::session, SESSION),
                      it.ifAny("until", CredentialsPlanned::until, INSTANT))),
          new Codec<>(
              "credentials-issued",
              CredentialsIssued.class,
              it ->
                  new CredentialsIssued(
                      it.of("requester", CredentialsIssued::requester, PERSON),
                      it.of("session", CredentialsIssued::session, SESSION),
                      it.of("expiresAt", CredentialsIssued::expiresAt, INSTANT))),
          new Codec<>("end-neared", EndNeared.class, _ -> new EndNeared()),
          new Codec<>("ended", Ended.class, it -> new Ended(it.of("cause", Ended::cause, CAUSE))),
          new Codec<>(
              "returned",
              Returned.class,
              it ->
                  new Returned(
                      it.of("requester", Returned::requester, PERSON),
                      it.of("reason", Returned::reason, TEXT))),
          new Codec<>(
              "revoked",
              Revoked.class,
              it ->
                  new Revoked(
                      it.of("revoker", Revoked::revoker, PERSON),
                      it.of("standing", Revoked::standing, STANDING),
                      it.of("reason", Revoked::reason, TEXT),
                      it.of("channel", Revoked::channel, CHANNEL))),
          new Codec<>(
              "sessions-denied",
              SessionsDenied.class,
              it -> new SessionsDenied(it.of("until", SessionsDenied::until, INSTANT))),
          new Codec<>(
              "session-denial-removed",
              SessionDenialRemoved.class,
              _ -> new SessionDenialRemoved()),
          new Codec<>(
              "shells-found",
              ShellsFound.class,
              it -> new ShellsFound(it.of("shells", ShellsFound::shells, SHELLS))),
          new Codec<>(
              "shells-terminated",
              ShellsTerminated.class,
              it -> new ShellsTerminated(it.of("shells", ShellsTerminated::shells, SHELLS))),
          new Codec<>("shells-over", ShellsOver.class, _ -> new ShellsOver()),
          new Codec<>(
              "policy-deleted",
              PolicyDeleted.class,
              it -> new PolicyDeleted(it.ifAny("ender", PolicyDeleted::ender, ENDER))),
          new Codec<>(
              "late-record",
              LateRecord.class,
              it -> new LateRecord(it.of("ender", LateRecord::ender, ENDER))),
          new Codec<>(
              "drift-found",
              DriftFound.class,
              it -> new DriftFound(it.of("drift", DriftFound::drift, DRIFT))),
          new Codec<>(
              "review-sought",
              ReviewSought.class,
              it ->
                  new ReviewSought(
                      it.of("reviewer", ReviewSought::reviewer, PERSON),
                      it.of("link", ReviewSought::link, HASH),
                      it.of("code", ReviewSought::code, HASH),
                      it.of("answerBy", ReviewSought::answerBy, INSTANT),
                      it.of("nextAt", ReviewSought::nextAt, INSTANT))),
          new Codec<>(
              "reviewed",
              Reviewed.class,
              it ->
                  new Reviewed(
                      it.of("reviewer", Reviewed::reviewer, PERSON),
                      it.of("verdict", Reviewed::verdict, VERDICT),
                      it.of("remarks", Reviewed::remarks, TEXT),
                      it.of("channel", Reviewed::channel, CHANNEL))),
          new Codec<>(
              "refused", Refused.class, it -> new Refused(it.of("doubt", Refused::doubt, DOUBT))),
          new Codec<>("failed", Failed.class, it -> new Failed(it.of("step", Failed::step, TEXT))));

  private static final Map<Class<?>, Codec<?>> BY_KIND =
      CODECS.stream().collect(toUnmodifiableMap(Codec::kind, Function.identity()));

  private static final Map<String, Codec<?>> BY_TYPE =
      CODECS.stream().collect(toUnmodifiableMap(Codec::type, Function.identity()));

  private EventJson() {}

  /// The name of an event's type.
  public static String type(GrantEvent event) {
    return codec(event).type();
  }

  /// The names of the types of a group, in the order of the alphabet.
  public static List<String> types(Class<? extends GrantEvent> group) {
    return CODECS.stream()
        .filter(codec -> group.isAssignableFrom(codec.kind()))
        .map(Codec::type)
        .sorted()
        .toList();
  }

  /// An event in its RFC 8785 form, without its type.
  public static String write(GrantEvent event) {
    return Json.canonical(codec(event).write(event));
  }

  /// Reads an event that this class wrote.
  ///
  /// @throws Json.UnexpectedJson if a member is missing or of another kind, or the type is unknown
  /// @throws IllegalArgumentException if the value of a member is impossible
  public static GrantEvent read(String type, String text) {
    return Optional.<Codec<?>>ofNullable(BY_TYPE.get(type))
        .orElseThrow(() ->
            new Json.UnexpectedJson("the type of the entry must be one that this build knows"))
        .read(text);
  }

  private static Codec<?> codec(GrantEvent event) {
    return Optional.<Codec<?>>ofNullable(BY_KIND.get(event.getClass())).orElseThrow();
  }

  /// The members of one type of event, for reading and writing. A test checks that each type has an
  /// entry.
  private record Codec<E extends GrantEvent>(
      String type, Class<E> kind, Function<Members<E>, E> members) {

    E read(String text) {
      return members.apply(new Members.Read<>(Json.read(text)));
    }

    ObjectNode write(GrantEvent event) {
      ObjectNode json = Json.object();
      Members.write(members, kind.cast(event), json);
      return json;
    }
  }
}
