package dev.hallpass.local.simulation;

import dev.hallpass.emulator.authorization.NetworkLink;
import dev.hallpass.emulator.policy.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbStreamsRequest;
import software.amazon.awssdk.services.dynamodb.model.ExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.ExecuteTransactionRequest;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.CreatePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeletePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.IamRequest;
import software.amazon.awssdk.services.iam.model.LimitExceededException;
import software.amazon.awssdk.services.iam.model.PutRolePolicyRequest;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.KmsRequest;
import software.amazon.awssdk.services.kms.model.SignRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Request;
import software.amazon.awssdk.services.ses.model.SendEmailRequest;
import software.amazon.awssdk.services.ses.model.SesException;
import software.amazon.awssdk.services.ses.model.SesRequest;
import software.amazon.awssdk.services.sfn.model.ExecutionLimitExceededException;
import software.amazon.awssdk.services.sfn.model.SendTaskSuccessRequest;
import software.amazon.awssdk.services.sfn.model.SfnException;
import software.amazon.awssdk.services.sfn.model.SfnRequest;
import software.amazon.awssdk.services.sfn.model.StartExecutionRequest;
import software.amazon.awssdk.services.ssm.model.SsmException;
import software.amazon.awssdk.services.ssm.model.SsmRequest;
import software.amazon.awssdk.services.ssm.model.StartSessionRequest;
import software.amazon.awssdk.services.sts.model.StsException;
import software.amazon.awssdk.services.sts.model.StsRequest;

/// What becomes of the calls between functions and AWS: some are lost, some answers are, some calls
/// land late or twice, and some functions do not live to see either.
final class NetworkFaults implements NetworkLink {

  /// How long after its answer was lost a call may still take effect.
  static final Duration LATEST = Duration.ofMinutes(5);

  private static final List<Class<? extends SdkRequest>> SERVICES =
      List.of(
          IamRequest.class,
          DynamoDbRequest.class,
          SfnRequest.class,
          StsRequest.class,
          SesRequest.class,
          KmsRequest.class,
          S3Request.class,
          DynamoDbStreamsRequest.class,
          SsmRequest.class);

  private static final int ONE_IN = 40;
  private static final String SIGNER = "hallpass-sign-checkpoint";

  /// A signature changes nothing either.
  private static final List<String> READS = List.of("Query", "Get", "List", "Describe", "Sign");

  private final World world;
  private final Staleness staleness;
  private final Checker checker;
  private final LogCheck log;
  private final EventLog eventLog;
  private final Random random;
  private final FaultProfile profile;
  private final Instant deadFrom;
  private final Instant deadUntil;
  private final Map<String, InjectedFault> planned = new HashMap<>();
  private final Map<String, Integer> times = new HashMap<>();
  private final List<Call> calls = new ArrayList<>();
  private final List<InjectedFault> faults = new ArrayList<>();
  private boolean calm;
  private boolean isMet;
  private FaultEffect effect = FaultEffect.ANSWERED;

  NetworkFaults(
      World world,
      Staleness staleness,
      Checker checker,
      LogCheck log,
      EventLog eventLog,
      SimulatedHistory history) {
    this.world = world;
    this.staleness = staleness;
    this.checker = checker;
    this.log = log;
    this.eventLog = eventLog;
    profile = history.profile();
    history.faults().forEach(fault -> planned.put(fault.call(), fault));
    // Not the seed itself, from which the system draws.
    random = new Random(~history.seed());
    deadFrom = world.now().plusSeconds(random.nextInt(3600));
    deadUntil = deadFrom.plusSeconds(30 + random.nextInt(2400));
  }

  /// Lets everything through from now on.
  void clear() {
    calm = true;
    staleness.lift();
    checker.healed();
  }

  /// The calls until all was let through.
  List<Call> calls() {
    return calls;
  }

  /// What went wrong with them.
  List<InjectedFault> faults() {
    return faults;
  }

  @Override
  public void request(Principal caller, SdkRequest request) {
    effect = FaultEffect.ANSWERED;
    if (request instanceof SignRequest sign) {
      log.signs(sign);
    }
    // People open shells, and no function.
    if (calm || request instanceof StartSessionRequest) {
      return;
    }
    meetAnotherSigner(caller);
    String what = kind(request) + " by " + shortened(caller);
    var call = new Call(what + "#" + times.merge(what, 1, Integer::sum), !isRead(request));
    calls.add(call);
    Optional.ofNullable(planned.get(call.name()))
        .or(() -> drawn(call, request))
        .ifPresent(fault -> befall(fault, caller, request));
  }

  /// Lets a second signer of the log run while the first one is at this call.
  private void meetAnotherSigner(Principal caller) {
    if (!isMet && caller.arn().contains(SIGNER) && random.nextInt(ONE_IN) == 0) {
      eventLog.note("another signer runs");
      isMet = true;
      world.sign();
      isMet = false;
      effect = FaultEffect.ANSWERED;
    }
  }

  private Optional<InjectedFault> drawn(Call call, SdkRequest request) {
    if (isDead(request)) {
      return Optional.of(call.meets(FaultEffect.LOST, Duration.ZERO));
    }
    // What changes something goes wrong more often: there is more to learn from it.
    int chance = call.writes() ? profile.perThousand() : profile.perThousand() / 3;
    if (random.nextInt(1000) >= chance) {
      return Optional.empty();
    }
    FaultEffect effect = FaultEffect.bad().get(random.nextInt(FaultEffect.bad().size()));
    Duration late = Duration.ofSeconds(1L + random.nextInt((int) LATEST.toSeconds()));
    return Optional.of(call.meets(effect, effect == FaultEffect.LATE ? late : Duration.ZERO));
  }

  private void befall(InjectedFault fault, Principal caller, SdkRequest request) {
    eventLog.note(fault.toString());
    faults.add(fault);
    switch (fault.effect()) {
      case ANSWERED -> {}
      case LOST -> throw lost();
      case THROTTLED -> throw refused(request, "ThrottlingException");
      case OVER_QUOTA -> throw overQuota(request);
      case CRASHED_BEFORE -> throw crash();
      case LATE -> {
        if (canLandLate(request)) {
          world
              .timeline()
              .schedule(
                  world.now().plus(fault.late()),
                  () -> {
                    eventLog.note("landed late: " + kind(request));
                    happen(caller, request);
                  });
        }
        throw lost();
      }
      case DOUBLED -> {
        if (canLandLate(request) || request instanceof SendEmailRequest) {
          happen(caller, request);
        }
      }
      case ANSWER_LOST, CRASHED_AFTER -> effect = fault.effect();
    }
  }

  @Override
  public void answer(Principal caller, SdkRequest request) {
    FaultEffect mine = effect;
    effect = FaultEffect.ANSWERED;
    if (!isRead(request)) {
      checker.happened(request);
    }
    switch (mine) {
      case ANSWER_LOST -> throw lost();
      case CRASHED_AFTER -> throw crash();
      case ANSWERED, LOST, THROTTLED, OVER_QUOTA, LATE, DOUBLED, CRASHED_BEFORE -> {}
    }
  }

  @Override
  public Duration staleness(Principal caller, SdkRequest request) {
    return staleness.staleness();
  }

  @Override
  public List<Duration> deliveries(String function) {
    return staleness.deliveries();
  }

  private boolean isDead(SdkRequest request) {
    Instant now = world.now();
    if (now.isBefore(deadFrom) || !now.isBefore(deadUntil)) {
      return false;
    }
    for (int service = 0; service < SERVICES.size(); service++) {
      if ((profile.dead() >> service & 1) == 1 && SERVICES.get(service).isInstance(request)) {
        return true;
      }
    }
    return false;
  }

  private Crash crash() {
    world.system().renew();
    return new Crash();
  }

  private static SdkException lost() {
    return ApiCallAttemptTimeoutException.create(1000);
  }

  private static SdkException refused(SdkRequest request, String code) {
    AwsErrorDetails details =
        AwsErrorDetails.builder().errorCode(code).errorMessage("Too much").build();
    return switch (request) {
      case IamRequest _ -> IamException.builder().awsErrorDetails(details).statusCode(400).build();
      case DynamoDbRequest _ ->
          DynamoDbException.builder().awsErrorDetails(details).statusCode(400).build();
      case SfnRequest _ -> SfnException.builder().awsErrorDetails(details).statusCode(400).build();
      case StsRequest _ -> StsException.builder().awsErrorDetails(details).statusCode(400).build();
      case SesRequest _ -> SesException.builder().awsErrorDetails(details).statusCode(400).build();
      case KmsRequest _ -> KmsException.builder().awsErrorDetails(details).statusCode(400).build();
      case S3Request _ -> S3Exception.builder().awsErrorDetails(details).statusCode(503).build();
      case SsmRequest _ -> SsmException.builder().awsErrorDetails(details).statusCode(400).build();
      default -> lost();
    };
  }

  /// As each service says that there is too much of something.
  private static SdkException overQuota(SdkRequest request) {
    return switch (request) {
      case CreatePolicyRequest _, PutRolePolicyRequest _ ->
          LimitExceededException.builder().message("Cannot exceed quota").statusCode(409).build();
      case StartExecutionRequest _ ->
          ExecutionLimitExceededException.builder().message("Too many").statusCode(400).build();
      case DynamoDbRequest _ -> refused(request, "RequestLimitExceeded");
      case SesRequest _ -> refused(request, "LimitExceededException");
      default -> refused(request, "ThrottlingException");
    };
  }

  private static boolean isRead(SdkRequest request) {
    String kind = kind(request);
    return READS.stream().anyMatch(kind::startsWith);
  }

  private static boolean canLandLate(SdkRequest request) {
    return request instanceof CreatePolicyRequest
        || request instanceof DeletePolicyRequest
        || request instanceof PutRolePolicyRequest
        || request instanceof DeleteRolePolicyRequest
        || request instanceof ExecuteStatementRequest
        || request instanceof ExecuteTransactionRequest
        || request instanceof StartExecutionRequest
        || request instanceof SendTaskSuccessRequest;
  }

  /// What a call does that nobody waits for any more.
  private void happen(Principal caller, SdkRequest request) {
    IamClient iam = world.system().accounts().account(caller.account()).iam();
    try {
      switch (request) {
        case CreatePolicyRequest create -> iam.createPolicy(create);
        case DeletePolicyRequest delete -> iam.deletePolicy(delete);
        case PutRolePolicyRequest put -> iam.putRolePolicy(put);
        case DeleteRolePolicyRequest delete -> iam.deleteRolePolicy(delete);
        case StartExecutionRequest start -> world.system().stepFunctions().startExecution(start);
        case SendTaskSuccessRequest ring -> world.system().stepFunctions().sendTaskSuccess(ring);
        case ExecuteStatementRequest insert -> world.system().dynamoDb().executeStatement(insert);
        case ExecuteTransactionRequest inserts ->
            world.system().dynamoDb().executeTransaction(inserts);
        case SendEmailRequest mail -> world.system().region().ses().sendEmail(mail);
        default -> throw new IllegalArgumentException("Nothing that lands late: " + kind(request));
      }
      checker.happened(request);
    } catch (SdkException refused) {
      eventLog.note("refused: " + refused.getClass().getSimpleName());
    }
  }

  private static String kind(SdkRequest request) {
    String name = request.getClass().getSimpleName();
    return name.substring(0, name.length() - "Request".length());
  }

  private static String shortened(Principal caller) {
    return caller.arn().substring(caller.arn().lastIndexOf('/') + 1);
  }

  /// One call.
  ///
  /// @param name what is called by whom the how manieth time, such as `CreatePolicy by Activate#1`
  /// @param writes whether it changes something
  record Call(String name, boolean writes) {
    InjectedFault meets(FaultEffect effect, Duration late) {
      return new InjectedFault(name, effect, late);
    }
  }
}
