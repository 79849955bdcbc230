package dev.hallpass.catalog;

import dev.hallpass.catalog.people.Directory;
import dev.hallpass.catalog.people.DirectoryContract;
import dev.hallpass.identity.GroupName;
import dev.hallpass.identity.Person;
import java.util.List;

class InMemoryDirectoryTest extends DirectoryContract<GroupName> {

  InMemoryDirectoryTest() {
    super(GroupName::new);
  }

  @Override
  protected Directory<GroupName> with(GroupName group, List<Person> members) {
    var directory = new InMemoryDirectory<>(GroupName::new);
    directory.group(group.value(), members.toArray(Person[]::new));
    return directory;
  }
}
