package dev.hallpass.handlers;

import dev.hallpass.approval.Mail;
import dev.hallpass.approval.Mailer;
import dev.hallpass.identity.Person;
import dev.hallpass.port.OutcomeUnknown;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// Delivers nothing and keeps each mail.
public final class InMemoryMailer implements Mailer {

  private final List<Mail> taken = new ArrayList<>();
  private final Set<Person> dead = new HashSet<>();
  private Consumer<Mail> beforeSend = _ -> {};
  private boolean losesAnswer;

  /// Takes no more mails to these people.
  public void dead(Person... people) {
    dead.addAll(List.of(people));
  }

  /// Takes mails to everybody again.
  public void recover() {
    dead.clear();
  }

  /// Takes the next mail without an answer.
  public void loseNextAnswer() {
    losesAnswer = true;
  }

  /// Lets something happen before each mail is taken.
  public void beforeSend(Consumer<Mail> happening) {
    beforeSend = happening;
  }

  /// Every mail, in order.
  public List<Mail> taken() {
    return List.copyOf(taken);
  }

  /// The people of every mail, in order.
  public List<Person> recipients() {
    return taken.stream().map(Mail::to).toList();
  }

  @Override
  public String send(Mail mail) {
    beforeSend.accept(mail);
    if (dead.contains(mail.to())) {
      throw noAnswer();
    }
    taken.add(mail);
    if (losesAnswer) {
      losesAnswer = false;
      throw noAnswer();
    }
    return "message-" + taken.size();
  }

  private static OutcomeUnknown noAnswer() {
    return new OutcomeUnknown("send a mail", new IOException("no answer"));
  }
}
