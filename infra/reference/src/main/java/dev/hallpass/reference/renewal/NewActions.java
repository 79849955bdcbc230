package dev.hallpass.reference.renewal;

import dev.hallpass.reference.ActionClass;
import dev.hallpass.reference.ActionClasses;
import dev.hallpass.reference.Reference;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The class that each new action gets, which a person has to look at: the lists of classes are
/// kept by hand, and only two classes follow from what AWS says of an action.
final class NewActions {

  private NewActions() {}

  /// A line for each action.
  ///
  /// @param names such as `s3:GetObject`
  static String classed(List<String> names, Reference reference) {
    ActionClasses classes = new ActionClasses(reference);
    return names.stream()
        .flatMap(name -> reference.action(name).stream())
        .map(action ->
            "%s %s: %s\n"
                .formatted(
                    action.name(),
                    new TreeSet<>(action.levels()),
                    classes.of(action).map(NewActions::word).orElse("ordinary")))
        .collect(Collectors.joining());
  }

  private static String word(ActionClass one) {
    return one.name().toLowerCase(Locale.ROOT);
  }
}
