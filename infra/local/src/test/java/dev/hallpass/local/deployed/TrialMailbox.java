package dev.hallpass.local.deployed;

import java.util.List;

/// Where mails arrive.
interface TrialMailbox {

  /// The text parts of the mails to an address so far, oldest first.
  List<String> mailsTo(String address);
}
