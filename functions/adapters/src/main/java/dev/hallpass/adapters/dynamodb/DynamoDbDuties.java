package dev.hallpass.adapters.dynamodb;

import dev.hallpass.catalog.people.Directory;
import dev.hallpass.catalog.people.People;
import dev.hallpass.identity.DutyName;
import dev.hallpass.identity.Person;
import dev.hallpass.port.OutcomeUnknown;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Who is on which duty, as items of a DynamoDB table. An item says which `people` (a set of
/// strings, their addresses) have its `duty` and `until` when (a time as in
/// `2026-11-30T18:00:00Z`); `shift` tells the items of one duty apart. An item that does not say
/// all of it names nobody. An integration of the on-call system writes the items; Hallpass only
/// reads them.
public final class DynamoDbDuties implements Directory<DutyName> {

  private final DynamoDbClient client;
  private final String table;
  private final People people;
  private final InstantSource clock;

  /// @param table the table with the partition key `duty` and the sort key `shift`, both strings
  /// @param people the people and their addresses
  public DynamoDbDuties(DynamoDbClient client, String table, People people, InstantSource clock) {
    this.client = client;
    this.table = table;
    this.people = people;
    this.clock = clock;
  }

  @Override
  public Answer members(DutyName duty) {
    List<Map<String, AttributeValue>> items = items(duty);
    if (items.isEmpty()) {
      return new Nobody(Why.UNKNOWN);
    }
    List<Shift> shifts = items.stream().flatMap(item -> shift(item).stream()).toList();
    if (shifts.isEmpty()) {
      return new Nobody(Why.EMPTY);
    }
    List<Person> present =
        running(shifts).stream()
            .flatMap(shift -> shift.people().stream())
            .distinct()
            .sorted(Comparator.comparing(Person::email))
            .toList();
    if (present.isEmpty()) {
      return new Nobody(Why.OVER);
    }
    return present.size() > MOST_MEMBERS ? new Nobody(Why.TOO_LARGE) : new Members(present);
  }

  @Override
  public boolean include(DutyName duty, Person person) {
    return running(items(duty).stream().flatMap(item -> shift(item).stream()).toList()).stream()
        .anyMatch(shift -> shift.people().contains(person));
  }

  private List<Shift> running(List<Shift> shifts) {
    Instant now = clock.instant();
    return shifts.stream().filter(shift -> now.isBefore(shift.until())).toList();
  }

  private List<Map<String, AttributeValue>> items(DutyName duty) {
    try {
      return client
          .queryPaginator(query ->
              query
                  .tableName(table)
                  .keyConditionExpression("duty = :duty")
                  .expressionAttributeValues(Map.of(":duty", AttributeValue.fromS(duty.value())))
                  // A consistent read: a duty that was just handed over is another person's.
                  .consistentRead(true))
          .items()
          .stream()
          .toList();
    } catch (SdkException failure) {
      throw new OutcomeUnknown("read who is on the duty " + duty, failure);
    }
  }

  private Optional<Shift> shift(Map<String, AttributeValue> item) {
    @Nullable AttributeValue until = item.get("until");
    @Nullable AttributeValue named = item.get("people");
    if (until == null || until.s() == null || named == null || !named.hasSs()) {
      return Optional.empty();
    }
    try {
      Instant end = Instant.parse(until.s());
      List<Person> known =
          named.ss().stream().flatMap(address -> people.person(address).stream()).toList();
      return known.isEmpty() ? Optional.empty() : Optional.of(new Shift(known, end));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private record Shift(List<Person> people, Instant until) {}
}
