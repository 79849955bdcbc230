package dev.hallpass.handlers.view;

import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.handlers.words.Texts;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A time that an approver can allow.
///
/// @param value in the form of ISO 8601
/// @param isChosen whether the page shows it as chosen
record Choice(String value, String words, boolean isChosen) {

  private static final int MOST = 6;

  private static final List<Duration> COMMON =
      List.of(
          Duration.ofMinutes(5),
          Duration.ofMinutes(10),
          Duration.ofMinutes(15),
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ofHours(2),
          Duration.ofHours(4),
          Duration.ofHours(8),
          Duration.ofHours(12),
          Duration.ofDays(1));

  /// The requested time, then shorter ones.
  static List<Choice> of(Requested request, String chosen, Texts texts) {
    Stream<Duration> shorter =
        COMMON.stream()
            .filter(time -> time.compareTo(request.duration()) < 0)
            .sorted(Comparator.reverseOrder())
            .limit(MOST);
    return Stream.concat(
            Stream.of(of(request.duration(), texts.asAsked(request.duration()), chosen)),
            shorter.map(time -> of(time, texts.only(time), chosen)))
        .toList();
  }

  private static Choice of(Duration time, String words, String chosen) {
    return new Choice(time.toString(), words, time.toString().equals(chosen));
  }
}
