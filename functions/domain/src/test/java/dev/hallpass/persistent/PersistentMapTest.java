package dev.hallpass.persistent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PersistentMapTest {

  /// Two keys of one hash.
  private static final String COLLIDES = "Aa";

  private static final String TOO = "BB";

  @Test
  void itHoldsWhatAMapOfTheJdkHoldsInTheSameOrder() {
    SplittableRandom random = new SplittableRandom(4711);
    Map<Integer, Integer> expected = new LinkedHashMap<>();
    PersistentMap<Integer, Integer> map = PersistentMap.empty();

    for (int i = 0; i < 20_000; i++) {
      int key = random.nextInt() >> random.nextInt(32);
      expected.put(key, i);
      map = map.with(key, i);
    }

    assertThat(map.values()).containsExactlyElementsOf(expected.values());
    assertThat(expected.keySet()).allMatch(map::has);
    assertThat(map.has(Integer.MIN_VALUE + 4711)).isFalse();
  }

  @Test
  void keysOfOneHashAreToldApart() {
    assertThat(COLLIDES.hashCode()).isEqualTo(TOO.hashCode());
    PersistentMap<String, Integer> both =
        PersistentMap.<String, Integer>empty().with(COLLIDES, 1).with(TOO, 2).with("other", 3);

    assertThat(both.get(COLLIDES)).contains(1);
    assertThat(both.get(TOO)).contains(2);
    assertThat(both.get("other")).contains(3);
    assertThat(both.with(COLLIDES, 4).values()).containsExactly(4, 2, 3);
  }

  @Test
  void aChangedMapLeavesTheOtherAsItWas() {
    PersistentMap<String, Integer> one = PersistentMap.<String, Integer>empty().with("key", 1);
    PersistentMap<String, Integer> changed = one.with("key", 2).with("other", 3);

    assertThat(one.values()).containsExactly(1);
    assertThat(changed.values()).containsExactly(2, 3);
    assertThat(changed).isNotEqualTo(one).isEqualTo(one.with("key", 2).with("other", 3));
  }
}
