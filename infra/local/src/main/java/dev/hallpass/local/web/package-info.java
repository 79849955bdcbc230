/// A small web server that only this machine can reach.
@NullMarked
package dev.hallpass.local.web;

import org.jspecify.annotations.NullMarked;
