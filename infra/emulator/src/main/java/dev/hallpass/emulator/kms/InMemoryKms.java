package dev.hallpass.emulator.kms;

import dev.hallpass.emulator.policy.NamedPolicy;
import dev.hallpass.emulator.policy.PolicyDocument;
import dev.hallpass.emulator.template.PseudoParameters;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.CancelKeyDeletionRequest;
import software.amazon.awssdk.services.kms.model.CancelKeyDeletionResponse;
import software.amazon.awssdk.services.kms.model.DescribeKeyRequest;
import software.amazon.awssdk.services.kms.model.DescribeKeyResponse;
import software.amazon.awssdk.services.kms.model.DisableKeyRequest;
import software.amazon.awssdk.services.kms.model.DisableKeyResponse;
import software.amazon.awssdk.services.kms.model.EnableKeyRequest;
import software.amazon.awssdk.services.kms.model.EnableKeyResponse;
import software.amazon.awssdk.services.kms.model.GetKeyPolicyRequest;
import software.amazon.awssdk.services.kms.model.GetKeyPolicyResponse;
import software.amazon.awssdk.services.kms.model.GetPublicKeyRequest;
import software.amazon.awssdk.services.kms.model.GetPublicKeyResponse;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.kms.model.MessageType;
import software.amazon.awssdk.services.kms.model.PutKeyPolicyRequest;
import software.amazon.awssdk.services.kms.model.PutKeyPolicyResponse;
import software.amazon.awssdk.services.kms.model.ScheduleKeyDeletionRequest;
import software.amazon.awssdk.services.kms.model.ScheduleKeyDeletionResponse;
import software.amazon.awssdk.services.kms.model.SignRequest;
import software.amazon.awssdk.services.kms.model.SignResponse;
import software.amazon.awssdk.services.kms.model.SigningAlgorithmSpec;

/// The keys of one account in one region. A key of the curve P-256 or edwards25519 signs; a
/// symmetric key exists, but every use of it is refused.
public final class InMemoryKms implements KmsClient {
  /// [Source](https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html)
  private static final int LONGEST_MESSAGE = 4096;

  private static final Set<KeySpec> SPECS =
      Set.of(KeySpec.ECC_NIST_P256, KeySpec.ECC_NIST_EDWARDS25519, KeySpec.SYMMETRIC_DEFAULT);

  private static final int SHA_256 = 32;
  private static final int WINDOW_IN_DAYS = 30;

  private final PseudoParameters place;
  private final InstantSource clock;
  private final SecureRandom random;
  private final Map<String, KmsKey> keys = new ConcurrentHashMap<>();

  /// A KMS without keys.
  ///
  /// @param random the source of key pairs and signatures
  public InMemoryKms(PseudoParameters place, InstantSource clock, RandomGenerator random) {
    this.place = place;
    this.clock = clock;
    this.random = new DrawnRandom(random);
  }

  /// Adds a key, enabled. Its key pair is made at its first use.
  ///
  /// @param policy as JSON
  /// @param spec `ECC_NIST_P256` or `ECC_NIST_EDWARDS25519` for a key that signs, or
  ///   `SYMMETRIC_DEFAULT`
  /// @throws UnsupportedOperationException with the name of another spec
  public void add(String id, KeySpec spec, String policy) {
    if (!SPECS.contains(spec)) {
      throw new UnsupportedOperationException("The KeySpec %s is not emulated".formatted(spec));
    }
    String arn = arnOf(place, id);
    keys.put(arn, new KmsKey(arn, spec, checked(policy), random));
  }

  /// The ARN of an existing key.
  ///
  /// @param caller the place of the caller, to which an id belongs that is no ARN
  /// @throws software.amazon.awssdk.services.kms.model.NotFoundException if there is no such key
  public String arn(PseudoParameters caller, String keyId) {
    return key(arnOf(caller, keyId)).arn();
  }

  /// The policy of an existing key.
  public NamedPolicy policy(String arn) {
    return new NamedPolicy(arn, PolicyDocument.key(key(arn).policy()));
  }

  private static String checked(String policy) {
    var _ = PolicyDocument.key(policy);
    return policy;
  }

  @Override
  public DescribeKeyResponse describeKey(DescribeKeyRequest request) {
    KmsKey key = key(request.keyId());
    return DescribeKeyResponse.builder()
        .keyMetadata(about ->
            about
                .arn(key.arn())
                .keyId(key.arn().substring(key.arn().indexOf('/') + 1))
                .enabled(key.state() == KeyState.ENABLED)
                .keyState(key.state())
                .keySpec(key.spec())
                .keyUsage(key.signs() ? KeyUsageType.SIGN_VERIFY : KeyUsageType.ENCRYPT_DECRYPT))
        .build();
  }

  @Override
  public GetKeyPolicyResponse getKeyPolicy(GetKeyPolicyRequest request) {
    return GetKeyPolicyResponse.builder()
        .policy(key(request.keyId()).policy())
        .policyName("default")
        .build();
  }

  @Override
  public PutKeyPolicyResponse putKeyPolicy(PutKeyPolicyRequest request) {
    kept(request.keyId()).put(checked(request.policy()));
    return PutKeyPolicyResponse.builder().build();
  }

  @Override
  public SignResponse sign(SignRequest request) {
    requireEmulated(request);
    KmsKey key = key(request.keyId());
    if (!key.signs()) {
      throw KmsErrors.invalidKeyUsage(
          "%s key usage is ENCRYPT_DECRYPT which is not valid for Sign.".formatted(key.arn()));
    }
    requireAlgorithm(key, request.signingAlgorithmAsString());
    byte[] signature = signed(key, request);
    return SignResponse.builder()
        .keyId(key.arn())
        .signingAlgorithm(key.algorithm())
        .signature(SdkBytes.fromByteArray(signature))
        .build();
  }

  private static byte[] signed(KmsKey key, SignRequest request) {
    byte[] message =
        Optional.ofNullable(request.message()).map(SdkBytes::asByteArray).orElse(new byte[0]);
    require(
        message.length > 0 && message.length <= LONGEST_MESSAGE,
        "'message' must have length between 1 and " + LONGEST_MESSAGE);
    requireEnabled(key);
    MessageType type = Optional.ofNullable(request.messageType()).orElse(MessageType.RAW);
    if (key.algorithm() == SigningAlgorithmSpec.ED25519_SHA_512) {
      // [Source](https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html)
      require(type == MessageType.RAW, "ED25519_SHA_512 takes MessageType RAW and no other");
      return key.sign("Ed25519", message);
    }
    return switch (type) {
      case RAW -> key.sign("SHA256withECDSA", message);
      case DIGEST -> {
        require(message.length == SHA_256, "Digest is invalid length for algorithm ECDSA_SHA_256.");
        yield key.sign("NONEwithECDSA", message);
      }
      case EXTERNAL_MU, UNKNOWN_TO_SDK_VERSION ->
          throw KmsErrors.invalid(
              "MessageType %s is not valid for ECDSA_SHA_256".formatted(request.messageType()));
    };
  }

  private static void requireEmulated(SignRequest request) {
    if (Boolean.TRUE.equals(request.dryRun()) || !request.grantTokens().isEmpty()) {
      throw new UnsupportedOperationException("DryRun and GrantTokens are not emulated");
    }
  }

  private static void requireAlgorithm(KmsKey key, @Nullable String algorithm) {
    require(algorithm != null, "Value null at 'signingAlgorithm' must not be null");
    if (!key.algorithm().toString().equals(algorithm)) {
      throw KmsErrors.invalidKeyUsage(
          "Algorithm %s is incompatible with key spec %s.".formatted(algorithm, key.spec()));
    }
  }

  @Override
  public GetPublicKeyResponse getPublicKey(GetPublicKeyRequest request) {
    if (!request.grantTokens().isEmpty()) {
      throw new UnsupportedOperationException("GrantTokens are not emulated");
    }
    KmsKey key = key(request.keyId());
    if (!key.signs()) {
      throw KmsErrors.unsupportedOperation(
          "%s is symmetric and has no public key.".formatted(key.arn()));
    }
    requireEnabled(key);
    return GetPublicKeyResponse.builder()
        .keyId(key.arn())
        .keySpec(key.spec())
        .keyUsage(KeyUsageType.SIGN_VERIFY)
        .signingAlgorithms(key.algorithm())
        .publicKey(SdkBytes.fromByteArray(key.publicKey()))
        .build();
  }

  @Override
  public DisableKeyResponse disableKey(DisableKeyRequest request) {
    kept(request.keyId()).become(KeyState.DISABLED);
    return DisableKeyResponse.builder().build();
  }

  @Override
  public EnableKeyResponse enableKey(EnableKeyRequest request) {
    kept(request.keyId()).become(KeyState.ENABLED);
    return EnableKeyResponse.builder().build();
  }

  /// The key is gone when the window is over, 30 days if the request names none.
  @Override
  public ScheduleKeyDeletionResponse scheduleKeyDeletion(ScheduleKeyDeletionRequest request) {
    int days = Optional.ofNullable(request.pendingWindowInDays()).orElse(WINDOW_IN_DAYS);
    require(days >= 7 && days <= WINDOW_IN_DAYS, "PendingWindowInDays must be from 7 to 30");
    KmsKey key = kept(request.keyId());
    Instant at = clock.instant().plus(Duration.ofDays(days));
    key.deleteAt(at);
    return ScheduleKeyDeletionResponse.builder()
        .keyId(key.arn())
        .keyState(KeyState.PENDING_DELETION)
        .deletionDate(at)
        .pendingWindowInDays(days)
        .build();
  }

  /// The key is disabled afterwards, as on AWS.
  @Override
  public CancelKeyDeletionResponse cancelKeyDeletion(CancelKeyDeletionRequest request) {
    KmsKey key = key(request.keyId());
    if (key.state() != KeyState.PENDING_DELETION) {
      throw KmsErrors.invalidState(key.arn() + " is not pending deletion.");
    }
    key.become(KeyState.DISABLED);
    return CancelKeyDeletionResponse.builder().keyId(key.arn()).build();
  }

  private KmsKey kept(@Nullable String keyId) {
    KmsKey key = key(keyId);
    requireKept(key);
    return key;
  }

  private static void requireKept(KmsKey key) {
    if (key.state() == KeyState.PENDING_DELETION) {
      throw KmsErrors.invalidState(key.arn() + " is pending deletion.");
    }
  }

  private static void requireEnabled(KmsKey key) {
    requireKept(key);
    if (key.state() == KeyState.DISABLED) {
      throw KmsErrors.disabled(key.arn());
    }
  }

  private KmsKey key(@Nullable String keyId) {
    require(keyId != null, "Value null at 'keyId' must not be null");
    String arn = arnOf(place, String.valueOf(keyId));
    Instant now = clock.instant();
    return Optional.ofNullable(keys.get(arn))
        .filter(key -> !key.isDeleted(now))
        .orElseThrow(() -> KmsErrors.notFound(arn));
  }

  private static String arnOf(PseudoParameters place, String keyId) {
    if (keyId.startsWith("alias/") || keyId.contains(":alias/")) {
      throw new UnsupportedOperationException("The alias %s is not emulated".formatted(keyId));
    }
    return keyId.startsWith("arn:") ? keyId : place.arn("kms", "key/" + keyId);
  }

  private static void require(boolean met, String otherwise) {
    if (!met) {
      throw KmsErrors.invalid(otherwise);
    }
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
