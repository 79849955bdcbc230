package dev.hallpass.local.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// One thing that somebody does in a history.
///
/// @param pause how long it is before it
/// @param first says of which grant, if there are several
/// @param second says by whom or how
record Operation(Duration pause, Kind kind, int first, int second) {

  /// The moves of a history: somebody asks, and then everybody does as they like.
  static List<Operation> drawn(Random random) {
    List<Operation> moves = new ArrayList<>();
    int asked = 1 + random.nextInt(3);
    for (int i = 0; i < asked; i++) {
      moves.add(drawn(random, Kind.REQUEST));
      moves.add(drawn(random, Kind.APPROVE));
      moves.add(drawn(random, Kind.APPROVE));
      moves.add(drawn(random, Kind.CREDENTIALS));
    }
    int more = 4 + random.nextInt(12);
    for (int i = 0; i < more; i++) {
      moves.add(1 + random.nextInt(moves.size()), drawn(random, kind(random)));
    }
    return List.copyOf(moves);
  }

  /// One scenario: asked for, approved by two, used.
  ///
  /// @param yes how it is approved
  /// @param last what is done with it at last
  static List<Operation> ofOneGrant(Kind yes, Kind last) {
    return List.of(
        of(5, Kind.REQUEST, 4, 0),
        of(20, yes, 1, 0),
        of(20, yes, 1, 1),
        of(20, yes, 1, 2),
        of(30, Kind.CREDENTIALS, 1, 0),
        of(60, last, 1, 1),
        of(300, Kind.SCAN, 1, 0));
  }

  /// A person sees bills through a managed policy.
  static List<Operation> ofBills(Random random) {
    return approvedBySignature(random, 0);
  }

  /// A person has access that is reviewed afterwards.
  static List<Operation> reviewed(Random random) {
    return approvedBySignature(random, 15);
  }

  /// One grant is asked for, approved by signatures, used, and given back.
  ///
  /// @param what says what is asked for, and by whom
  private static List<Operation> approvedBySignature(Random random, int what) {
    return List.of(
        soon(random, Kind.REQUEST, 8, what),
        soon(random, Kind.APPROVE_SIGNED, 1, 0),
        soon(random, Kind.APPROVE_SIGNED, 1, 1),
        of(30, Kind.CREDENTIALS, 1, 0),
        of(60, Kind.RETURN, 1, 0));
  }

  /// Several grants of one role are used and end early.
  ///
  /// @param trouble what comes before their end, and minutes after it
  static List<Operation> endingEarly(Random random, Kind trouble) {
    List<Operation> moves = new ArrayList<>();
    for (int grant = 0; grant < 3; grant++) {
      moves.add(soon(random, Kind.REQUEST, 4, 21 + grant));
      for (int approver = 0; approver < 4; approver++) {
        moves.add(soon(random, Kind.APPROVE, 1, approver));
      }
    }
    for (int grant = 0; grant < 3; grant++) {
      moves.add(soon(random, Kind.CREDENTIALS, 1 + 5 * grant, 0));
    }
    moves.add(soon(random, trouble, 1, 0));
    for (int grant = 0; grant < 3; grant++) {
      moves.add(soon(random, Kind.REVOKE, 1, grant));
    }
    moves.add(of(180, trouble, 1, 0));
    moves.add(of(300, Kind.SCAN, 1, 0));
    return List.copyOf(moves);
  }

  /// Somebody who may insert writes what nobody said.
  static List<Operation> forged(Random random) {
    List<Operation> moves = new ArrayList<>();
    for (int grant = 0; grant < 3; grant++) {
      moves.add(soon(random, Kind.REQUEST, 4, random.nextInt(100)));
      for (int approver = 0; approver < 3; approver++) {
        moves.add(soon(random, Kind.FORGE_YES, 5 * grant + 1, approver));
      }
      moves.add(soon(random, Kind.FORGE_GRANT, random.nextInt(1000), grant));
    }
    moves.add(of(600, Kind.CREDENTIALS, 1, 0));
    return List.copyOf(moves);
  }

  /// Somebody asks, is blocked, and asks again.
  static List<Operation> blocked(Random random) {
    int who = random.nextInt(100);
    List<Operation> moves = new ArrayList<>();
    moves.add(soon(random, Kind.REQUEST, 4, who));
    moves.add(soon(random, Kind.BLOCK, 1, 0));
    moves.add(of(200, Kind.REQUEST, 4, who));
    moves.add(of(200, Kind.REQUEST, 4, who));
    moves.add(of(300, Kind.UNBLOCK, 1, 0));
    return List.copyOf(moves);
  }

  /// A stranger says yes under the name of an approver, without that approver's proof.
  static List<Operation> pretended(Random random) {
    List<Operation> moves = new ArrayList<>();
    moves.add(soon(random, Kind.REQUEST, 9, 15));
    for (int proof = 0; proof < 3; proof++) {
      moves.add(soon(random, Kind.PRETEND, 5 * proof + 1, 0));
    }
    return List.copyOf(moves);
  }

  /// One person joins the first level, and says yes at the second too.
  static List<Operation> joined(Random random) {
    return List.of(
        soon(random, Kind.REQUEST, 9, 15),
        of(3700, Kind.APPROVE_SIGNED, 1, 2),
        of(5500, Kind.APPROVE_SIGNED, 1, 2));
  }

  /// Others take over from one person at the second level, who then wants to end it.
  static List<Operation> takenOver(Random random) {
    return List.of(
        soon(random, Kind.REQUEST, 9, 15),
        soon(random, Kind.APPROVE_SIGNED, 1, 0),
        of(5700, Kind.DENY, 1, 3),
        soon(random, Kind.REVOKE, 1, 3));
  }

  /// A person breaks the glass, returns the access, and breaks the glass again.
  static List<Operation> breakingGlass(Random random) {
    return List.of(
        soon(random, Kind.REQUEST, 6, 0),
        of(60, Kind.CREDENTIALS, 1, 0),
        of(60, Kind.RETURN, 1, 0),
        of(1500, Kind.REQUEST, 6, 0),
        of(60, Kind.CREDENTIALS, 6, 0));
  }

  /// A ticket opens access again and again, until it is closed.
  static List<Operation> byTicket(Random random) {
    List<Operation> moves = new ArrayList<>();
    for (int slice = 0; slice < 6; slice++) {
      moves.add(soon(random, Kind.REQUEST, 7, 15));
    }
    moves.add(of(120, Kind.CLOSE_TICKET, 1, 0));
    moves.add(of(660, Kind.CREDENTIALS, 1, 0));
    return List.copyOf(moves);
  }

  /// A person opens a shell and returns the access.
  static List<Operation> withAShell(Random random) {
    return List.of(
        soon(random, Kind.REQUEST, 9, 10),
        soon(random, Kind.APPROVE_SIGNED, 1, 0),
        of(30, Kind.CREDENTIALS, 1, 0),
        of(30, Kind.OPEN_SHELL, 1, 0),
        of(60, Kind.RETURN, 1, 0));
  }

  private static Operation soon(Random random, Kind kind, int first, int second) {
    return of(1 + random.nextInt(60), kind, first, second);
  }

  private static Operation of(int seconds, Kind kind, int first, int second) {
    return new Operation(Duration.ofSeconds(seconds), kind, first, second);
  }

  private static Kind kind(Random random) {
    List<Kind> bag = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      for (int i = 0; i < kind.weight; i++) {
        bag.add(kind);
      }
    }
    return bag.get(random.nextInt(bag.size()));
  }

  private static Operation drawn(Random random, Kind kind) {
    int seconds =
        switch (random.nextInt(10)) {
          case 0, 1 -> 0;
          case 2, 3, 4, 5 -> 1 + random.nextInt(10);
          case 6, 7 -> random.nextInt(120);
          default -> random.nextInt(900);
        };
    return new Operation(
        Duration.ofSeconds(seconds),
        kind,
        random.nextInt(Integer.MAX_VALUE),
        random.nextInt(Integer.MAX_VALUE));
  }

  @Override
  public String toString() {
    return kind.toString();
  }

  /// What people do, and what somebody does who means no good.
  enum Kind {
    REQUEST(2),
    APPROVE(6),
    APPROVE_SIGNED(4),
    DENY(1),
    CANCEL(1),
    CREDENTIALS(8),
    OPEN_SHELL(2),
    RETURN(2),
    REVOKE(2),
    REVOKE_BY_LINK(2),
    EXTEND(2),
    REVIEW(1),
    STOP_EXECUTION(2),
    REDELIVER(1),
    DEPLOY(1),
    NEW_VERSION(1),
    ATTACH(1),
    DELETE_POLICY(1),
    DENIAL_REMOVED(1),
    FILL_ROLE(6),
    PLANT_POLICY(1),
    FORGE_YES(3),
    FORGE_GRANT(2),
    APPROVE_ONES_OWN(3),
    APPROVE_AS_A_STRANGER(2),
    PRETEND(2),
    GUESS_A_CODE(2),
    SCAN(2),
    RING(2),
    BLOCK(1),
    UNBLOCK(1),
    CLOSE_TICKET(1);

    private final int weight;

    Kind(int weight) {
      this.weight = weight;
    }
  }
}
