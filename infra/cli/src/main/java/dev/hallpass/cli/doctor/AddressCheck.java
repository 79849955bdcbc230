package dev.hallpass.cli.doctor;

import dev.hallpass.cli.surroundings.Surroundings;
import dev.hallpass.cli.terminal.Words;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLException;

/// Whether the API can be reached, and whether its clock and this one agree.
public record AddressCheck(Surroundings surroundings, Report report) {

  private static final int MILLIS = 10_000;
  // AWS refuses a signature whose time is more than five minutes from its own.
  private static final Duration TOO_FAR = Duration.ofMinutes(4);
  private static final Duration FAR = Duration.ofMinutes(1);

  /// Calls an address without a signature.
  ///
  /// @param url the address of the API
  /// @return whether something answered
  public boolean run(URI url) {
    try {
      HttpURLConnection call = surroundings.network().to(URI.create(url + "/entitlements"));
      call.setConnectTimeout(MILLIS);
      call.setReadTimeout(MILLIS);
      call.setInstanceFollowRedirects(false);
      report.ok(
          "address",
          "%s answers (status %d to an unsigned call)".formatted(url, call.getResponseCode()));
      clock(call.getHeaderFieldDate("Date", 0));
      return true;
    } catch (UnknownHostException _) {
      report.fail(
          "address",
          "no name server knows %s. Check your network, your VPN, and the address: hallpass setup URL"
              .formatted(url.getHost()));
    } catch (SSLException e) {
      report.fail(
          "address",
          "%s has no certificate that this machine trusts (%s). A proxy may read your calls: ask the people who run your network for its certificate, and name the file by AWS_CA_BUNDLE."
              .formatted(url.getHost(), e.getMessage()));
    } catch (IOException e) {
      report.fail(
          "address",
          "%s does not answer (%s). Check your network and your VPN."
              .formatted(url, e.getMessage()));
    }
    return false;
  }

  private void clock(long millis) {
    if (millis == 0) {
      report.note("clock", "the answer has no date to compare with");
      return;
    }
    Duration off = Duration.between(Instant.ofEpochMilli(millis), surroundings.clock().instant());
    String says =
        "this machine is %s %s"
            .formatted(Words.of(off.abs()), off.isNegative() ? "behind" : "ahead");
    if (off.abs().compareTo(TOO_FAR) > 0) {
      report.fail(
          "clock", says + ". AWS refuses its signatures. Let it set its clock by the network.");
    } else if (off.abs().compareTo(FAR) > 0) {
      report.note("clock", says + ". Let it set its clock by the network.");
    } else {
      report.ok("clock", says);
    }
  }
}
