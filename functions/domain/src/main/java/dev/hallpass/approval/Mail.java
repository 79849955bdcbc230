package dev.hallpass.approval;

import dev.hallpass.grant.Person;

/// One mail to one person, as text and as HTML.
public record Mail(Person to, String subject, String text, String html) {

  /// Shows nothing of the content, which holds a link and a code.
  @Override
  public String toString() {
    return "Mail[to=" + to + "]";
  }
}
