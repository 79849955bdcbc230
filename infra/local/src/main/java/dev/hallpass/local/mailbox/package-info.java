/// The mails that SES took, to be read like in a mail client.
@NullMarked
package dev.hallpass.local.mailbox;

import org.jspecify.annotations.NullMarked;
