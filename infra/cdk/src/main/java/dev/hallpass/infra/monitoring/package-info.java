/// Alarms, whom they ring, and the dashboard.
@NullMarked
package dev.hallpass.infra.monitoring;

import org.jspecify.annotations.NullMarked;
