/// The shells of grants at Session Manager.
@NullMarked
package dev.hallpass.adapters.ssm;

import org.jspecify.annotations.NullMarked;
