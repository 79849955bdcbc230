package dev.hallpass.adapters.cloudformation;

import dev.hallpass.adapters.errors.AwsRefusal;
import dev.hallpass.drift.Difference;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import tools.jackson.core.JacksonException;

/// The differences of one resource.
///
/// @param all receives each difference
/// @param resource its logical id
/// @param name its name in AWS
record Findings(List<Difference> all, String resource, String name) {

  void changed(String aspect, Supplier<String> remedy) {
    all.add(new Difference.Changed(resource, name, aspect, determined(remedy)));
  }

  void missing(String aspect, Supplier<String> remedy) {
    all.add(new Difference.Missing(resource, name, aspect, determined(remedy)));
  }

  void added(String aspect, Supplier<String> remedy) {
    all.add(new Difference.Added(resource, name, aspect, determined(remedy)));
  }

  /// Reports a difference, also if there is no known remedy.
  private static String determined(Supplier<String> remedy) {
    try {
      return remedy.get();
    } catch (Undeterminable _) {
      return Remedies.BY_HAND;
    }
  }

  void undetermined(String aspect, String why) {
    all.add(new Difference.Undetermined(resource, name, aspect, why));
  }

  /// Runs a comparison. If it fails, the part counts as undetermined: a check never skips anything.
  void compare(String aspect, Runnable comparison) {
    try {
      comparison.run();
    } catch (Undeterminable unknown) {
      undetermined(aspect, unknown.why());
    } catch (SdkException failure) {
      all.add(new Difference.Undetermined(resource, name, aspect, kind(failure), denied(failure)));
    } catch (JacksonException _) {
      // The exception's message may quote values.
      undetermined(aspect, "it is not JSON");
    }
  }

  /// Compares one expected value with the actual one.
  <T> void compare(
      String aspect, Supplier<T> expected, @Nullable T found, Supplier<String> remedy) {
    compare(
        aspect,
        () -> {
          if (!Objects.equals(expected.get(), found)) {
            changed(aspect, remedy);
          }
        });
  }

  /// Compares the expected members of a set with the actual ones.
  ///
  /// @param aspect the name of the part, completed with the name of the member
  /// @param adding the command that adds a missing member
  /// @param removing the command that removes an added member
  void compareEach(
      String aspect,
      Collection<String> expected,
      Collection<String> found,
      UnaryOperator<String> adding,
      UnaryOperator<String> removing) {
    sorted(found)
        .filter(one -> !expected.contains(one))
        .forEach(one -> added(aspect + " " + one, () -> removing.apply(one)));
    sorted(expected)
        .filter(one -> !found.contains(one))
        .forEach(one -> missing(aspect + " " + one, () -> adding.apply(one)));
  }

  private static Stream<String> sorted(Collection<String> names) {
    return names.stream().distinct().sorted();
  }

  private static Optional<String> denied(SdkException failure) {
    return AwsRefusal.behind(failure).filter(AwsRefusal::isDenial).map(AwsRefusal::action);
  }

  /// The kind of the failure. Its message may quote anything.
  private static String kind(SdkException failure) {
    return failure instanceof AwsServiceException aws && aws.awsErrorDetails() != null
        ? aws.awsErrorDetails().errorCode()
        : failure.getClass().getSimpleName();
  }
}
