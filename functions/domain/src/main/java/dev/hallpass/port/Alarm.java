package dev.hallpass.port;

/// What people must act on when it happens once. An alarm costs as much each month whether it rings
/// or not, so these share two bells, and the log says which of them rings.
///
/// Each has a section of its name in `infra/README.md`.
public enum Alarm {
  AUTHORITY_REFUSED(
      Bell.SECURITY_ALERT,
      "AuthorityRefused",
      "The ledger has a yes without a good seal, or a grant that does not follow from the catalogue."
          + " Hallpass opens nothing on it.",
      "Read the logs of Activate and IssueCredentials for the grant's id and the reason."),
  GLASS_BROKEN(
      Bell.SECURITY_ALERT,
      "GlassBroken",
      "A person broke the glass, so access began without approval.",
      "Ask the requester at once what happened. If it was another person, end the access by hand."),
  POLICY_DRIFTED(
      Bell.SECURITY_ALERT,
      "PolicyDrifted",
      "A person or a program other than Hallpass made, changed, attached or deleted a policy under"
          + " /hallpass/. Hallpass records that, deletes the policy, and ends access that it opened.",
      "Find in CloudTrail who did it; the log of Reap has the policy's name and the difference. A"
          + " program that tidies up must leave the path /hallpass/ alone."),
  POLICY_UNEXPLAINED(
      Bell.SECURITY_ALERT,
      "PolicyUnexplained",
      "The ledger's entries of a grant or a person do not verify. Hallpass ends the access, and adds"
          + " no entry about that.",
      "Read the log of Reap for the grant's id, and keep all entries of that grant as they are."),
  POLICY_OUTLIVED(
      Bell.ATTENTION,
      "PolicyOutlived",
      "Hallpass could not delete a policy two minutes or more after its grant's end. The date in it"
          + " denies everything.",
      "Read the log of Reap for the grant's id and the reason; it tries again each minute."),
  POLICIES_NEARLY_FULL(
      Bell.ATTENTION,
      "PoliciesNearlyFull",
      "An account takes fewer than 75 more managed policies. When it takes none, approved access does"
          + " not open there.",
      "Find the account in the log of Reap. Delete policies that nobody uses, or let AWS raise the"
          + " quota of customer managed policies."),
  ENDS_LATE(
      Bell.ATTENTION,
      "EndsLate",
      "A workflow could not end its grant within two minutes. The date in the policy and the clean-up"
          + " still end the access.",
      "Read the log of Retire for the kind of failure; it tries again until it succeeds."),
  SESSION_DENIALS_FULL(
      Bell.ATTENTION,
      "SessionDenialsFull",
      "An entitlement's role had no room for the denial of one more grant. So Hallpass wrote one"
          + " denial by time, which ended the sessions of all grants of the entitlement.",
      "Find the role in the log of Reap, and tell people to fetch new credentials. Remove policies"
          + " that others put on the role by hand."),
  REVIEWS_LATE(
      Bell.ATTENTION,
      "ReviewsLate",
      "The owners have not reviewed an access in time.",
      "Find the executions in Step Functions that wait in SeekReview; their names are the grants'"
          + " ids. Have an owner review each."),
  CLEAN_UP_BEHIND(
      Bell.ATTENTION,
      "CleanUpBehind",
      "For five minutes, no pass of the clean-up could see all that it looked at.",
      "Read in the log of Reap what it could not see, and why.");

  private final Bell bell;
  private final String id;
  private final String happened;
  private final String first;

  Alarm(Bell bell, String id, String happened, String first) {
    this.bell = bell;
    this.id = id;
    this.happened = happened;
    this.first = first;
  }

  public Bell bell() {
    return bell;
  }

  /// The name by which people know it.
  public String id() {
    return id;
  }

  /// What happened, what to do first, and where to read on.
  public String sentence() {
    return "%s First: %s Read on in infra/README.md, %s.".formatted(happened, first, id);
  }

  /// What rings for all alarms of a kind, by its metric's name.
  public enum Bell {
    /// A person may have meant it badly.
    SECURITY_ALERT("SecurityAlert"),
    /// Hallpass needs a person.
    ATTENTION("Attention");

    private final String metric;

    Bell(String metric) {
      this.metric = metric;
    }

    public String metric() {
      return metric;
    }
  }
}
