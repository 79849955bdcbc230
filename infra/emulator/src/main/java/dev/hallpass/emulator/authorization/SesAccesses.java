package dev.hallpass.emulator.authorization;

import dev.hallpass.emulator.policy.Context;
import dev.hallpass.emulator.ses.InMemorySes;
import dev.hallpass.emulator.template.Place;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.ses.model.SendEmailRequest;

/// What requests to SES need leave for. [Source](
/// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonses.html)
public final class SesAccesses implements Accesses {
  private final Place place;
  private final InMemorySes ses;

  /// @param ses which knows whether an address is verified itself or by its domain
  public SesAccesses(Place place, InMemorySes ses) {
    this.place = place;
    this.ses = ses;
  }

  @Override
  public List<Access> of(SdkRequest request) {
    if (!(request instanceof SendEmailRequest mail)) {
      throw Accesses.unknown(request);
    }
    String from = InMemorySes.address(mail.source());
    Context keys = Context.empty().with("ses:FromAddress", from);
    List<Access> accesses = new ArrayList<>();
    accesses.add(send("identity/" + ses.identityOf(from), keys));
    if (mail.configurationSetName() != null) {
      accesses.add(send("configuration-set/" + mail.configurationSetName(), keys));
    }
    return accesses;
  }

  private Access send(String resource, Context keys) {
    return new Access("ses:SendEmail", place.arn("ses", resource), keys);
  }
}
