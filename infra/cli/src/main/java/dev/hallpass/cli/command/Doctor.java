package dev.hallpass.cli.command;

import dev.hallpass.cli.api.Api;
import dev.hallpass.cli.doctor.AddressCheck;
import dev.hallpass.cli.doctor.Deployment;
import dev.hallpass.cli.doctor.IdentityCheck;
import dev.hallpass.cli.doctor.MachineCheck;
import dev.hallpass.cli.doctor.ProfileCheck;
import dev.hallpass.cli.doctor.Report;
import dev.hallpass.cli.identity.Identity;
import dev.hallpass.cli.settings.Settings;
import dev.hallpass.cli.settings.SettingsFile;
import dev.hallpass.cli.surroundings.ExitCode;
import dev.hallpass.cli.surroundings.Stopped;
import dev.hallpass.cli.surroundings.Surroundings;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `hallpass doctor`.
@Command(
    name = "doctor",
    description = {
      "Says what works, what does not, and what to do.",
      "It changes nothing, and asks nobody. Exit code 1 says that something does not work."
    },
    footer = {"", "Example:", "  hallpass doctor"})
final class Doctor implements Callable<Integer> {

  private final Surroundings surroundings;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "Checks this profile of AWS's configuration instead of the usual one.")
  private @Nullable String profile;

  @Option(
      names = "--ops",
      paramLabel = "NAME",
      description = "Checks the deployment too, with this profile of its account.")
  private @Nullable String ops;

  Doctor(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Report report = new Report(surroundings.terminal());
    Optional<Settings> settings = settings(report);
    settings.ifPresent(found -> installation(found, report));
    machine(report);
    if (settings.isPresent() && ops != null) {
      new Deployment(surroundings, report, ops, settings.get()).run();
    }
    return (report.hasFailed() ? ExitCode.FAILED : ExitCode.DONE).code();
  }

  private Optional<Settings> settings(Report report) {
    try {
      Settings read = new SettingsFile(surroundings).read();
      Settings settings = profile == null ? read : read.as(profile);
      report.settings(settings);
      return Optional.of(settings);
    } catch (Stopped none) {
      report.noSettings(none);
      return Optional.empty();
    }
  }

  private void installation(Settings settings, Report report) {
    boolean answers = new AddressCheck(surroundings, report).run(settings.url());
    IdentityCheck identity = new IdentityCheck(surroundings, report);
    if (!identity.credentials(settings.profile()) || !answers) {
      return;
    }
    Api api =
        new Api(settings, new Identity(surroundings, settings.profile()), surroundings.clock());
    if (identity.permission(api)) {
      new ProfileCheck(surroundings, report, api).run();
    }
  }

  private void machine(Report report) {
    MachineCheck machine = new MachineCheck(surroundings, report);
    machine.folder();
    for (Tool tool : Tool.values()) {
      machine.program(tool.program(), tool.needs(), tool.page());
    }
  }
}
