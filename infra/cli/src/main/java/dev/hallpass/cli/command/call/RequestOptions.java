package dev.hallpass.cli.command.call;

import dev.hallpass.cli.terminal.Words;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// What a request says beside the entitlement and its parameters.
public final class RequestOptions {

  @Option(
      names = "--for",
      paramLabel = "TIME",
      converter = Time.class,
      description = "How long, such as 30m, 2h or 1h30m.")
  private @Nullable Duration duration;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why you need it. The people who decide read it.")
  private @Nullable String reason;

  @Option(names = "--ticket", paramLabel = "ID", description = "Its ticket in your tracker.")
  private @Nullable String ticket;

  @Option(
      names = "--starts-at",
      paramLabel = "INSTANT",
      description = "When it begins, such as 2026-11-30T08:00:00Z. Without it, at once.")
  private @Nullable String startsAt;

  @Option(
      names = "--break-glass",
      description = "Opens it at once, in an emergency. The owners are told and review it.")
  private boolean breakGlass;

  public Optional<Duration> duration() {
    return Optional.ofNullable(duration);
  }

  public @Nullable String reason() {
    return reason;
  }

  public Optional<String> ticket() {
    return Optional.ofNullable(ticket);
  }

  public Optional<String> startsAt() {
    return Optional.ofNullable(startsAt);
  }

  public boolean breaksGlass() {
    return breakGlass;
  }

  /// Reads a duration.
  public static final class Time implements ITypeConverter<Duration> {

    @Override
    public Duration convert(String value) {
      return Words.duration(value)
          .filter(Duration::isPositive)
          .orElseThrow(() ->
              new TypeConversionException(
                  "'%s' is not a duration. Write 30m, 2h, 1h30m or 1d".formatted(value)));
    }
  }
}
