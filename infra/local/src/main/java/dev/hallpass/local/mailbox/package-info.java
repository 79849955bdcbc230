/// The mails that SES took, as in a mail client.
@NullMarked
package dev.hallpass.local.mailbox;

import org.jspecify.annotations.NullMarked;
