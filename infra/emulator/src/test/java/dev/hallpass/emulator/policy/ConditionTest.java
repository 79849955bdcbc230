package dev.hallpass.emulator.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hallpass.reference.ConditionKey;
import dev.hallpass.reference.KeyType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionTest {

  private static final String ONE = "aws:UserAgent";
  private static final String SEVERAL = "aws:TagKeys";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // operator | values of the policy | values of the request, - for none | holds
        "StringEquals | red | red | true",
        "StringEquals | red | Red | false",
        "StringEquals | blue,red | red | true",
        "StringEquals | r* | red | false",
        "StringEquals | red | - | false",
        "StringEqualsIfExists | red | - | true",
        "StringEqualsIfExists | red | blue | false",
        "StringNotEquals | red | blue | true",
        "StringNotEquals | red,blue | blue | false",
        "StringNotEquals | red | - | true",
        "StringEqualsIgnoreCase | red | RED | true",
        "StringNotEqualsIgnoreCase | red | RED | false",
        "StringLike | r*d | rd | true",
        "StringLike | r?d | rd | false",
        "StringLike | R*d | red | false",
        "StringNotLike | r*d | red | false",
        "StringNotLike | r*d | - | true",
        "StringEquals | ${team} | red | true",
        "StringEquals | ${absent} | red | false",
        "StringNotEquals | ${absent} | red | false",
        "StringEquals | ${absent},red | red | true",
        "StringLike | ${team}* | reddish | true",
        "StringLike | ${*}red | *red | true",
        "StringLike | ${*}red | ared | false",
        "NumericEquals | 10 | 10.0 | true",
        "NumericEquals | 10 | ten | false",
        "NumericNotEquals | 10 | 11 | true",
        "NumericNotEquals | 10 | - | true",
        "NumericLessThan | 10 | 9 | true",
        "NumericLessThan | 10 | 10 | false",
        "NumericLessThanEquals | 10 | 10 | true",
        "NumericGreaterThan | 9.5 | 10 | true",
        "NumericGreaterThanEquals | 10 | -10 | false",
        "NumericGreaterThan | 1 | - | false",
        "DateLessThan | 2026-11-22T10:00:00Z | 2026-11-22T09:59:59Z | true",
        "DateLessThan | 2026-11-22T10:00:00Z | 2026-11-22T10:00:00Z | false",
        "DateLessThanEquals | 2026-11-22T10:00:00Z | 2026-11-22T10:00:00Z | true",
        "DateLessThan | 2026-11-22T10:00:00Z | 2026-11-22T10:00:00.001Z | false",
        "DateGreaterThanEquals | 2026-11-22T10:00:00Z | 2026-11-22T10:00:00Z | true",
        "DateGreaterThan | 2026-11-22T10:00:00Z | 2026-11-22T10:00:00Z | false",
        "DateEquals | 2026-11-22T10:00:00Z | 2026-11-22T11:00:00+01:00 | true",
        "DateEquals | 2026-11-22T10:00:00Z | 1795341600 | true",
        "DateLessThan | 1795341600 | 2026-11-22T09:59:59Z | true",
        "DateEquals | 2026-11-22 | 2026-11-22T00:00Z | true",
        "DateEquals | 2026-11 | 2026-11-01T00:00:00Z | true",
        "DateEquals | 2026 | 2026-01-01T00:00:00Z | true",
        "DateNotEquals | 2026-11-22 | - | true",
        "DateLessThan | 2026-11-22 | - | false",
        "DateLessThanIfExists | 2026-11-22 | - | true",
        "DateLessThan | 2026-11-22 | yesterday | false",
        "Bool | true | True | true",
        "Bool | false | true | false",
        "Bool | false | - | false",
        "BoolIfExists | false | - | true",
        "Null | true | - | true",
        "Null | false | - | false",
        "Null | true | red | false",
        "Null | false | red | true",
        "ArnEquals | arn:aws:iam::111122223333:role/* | arn:aws:iam::111122223333:role/a/b | true",
        "ArnLike | arn:aws:iam::*:role/a | arn:aws:iam::111122223333:role/a | true",
        "ArnLike | arn:aws:iam::*:role/a | arn:aws:iam::111122223333:role/A | false",
        "ArnLike | arn:aws:iam::111122223333:role/${team} | arn:aws:iam::111122223333:role/red | true",
        "ArnNotEquals | arn:aws:iam::111122223333:role/a | arn:aws:iam::111122223333:role/b | true",
        "ArnNotLike | arn:aws:iam::111122223333:role/* | - | true",
        "IpAddress | 10.0.0.0/8 | 10.200.1.1 | true",
        "IpAddress | 10.0.0.0/8 | 11.0.0.1 | false",
        "IpAddress | 10.1.2.3 | 10.1.2.3 | true",
        "IpAddress | 0.0.0.0/0 | 8.8.8.8 | true",
        "IpAddress | 10.0.0.0/8,2001:db8::/32 | 2001:DB8:1::1 | true",
        "IpAddress | 10.0.0.0/8 | 2001:db8::1 | false",
        "IpAddress | 10.0.0.0/8 | - | false",
        "NotIpAddress | 10.0.0.0/8 | 10.0.0.1 | false",
        "NotIpAddress | 10.0.0.0/8 | - | true",
        "ForAllValues:StringEquals | a,b | a | true",
        "ForAllValues:StringEquals | a,b | a,b | true",
        "ForAllValues:StringEquals | a,b | a,c | false",
        "ForAllValues:StringEquals | a,b | - | true",
        "ForAllValues:StringLike | a* | ab,ac | true",
        "ForAllValues:StringNotEquals | a | b,c | true",
        "ForAllValues:StringNotEquals | a | a,c | false",
        "ForAnyValue:StringEquals | a,b | c,b | true",
        "ForAnyValue:StringEquals | a,b | c,d | false",
        "ForAnyValue:StringEquals | a,b | - | false",
        "ForAnyValue:StringNotEquals | a | a,b | true",
        "ForAnyValue:StringNotEquals | a,b | a,b | false",
        "ForAnyValue:StringNotEquals | a | - | false",
        "ForAnyValue:StringEqualsIfExists | a | - | false",
      })
  void eachOperatorHoldsExactlyWhenIamSaysSo(
      String operator, String policy, String request, boolean holds) {
    String key = operator.startsWith("For") ? SEVERAL : ONE;

    assertThat(condition(operator, key, policy).holds(context(key, request))).isEqualTo(holds);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "StringEquals | a | a",
        "StringEquals | a | a,b",
        "StringEqualsIfExists | a | -",
        "StringLike | * | a",
        "StringNotEquals | b | a",
        "StringNotEquals | b | -",
      })
  void aBareOperatorNeverHoldsOnAKeyOfSeveralValues(
      String operator, String policy, String request) {
    assertThat(condition(operator, SEVERAL, policy).holds(context(SEVERAL, request))).isFalse();
    assertThat(condition(operator, ONE, policy).holds(context(ONE, request.replace(",b", ""))))
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource({"true, -, true", "false, a, true", "false, 'a,b', true", "true, a, false"})
  void whetherAKeyOfSeveralValuesIsThereNeedsNoSet(String policy, String request, boolean holds) {
    assertThat(condition("Null", SEVERAL, policy).holds(context(SEVERAL, request)))
        .isEqualTo(holds);
  }

  @Test
  void aKeyThatAwsDoesNotHaveIsRefusedByName() {
    assertThatThrownBy(() -> condition("StringEquals", "aws:usrname", "a"))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("AWS has no condition key aws:usrname");
  }

  @Test
  void aKeyWhoseValueIsNotToldIsRefusedByName() {
    Context untold =
        Context.empty()
            .butUntold(List.of(new ConditionKey(ONE, new KeyType(KeyType.Kind.STRING, false))));

    assertThatThrownBy(() -> condition("StringEquals", ONE, "a").holds(untold))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining(ONE);
  }

  private static Context context(String key, String request) {
    Map<String, List<String>> keys = new HashMap<>(Map.of("team", List.of("red")));
    if (!request.equals("-")) {
      keys.put(key.toUpperCase(Locale.ROOT), Arrays.asList(request.split(",", -1)));
    }
    return Context.of(keys);
  }

  private static Condition condition(String operator, String key, String policy) {
    return Condition.parse(
        operator, key, Arrays.asList(policy.split(",", -1)), Language.V2012_10_17);
  }
}
