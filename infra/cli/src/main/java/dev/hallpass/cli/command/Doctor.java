package dev.hallpass.cli.command;

import dev.hallpass.cli.api.Api;
import dev.hallpass.cli.command.call.Client;
import dev.hallpass.cli.command.session.Tool;
import dev.hallpass.cli.doctor.AddressCheck;
import dev.hallpass.cli.doctor.Deployment;
import dev.hallpass.cli.doctor.IdentityCheck;
import dev.hallpass.cli.doctor.MachineCheck;
import dev.hallpass.cli.doctor.NameCheck;
import dev.hallpass.cli.doctor.ProfileCheck;
import dev.hallpass.cli.doctor.Report;
import dev.hallpass.cli.json.Json;
import dev.hallpass.cli.settings.Settings;
import dev.hallpass.cli.settings.SettingsFile;
import dev.hallpass.cli.surroundings.ExitCode;
import dev.hallpass.cli.surroundings.Stopped;
import dev.hallpass.cli.surroundings.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

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

  @Option(
      names = "--template",
      paramLabel = "FILE",
      description =
          "Before a deployment: checks with --ops only whether the account has names of this template already.")
  private @Nullable Path template;

  Doctor(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Report report = new Report(surroundings.terminal());
    if (template != null) {
      names(template, report);
    } else {
      all(report);
    }
    return (report.hasFailed() ? ExitCode.FAILED : ExitCode.DONE).code();
  }

  private void names(Path file, Report report) {
    if (ops == null) {
      throw new Stopped(
          ExitCode.USAGE,
          "--template needs --ops NAME, a profile of the account that the template is for.");
    }
    new NameCheck(surroundings, report, ops).run(read(file));
  }

  private static JsonNode read(Path file) {
    try {
      return Json.read(Files.readString(file));
    } catch (IOException | JacksonException e) {
      throw new Stopped(
          ExitCode.USAGE,
          "%s is no template that can be read: %s. Build one, and name the file of its stack, such as infra/cdk/target/cdk.out/Hallpass.template.json."
              .formatted(file, e.getMessage()));
    }
  }

  private void all(Report report) {
    Optional<Settings> settings = settings(report);
    settings.ifPresent(found -> installation(found, report));
    machine(report);
    if (settings.isPresent() && ops != null) {
      new Deployment(surroundings, report, ops, settings.get()).run();
    }
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
    Api api = Client.silent(surroundings, settings).api();
    if (identity.permission(api)) {
      new ProfileCheck(surroundings, report, api).run();
    }
  }

  private void machine(Report report) {
    MachineCheck machine = new MachineCheck(surroundings, report);
    machine.version(Commands.VERSION);
    machine.folder();
    for (Tool tool : Tool.values()) {
      machine.program(tool.program(), tool.needs(), tool.page());
    }
  }
}
