/// How people are asked and how they answer: plans, levels, links, codes, mail.
@NullMarked
package dev.hallpass.approval;

import org.jspecify.annotations.NullMarked;
