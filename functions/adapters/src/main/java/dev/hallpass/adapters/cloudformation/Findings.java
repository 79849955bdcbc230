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

/// What is found about one resource.
///
/// @param all takes up each difference
/// @param resource its logical id
/// @param name what AWS calls it
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

  /// That something differs is told, whether or not it is known what brings it back.
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

  /// Compares, and finds what cannot be compared undetermined: a check never passes over anything.
  void compare(String aspect, Runnable comparison) {
    try {
      comparison.run();
    } catch (Undeterminable unknown) {
      undetermined(aspect, unknown.why());
    } catch (SdkException failure) {
      all.add(new Difference.Undetermined(resource, name, aspect, kind(failure), denied(failure)));
    } catch (JacksonException _) {
      // Its message may quote what was read.
      undetermined(aspect, "it is not JSON");
    }
  }

  /// Compares what should be there with what is.
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

  /// Compares what should be among something with what is.
  ///
  /// @param aspect to be completed by what is missing or added
  /// @param adding what adds one that is missing
  /// @param removing what removes one that was added
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

  /// What kind of failure it is; its own text may quote anything.
  private static String kind(SdkException failure) {
    return failure instanceof AwsServiceException aws && aws.awsErrorDetails() != null
        ? aws.awsErrorDetails().errorCode()
        : failure.getClass().getSimpleName();
  }
}
