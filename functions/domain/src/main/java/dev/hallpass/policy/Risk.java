package dev.hallpass.policy;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// What an entitlement can do beyond the access that it names, or past its end. An author declares
/// it with a reason, and approvers read both.
public enum Risk {
  SHELL(
      "Shell",
      "it opens a way into a machine, a container or a cluster, and can act with the role of that"),
  CODE("Code", "it runs or changes code, which works with a role of its own"),
  DEPLOYMENT("Deployment", "it deploys with a role that may do more"),
  SHARING("Sharing", "it can open something to others, who keep it when the access is over"),
  CREDENTIALS(
      "Credentials",
      "it hands out or sets credentials or passwords, which stay good when the access is over"),
  SECRETS("Secrets", "it shows secrets, which stay known when the access is over"),
  PERMISSIONS(
      "Permissions",
      "it changes who may do what, or what watches over that, and the change stays when the access is over"),
  TAGGING("Tags", "it changes tags, by which others may decide who can do what"),
  DESTROYS("Destroys", "it can destroy data or keys for good");

  private final String mark;
  private final String words;

  Risk(String mark, String words) {
    this.mark = mark;
    this.words = words;
  }

  /// The risk with a name of the catalogue; empty if there is none.
  public static Optional<Risk> of(String word) {
    return Stream.of(values()).filter(risk -> risk.word().equals(word)).findFirst();
  }

  /// Whether it opens something to others that stays open when the access is over, so that people
  /// have to look at it afterwards.
  public boolean stays() {
    return this == SHARING || this == PERMISSIONS;
  }

  /// Its name in the catalogue.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Its name for people.
  public String mark() {
    return mark;
  }

  /// What it means, for people.
  public String words() {
    return words;
  }
}
