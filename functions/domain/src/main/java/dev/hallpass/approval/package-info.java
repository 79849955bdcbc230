/// Questions to approvers and their answers: plans, levels, links, codes and mails.
@NullMarked
package dev.hallpass.approval;

import org.jspecify.annotations.NullMarked;
