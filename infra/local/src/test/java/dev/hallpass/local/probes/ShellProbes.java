package dev.hallpass.local.probes;

import static dev.hallpass.local.probes.Belief.denied;
import static dev.hallpass.local.probes.Belief.done;
import static dev.hallpass.local.probes.Belief.reads;
import static dev.hallpass.local.probes.Belief.within;
import static dev.hallpass.local.probes.Observed.DONE;
import static dev.hallpass.local.probes.PolicyText.allow;
import static dev.hallpass.local.probes.Source.measuredByOthers;
import static dev.hallpass.local.probes.Source.unproved;

import dev.hallpass.local.probes.Probe.NotAsked;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ssm.model.Session;
import software.amazon.awssdk.services.ssm.model.SessionState;

/// What the design believes of sessions of Session Manager.
final class ShellProbes {

  private static final Observed NO = new Observed.Read("not yet");

  private ShellProbes() {}

  static List<Probe> all() {
    return List.of(terminatingByTheBeginningOfAnId(), whoOpenedAShell());
  }

  private static Probe terminatingByTheBeginningOfAnId() {
    return new Probe(
        "terminate-shells-by-id",
        "`ssm:TerminateSession` can be narrowed to the beginning of ids, and terminating a session"
            + " that is over is done.",
        "The functions that retire terminate shells of grants and no others, and terminating twice"
            + " changes nothing.",
        measuredByOthers(
            "[cloud-custodian 8823](https://github.com/cloud-custodian/cloud-custodian/pull/8823):"
                + " it always succeeds"),
        "Terminates sessions that never were, as a role that may do so for one beginning of ids.",
        Cost.nothing(20),
        List.of(done("with that beginning"), denied("with another")),
        (aws, made) -> {
          Aws narrow =
              made.session(
                  made.role(
                      allow("ssm:TerminateSession", made.arn("ssm", "session/hallpass-probe-*"))));
          String rest = "-0" + "0".repeat(16);
          return List.of(
              made.patience()
                  .last(DONE::equals, () -> terminates(narrow, "hallpass-probe-1" + rest)),
              terminates(narrow, "somebody" + rest));
        });
  }

  private static Probe whoOpenedAShell() {
    return new Probe(
        "shell-names-its-session",
        "A session of Session Manager is listed with the ARN of the role session that opened it,"
            + " its id begins with that session's name, and it is listed no longer when it is"
            + " terminated.",
        "So the shells of a grant are found, and known to be over.",
        unproved("documents show it for users; of sessions of ECS Exec they say nothing"),
        "Opens a session on an instance, lists it, terminates it and lists again. The instance is"
            + " `-Dssm.instance=`, whose agent must be online.",
        Cost.nothing(60),
        List.of(
            within("until it is listed", 60),
            reads("the end of its owner", "the role's and the session's name"),
            reads("the beginning of its id", "the session's name"),
            within("until it is listed no longer", 60)),
        (aws, made) -> {
          String instance =
              aws.told("ssm.instance")
                  .orElseThrow(() -> new NotAsked("-Dssm.instance= names no instance"));
          String role =
              made.role(
                  allow("ssm:StartSession", made.arn("ec2", "instance/" + instance)),
                  allow("ssm:StartSession", "arn:aws:ssm:*:*:document/SSM-SessionManagerRunShell"));
          String name = "hallpass-probe-" + aws.digits();
          Aws opener = made.session(role, assume -> assume.roleSessionName(name));
          String id =
              made.patience()
                  .sure("StartSession", one -> !one.isEmpty(), () -> opened(opener, instance));
          try {
            Observed listed =
                made.patience().time(DONE::equals, () -> listed(aws, id).isPresent() ? DONE : NO);
            String owner = listed(aws, id).map(Session::owner).orElse("");
            Observed atOwner =
                read(
                    owner.endsWith(":assumed-role/%s/%s".formatted(Fixtures.nameOf(role), name)),
                    "the role's and the session's name",
                    "another");
            Observed atId = read(id.startsWith(name + "-"), "the session's name", "another");
            var _ = terminates(aws, id);
            return List.of(
                listed,
                atOwner,
                atId,
                made.patience().time(DONE::equals, () -> listed(aws, id).isEmpty() ? DONE : NO));
          } finally {
            var _ = terminates(aws, id);
          }
        });
  }

  private static Observed read(boolean is, String value, String other) {
    return new Observed.Read(is ? value : other);
  }

  private static String opened(Aws caller, String instance) {
    return Observed.reading(
                () -> caller.ssm().startSession(start -> start.target(instance)).sessionId())
            instanceof Observed.Read(String id)
        ? id
        : "";
  }

  private static Optional<Session> listed(Aws aws, String id) {
    return aws
        .ssm()
        .describeSessionsPaginator(list -> list.state(SessionState.ACTIVE))
        .sessions()
        .stream()
        .filter(session -> session.sessionId().equals(id))
        .findFirst();
  }

  private static Observed terminates(Aws caller, String id) {
    return Observed.of(() -> caller.ssm().terminateSession(end -> end.sessionId(id)));
  }
}
