package dev.hallpass.reference;

/// The type of a condition key: the kind of its values, and whether a request can have several of
/// them.
///
/// @param multivalued whether a policy has to ask for it by `ForAnyValue:` or `ForAllValues:`
///   [Source](
///   https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html)
public record KeyType(Kind kind, boolean multivalued) {
  private static final String ARRAY = "ArrayOf";

  /// The kind of one value.
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

  /// The type in AWS's words, such as `ArrayOfString`.
  ///
  /// @throws IllegalArgumentException if this class does not know the type
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
