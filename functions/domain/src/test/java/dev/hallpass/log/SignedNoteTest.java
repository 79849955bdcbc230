package dev.hallpass.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hallpass.identity.Sha256;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SignedNoteTest {

  // Source: the documentation of Go's package golang.org/x/mod/sumdb/note.
  private static final NoteKey KNOWN =
      NoteKey.parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
  private static final String NOTE =
      """
      If you think cryptography is the answer to your problem,
      then you don't know what your problem is.

      — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
      """;

  private static final String ORIGIN =
      "arn:aws:dynamodb:eu-central-1:111122223333:table/hallpass-ledger/0f8e7d6c";
  private static final Checkpoint CHECKPOINT =
      new Checkpoint(
          ORIGIN, 12, Hash.EMPTY, 3, Instant.parse("2026-12-01T09:05:00.123Z"), Sha256.of("it"));

  @Test
  void aNoteOfAnotherImplementationIsVerified() {
    assertThat(SignedNote.parse(NOTE).isSignedBy(KNOWN)).isTrue();
    assertThat(SignedNote.parse(NOTE).note()).isEqualTo(NOTE);
  }

  @Test
  void anAlteredNoteIsNot() {
    assertThat(SignedNote.parse(NOTE.replace("answer", "Answer")).isSignedBy(KNOWN)).isFalse();
    assertThat(SignedNote.parse(NOTE.replace("x08go/Z", "x08go/Y")).isSignedBy(KNOWN)).isFalse();
    assertThat(SignedNote.parse(NOTE.replace("x08go/Z", "y08go/Z")).isSignedBy(KNOWN)).isFalse();
    assertThat(SignedNote.parse(NOTE.replace("= ", "")).isSignedBy(KNOWN.named("Other"))).isFalse();
  }

  @Test
  void aCheckpointIsReadAsItWasSigned() throws GeneralSecurityException {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    NoteKey key = NoteKey.of(ORIGIN, pair.getPublic().getEncoded());
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(pair.getPrivate());
    signature.update(CHECKPOINT.text().getBytes(UTF_8));

    SignedNote read =
        SignedNote.parse(SignedNote.of(CHECKPOINT.text(), key, signature.sign()).note());

    assertThat(read.isSignedBy(NoteKey.parse(key.text()))).isTrue();
    assertThat(Checkpoint.parse(read.text())).isEqualTo(CHECKPOINT);
  }

  @Test
  void aCheckpointHasOneFormOnly() {
    String text = CHECKPOINT.text();

    assertThatThrownBy(() -> Checkpoint.parse(text.replace("\n12\n", "\n012\n")))
        .hasMessageStartingWith("A checkpoint has four lines");
    assertThatThrownBy(() -> Checkpoint.parse(text + "more\n"))
        .hasMessageStartingWith("A checkpoint has four lines");
    assertThatThrownBy(() -> Checkpoint.parse(text.replace(".123Z", ".1230Z")))
        .hasMessageStartingWith("A checkpoint has four lines");
  }

  @Test
  void aKeyOfAnotherFormIsRefused() {
    assertThatThrownBy(() -> NoteKey.parse(KNOWN.text().replace("+c74f20a3+", "+c74f20a4+")))
        .hasMessage("A key of checkpoints has the form NAME+ID+KEY, with the algorithm Ed25519");
    assertThatThrownBy(() -> NoteKey.of("a name", new byte[44]))
        .hasMessage("Not a public key of Ed25519");
  }
}
