package dev.hallpass.local.simulation;

import dev.hallpass.emulator.authorization.Line;
import dev.hallpass.emulator.policy.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.ExecuteStatementRequest;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.CreatePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeletePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.IamRequest;
import software.amazon.awssdk.services.iam.model.PutRolePolicyRequest;
import software.amazon.awssdk.services.ses.model.SendEmailRequest;
import software.amazon.awssdk.services.ses.model.SesException;
import software.amazon.awssdk.services.ses.model.SesRequest;
import software.amazon.awssdk.services.sfn.model.SendTaskSuccessRequest;
import software.amazon.awssdk.services.sfn.model.SfnException;
import software.amazon.awssdk.services.sfn.model.SfnRequest;
import software.amazon.awssdk.services.sfn.model.StartExecutionRequest;
import software.amazon.awssdk.services.sts.model.StsException;
import software.amazon.awssdk.services.sts.model.StsRequest;

/// What becomes of the calls between functions and AWS: some are lost, some answers are, some calls
/// land late or twice, and some functions do not live to see either.
final class Weather implements Line {

  private static final List<Class<? extends SdkRequest>> SERVICES =
      List.of(
          IamRequest.class,
          DynamoDbRequest.class,
          SfnRequest.class,
          StsRequest.class,
          SesRequest.class);

  private static final List<String> READS = List.of("Query", "Get", "List", "Describe");

  private final World world;
  private final Checker checker;
  private final Chronicle chronicle;
  private final Random random;
  private final Climate climate;
  private final Instant deadFrom;
  private final Instant deadUntil;
  private final Map<Integer, Fate> strokes = new HashMap<>();
  private final Set<Integer> writes = new HashSet<>();
  private boolean calm;
  private int calls;
  private Fate fate = Fate.ANSWERED;

  Weather(World world, Checker checker, Chronicle chronicle, History history) {
    this.world = world;
    this.checker = checker;
    this.chronicle = chronicle;
    climate = history.climate();
    history.strokes().forEach(stroke -> strokes.put(stroke.call(), stroke.fate()));
    // Not the seed itself, from which the system draws.
    random = new Random(~history.seed());
    deadFrom = world.now().plusSeconds(random.nextInt(3600));
    deadUntil = deadFrom.plusSeconds(30 + random.nextInt(2400));
  }

  /// Lets everything through from now on.
  void clear() {
    calm = true;
  }

  /// How many calls there were until all was let through.
  int calls() {
    return calls;
  }

  /// Which of them changed something.
  Set<Integer> writes() {
    return writes;
  }

  @Override
  public void request(Principal caller, SdkRequest request) {
    fate = Fate.ANSWERED;
    if (calm) {
      return;
    }
    calls++;
    if (!isRead(request)) {
      writes.add(calls);
    }
    if (isDead(request)) {
      throw lost();
    }
    Optional<Fate> stroke = Optional.ofNullable(strokes.get(calls));
    if (stroke.isPresent()) {
      befall(stroke.get(), caller, request);
      return;
    }
    // What changes something goes wrong more often: there is more to learn from it.
    int chance = isRead(request) ? climate.perThousand() / 3 : climate.perThousand();
    if (random.nextInt(1000) >= chance) {
      return;
    }
    Fate drawn = Fate.bad().get(random.nextInt(Fate.bad().size()));
    befall(drawn, caller, request);
  }

  private void befall(Fate drawn, Principal caller, SdkRequest request) {
    chronicle.note("%s: %s of %s".formatted(drawn, kind(request), shortened(caller)));
    meet(drawn, caller, request);
  }

  /// Lets a call have a fate.
  private void meet(Fate drawn, Principal caller, SdkRequest request) {
    switch (drawn) {
      case ANSWERED -> {}
      case LOST -> throw lost();
      case THROTTLED -> throw throttled(request);
      case CRASHED_BEFORE -> throw crash();
      case LATE -> {
        if (!canLandLate(request)) {
          throw lost();
        }
        Duration late = Duration.ofSeconds(1L + random.nextInt(300));
        world
            .timeline()
            .schedule(
                world.now().plus(late),
                () -> {
                  chronicle.note("landed late: " + kind(request));
                  happen(caller, request);
                });
        throw lost();
      }
      case DOUBLED -> {
        if (canLandLate(request) || request instanceof SendEmailRequest) {
          happen(caller, request);
        }
      }
      case ANSWER_LOST, CRASHED_AFTER -> fate = drawn;
    }
  }

  @Override
  public void answer(Principal caller, SdkRequest request) {
    Fate mine = fate;
    fate = Fate.ANSWERED;
    checker.happened(request);
    switch (mine) {
      case ANSWER_LOST -> throw lost();
      case CRASHED_AFTER -> throw crash();
      case ANSWERED, LOST, THROTTLED, LATE, DOUBLED, CRASHED_BEFORE -> {}
    }
  }

  private boolean isDead(SdkRequest request) {
    Instant now = world.now();
    if (now.isBefore(deadFrom) || !now.isBefore(deadUntil)) {
      return false;
    }
    for (int service = 0; service < SERVICES.size(); service++) {
      if ((climate.dead() >> service & 1) == 1 && SERVICES.get(service).isInstance(request)) {
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

  private static SdkException throttled(SdkRequest request) {
    AwsErrorDetails details =
        AwsErrorDetails.builder().errorCode("ThrottlingException").errorMessage("Rate").build();
    return switch (request) {
      case IamRequest _ -> IamException.builder().awsErrorDetails(details).statusCode(400).build();
      case DynamoDbRequest _ ->
          DynamoDbException.builder().awsErrorDetails(details).statusCode(400).build();
      case SfnRequest _ -> SfnException.builder().awsErrorDetails(details).statusCode(400).build();
      case StsRequest _ -> StsException.builder().awsErrorDetails(details).statusCode(400).build();
      case SesRequest _ -> SesException.builder().awsErrorDetails(details).statusCode(400).build();
      default -> lost();
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
        case SendEmailRequest mail -> world.system().region().ses().sendEmail(mail);
        default -> throw new IllegalArgumentException("Nothing that lands late: " + kind(request));
      }
      checker.happened(request);
    } catch (SdkException refused) {
      chronicle.note("refused: " + refused.getClass().getSimpleName());
    }
  }

  private static String kind(SdkRequest request) {
    String name = request.getClass().getSimpleName();
    return name.substring(0, name.length() - "Request".length());
  }

  private static String shortened(Principal caller) {
    return caller.arn().replaceFirst(".*/", "");
  }

  /// What may become of a call.
  enum Fate {
    ANSWERED,
    LOST,
    THROTTLED,
    LATE,
    DOUBLED,
    ANSWER_LOST,
    CRASHED_BEFORE,
    CRASHED_AFTER;

    /// All that nobody wishes for.
    static List<Fate> bad() {
      return List.of(values()).subList(1, values().length);
    }
  }
}
