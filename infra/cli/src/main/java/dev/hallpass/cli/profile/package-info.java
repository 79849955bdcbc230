/// Profiles in the configuration file that AWS's tools share.
@NullMarked
package dev.hallpass.cli.profile;

import org.jspecify.annotations.NullMarked;
