package dev.hallpass.persistent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PersistentListTest {

  private final PersistentList<String> one = PersistentList.<String>empty().with("one");

  @Test
  void aLongerListLeavesTheShorterOneAsItWas() {
    PersistentList<String> two = one.with("two");

    assertThat(one).containsExactly("one");
    assertThat(two).containsExactly("one", "two");
  }

  @Test
  void twoListsThatGrowOutOfOneDoNotSeeEachOther() {
    PersistentList<String> two = one.with("two");
    PersistentList<String> other = one.with("other").with("third");

    assertThat(two).containsExactly("one", "two");
    assertThat(other).containsExactly("one", "other", "third");
    assertThat(one.with("two").with("three")).containsExactly("one", "two", "three");
    assertThat(two.with("four")).containsExactly("one", "two", "four");
  }

  @Test
  void nobodyReadsBehindTheEnd() {
    one.with("two");

    assertThatThrownBy(() -> one.get(1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> one.add("two")).isInstanceOf(UnsupportedOperationException.class);
  }
}
