package dev.hallpass.local.deployed;

import dev.hallpass.catalog.people.TrustedIdentities.PermissionSet;
import dev.hallpass.local.ApiClient;
import dev.hallpass.local.scene.Venue;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.ses.SesClient;

/// The synthesized stack on an emulator of AWS, from its making to its end.
final class EmulatedRun implements AutoCloseable {

  private static final Region REGION = Region.EU_CENTRAL_1;
  private static final Pattern UNKNOWN_TYPES =
      Pattern.compile("Unrecognized resource types: \\[([^\\]]+)]");

  private final Synthesized synthesized = Synthesized.find();
  private final HurriedJar jar = HurriedJar.of(synthesized.code());
  private final PermissionSet identities =
      (PermissionSet) jar.catalog().settings().identities().getFirst();
  private final Emulator emulator = Emulator.find();
  private final Cloud cloud = cloud(emulator.endpoint(), identities.account().value());
  private final TrialTemplate template = synthesized.template();
  private final TrialDeployment deployment;
  private final EmulatedPerson requester;

  /// Begins to make the stack.
  ///
  /// @throws Refused if there is nothing to deploy, or no emulator
  EmulatedRun() {
    System.out.printf(
        "venue: the emulator at %s, account %s%n",
        emulator.endpoint(), identities.account().value());
    adapt();
    prepare();
    deployment = begin();
    requester = EmulatedPerson.in(cloud, identities);
  }

  // Emulators take an access key of twelve digits for the account.
  private static Cloud cloud(URI endpoint, String account) {
    AwsBasicCredentials administrator = AwsBasicCredentials.create(account, "test");
    return new Cloud(
        REGION, StaticCredentialsProvider.create(administrator), Optional.of(endpoint));
  }

  private void adapt() {
    template.setCode(jar.key());
    template.keepNothing();
    template.forgetBootstrap();
    emulator.types().map(this::others).filter(types -> !types.isEmpty()).ifPresent(this::leaveOut);
  }

  private Set<String> others(Set<String> known) {
    Set<String> others = new TreeSet<>(template.types());
    others.removeAll(known);
    return others;
  }

  private void leaveOut(Set<String> types) {
    Gap.UNKNOWN_TYPES.print(String.join(", ", types));
    template.leaveOut(types);
  }

  /// An emulator that refuses the types that it does not know is asked again without them.
  private TrialDeployment begin() {
    try {
      return TrialDeployment.begin(cloud, "Hallpass", synthesized, template, jar);
    } catch (CloudFormationException refusal) {
      Set<String> unknown = unknownTypes(String.valueOf(refusal.getMessage()));
      if (unknown.isEmpty()) {
        throw refusal;
      }
      leaveOut(unknown);
      return TrialDeployment.begin(cloud, "Hallpass", synthesized, template, jar);
    }
  }

  /// The types that CloudFormation names when it refuses a template for them.
  static Set<String> unknownTypes(String refusal) {
    Matcher types = UNKNOWN_TYPES.matcher(refusal);
    return types.find() ? new TreeSet<>(List.of(types.group(1).split(", "))) : Set.of();
  }

  private void prepare() {
    try (S3Client s3 = cloud.s3();
        SesClient ses = cloud.ses()) {
      Gap.NO_BOOTSTRAP.print();
      make(s3, synthesized.bucket(cloud));
      Gap.NO_DELIVERY.print();
      ses.verifyEmailIdentity(sender -> sender.emailAddress(jar.catalog().settings().sender()));
    }
    Gap.NO_IDENTITY_CENTER.print();
    Gap.NO_NAMES.print();
  }

  private static void make(S3Client s3, String bucket) {
    try {
      s3.createBucket(create ->
          create
              .bucket(bucket)
              .createBucketConfiguration(in -> in.locationConstraint(REGION.id())));
    } catch (BucketAlreadyOwnedByYouException _) {
      // An earlier run made it.
    }
  }

  /// Waits until the stack is there.
  Venue venue() {
    TrialStack stack = new TrialStack(cloud, template, deployment.created());
    URI address =
        URI.create(
            "%s/_aws/execute-api/%s/%s"
                .formatted(emulator.endpoint(), stack.api(), stack.apiStage()));
    ApiClient api = new ApiClient(address, InstantSource.system());
    if (requester.mayDoAnything(cloud)) {
      Gap.NO_ENFORCEMENT.print();
    }
    return new Trial(
        cloud,
        requester.person(),
        jar.catalog(),
        signing(api, stack),
        api,
        new EmulatedMailbox(emulator.endpoint()),
        stack.ledger(jar.catalog().digest()),
        cloud.iam());
  }

  private Trial.Signing signing(ApiClient api, TrialStack stack) {
    SignedCalls signed =
        new SignedCalls(api, StaticCredentialsProvider.create(requester.session()), REGION);
    if (signed.send("GET", "/entitlements", "").status() == 200) {
      return signed;
    }
    Gap.NO_USER_ARN.print();
    return new Invocations(
        cloud.lambda(),
        new SampleEvents(synthesized.folder()),
        stack::function,
        requester.userArn());
  }

  /// Leaves nothing of the run behind.
  @Override
  public void close() {
    try (emulator) {
      deployment.delete();
      EmulatedPerson.removeFrom(cloud, identities);
    }
  }
}
