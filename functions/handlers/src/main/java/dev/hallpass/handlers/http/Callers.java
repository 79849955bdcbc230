package dev.hallpass.handlers.http;

import dev.hallpass.approval.Channel;
import dev.hallpass.catalog.Settings;
import dev.hallpass.catalog.people.Identified.Known;
import dev.hallpass.catalog.people.Identified.Stranger;
import dev.hallpass.catalog.people.Users;
import dev.hallpass.handlers.Wiring;
import dev.hallpass.identity.CallStatement;
import dev.hallpass.identity.CallerProofs;
import dev.hallpass.identity.CallerProofs.Flaw;
import dev.hallpass.identity.CallerProofs.NotTaken;
import dev.hallpass.identity.CallerProofs.SignedBy;
import dev.hallpass.identity.Person;
import dev.hallpass.identity.Sha256;
import java.util.Optional;

/// Finds the caller of a signed call.
///
/// The event says who signed the call. But who may invoke the function can send any event. So a
/// call can carry a proof, and AWS itself says who signed that.
public final class Callers {

  /// The header with the proof of a call.
  static final String PROOF = "hallpass-proof";

  private final Settings settings;
  private final Users users;
  private final CallerProofs proofs;
  private final String partition;
  private final String host;

  /// @param settings the settings with the trusted identities
  public Callers(Wiring wiring, Settings settings) {
    this.settings = settings;
    this.users = wiring.users(settings);
    this.proofs = wiring.callerProofs();
    this.partition = wiring.partition();
    this.host = wiring.publicUrl().getHost();
  }

  /// The caller of any call but a yes.
  ///
  /// @throws Refusal if the settings do not trust the identity, or its proof is not taken, or is
  ///   missing where the settings demand it
  public Caller caller(HttpRequest call) {
    return caller(call, Optional.empty());
  }

  /// The caller of a yes to a policy.
  ///
  /// @throws Refusal as for other calls
  public Caller approver(HttpRequest call, Sha256 policy) {
    return caller(call, Optional.of(policy));
  }

  /// The person who the event says signed the call. This decides nothing yet: it finds what a proof
  /// must be signed for.
  ///
  /// @throws Refusal if the settings do not trust the identity
  public Person claimed(HttpRequest call) {
    String arn = call.userArn().orElseThrow(() -> new Refusal(Problem.noCaller()));
    return switch (settings.identified(partition, arn, users)) {
      case Known(var person) -> person;
      case Stranger stranger -> throw new Refusal(Problem.unknownCaller(stranger));
    };
  }

  // A proof that is there is always checked: nobody sends one to have it ignored.
  private Caller caller(HttpRequest call, Optional<Sha256> policy) {
    Person person = claimed(call);
    Optional<String> proof = Optional.ofNullable(call.headers().get(PROOF));
    if (proof.isEmpty()) {
      if (settings.demandsProof()) {
        throw new Refusal(Problem.proofMissing());
      }
      return new Caller(person, Channel.SIGNED);
    }
    CallStatement statement =
        new CallStatement(host, call.methodAndPath(), Sha256.of(call.body()), policy);
    requireSignedBy(person, proofs.signer(proof.get(), statement));
    return new Caller(person, Channel.PROVED);
  }

  private void requireSignedBy(Person person, CallerProofs.Answer answer) {
    switch (answer) {
      case NotTaken(var flaw) -> throw new Refusal(Problem.proofNotTaken(flaw));
      case SignedBy(var arn) -> {
        if (settings.identified(partition, arn, users).person().filter(person::equals).isEmpty()) {
          throw new Refusal(Problem.proofNotTaken(Flaw.OTHER_PERSON));
        }
      }
    }
  }
}
