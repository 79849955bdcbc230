package dev.hallpass.cli.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An entitlement that the reader can ask for.
///
/// @param use what it is for
/// @param longest the longest time, for people
/// @param account where it opens access; nothing if the requester chooses
/// @param risks the risks with their reasons
public record Offer(
    String name,
    String title,
    String use,
    String longest,
    String account,
    Map<String, String> risks) {

  public Offer {
    risks = new LinkedHashMap<>(risks);
  }

  /// The page with all of them.
  public static Page page(List<Offer> offers) {
    return Page.of(
        200, (output, interceptor) -> JteOffersGenerated.render(output, interceptor, offers));
  }

  /// The page that asks for this one.
  public Page page(int status, Form form) {
    return Page.of(
        status,
        (output, interceptor) -> JteOfferFormGenerated.render(output, interceptor, this, form));
  }
}
