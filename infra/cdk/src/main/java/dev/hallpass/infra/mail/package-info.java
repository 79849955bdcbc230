/// How mails are sent, and how those that come back are noted.
@NullMarked
package dev.hallpass.infra.mail;

import org.jspecify.annotations.NullMarked;
