package dev.hallpass.identity;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What the proof of a caller is signed for: one call of one installation. It is told by headers,
/// so any program that signs requests to AWS can make a proof.
///
/// @param host the host name of the API
/// @param call the method and the path, such as `POST /grants/grant-…/approval`
/// @param body the hash of the body
/// @param policy the hash of the policy that a yes is for; empty for other calls
public record CallStatement(String host, String call, Sha256 body, Optional<Sha256> policy) {

  /// The headers that a proof must have signed, and no other but the host, by lower-case name.
  public SortedMap<String, String> headers() {
    SortedMap<String, String> headers = new TreeMap<>();
    headers.put("x-hallpass-body", body.hex());
    headers.put("x-hallpass-call", call);
    headers.put("x-hallpass-host", host);
    policy.ifPresent(hash -> headers.put("x-hallpass-policy", hash.hex()));
    return Collections.unmodifiableSortedMap(headers);
  }
}
