/// The credentials of grants, fetched once and kept until they are renewed.
@NullMarked
package dev.hallpass.cli.credentials;

import org.jspecify.annotations.NullMarked;
