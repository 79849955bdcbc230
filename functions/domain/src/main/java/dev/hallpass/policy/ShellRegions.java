package dev.hallpass.policy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The regions in which a policy opens shells. Session Manager lists shells by region, so an
/// entitlement names each of them.
public final class ShellRegions {

  private static final Pattern REGION = Pattern.compile("[a-z]{2,}(?:-[a-z]+)+-[0-9]+");

  private ShellRegions() {}

  /// The regions, in order; none if the policy opens no shell.
  public static Set<String> of(Policy policy) {
    Set<String> regions = new TreeSet<>();
    policy.statements().stream()
        .flatMap(ShellRegions::openedBy)
        .forEach(arn -> in(arn).ifPresent(regions::add));
    return regions;
  }

  /// The resources on which a statement opens shells.
  private static Stream<String> openedBy(Statement statement) {
    return Outliving.SHELL.isBegunBy(List.of(statement))
        ? statement.resources().stream()
        : Stream.empty();
  }

  /// A resource on which a statement of a template opens shells although its ARN names no region
  /// and has no parameter in its place; empty if each names one.
  public static Optional<String> withoutRegion(Statement statement) {
    return openedBy(statement)
        .filter(arn -> part(arn).filter(text -> isOne(text) || isPlace(text)).isEmpty())
        .findFirst();
  }

  private static boolean isPlace(String text) {
    return text.startsWith("{") && text.endsWith("}");
  }

  /// The region that an ARN names, if it names one.
  static Optional<String> in(String arn) {
    return part(arn).filter(ShellRegions::isOne);
  }

  private static Optional<String> part(String arn) {
    return Stream.of(arn.split(":", -1)).skip(3).findFirst();
  }

  /// Whether a text is the name of a region.
  public static boolean isOne(String text) {
    return REGION.matcher(text).matches();
  }
}
