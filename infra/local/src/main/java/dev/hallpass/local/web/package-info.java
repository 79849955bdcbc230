/// A small web server that only this machine reaches.
@NullMarked
package dev.hallpass.local.web;

import org.jspecify.annotations.NullMarked;
