/// Many people at once, as a laptop takes them: what was acknowledged is kept, and anyone who asks
/// too often is a burden to nobody else.
@NullMarked
package dev.hallpass.local.load;

import org.jspecify.annotations.NullMarked;
