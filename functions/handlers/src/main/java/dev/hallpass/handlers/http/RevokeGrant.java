package dev.hallpass.handlers.http;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.hallpass.approval.Channel;
import dev.hallpass.catalog.Settings;
import dev.hallpass.grant.GrantCommand.Revoke;
import dev.hallpass.grant.Person;
import dev.hallpass.handlers.Ring;
import dev.hallpass.handlers.Wiring;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// `POST /grants/{grant}/revocation`: one whom the plan names, or an admin, takes the access away
/// before its end, signed, and says why.
public final class RevokeGrant implements RequestStreamHandler {

  private final Settings settings;
  private final GrantCommands commands;

  /// Called by Lambda, once per environment.
  public RevokeGrant() {
    this(Wiring.fromEnvironment());
  }

  public RevokeGrant(Wiring wiring) {
    this.settings = wiring.settings();
    this.commands = new GrantCommands(settings, wiring.grants(), new Ring(wiring.doorbells()));
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    Http.serve(event, answer, context, this::answer);
  }

  private Answer answer(Call call) {
    return commands.run(call, caller -> revoke(caller, Reason.in(call)));
  }

  private Revoke revoke(Person revoker, String reason) {
    return new Revoke(revoker, settings.admins().contains(revoker), reason, Channel.SIGNED);
  }
}
