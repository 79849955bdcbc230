package dev.hallpass.cli.command;

import dev.hallpass.cli.api.Entitlement;
import dev.hallpass.cli.api.Grant;
import dev.hallpass.cli.api.NotReached;
import dev.hallpass.cli.api.Refused;
import dev.hallpass.cli.api.Reply;
import dev.hallpass.cli.command.call.Client;
import dev.hallpass.cli.command.call.GrantText;
import dev.hallpass.cli.command.decision.Approvals;
import dev.hallpass.cli.settings.Settings;
import dev.hallpass.cli.surroundings.ExitCode;
import dev.hallpass.cli.surroundings.Stopped;
import dev.hallpass.cli.surroundings.Surroundings;
import dev.hallpass.cli.terminal.Words;
import dev.hallpass.cli.web.GrantList;
import dev.hallpass.cli.web.Notice;
import dev.hallpass.cli.web.Offer;
import dev.hallpass.cli.web.Page;
import dev.hallpass.cli.web.Section;
import dev.hallpass.cli.web.Site;
import dev.hallpass.cli.web.Visit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Hallpass in the browser of one engineer.
final class WebSite implements Site {

  private static final Pattern ENTITLEMENT = Pattern.compile("/entitlements/([a-z0-9-]{1,64})");
  private static final Pattern GRANT = Pattern.compile("/(grants|approvals)/(grant-[0-9a-f]{32})");

  private final Surroundings surroundings;
  private final Settings settings;
  // What was shown, for pages that come back while Hallpass is not reached.
  private final Map<String, Entitlement> entitlements = new ConcurrentHashMap<>();
  private final Map<String, Grant> grants = new ConcurrentHashMap<>();

  WebSite(Surroundings surroundings, Settings settings) {
    this.surroundings = surroundings;
    this.settings = settings;
  }

  @Override
  public Page answer(Visit visit) {
    try {
      // The sign-in ends and is renewed while this runs, so each visit looks for it anew.
      return page(visit, Client.silent(surroundings, settings));
    } catch (Stopped e) {
      return e.exit() == ExitCode.NOT_SIGNED_IN
          ? new Notice(
                  "You are not signed in",
                  e.says(),
                  "Sign in on your terminal. Then load this page again.")
              .page(403)
          : nothing(e.says());
    } catch (NotReached e) {
      return new Notice(
              "Hallpass was not reached",
              String.valueOf(e.getMessage()),
              "Load this page again when your network is back.")
          .page(503);
    } catch (Refused e) {
      return new Notice(
              "Hallpass refuses this",
              e.problem().words(),
              Commands.needsSignIn(e)
                  ? "Sign in on your terminal by: hallpass login. Then load this page again."
                  : "Go on from one of the pages above.")
          .page(e.problem().status());
    }
  }

  private Page page(Visit visit, Client client) {
    Matcher entitlement = ENTITLEMENT.matcher(visit.path());
    if (entitlement.matches()) {
      return new WebRequest(surroundings, client, entitlements).answer(visit, entitlement.group(1));
    }
    Matcher grant = GRANT.matcher(visit.path());
    if (grant.matches()) {
      Section section = grant.group(1).equals("grants") ? Section.GRANTS : Section.APPROVALS;
      return new WebGrant(surroundings, client, grants).answer(visit, section, grant.group(2));
    }
    return switch (visit.path()) {
      case "/" ->
          list(
              Section.GRANTS,
              client.grants(),
              "You have no grants. Ask for access on the page beside this one.",
              "");
      case "/approvals" -> {
        Reply reply = client.list("/approvals");
        yield list(
            Section.APPROVALS,
            Grant.list(reply),
            Approvals.NONE,
            Grant.isMore(reply) ? Approvals.MORE : "");
      }
      case "/entitlements" ->
          Offer.page(client.entitlements().stream().map(WebRequest::offer).toList());
      default -> nothing("No page is at %s.".formatted(visit.path()));
    };
  }

  private Page list(Section section, List<Grant> shown, String empty, String note) {
    GrantText text = new GrantText(surroundings.clock().instant(), surroundings.zone());
    return new GrantList(
            section,
            shown.stream()
                .map(grant ->
                    new GrantList.Line(
                        section.pathOf(grant.id()),
                        text.subject(grant),
                        text.state(grant),
                        section == Section.GRANTS
                            ? "%s, %s".formatted(Words.of(grant.duration()), grant.shortId())
                            : "%s for %s: %s"
                                .formatted(
                                    grant.requester(),
                                    Words.of(grant.duration()),
                                    grant.justification())))
                .toList(),
            empty,
            note)
        .page();
  }

  private static Page nothing(String says) {
    return new Notice("There is nothing here", says, "Go on from one of the pages above.")
        .page(404);
  }
}
