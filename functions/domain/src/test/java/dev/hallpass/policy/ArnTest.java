package dev.hallpass.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.EntitlementId;
import dev.hallpass.identity.GrantId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArnTest {

  private static final AccountId ACCOUNT = new AccountId("444455556666");

  @Test
  void aRoleIsInTheAccountItWasMadeFor() {
    RoleArn role = RoleArn.of("aws-us-gov", ACCOUNT, new EntitlementId("read-things"));

    assertThat(role).hasToString("arn:aws-us-gov:iam::444455556666:role/hallpass/read-things");
    assertThat(role.account()).isEqualTo(ACCOUNT);
    assertThat(role.name()).isEqualTo("read-things");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "arn:aws:iam::444455556666:role/read-things",
        "arn:aws:iam::444455556666:role/hallpass/deeper/read-things",
        "arn:aws:iam::444455556666:role/hallpass/Not_Ours",
        "arn:aws:iam::444455556666:policy/hallpass/read-things"
      })
  void whatIsNoEntitlementsRoleIsNotTakenForOne(String value) {
    assertThat(RoleArn.isOne(value)).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> new RoleArn(value));
  }

  @Test
  void aPolicyIsNamedByItsGrant() {
    GrantId grant = new GrantId("grant-00000000000000000000000000000001");

    assertThat(PolicyArn.of("aws", ACCOUNT, grant))
        .hasToString(
            "arn:aws:iam::444455556666:policy/hallpass/grant-00000000000000000000000000000001");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "44445555666", "4444555566667", "44445555666a", "444455556666\n"})
  void anAccountHasTwelveDigits(String value) {
    assertThatIllegalArgumentException().isThrownBy(() -> new AccountId(value));
  }
}
