package dev.hallpass.catalog;

import dev.hallpass.identity.GroupName;
import dev.hallpass.identity.Person;
import java.util.List;

class InMemoryDirectoryTest extends DirectoryContract {

  @Override
  protected Directory with(GroupName group, List<Person> members) {
    InMemoryDirectory directory = new InMemoryDirectory();
    directory.group(group.value(), members.toArray(Person[]::new));
    return directory;
  }
}
