package dev.hallpass.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hallpass.drift.Difference.Changed;
import dev.hallpass.drift.Difference.Missing;
import dev.hallpass.drift.Difference.Undetermined;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What each deployed system keeps to.
public abstract class DeployedContract {

  protected static final Changed CHANGED =
      new Changed(
          "Role",
          "worker",
          "longest session",
          "aws iam update-role --role-name worker --max-session-duration 3600");
  protected static final Missing MISSING =
      new Missing("Helper", "Helper", "resource", "deploy again");
  protected static final Undetermined UNDETERMINED =
      new Undetermined("Stranger", "stranger", "trust policy", "Fn::ImportValue is not known here");

  /// One that is as its template says.
  protected abstract Deployed deployed();

  /// Lets somebody change a part of it by hand, which is [#CHANGED].
  protected abstract void change();

  /// Lets somebody put that part back.
  protected abstract void putBack();

  /// Lets a part be [#MISSING].
  protected abstract void remove();

  /// Lets a part be one that nobody can tell of, which is [#UNDETERMINED].
  protected abstract void hide();

  @Test
  void whatIsAsItsTemplateSaysDiffersInNothing() {
    assertThat(deployed().differences()).isEmpty();
  }

  @Test
  void aChangeIsFoundUntilItIsPutBack() {
    change();
    assertThat(deployed().differences()).containsExactly(CHANGED);

    putBack();
    assertThat(deployed().differences()).isEmpty();
  }

  @Test
  void lookingRepairsNothing() {
    change();

    assertThat(deployed().differences()).isEqualTo(deployed().differences()).isNotEmpty();
  }

  @Test
  void allDifferencesAreFound() {
    change();
    remove();

    assertThat(deployed().differences()).containsExactlyInAnyOrder(CHANGED, MISSING);
  }

  @Test
  void aPartThatNobodyCanTellOfIsSaidAndHidesNoOther() {
    hide();
    change();

    assertThat(deployed().differences()).containsExactlyInAnyOrder(UNDETERMINED, CHANGED);
  }

  @Test
  void whatWasFoundStaysAsItWasFound() {
    change();
    List<Difference> found = deployed().differences();
    putBack();

    assertThat(found).containsExactly(CHANGED);
    assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(found::clear);
  }
}
