package dev.hallpass.handlers;

import dev.hallpass.approval.Mail;
import dev.hallpass.approval.Mailer;
import dev.hallpass.approval.MailerContract;
import java.util.List;

class InMemoryMailerTest extends MailerContract {

  private final InMemoryMailer mailer = new InMemoryMailer();

  @Override
  protected Mailer mailer() {
    return mailer;
  }

  @Override
  protected List<String> subjects() {
    return mailer.taken().stream().map(Mail::subject).toList();
  }

  @Override
  protected void loseNextCall() {
    mailer.dead(MAIL.to());
  }
}
