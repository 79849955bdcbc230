package dev.hallpass.handlers.words;

import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.catalog.Language;
import dev.hallpass.catalog.Reader;
import dev.hallpass.identity.Sha256;
import dev.hallpass.log.Checkpoint;
import dev.hallpass.log.Hash;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What each text of each language has, with all that it can be about.
class TextsTest {

  private static final Texts GERMAN = Texts.of(new Reader("UTC", Language.GERMAN));
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  // Words that German took from English, and what is said by parameters alone.
  private static final Set<String> ALIKE =
      Set.of("Shell", "Code", "Deployment", "Tags", "Ticket", "word1", "word1, word2.");

  // What a person or the catalogue wrote, and numbers.
  private static final Pattern GIVEN = Pattern.compile("word[0-9]|[a-z]+@example[.]com|[0-9]+");

  @Test
  void noTextInGermanIsTheEnglishOne() {
    List<Said> all = said().toList();

    assertThat(all).hasSizeGreaterThan(250);
    assertThat(all)
        .allSatisfy(said ->
            assertThat(said.german())
                .as(said.name())
                .hasSameSizeAs(said.english())
                .filteredOn(text -> !ALIKE.contains(text))
                .doesNotContainAnyElementsOf(said.english()));
  }

  @Test
  void whatPeopleAndTheCatalogueWroteIsInEachLanguage() {
    assertThat(said())
        .allSatisfy(said ->
            assertThat(given(said.german()))
                .as(said.name())
                .containsAll(
                    given(said.english()).stream()
                        // Days and numbers have forms of their own.
                        .filter(word -> !word.matches("[0-9]+"))
                        .toList()));
  }

  @Test
  void noTextIsEmptyOrHasAPlaceThatIsNotFilled() {
    assertThat(said().flatMap(said -> Stream.of(said.english(), said.german())))
        .allSatisfy(texts ->
            assertThat(texts)
                .isNotEmpty()
                .allMatch(
                    text -> !text.isBlank() && !text.contains("%") && !text.contains("null")));
  }

  @ParameterizedTest
  @MethodSource
  void everyServiceHasWordsInEachLanguage(Vocabulary known) {
    assertThat(known.words(Language.GERMAN)).isNotEqualTo(known.words(Language.ENGLISH));
    for (Kind kind : Kind.values()) {
      assertThat(known.explanation(kind, Language.GERMAN))
          .isNotBlank()
          .isNotEqualTo(known.explanation(kind, Language.ENGLISH));
    }
  }

  static List<Vocabulary> everyServiceHasWordsInEachLanguage() {
    return Vocabulary.all();
  }

  @ParameterizedTest
  @CsvSource({
    "PT1H, 1 hour, 1 Stunde",
    "PT90M, 1 hour 30 minutes, 1 Stunde 30 Minuten",
    "PT8H, 8 hours, 8 Stunden",
    "PT5M, 5 minutes, 5 Minuten",
    "PT25H1S, 1 day 1 hour 1 second, 1 Tag 1 Stunde 1 Sekunde",
    "PT48H, 2 days, 2 Tage",
  })
  void durationsAreSaidInFull(Duration duration, String english, String german) {
    assertThat(Texts.english().duration(duration)).isEqualTo(english);
    assertThat(GERMAN.duration(duration)).isEqualTo(german);
  }

  @Test
  void germanDaysHaveTheNameOfTheirMonthAndAreDeclined() {
    Instant then = NOON.plus(Duration.ofDays(2));

    assertThat(GERMAN.timeFrom(NOON, then)).isEqualTo("24. November 2026, 12:00 UTC, in 2 Tagen");
    assertThat(Texts.of(new Reader("Europe/Berlin", Language.GERMAN)).time(NOON))
        .isEqualTo("22. November 2026, 13:00 Europe/Berlin (12:00 UTC)");
    assertThat(GERMAN.day(Instant.parse("2026-03-01T00:00:00Z"))).isEqualTo("1. März 2026");
  }

  private static List<String> given(List<String> texts) {
    return texts.stream()
        .flatMap(text -> GIVEN.matcher(text).results().map(match -> match.group()))
        .toList();
  }

  /// The same text in both languages.
  private record Said(String name, List<String> english, List<String> german) {}

  private static Stream<Said> said() {
    return Stream.of(Texts.class.getMethods())
        .filter(method -> Modifier.isAbstract(method.getModifiers()))
        .filter(method -> method.getReturnType() != Reader.class)
        .flatMap(method ->
            everyUse(method).stream()
                .map(use ->
                    new Said(
                        method.getName() + use,
                        texts(called(method, Texts.english(), use)),
                        texts(called(method, GERMAN, use)))));
  }

  private static Object called(Method method, Texts texts, List<Object> use) {
    try {
      return method.invoke(texts, use.toArray());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(method + " cannot be called", e);
    }
  }

  private static List<String> texts(Object said) {
    return switch (said) {
      case String text -> List.of(text);
      case Phrase phrase -> List.of(phrase.plain());
      case Marked(var mark, var words) -> List.of(mark, words);
      case NoticeText(var title, var meaning, var next) -> List.of(title, meaning, next);
      case News(var lead, var heading, var says, var next) ->
          Stream.concat(Stream.of(lead, heading, next), says.stream()).toList();
      default -> throw new AssertionError("Not a text: " + said);
    };
  }

  /// Each combination of what the parameters can be.
  private static List<List<Object>> everyUse(Method method) {
    List<List<Object>> uses = List.of(List.of());
    for (Type type : method.getGenericParameterTypes()) {
      List<List<Object>> longer = new ArrayList<>();
      for (List<Object> use : uses) {
        for (Object value : values(type, use.size() + 1)) {
          longer.add(Stream.concat(use.stream(), Stream.of(value)).toList());
        }
      }
      uses = longer;
    }
    return uses;
  }

  private static List<Object> values(Type type, int place) {
    if (type instanceof ParameterizedType generic) {
      List<Object> each = values(generic.getActualTypeArguments()[0], place);
      return generic.getRawType() == Optional.class
          ? Stream.<Object>concat(Stream.of(Optional.empty()), each.stream().map(Optional::of))
              .toList()
          : Stream.<Object>concat(Stream.of(each), each.stream().map(List::of)).distinct().toList();
    }
    Class<?> simple = (Class<?>) type;
    if (simple.isEnum()) {
      return Arrays.asList((Object[]) simple.getEnumConstants());
    }
    return switch (simple.getSimpleName()) {
      case "String" -> List.of("word" + place);
      case "boolean" -> List.of(true, false);
      case "int" -> List.of(1, 2);
      case "long" -> List.of(1L, 2L);
      case "OptionalInt" -> List.of(OptionalInt.empty(), OptionalInt.of(10));
      case "Duration" -> List.of(Duration.ofHours(1), Duration.ofMinutes(2));
      case "Instant" -> List.of(NOON, NOON.plus(Duration.ofDays(1)));
      case "LocalDate" -> List.of(LocalDate.of(2026, 11, 22));
      case "LocalDateTime" -> List.of(LocalDateTime.of(2026, 11, 22, 12, 0));
      case "Person" -> List.<Object>of(BOB, CAROL);
      case "Checkpoint" ->
          List.of(new Checkpoint("origin", 1_234, Hash.EMPTY, 5, NOON, Sha256.of("interval")));
      default -> throw new AssertionError("Add a value of " + simple + " to this test");
    };
  }
}
