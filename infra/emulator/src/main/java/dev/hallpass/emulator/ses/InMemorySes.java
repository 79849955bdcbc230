package dev.hallpass.emulator.ses;

import dev.hallpass.emulator.AwsErrors;
import dev.hallpass.emulator.RandomIds;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ses.SesClient;
import software.amazon.awssdk.services.ses.model.Body;
import software.amazon.awssdk.services.ses.model.ConfigurationSetDoesNotExistException;
import software.amazon.awssdk.services.ses.model.Content;
import software.amazon.awssdk.services.ses.model.CreateConfigurationSetRequest;
import software.amazon.awssdk.services.ses.model.CreateConfigurationSetResponse;
import software.amazon.awssdk.services.ses.model.Destination;
import software.amazon.awssdk.services.ses.model.Message;
import software.amazon.awssdk.services.ses.model.MessageRejectedException;
import software.amazon.awssdk.services.ses.model.MessageTag;
import software.amazon.awssdk.services.ses.model.SendEmailRequest;
import software.amazon.awssdk.services.ses.model.SendEmailResponse;
import software.amazon.awssdk.services.ses.model.SesException;
import software.amazon.awssdk.services.ses.model.VerifyEmailIdentityRequest;
import software.amazon.awssdk.services.ses.model.VerifyEmailIdentityResponse;

/// SES in memory: it keeps mails instead of sending them.
public final class InMemorySes implements SesClient {
  private static final String SES = "Ses";
  private static final int RECIPIENTS = 50;

  /// [Source](https://docs.aws.amazon.com/ses/latest/APIReference/API_MessageTag.html)
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_-]{1,256}");

  private final InstantSource clock;
  private final RandomIds ids;
  private final Set<String> identities = ConcurrentHashMap.newKeySet();
  private final Set<String> configurationSets = ConcurrentHashMap.newKeySet();
  private final Set<String> bouncing = ConcurrentHashMap.newKeySet();
  private final Set<String> tellingOfBounces = ConcurrentHashMap.newKeySet();
  private final List<Consumer<Bounce>> listeners = new CopyOnWriteArrayList<>();
  private final List<SentMail> sent = new CopyOnWriteArrayList<>();

  /// An SES with these verified senders. Without any, every sender counts as verified.
  ///
  /// @param identities e-mail addresses or whole domains
  public InMemorySes(InstantSource clock, RandomGenerator random, Collection<String> identities) {
    this.clock = clock;
    this.ids = new RandomIds(random);
    identities.forEach(identity -> this.identities.add(identity.toLowerCase(Locale.ROOT)));
  }

  /// The mails so far, oldest first.
  public List<SentMail> sent() {
    return List.copyOf(sent);
  }

  /// From now on, every mail to an address bounces.
  public void bounces(String address) {
    bouncing.add(address(address));
  }

  /// From now on, SES reports bounces of mails with this configuration set.
  public void tellOfBounces(String configurationSet) {
    tellingOfBounces.add(configurationSet);
  }

  /// Reports the bounces to a listener while the mail is still being sent. The listener waits for
  /// the time that a bounce takes.
  public void onBounce(Consumer<Bounce> listener) {
    listeners.add(listener);
  }

  @Override
  public SendEmailResponse sendEmail(SendEmailRequest request) {
    requireVerified(request.source());
    requireConfigurationSet(request.configurationSetName());
    Message message = Optional.ofNullable(request.message()).orElse(Message.builder().build());
    Body body = Optional.ofNullable(message.body()).orElse(Body.builder().build());
    require(message.subject() != null, "Missing required field: Subject");
    require(body.text() != null || body.html() != null, "Missing required field: Body");
    SentMail mail =
        new SentMail(
            "0100" + ids.uuid() + "-000000",
            clock.instant(),
            request.source(),
            recipients(request.destination()),
            text(message.subject()),
            text(body.text()),
            text(body.html()),
            tags(request.tags()));
    sent.add(mail);
    bounce(mail, request.configurationSetName());
    return SendEmailResponse.builder().messageId(mail.id()).build();
  }

  private static Map<String, String> tags(List<MessageTag> tags) {
    Map<String, String> values = new TreeMap<>();
    for (MessageTag tag : tags) {
      require(isTag(tag.name()) && isTag(tag.value()), "Invalid message tag: " + tag);
      require(values.put(tag.name(), tag.value()) == null, "Duplicate message tag: " + tag.name());
    }
    return values;
  }

  private static boolean isTag(@Nullable String text) {
    return text != null && TAG.matcher(text).matches();
  }

  private void bounce(SentMail mail, @Nullable String configurationSet) {
    List<String> unreached =
        mail.to().stream().filter(to -> bouncing.contains(address(to))).distinct().toList();
    if (configurationSet != null
        && tellingOfBounces.contains(configurationSet)
        && !unreached.isEmpty()) {
      String id = "0100" + ids.uuid() + "-000000";
      Bounce bounce = new Bounce(id, mail, configurationSet, unreached);
      listeners.forEach(listener -> listener.accept(bounce));
    }
  }

  private static List<String> recipients(@Nullable Destination destination) {
    List<String> to =
        destination == null
            ? List.of()
            : Stream.of(
                    destination.toAddresses(),
                    destination.ccAddresses(),
                    destination.bccAddresses())
                .flatMap(List::stream)
                .toList();
    require(!to.isEmpty(), "Missing required field: Destination");
    require(to.size() <= RECIPIENTS, "Recipient count exceeds 50.");
    require(to.stream().allMatch(address -> address.contains("@")), "Missing final '@domain'");
    return to;
  }

  private void requireVerified(@Nullable String source) {
    require(source != null && source.contains("@"), "Missing final '@domain'");
    String address = address(String.valueOf(source));
    if (!identities.isEmpty() && !isVerified(address)) {
      throw AwsErrors.fill(
              MessageRejectedException.builder(),
              SES,
              "MessageRejected",
              400,
              "Email address is not verified. The following identities failed the check: " + source)
          .build();
    }
  }

  /// The identity of a sender's address: the address itself, or its domain if only that is
  /// verified.
  public String identityOf(String address) {
    String domain = address.substring(address.lastIndexOf('@') + 1);
    return !identities.contains(address) && identities.contains(domain) ? domain : address;
  }

  /// Whether an address is verified, itself or by its domain.
  public boolean isVerified(String address) {
    return identities.contains(identityOf(address));
  }

  /// The address of `Name <address>`.
  public static String address(String source) {
    int open = source.lastIndexOf('<');
    int close = source.lastIndexOf('>');
    String address = open >= 0 && close > open ? source.substring(open + 1, close) : source;
    return address.trim().toLowerCase(Locale.ROOT);
  }

  private static String text(@Nullable Content content) {
    return content == null ? "" : Optional.ofNullable(content.data()).orElse("");
  }

  private static void require(boolean met, String otherwise) {
    if (!met) {
      throw (SesException)
          AwsErrors.fill(SesException.builder(), SES, "InvalidParameterValue", 400, otherwise)
              .build();
    }
  }

  private void requireConfigurationSet(@Nullable String name) {
    if (name != null && !configurationSets.contains(name)) {
      throw AwsErrors.fill(
              ConfigurationSetDoesNotExistException.builder(),
              SES,
              "ConfigurationSetDoesNotExist",
              400,
              "Configuration set <%s> does not exist.".formatted(name))
          .build();
    }
  }

  /// From now on, a mail can name the set.
  @Override
  public CreateConfigurationSetResponse createConfigurationSet(
      CreateConfigurationSetRequest request) {
    configurationSets.add(request.configurationSet().name());
    return CreateConfigurationSetResponse.builder().build();
  }

  /// Verifies the identity at once, without a mail.
  @Override
  public VerifyEmailIdentityResponse verifyEmailIdentity(VerifyEmailIdentityRequest request) {
    identities.add(address(String.valueOf(request.emailAddress())));
    return VerifyEmailIdentityResponse.builder().build();
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
