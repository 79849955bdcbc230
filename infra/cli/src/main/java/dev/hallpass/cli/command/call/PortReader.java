package dev.hallpass.cli.command.call;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads a port to listen on, before anything is asked for.
public final class PortReader implements ITypeConverter<Integer> {

  private static final int LAST = 65_535;

  @Override
  public Integer convert(String value) {
    if (!value.matches("[0-9]{1,5}") || Integer.parseInt(value) > LAST) {
      throw new TypeConversionException(
          "'%s' is not a port. Choose one from 1 to 65535, or leave --port out".formatted(value));
    }
    return Integer.valueOf(value);
  }
}
