package dev.hallpass.cli.web;

/// A part of the pages, which every page leads to.
public enum Section {
  GRANTS("My grants", "/"),
  ASK("Ask for access", "/entitlements"),
  APPROVALS("Waits for you", "/approvals"),
  /// None of them.
  NONE("", "");

  private final String title;
  private final String path;

  Section(String title, String path) {
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

  /// Where the page of a grant is, as this part shows it.
  ///
  /// @param id the id of the grant
  public String pathOf(String id) {
    return (this == APPROVALS ? "/approvals/" : "/grants/") + id;
  }
}
