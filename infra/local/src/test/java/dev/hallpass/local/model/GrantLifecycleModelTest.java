package dev.hallpass.local.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hallpass.figures.Figures;
import dev.hallpass.local.model.Tlc.Checked.Broken;
import dev.hallpass.local.model.Tlc.Checked.Nothing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// That the design keeps its promises on every way through the model, and that each part of it is
/// needed for one.
class GrantLifecycleModelTest {

  private Tlc tlc;

  @BeforeEach
  void makeRoom() throws IOException {
    tlc = new Tlc(Files.createTempDirectory(Files.createDirectories(Path.of("target")), "model"));
  }

  @Test
  void theDesignKeepsItsPromisesForOneGrant() throws IOException, InterruptedException {
    assertHolds("one-grant");
  }

  @Test
  void theDesignKeepsItsPromisesForTwoGrantsBesideEachOther()
      throws IOException, InterruptedException {
    assumeTwoGrants();
    assertHolds("two-grants");
  }

  /// TLC takes longer for this than for all else, so the plain build leaves one approver out, who
  /// comes back at night.
  @Test
  void everyGrantReachesAnEnd() throws IOException, InterruptedException {
    Model ends = Model.of("ends");
    assertHolds(
        Boolean.getBoolean("two.approvers")
            ? ends.with("Approvers = {alice, bob}", "Approvers = {alice, bob, carol}")
                .with("Quorum = 1", "Quorum = 2")
            : ends,
        "ends");
  }

  @Test
  void aPolicyOutlivesItsGrantWithoutAReaper() throws IOException, InterruptedException {
    assertBroken("no reaper", "Reaper = TRUE", "Reaper = FALSE", "NothingIsLeft");
  }

  @Test
  void notEveryGrantReachesAnEndWithoutAReaper() throws IOException, InterruptedException {
    assertBroken(
        "no reaper", Model.of("ends").with("Reaper = TRUE", "Reaper = FALSE"), "EverythingEnds");
  }

  @Test
  void aPolicyLeadsBackToNoGrantWhenItIsNeverAnnounced() throws IOException, InterruptedException {
    assertBroken(
        "policies never announced",
        "PolicyAnnounced = \"before\"",
        "PolicyAnnounced = \"never\"",
        "WriteAhead");
  }

  @Test
  void aPolicyLeadsBackToNoGrantWhenItIsRecordedAfterwards()
      throws IOException, InterruptedException {
    assertBroken(
        "policies recorded afterwards",
        "PolicyAnnounced = \"before\"",
        "PolicyAnnounced = \"after\"",
        "WriteAhead");
  }

  @Test
  void aSessionOutlivesAnEarlyEndWhenItIsNotAnnounced() throws IOException, InterruptedException {
    assertBroken(
        "sessions never announced",
        "SessionAnnounced = TRUE",
        "SessionAnnounced = FALSE",
        "EndedMeansOut");
  }

  @Test
  void aPolicyIsPlannedWithoutAQuorumWhenTheInputIsBelieved()
      throws IOException, InterruptedException {
    assertBroken(
        "quorum taken from the workflow's input",
        "CountedFrom = \"ledger\"",
        "CountedFrom = \"input\"",
        "QuorumFirst");
  }

  @Test
  void accessGoesOnAfterItsEndWhenARetryComputesItAgain() throws IOException, InterruptedException {
    assertBroken(
        "expiresAt computed again by a retry",
        "EndFixed = TRUE",
        "EndFixed = FALSE",
        "EndsByItsDate");
  }

  @Test
  void accessGoesOnAfterItsEndWhenThePolicyCarriesNoDate()
      throws IOException, InterruptedException {
    assertBroken("no date in the policy", "Dated = TRUE", "Dated = FALSE", "EndsByItsDate");
  }

  @Test
  void aSessionComesBackWhenItsDenialIsRemovedTooEarly() throws IOException, InterruptedException {
    assertBroken(
        "denial removed with the policy gone",
        "DenialRemovedAfter = \"sessions\"",
        "DenialRemovedAfter = \"policy\"",
        "DenialOutlastsSessions");
  }

  @Test
  void aDeniedSessionActsAgainWhenItsDenialIsRemovedTooEarly()
      throws IOException, InterruptedException {
    assertBroken(
        "denial removed with the policy gone",
        "DenialRemovedAfter = \"sessions\"",
        "DenialRemovedAfter = \"policy\"",
        "DeniedMeansOut");
  }

  @Test
  void aPolicyGoesUnannouncedWhenASilentLedgerEndsWhatIsNotOver()
      throws IOException, InterruptedException {
    assertBroken(
        "any policy removed while the ledger is silent",
        "SilentRemoval = \"unused\"",
        "SilentRemoval = \"any\"",
        "RemovedAfterItsEnd");
  }

  @Test
  void aSessionOutlivesThePlannedEndWhenItsPolicyIsRemovedAtOnce()
      throws IOException, InterruptedException {
    assertBroken(
        "policies removed at the planned end",
        "PolicyStays = \"sessions\"",
        "PolicyStays = \"not\"",
        "DeniedWhileTheyLive");
  }

  @Test
  void aSessionOutlivesThePlannedEndWhenASilentLedgerLetsItsPolicyBeRemovedAtOnce()
      throws IOException, InterruptedException {
    assertBroken(
        "policies removed at their date while the ledger is silent",
        "SilentRemoval = \"unused\"",
        "SilentRemoval = \"expired\"",
        "DeniedWhileTheyLive");
  }

  @Test
  void aDeniedSessionActsAgainWhenADenialByTimeIsRemovedTooEarly()
      throws IOException, InterruptedException {
    assertBroken(
        "denial by time removed in the next pass",
        Model.of("one-grant")
            .with("Room = 1", "Room = 0")
            .with("TimeDenialRemovedAfter = \"sessions\"", "TimeDenialRemovedAfter = \"pass\""),
        "DenialOutlastsSessions");
  }

  @Test
  void aDeniedSessionActsAgainWhenSinglesGoBeforeTheDenialByTimeStands()
      throws IOException, InterruptedException {
    assumeTwoGrants();
    assertBroken(
        "single denials removed before the one by time stands",
        Model.of("two-grants").with("SinglesGo = \"after\"", "SinglesGo = \"before\""),
        "DeniedMeansOut");
  }

  @Test
  void anEndThatIsRecordedLateDoesComeAbout() throws IOException, InterruptedException {
    Model claim =
        Model.of("one-grant").with("QuorumFirst", "NoLateRecord").promising("NoLateRecord");

    assertThat(tlc.check(claim)).isInstanceOf(Broken.class);
  }

  /// Two grants have many more states than one, so a plain build leaves them to the build of a
  /// push.
  private static void assumeTwoGrants() {
    assumeTrue(Boolean.getBoolean("two.grants"), "-Dtwo.grants=true follows two grants too");
  }

  private void assertHolds(String configuration) throws IOException, InterruptedException {
    assertHolds(Model.of(configuration), configuration);
  }

  private void assertHolds(Model model, String configuration)
      throws IOException, InterruptedException {
    Tlc.Checked finding = tlc.check(model);

    assertThat(finding).isInstanceOf(Nothing.class);
    Figures.note(
        "TLC: %s: %,d distinct states, no error", configuration, ((Nothing) finding).states());
  }

  private void assertBroken(String design, String part, String instead, String promise)
      throws IOException, InterruptedException {
    assertBroken(design, Model.of("one-grant").with(part, instead), promise);
  }

  private void assertBroken(String design, Model model, String promise)
      throws IOException, InterruptedException {
    Tlc.Checked finding = tlc.check(model.promising(promise));

    assertThat(finding).isInstanceOf(Broken.class);
    Broken broken = (Broken) finding;
    assertThat(broken.promise()).isEqualTo(promise);
    Figures.note(
        "TLC: %s: %s is broken, found after %,d distinct states", design, promise, broken.states());
  }
}
