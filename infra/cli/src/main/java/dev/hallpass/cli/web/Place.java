package dev.hallpass.cli.web;

/// A place among the pages, which the others lead to.
public enum Place {
  GRANTS("My grants", "/"),
  ASK("Ask for access", "/entitlements"),
  APPROVALS("Waits for you", "/approvals"),
  /// None of them.
  NONE("", "");

  private final String title;
  private final String path;

  Place(String title, String path) {
    this.title = title;
    this.path = path;
  }

  public String title() {
    return title;
  }

  /// Where it is; nothing if it is nowhere.
  public String path() {
    return path;
  }
}
