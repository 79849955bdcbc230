package dev.hallpass.emulator.authorization;

import java.util.List;
import software.amazon.awssdk.core.SdkRequest;

/// What each request of a service needs leave for: AWS's service authorization reference as far as
/// it is emulated. [Source](
/// https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html)
@FunctionalInterface
public interface Accesses {
  /// Everything that the request needs leave for, all of it.
  ///
  /// @throws UnsupportedOperationException naming the request for which this does not know it
  List<Access> of(SdkRequest request);

  /// The refusal of a request that has no entry.
  static UnsupportedOperationException unknown(SdkRequest request) {
    return new UnsupportedOperationException(
        "What %s needs leave for is not emulated".formatted(request.getClass().getSimpleName()));
  }
}
