package dev.hallpass.local.scene;

import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.grant.Examples.DAVE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.figures.Figures;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import dev.hallpass.local.LinkInMail;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Requests whose links a mail scanner follows, and which it must not decide.
public record Bait(Scene scene, List<GrantId> grants) {

  public Bait {
    grants = List.copyOf(grants);
  }

  /// So many requests, by these people in turn.
  public static Bait of(Scene scene, int requests, List<Person> asking) {
    return new Bait(
        scene,
        IntStream.range(0, requests)
            .mapToObj(number ->
                scene.request(asking.get(number % asking.size()), Asked.partition("PT15M")))
            .toList());
  }

  /// The links in the mails to their approvers.
  public List<LinkInMail> links() {
    return grants.stream()
        .flatMap(
            grant -> Stream.of(BOB, CAROL, DAVE).map(approver -> scene.linkTo(approver, grant)))
        .toList();
  }

  /// Fails if something was decided, or if no guess was taken for a code.
  ///
  /// @param how it was visited
  public void assertUndecided(String how, int visits) {
    scene.pass(Scene.A_MOMENT);
    List<String> entries = grants.stream().flatMap(grant -> scene.types(grant).stream()).toList();
    long decisions =
        entries.stream().filter(type -> type.equals("approved") || type.equals("denied")).count();
    Figures.note("%s %d, decisions %d", how, visits, decisions);
    assertThat(decisions).isZero();
    assertThat(entries).contains("code-refused");
    assertThat(grants)
        .allSatisfy(grant -> assertThat(scene.state(grant)).isEqualTo("AWAITING_APPROVAL"));
  }
}
