package dev.hallpass.adapters.json;

import static dev.hallpass.adapters.json.Format.DURATION;
import static dev.hallpass.adapters.json.Format.ENTITLEMENT;
import static dev.hallpass.adapters.json.Format.FLAG;
import static dev.hallpass.adapters.json.Format.NUMBER;
import static dev.hallpass.adapters.json.Format.PERSON;
import static dev.hallpass.adapters.json.Format.PLAN;
import static dev.hallpass.adapters.json.Format.RISKS;
import static dev.hallpass.adapters.json.Format.TEXT;

import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.catalog.ConsolePath;
import dev.hallpass.catalog.Entitlement;
import dev.hallpass.catalog.Installation;
import dev.hallpass.catalog.Language;
import dev.hallpass.catalog.Limits;
import dev.hallpass.catalog.Mailing;
import dev.hallpass.catalog.Reader;
import dev.hallpass.catalog.Readers;
import dev.hallpass.catalog.Settings;
import dev.hallpass.catalog.TargetAccount;
import dev.hallpass.catalog.condition.ApprovalRule;
import dev.hallpass.catalog.condition.BreakGlassRule;
import dev.hallpass.catalog.condition.Conditions;
import dev.hallpass.catalog.condition.OfficeHours;
import dev.hallpass.catalog.condition.TimeLimit;
import dev.hallpass.catalog.parameter.Grammar;
import dev.hallpass.catalog.parameter.OwnPattern;
import dev.hallpass.catalog.parameter.Parameter;
import dev.hallpass.catalog.parameter.ValueForm;
import dev.hallpass.catalog.people.IdentityStore;
import dev.hallpass.catalog.people.People;
import dev.hallpass.catalog.people.Requesters;
import dev.hallpass.catalog.people.TrustedIdentities;
import dev.hallpass.catalog.people.TrustedIdentities.IamUsers;
import dev.hallpass.catalog.people.TrustedIdentities.NamedRole;
import dev.hallpass.catalog.people.TrustedIdentities.PermissionSet;
import dev.hallpass.catalog.people.UserNames;
import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.DutyName;
import dev.hallpass.identity.Group;
import dev.hallpass.identity.GroupName;
import dev.hallpass.identity.Person;
import dev.hallpass.policy.Policy;
import dev.hallpass.policy.PolicyTemplate;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/// The parts of a compiled catalogue as JSON. Each member is named once, for both writing and
/// reading.
final class CatalogJson {

  private static final Format<AccountId> ACCOUNT = Format.text(AccountId::new, AccountId::value);
  private static final Format<Grammar> GRAMMAR = Format.text(Grammar::valueOf, Enum::name);
  private static final Format<ConsolePath> CONSOLE =
      Format.text(ConsolePath::new, ConsolePath::template);
  private static final Format<Period> PERIOD = Format.text(Period::parse, Period::toString);
  private static final Format<ZoneId> ZONE = Format.text(ZoneId::of, ZoneId::getId);
  private static final Format<LocalTime> TIME = Format.text(LocalTime::parse, LocalTime::toString);
  private static final Format<List<String>> TEXTS =
      Format.texts(Function.identity(), Function.identity());
  private static final Format<List<Person>> PEOPLE = Format.texts(Person::new, Person::email);
  private static final Format<List<GroupName>> GROUPS =
      Format.texts(GroupName::new, GroupName::value);
  private static final Format<List<DayOfWeek>> DAYS = Format.texts(DayOfWeek::valueOf, Enum::name);
  private static final Format<Map<String, String>> TEXT_BY_NAME =
      Format.map(Function.identity(), Function.identity(), TEXT);
  private static final Format<Map<String, List<String>>> TEXTS_BY_NAME =
      Format.map(Function.identity(), Function.identity(), TEXTS);
  private static final Format<Map<String, AccountId>> ACCOUNTS =
      Format.map(Function.identity(), Function.identity(), ACCOUNT);
  private static final Format<Map<String, Person>> USERS =
      Format.map(Function.identity(), Function.identity(), PERSON);
  private static final Format<UserNames> USER_NAMES = Format.object(CatalogJson::userNames);
  private static final Format<Language> LANGUAGE = Format.text(Language::of, Language::tag);
  private static final Format<Reader> READER = Format.object(CatalogJson::reader);
  private static final Format<Requesters> REQUESTERS = Format.object(CatalogJson::requesters);

  private static final Format<PolicyTemplate> TEMPLATE =
      new Format<>(
          (json, name) -> {
            Policy policy = PolicyJson.read(json.path(name));
            return new PolicyTemplate(policy.statements(), policy.managed());
          },
          (json, name, template) ->
              json.set(
                  name, PolicyJson.tree(new Policy(template.statements(), template.managed()))));

  static final Format<Settings> SETTINGS = Format.object(CatalogJson::settings);
  static final Format<Installation> INSTALLATION = Format.object(CatalogJson::installation);

  private CatalogJson() {}

  /// One entitlement as a text of one line.
  static String text(Entitlement entitlement) {
    ObjectNode json = Json.object();
    Members.write(CatalogJson::entitlement, entitlement, json);
    return Json.write(json);
  }

  /// How the text of the entitlement with this name begins.
  static String beginning(String name) {
    return "{\"entitlement\":\"%s\",".formatted(name);
  }

  /// Reads one entitlement.
  ///
  /// @param line with a comma behind it, or without
  static Entitlement entitlement(String line) {
    String json = line.endsWith(",") ? line.substring(0, line.length() - 1) : line;
    return entitlement(new Members.Read<>(Json.read(json)));
  }

  private static Settings settings(Members<Settings> it) {
    return new Settings(
        it.of("identities", Settings::identities, Format.objects(CatalogJson::identities)),
        it.of("sender", Settings::sender, TEXT),
        it.of("limits", Settings::limits, Format.object(CatalogJson::limits)),
        it.of("credentials", Settings::credentials, DURATION),
        it.of("people", Settings::people, Format.object(CatalogJson::people)),
        it.of("admins", Settings::admins, PEOPLE),
        it.ifAny("hub", Settings::hub, ACCOUNT),
        it.of("accounts", Settings::accounts, Format.objects(CatalogJson::account)),
        it.ifAny(
            "identityStore", Settings::identityStore, Format.object(CatalogJson::identityStore)),
        it.of("demandsProof", Settings::demandsProof, FLAG),
        it.of("mailing", Settings::mailing, Format.object(CatalogJson::mailing)),
        it.of("adminGroups", Settings::adminGroups, GROUPS),
        it.of("readers", Settings::readers, Format.object(CatalogJson::readers)));
  }

  private static Limits limits(Members<Limits> it) {
    return new Limits(
        it.of("shortest", Limits::shortest, DURATION),
        it.of("requestsPerHour", Limits::requestsPerHour, NUMBER),
        it.of("pending", Limits::pending, NUMBER),
        it.of("mailsPerHour", Limits::mailsPerHour, NUMBER),
        it.of("listed", Limits::listed, NUMBER));
  }

  private static Mailing mailing(Members<Mailing> it) {
    return new Mailing(
        it.of("name", Mailing::name, TEXT),
        it.ifAny("replyTo", Mailing::replyTo, TEXT),
        it.ifAny("region", Mailing::region, TEXT),
        it.ifAny("identity", Mailing::identity, TEXT),
        it.ifAny("configurationSet", Mailing::configurationSet, TEXT));
  }

  private static Readers readers(Members<Readers> it) {
    return new Readers(
        it.of("usual", Readers::usual, READER),
        it.of("people", Readers::people, Format.map(Person::new, Person::email, READER)),
        it.of(
            "domains",
            Readers::domains,
            Format.map(Function.identity(), Function.identity(), READER)));
  }

  private static Reader reader(Members<Reader> it) {
    return new Reader(
        it.of("zone", Reader::zone, TEXT), it.of("language", Reader::language, LANGUAGE));
  }

  private static IdentityStore identityStore(Members<IdentityStore> it) {
    return new IdentityStore(
        it.of("account", IdentityStore::account, ACCOUNT),
        it.of("region", IdentityStore::region, TEXT),
        it.of("id", IdentityStore::id, TEXT),
        it.of("externalId", IdentityStore::externalId, TEXT));
  }

  private static TrustedIdentities identities(Members<TrustedIdentities> it) {
    AccountId account = it.of("account", TrustedIdentities::account, ACCOUNT);
    Optional<PermissionSet> set =
        it.ifAny("permissionSet", one -> kind(one, PermissionSet.class), permissionSet(account));
    Optional<NamedRole> role = it.ifAny("role", one -> kind(one, NamedRole.class), role(account));
    Optional<Map<String, Person>> users =
        it.ifAny("users", one -> kind(one, IamUsers.class).map(IamUsers::people), USERS);
    return set.<TrustedIdentities>map(one -> one)
        .or(() -> role)
        .orElseGet(() -> new IamUsers(account, users.orElseThrow()));
  }

  private static <T extends TrustedIdentities> Optional<T> kind(
      TrustedIdentities identities, Class<T> kind) {
    return kind.isInstance(identities) ? Optional.of(kind.cast(identities)) : Optional.empty();
  }

  private static Format<PermissionSet> permissionSet(AccountId account) {
    return Format.object(it ->
        new PermissionSet(
            account,
            it.of("name", PermissionSet::name, TEXT),
            it.of("userNames", PermissionSet::userNames, USER_NAMES)));
  }

  private static Format<NamedRole> role(AccountId account) {
    return Format.object(it ->
        new NamedRole(
            account,
            it.of("path", NamedRole::path, TEXT),
            it.of("name", NamedRole::name, TEXT),
            it.of("reason", NamedRole::reason, TEXT),
            it.of("userNames", NamedRole::userNames, USER_NAMES)));
  }

  private static UserNames userNames(Members<UserNames> it) {
    return new UserNames(
        it.of("form", UserNames::form, Format.text(UserNames.Form::valueOf, Enum::name)),
        it.of("domain", UserNames::domain, TEXT));
  }

  private static People people(Members<People> it) {
    return new People(
        it.of("aliases", People::aliases, Format.map(Person::new, Person::email, PERSON)),
        it.of("lists", People::lists, Format.map(Person::new, Person::email, PEOPLE)));
  }

  private static TargetAccount account(Members<TargetAccount> it) {
    return new TargetAccount(
        it.of("account", TargetAccount::id, ACCOUNT),
        it.of("name", TargetAccount::name, TEXT),
        it.of("groups", TargetAccount::groups, TEXTS),
        it.of("externalId", TargetAccount::externalId, TEXT));
  }

  private static Installation installation(Members<Installation> it) {
    return new Installation(
        it.of("domains", Installation::domains, Format.objects(CatalogJson::domain)),
        it.of("networks", Installation::networks, TEXTS),
        it.of("organizations", Installation::organizations, TEXTS),
        it.of("alarms", Installation::alarms, TEXTS),
        it.of("ticketWriters", Installation::ticketWriters, TEXTS),
        it.of("dutyWriters", Installation::dutyWriters, TEXTS),
        it.of("workflows", Installation::workflows, Format.objects(CatalogJson::workflow)),
        it.of("backupRoles", Installation::backupRoles, TEXTS),
        it.of("reservesConcurrency", Installation::reservesConcurrency, FLAG),
        it.of("partition", Installation::partition, TEXT),
        it.of("archive", Installation::archive, Format.object(CatalogJson::archive)),
        it.of("conventions", Installation::conventions, Format.object(CatalogJson::conventions)),
        it.of("chats", Installation::chats, Format.object(CatalogJson::chats)));
  }

  private static Installation.Conventions conventions(Members<Installation.Conventions> it) {
    return new Installation.Conventions(
        it.ifAny("qualifier", Installation.Conventions::qualifier, TEXT),
        it.of("tags", Installation.Conventions::tags, TEXT_BY_NAME),
        it.ifAny("boundary", Installation.Conventions::boundary, TEXT),
        it.of("rolePath", Installation.Conventions::rolePath, TEXT),
        it.ifAny("key", Installation.Conventions::key, TEXT),
        it.ifAny("network", Installation.Conventions::network, Format.object(CatalogJson::subnets)),
        it.of("hasFirewall", Installation.Conventions::hasFirewall, FLAG),
        it.of("endpoints", Installation.Conventions::endpoints, TEXTS),
        it.of("ownsLogRole", Installation.Conventions::ownsLogRole, FLAG),
        it.of("hasDashboard", Installation.Conventions::hasDashboard, FLAG));
  }

  private static Installation.Subnets subnets(Members<Installation.Subnets> it) {
    return new Installation.Subnets(
        it.of("subnets", Installation.Subnets::subnets, TEXTS),
        it.of("securityGroups", Installation.Subnets::securityGroups, TEXTS));
  }

  private static Installation.Workflow workflow(Members<Installation.Workflow> it) {
    return new Installation.Workflow(
        it.of("source", Installation.Workflow::source, TEXT),
        it.of("role", Installation.Workflow::role, TEXT));
  }

  private static Installation.Chats chats(Members<Installation.Chats> it) {
    return new Installation.Chats(
        it.of("slack", Installation.Chats::slack, Format.objects(CatalogJson::slack)),
        it.of("teams", Installation.Chats::teams, Format.objects(CatalogJson::teams)));
  }

  private static Installation.Slack slack(Members<Installation.Slack> it) {
    return new Installation.Slack(
        it.of("workspace", Installation.Slack::workspace, TEXT),
        it.of("channel", Installation.Slack::channel, TEXT));
  }

  private static Installation.Teams teams(Members<Installation.Teams> it) {
    return new Installation.Teams(
        it.of("tenant", Installation.Teams::tenant, TEXT),
        it.of("team", Installation.Teams::team, TEXT),
        it.of("channel", Installation.Teams::channel, TEXT));
  }

  private static Installation.Archive archive(Members<Installation.Archive> it) {
    return new Installation.Archive(
        it.ifAny("account", Installation.Archive::account, ACCOUNT),
        it.of("retention", Installation.Archive::retention, PERIOD),
        it.ifAny("continues", Installation.Archive::continues, TEXT));
  }

  private static Installation.Domain domain(Members<Installation.Domain> it) {
    return new Installation.Domain(
        it.of("name", Installation.Domain::name, TEXT),
        it.of("certificate", Installation.Domain::certificate, TEXT));
  }

  private static Entitlement entitlement(Members<Entitlement> it) {
    return new Entitlement(
        it.of("entitlement", Entitlement::id, ENTITLEMENT),
        it.of("title", Entitlement::title, TEXT),
        it.of("use", Entitlement::use, TEXT),
        it.of("requesters", Entitlement::requesters, REQUESTERS),
        it.of("parameters", Entitlement::parameters, Format.objects(CatalogJson::parameter)),
        it.of("longest", Entitlement::longest, DURATION),
        it.of("rules", Entitlement::rules, Format.objects(CatalogJson::rule)),
        it.ifAny("breakGlass", Entitlement::breakGlass, Format.object(CatalogJson::breakGlass)),
        it.of("policy", Entitlement::template, TEMPLATE),
        it.of("risks", Entitlement::risks, RISKS),
        it.of("accounts", Entitlement::accounts, ACCOUNTS),
        it.ifAny("console", Entitlement::console, CONSOLE));
  }

  private static Requesters requesters(Members<Requesters> it) {
    return new Requesters(
        it.of("people", Requesters::people, PEOPLE),
        it.of("domains", Requesters::domains, TEXTS),
        groups(it, Requesters::groups));
  }

  private static <T> List<Group> groups(Members<T> it, Function<T, List<Group>> of) {
    return Group.all(
        it.of("groups", one -> Group.names(of.apply(one)), GROUPS),
        it.of(
            "duties",
            one -> Group.duties(of.apply(one)),
            Format.texts(DutyName::new, DutyName::value)));
  }

  private static Parameter parameter(Members<Parameter> it) {
    String name = it.of("name", Parameter::name, TEXT);
    String title = it.of("title", Parameter::title, TEXT);
    Optional<List<String>> values = it.ifAny("values", CatalogJson::values, TEXTS);
    Optional<Grammar> grammar = it.ifAny("grammar", one -> form(one, Grammar.class), GRAMMAR);
    Optional<OwnPattern> pattern =
        it.ifAny(
            "pattern", one -> form(one, OwnPattern.class), Format.object(CatalogJson::pattern));
    boolean isOptional = it.of("optional", Parameter::isOptional, FLAG);
    int most = it.of("most", Parameter::most, NUMBER);
    Parameter each =
        values
            .<Parameter>map(list -> new Parameter.Choice(name, title, list))
            .orElseGet(() ->
                new Parameter.Typed(
                    name,
                    title,
                    grammar.<ValueForm>map(one -> one).or(() -> pattern).orElseThrow()));
    return isOptional || most > 1 ? new Parameter.Counted(each, isOptional, most) : each;
  }

  private static Optional<List<String>> values(Parameter parameter) {
    return switch (parameter) {
      case Parameter.Choice choice -> Optional.of(choice.values());
      case Parameter.Typed _ -> Optional.empty();
      case Parameter.Counted counted -> values(counted.each());
    };
  }

  /// The form of the values that people type, if it is of this kind.
  private static <F extends ValueForm> Optional<F> form(Parameter parameter, Class<F> kind) {
    return switch (parameter) {
      case Parameter.Choice _ -> Optional.empty();
      case Parameter.Typed typed ->
          kind.isInstance(typed.form()) ? Optional.of(kind.cast(typed.form())) : Optional.empty();
      case Parameter.Counted counted -> form(counted.each(), kind);
    };
  }

  private static OwnPattern pattern(Members<OwnPattern> it) {
    return new OwnPattern(
        it.of("pattern", OwnPattern::pattern, TEXT), it.of("example", OwnPattern::example, TEXT));
  }

  private static ApprovalRule rule(Members<ApprovalRule> it) {
    return new ApprovalRule(
        it.ifAny(
                "when",
                rule -> Optional.of(rule.when()).filter(when -> !when.areNone()),
                Format.object(CatalogJson::conditions))
            .orElse(Conditions.NONE),
        it.of("plan", ApprovalRule::plan, PLAN));
  }

  private static Conditions conditions(Members<Conditions> it) {
    return new Conditions(
        it.of("parameters", Conditions::parameters, TEXTS_BY_NAME),
        it.ifAny("longest", Conditions::longest, DURATION),
        it.ifAny("hours", Conditions::hours, Format.object(CatalogJson::hours)),
        it.ifAny("requesters", Conditions::requesters, REQUESTERS),
        it.ifAny("ticket", Conditions::ticket, TEXT),
        it.ifAny("within", Conditions::within, Format.object(CatalogJson::within)));
  }

  private static OfficeHours hours(Members<OfficeHours> it) {
    return new OfficeHours(
        it.of("zone", OfficeHours::zone, ZONE),
        Set.copyOf(it.of("days", hours -> hours.days().stream().sorted().toList(), DAYS)),
        it.of("from", OfficeHours::from, TIME),
        it.of("to", OfficeHours::to, TIME));
  }

  private static TimeLimit within(Members<TimeLimit> it) {
    return new TimeLimit(
        it.of("time", TimeLimit::time, DURATION), it.of("longest", TimeLimit::longest, DURATION));
  }

  private static BreakGlassRule breakGlass(Members<BreakGlassRule> it) {
    return new BreakGlassRule(
        it.of("people", BreakGlassRule::people, PEOPLE),
        groups(it, BreakGlassRule::groups),
        it.of("longest", BreakGlassRule::longest, DURATION),
        (ApprovalPlan.BreakGlass) it.<ApprovalPlan>of("plan", BreakGlassRule::plan, PLAN));
  }
}
