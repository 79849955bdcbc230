package dev.hallpass.local.browser;

import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Somebody who reads pages in a browser and goes by what stands there.
final class Reader {

  private final Page page;
  private final Visitor visitor;
  private final List<Request> requests = new ArrayList<>();
  private final List<String> messages = new ArrayList<>();

  Reader(Page page, Visitor visitor) {
    this.page = page;
    this.visitor = visitor;
    page.onRequest(requests::add);
    page.onConsoleMessage((ConsoleMessage message) -> messages.add(message.text()));
    page.onPageError(messages::add);
  }

  static Reader at(Chromium chromium, Visitor visitor) {
    return new Reader(chromium.page(visitor.options()), visitor);
  }

  Page page() {
    return page;
  }

  /// Follows a link.
  Response open(String url) {
    return Optional.ofNullable(page.navigate(url)).orElseThrow();
  }

  Locator heading(String words) {
    return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(words));
  }

  Locator code() {
    return page.getByLabel("Code", new Page.GetByLabelOptions().setExact(true));
  }

  Locator reason() {
    return page.getByLabel("Reason", new Page.GetByLabelOptions().setExact(true));
  }

  Locator complaint() {
    return page.getByRole(AriaRole.ALERT);
  }

  Locator words(String words) {
    return page.getByText(words).first();
  }

  Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  void press(String button) {
    use(button(button));
  }

  /// Taps it or clicks on it.
  void use(Locator locator) {
    if (visitor.touches()) {
      locator.tap();
    } else {
      locator.click();
    }
  }

  /// What the browser asked for, oldest first: the method and the address.
  List<String> requests() {
    return requests.stream().map(request -> request.method() + " " + request.url()).toList();
  }

  /// What the browser complained of.
  List<String> messages() {
    return List.copyOf(messages);
  }

  /// By how many pixels the page is wider than what shows it.
  int overflow() {
    // Also what is cut off or hangs out of a box that hides it.
    return (int)
        page.evaluate(
            """
            () => Math.ceil(Math.max(
              document.documentElement.scrollWidth,
              ...[...document.body.querySelectorAll('*')]
                .filter(element => element.getClientRects().length > 0)
                .map(element => Math.max(
                  element.getBoundingClientRect().right,
                  element.getBoundingClientRect().left + element.scrollWidth)))
              - document.documentElement.clientWidth)
            """);
  }
}
