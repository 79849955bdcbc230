package dev.hallpass.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealTest {

  @Test
  void aSealKeepsItsBytes() {
    byte[] bytes = {1, 2, 3, 4};

    assertThat(Seal.of(bytes).bytes()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"AQIDBB==", "AQIDBA", "AQIDBA=", "AQIDBA==="})
  void aSignatureHasOneText(String other) {
    assertThat(Seal.of(new byte[] {1, 2, 3, 4}).signature()).isEqualTo("AQIDBA==");
    assertThatIllegalArgumentException().isThrownBy(() -> new Seal(other));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "not Base64!"})
  void whatIsNotBase64IsNotASeal(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Seal(text));
  }

  @Test
  void aTextLongerThanASignatureIsNotASeal() {
    String longest = Base64.getEncoder().encodeToString(new byte[150]);
    String longer = Base64.getEncoder().encodeToString(new byte[151]);

    assertThat(new Seal(longest).bytes()).hasSize(150);
    assertThatIllegalArgumentException().isThrownBy(() -> new Seal(longer));
  }
}
