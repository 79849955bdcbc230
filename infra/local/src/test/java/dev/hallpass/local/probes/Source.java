package dev.hallpass.local.probes;

/// Where a belief comes from.
///
/// @param words as Markdown
record Source(Kind kind, String words) {

  /// How much a source is worth.
  enum Kind {
    DOCUMENTED("documented"),
    MEASURED_BY_OTHERS("measured by others"),
    UNPROVED("unproved");

    private final String words;

    Kind(String words) {
      this.words = words;
    }
  }

  /// A public document of AWS's.
  static Source documented(String title, String address) {
    return new Source(
        Kind.DOCUMENTED, "[%s](https://docs.aws.amazon.com/%s)".formatted(title, address));
  }

  /// Somebody has seen it on AWS and said so in public.
  static Source measuredByOthers(String where) {
    return new Source(Kind.MEASURED_BY_OTHERS, where);
  }

  /// Nobody is known to have seen it.
  static Source unproved(String nearest) {
    return new Source(Kind.UNPROVED, nearest);
  }

  /// This, but not for all of the belief.
  Source but(String exception) {
    return new Source(kind, "%s; %s".formatted(words, exception));
  }

  @Override
  public String toString() {
    return "%s: %s".formatted(kind.words, words);
  }
}
