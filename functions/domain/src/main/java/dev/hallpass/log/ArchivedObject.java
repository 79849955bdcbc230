package dev.hallpass.log;

import static java.nio.charset.StandardCharsets.UTF_8;

/// An object of the archive, as it was read.
public final class ArchivedObject {

  private final byte[] content;
  private final String version;

  /// @param version what tells this content from others of the same name
  public ArchivedObject(byte[] content, String version) {
    this.content = content.clone();
    this.version = version;
  }

  public byte[] content() {
    return content.clone();
  }

  /// The content as text.
  public String text() {
    return new String(content, UTF_8);
  }

  public String version() {
    return version;
  }
}
