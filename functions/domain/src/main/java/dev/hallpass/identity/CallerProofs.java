package dev.hallpass.identity;

/// Tells who signed the proof of a call. A caller's proof is a request that only its signer could
/// have made, and whose answer by AWS names the signer. So nobody has to be believed.
@FunctionalInterface
public interface CallerProofs {

  /// Asks AWS who signed a proof.
  ///
  /// @param proof as the caller sent it, which is a secret while it is fresh
  /// @param statement what it must be signed for
  /// @throws dev.hallpass.port.OutcomeUnknown if AWS does not answer
  Answer signer(String proof, CallStatement statement);

  /// The answer about a proof.
  sealed interface Answer {}

  /// AWS says that this identity signed the proof, and for this call.
  ///
  /// @param arn its ARN
  record SignedBy(String arn) implements Answer {}

  /// The proof is not taken.
  record NotTaken(Flaw flaw) implements Answer {}

  /// What is wrong with a proof.
  enum Flaw {
    /// It is not the address of a presigned call.
    NOT_PRESIGNED,
    /// It calls something else than STS in the region of Hallpass.
    OTHER_ENDPOINT,
    /// It calls another action than GetCallerIdentity.
    OTHER_ACTION,
    /// A parameter is missing, not known, or there twice.
    OTHER_PARAMETERS,
    /// It is signed for another region, service or day.
    OTHER_SCOPE,
    /// Other headers are signed than those of the call.
    OTHER_HEADERS,
    /// It is to be good for too long.
    TOO_LONG,
    /// Its time is over.
    STALE,
    /// Its time has not begun.
    EARLY,
    /// AWS does not confirm the signature: it was altered, made for another call, or its
    /// credentials are over.
    NOT_CONFIRMED,
    /// Somebody else than the caller signed it.
    OTHER_PERSON
  }
}
