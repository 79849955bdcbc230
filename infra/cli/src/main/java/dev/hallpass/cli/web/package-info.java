/// What people see and answer on their terminal.
@NullMarked
package dev.hallpass.cli.web;

import org.jspecify.annotations.NullMarked;
