package dev.hallpass.grant;

import static dev.hallpass.approval.Channel.PROVED;
import static dev.hallpass.grant.Decision.Rule.APPROVER_IS_REQUESTER;
import static dev.hallpass.grant.Decision.Rule.NOT_AN_APPROVER;
import static dev.hallpass.grant.Decision.Rule.PROOF_DEMANDED;
import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CODE;
import static dev.hallpass.grant.Examples.LINK;
import static dev.hallpass.grant.Examples.MALLORY;
import static dev.hallpass.grant.Examples.WRONG_CODE;
import static dev.hallpass.grant.Examples.codeRefused;
import static dev.hallpass.grant.Examples.requested;
import static dev.hallpass.grant.Examples.signed;
import static dev.hallpass.grant.Examples.sought;
import static dev.hallpass.grant.Given.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.approval.Channel;
import dev.hallpass.grant.GrantCommand.Answer;
import dev.hallpass.grant.GrantCommand.Approve;
import dev.hallpass.grant.GrantCommand.Deny;
import dev.hallpass.grant.GrantCommand.Reply;
import dev.hallpass.identity.Person;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A plan may demand that a yes proves its caller. A no may come any way.
class SignedTest {

  @Test
  void aYesThatIsProvedCounts() {
    given(signed())
        .when(yes(BOB, PROVED))
        .accepted(new GrantEvent.Approved(0, BOB, signed().policyHash(), PROVED, Optional.empty()));
  }

  @Test
  void aYesThatOnlyTheEventCallsSignedDoesNot() {
    given(signed()).when(yes(BOB, Channel.SIGNED)).rejected(PROOF_DEMANDED);
  }

  @Test
  void aYesByLinkDoesNot() {
    given(signed()).when(yes(BOB, Channel.LINK)).rejected(PROOF_DEMANDED);
    given(signed(), sought(0, BOB, LINK))
        .when(new Answer(LINK, CODE, new Reply.Yes(Optional.empty()), "attempt-1"))
        .rejected(PROOF_DEMANDED);
  }

  @Test
  void aNoByLinkCounts() {
    given(signed()).when(new Deny(BOB, "no", Channel.LINK)).accepted(no(Channel.LINK));
    given(signed()).when(new Deny(BOB, "no", Channel.SIGNED)).accepted(no(Channel.SIGNED));
    given(signed(), sought(0, BOB, LINK))
        .when(new Answer(LINK, CODE, new Reply.No("no"), "attempt-1"))
        .accepted(no(Channel.LINK));
  }

  @Test
  void aWrongCodeCountsAlsoWhereNoYesWouldBeTaken() {
    given(signed(), sought(0, BOB, LINK))
        .when(new Answer(LINK, WRONG_CODE, new Reply.Yes(Optional.empty()), "attempt-1"))
        .accepted(codeRefused(LINK, 1));
  }

  @Test
  void aSignatureMakesNobodyAnApprover() {
    given(signed()).when(yes(MALLORY, PROVED)).rejected(NOT_AN_APPROVER);
    given(signed()).when(yes(ALICE, PROVED)).rejected(APPROVER_IS_REQUESTER);
    given(signed()).when(yes(ALICE, Channel.LINK)).rejected(APPROVER_IS_REQUESTER);
  }

  @Test
  void whichYesCountsFollowsFromThePlan() {
    assertThat(Channel.values()).filteredOn(signed().plan()::takes).containsExactly(PROVED);
    assertThat(Channel.values()).allMatch(requested().plan()::takes);
  }

  @Test
  void aSignedYesOfAnEarlierBuildStaysReadable() {
    assertThat(Channel.values())
        .filteredOn(channel -> AnsweringRules.canBeRecorded(channel, signed().plan()))
        .containsExactly(Channel.SIGNED, PROVED);
  }

  private static GrantEvent no(Channel channel) {
    return new GrantEvent.Denied(0, BOB, "no", channel);
  }

  private static Approve yes(Person approver, Channel channel) {
    return new Approve(approver, channel, Optional.empty());
  }
}
