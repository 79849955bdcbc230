package dev.hallpass.handlers.words;

/// What a person recorded with the link and the code of a mail.
public enum Receipt {
  YES,
  NO,
  REVOCATION,
  REVIEW
}
