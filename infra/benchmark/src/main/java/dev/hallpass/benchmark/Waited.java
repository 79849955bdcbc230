package dev.hallpass.benchmark;

import java.time.Duration;

/// How long people wait in one grant, as one who polls each 20 milliseconds sees it.
///
/// @param forMail from the request to the first approver's mail, handed to SES
/// @param forCredentials from the yes to credentials
record Waited(Duration forMail, Duration forCredentials) {}
