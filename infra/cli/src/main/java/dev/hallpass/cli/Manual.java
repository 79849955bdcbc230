package dev.hallpass.cli;

import dev.hallpass.cli.command.Commands;
import dev.hallpass.cli.surroundings.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// The help and the manual pages of all commands, from what the commands say of themselves.
public final class Manual {

  private Manual() {}

  /// Writes `help/hallpass-COMMAND.txt`, which `--help` prints, and `man/man1/hallpass-COMMAND.1`.
  ///
  /// @param arguments the folder to write to
  public static void main(String... arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    CommandLine line = Commands.all(Surroundings.ofProcess(Hallpass.class));
    write(folder, "hallpass", line);
    Files.writeString(
        folder.resolve("help/version.txt"),
        String.join("\n", line.getCommandSpec().version()) + "\n");
    for (CommandLine command : line.getSubcommands().values()) {
      write(folder, "hallpass-" + command.getCommandName(), command);
    }
  }

  private static void write(Path folder, String name, CommandLine command) throws IOException {
    Path help = folder.resolve("help").resolve(name + ".txt");
    Path page = folder.resolve("man/man1").resolve(name + ".1");
    Files.createDirectories(help.getParent());
    Files.createDirectories(page.getParent());
    Files.writeString(help, command.getUsageMessage(Ansi.OFF));
    Files.writeString(page, page(name, command.getCommandSpec()));
  }

  /// A page for `man` (source: man-pages(7)).
  static String page(String name, CommandSpec spec) {
    List<String> lines = new ArrayList<>();
    String[] description = spec.usageMessage().description();
    lines.add(".TH %s 1".formatted(name.toUpperCase(Locale.ROOT)));
    lines.add(".SH NAME");
    lines.add(text("%s - %s".formatted(name, description[0])));
    lines.add(".SH SYNOPSIS");
    lines.add(text(new CommandLine.Help(spec).synopsis(0).strip()));
    lines.add(".SH DESCRIPTION");
    Stream.of(description).map(Manual::text).forEach(lines::add);
    if (!spec.args().isEmpty()) {
      lines.add(".SH OPTIONS");
    }
    spec.args().forEach(arg -> add(lines, arg));
    if (!spec.subcommands().isEmpty()) {
      lines.add(".SH COMMANDS");
    }
    spec.subcommands()
        .forEach((sub, line) -> {
          lines.add(".TP");
          lines.add(".B " + text(sub));
          lines.add(text(line.getCommandSpec().usageMessage().description()[0]));
        });
    List<String> footer =
        Stream.of(spec.usageMessage().footer()).filter(one -> !one.isEmpty()).toList();
    if (!footer.isEmpty()) {
      lines.add(".SH EXAMPLE");
      lines.add(".nf");
      footer.stream().filter(one -> !one.equals("Example:")).map(Manual::text).forEach(lines::add);
      lines.add(".fi");
    }
    return String.join("\n", lines) + "\n";
  }

  private static void add(List<String> lines, ArgSpec arg) {
    lines.add(".TP");
    String label = arg.paramLabel();
    lines.add(
        ".B "
            + text(
                arg instanceof OptionSpec option
                    ? String.join(", ", option.names())
                        + (option.arity().max() > 0 ? " " + label : "")
                    : label));
    lines.add(Stream.of(arg.description()).map(Manual::text).collect(Collectors.joining("\n")));
  }

  /// A text in which nothing is a command of the formatter.
  private static String text(String text) {
    String plain = text.replace("\\", "\\e").replace("-", "\\-");
    return plain.startsWith(".") || plain.startsWith("'") ? "\\&" + plain : plain;
  }
}
