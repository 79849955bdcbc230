package dev.hallpass.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The tree against the definition in RFC 6962, 2.1, written down once more.
class TreeTest {

  private static final int MANY = 66_000;

  @Test
  void aTreeWithoutLeavesHasTheHashOfNothing() {
    assertThat(Tree.EMPTY.root().hex())
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  }

  // Source: the test vectors of Certificate Transparency's reference implementation.
  @Test
  void aLeafWithoutContentHasTheKnownHash() {
    assertThat(Tree.EMPTY.with(List.of(Hash.ofLeaf(new byte[0]))).root().hex())
        .isEqualTo("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
  }

  @Test
  void theRootIsThatOfTheDefinitionForEachSize() {
    List<Hash> leaves = leaves(300);
    for (int size = 1; size <= leaves.size(); size++) {
      assertThat(Tree.EMPTY.with(leaves.subList(0, size)).root())
          .isEqualTo(root(leaves.subList(0, size)));
    }
  }

  @Test
  void leavesCanComeInAnyPortions() {
    List<Hash> leaves = leaves(300);
    Tree grown = Tree.EMPTY;
    for (int from = 0; from < leaves.size(); from += 7) {
      grown = grown.with(leaves.subList(from, Math.min(from + 7, leaves.size())));
    }

    assertThat(grown).isEqualTo(Tree.EMPTY.with(leaves));
  }

  @Test
  void aTreeWithAnotherNumberOfSubtreesIsRefused() {
    assertThatThrownBy(() -> new Tree(3, leaves(1)))
        .hasMessage("A tree of 3 leaves has 2 perfect subtrees");
  }

  @Test
  void aProofProvesItsLeafAndNoOtherInEachTree() {
    List<Hash> leaves = leaves(70);
    for (int size = 1; size <= leaves.size(); size++) {
      Hash root = root(leaves.subList(0, size));
      for (int index = 0; index < size; index++) {
        Proof proof =
            Proof.of(
                index,
                size,
                (height, at) -> root(leaves.subList((int) at << height, (int) (at + 1) << height)));

        assertThat(proof.proves(leaves.get(index), index, size, root)).isTrue();
        assertThat(proof.proves(Hash.ofLeaf("other".getBytes(UTF_8)), index, size, root)).isFalse();
        assertThat(size > 1 && proof.proves(leaves.get(index), (index + 1) % size, size, root))
            .isFalse();
        assertThat(proof.proves(leaves.get(index), index, size, Hash.EMPTY)).isFalse();
      }
    }
  }

  @Test
  void tilesAndBundlesAreThoseOfTheDefinitionHoweverTheLeavesCome() {
    Map<String, byte[]> archive = new HashMap<>();
    List<byte[]> contents = contents(MANY);
    int[] portions = {1, 254, 1, 1, 300, 256, 60_000, 4_000};
    int from = 0;
    for (int portion = 0; from < MANY; portion++) {
      int to = Math.min(MANY, from + portions[portion % portions.length]);
      archive.putAll(
          Tiles.grown(
              from,
              contents.subList(from, to),
              name -> Objects.requireNonNull(archive.get(name), name)));
      from = to;
    }

    List<Hash> leaves = contents.stream().map(Hash::ofLeaf).toList();
    for (int tile = 0; tile < MANY / TilePath.FULL; tile++) {
      List<Hash> tiled = leaves.subList(tile * TilePath.FULL, (tile + 1) * TilePath.FULL);
      assertThat(Tiles.hashes(at(archive, new TilePath("0", tile, TilePath.FULL))))
          .isEqualTo(tiled);
      assertThat(Tiles.leaves(at(archive, new TilePath("entries", tile, TilePath.FULL))))
          .usingElementComparator(Arrays::compare)
          .isEqualTo(contents.subList(tile * TilePath.FULL, (tile + 1) * TilePath.FULL));
    }
    // 66,000 are 257 full tiles and 208 leaves: a full tile above them, one hash beside, and one
    // above.
    assertThat(Tiles.hashes(at(archive, new TilePath("0", 257, 208)))).hasSize(208);
    assertThat(Tiles.hashes(at(archive, new TilePath("1", 0, TilePath.FULL))).getFirst())
        .isEqualTo(root(leaves.subList(0, TilePath.FULL)));
    assertThat(Tiles.hashes(at(archive, new TilePath("1", 1, 1))))
        .containsExactly(root(leaves.subList(256 * 256, 257 * 256)));
    assertThat(Tiles.hashes(at(archive, new TilePath("2", 0, 1))))
        .containsExactly(root(leaves.subList(0, 256 * 256)));
  }

  // Source: C2SP tlog-tiles, the example of an index.
  @Test
  void theNameOfATileHasThreeDigitsInEachPart() {
    assertThat(new TilePath("0", 1_234_067, 256).text()).isEqualTo("tile/0/x001/x234/067");
    assertThat(new TilePath("2", 5, 17).text()).isEqualTo("tile/2/005.p/17");
  }

  private static byte[] at(Map<String, byte[]> archive, TilePath path) {
    return Objects.requireNonNull(archive.get(path.text()), path.text());
  }

  private static List<Hash> leaves(int count) {
    return contents(count).stream().map(Hash::ofLeaf).toList();
  }

  private static List<byte[]> contents(int count) {
    List<byte[]> contents = new ArrayList<>();
    IntStream.range(0, count)
        .forEach(i ->
            contents.add(
                Hash.ofLeaf(new byte[] {(byte) i, (byte) (i >> 8), (byte) (i >> 16)}).bytes()));
    return contents;
  }

  private static Hash root(List<Hash> leaves) {
    if (leaves.size() == 1) {
      return leaves.getFirst();
    }
    int split = Integer.highestOneBit(leaves.size() - 1);
    return Hash.of(root(leaves.subList(0, split)), root(leaves.subList(split, leaves.size())));
  }
}
