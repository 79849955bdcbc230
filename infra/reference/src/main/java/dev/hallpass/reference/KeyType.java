package dev.hallpass.reference;

/// What the values of a condition key are, and whether a request may carry several of them.
///
/// @param multivalued whether a policy has to ask for it by `ForAnyValue:` or `ForAllValues:`
///   [Source](
///   https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html)
public record KeyType(Kind kind, boolean multivalued) {
  private static final String ARRAY = "ArrayOf";

  /// What one value is.
  public enum Kind {
    STRING("String"),
    ARN("ARN"),
    BOOL("Bool"),
    NUMERIC("Numeric"),
    DATE("Date"),
    IP_ADDRESS("IPAddress");

    private final String word;

    Kind(String word) {
      this.word = word;
    }
  }

  /// The type that AWS writes so, such as `ArrayOfString`.
  ///
  /// @throws IllegalArgumentException if AWS has a type that this does not know
  static KeyType of(String word) {
    boolean multivalued = word.startsWith(ARRAY);
    String one = multivalued ? word.substring(ARRAY.length()) : word;
    for (Kind kind : Kind.values()) {
      if (kind.word.equals(one)) {
        return new KeyType(kind, multivalued);
      }
    }
    throw new IllegalArgumentException("There is no type of condition keys " + word);
  }

  @Override
  public String toString() {
    return (multivalued ? ARRAY : "") + kind.word;
  }
}
