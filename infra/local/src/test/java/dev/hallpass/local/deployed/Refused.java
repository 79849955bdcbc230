package dev.hallpass.local.deployed;

/// Why a run does not begin. A sentence for the person who started it, who has no use for a trace.
final class Refused extends RuntimeException {

  Refused(String sentence) {
    super(sentence, null, false, false);
  }
}
