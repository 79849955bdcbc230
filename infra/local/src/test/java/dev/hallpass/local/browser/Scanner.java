package dev.hallpass.local.browser;

import com.microsoft.playwright.Page;
import dev.hallpass.local.LinkInMail;
import dev.hallpass.local.scene.Scene;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// A program that looks for malice behind links, as mail gateways have: it opens them in a browser
/// and tries out everything it finds there.
final class Scanner {

  /// Follows what leads to a place on the page; the other links are told.
  private static final String LINKS =
      """
      () => [...document.links].filter(link => {
        const stays = link.href.split('#')[0] === location.href.split('#')[0];
        if (stays) link.click();
        return !stays;
      }).map(link => link.href)
      """;

  /// Fills in every field and uncovers every button.
  private static final String TRY =
      """
      ([number, typed]) => {
        for (const details of document.querySelectorAll('details')) details.open = true;
        const fields = document.querySelectorAll('input:not([type=hidden]), textarea, select');
        fields.forEach((field, at) => { field.value = typed[at %% typed.length]; });
        const buttons = [...document.querySelectorAll('button, input[type=submit]')];
        for (const button of buttons) {
          button.disabled = false;
          button.hidden = false;
        }
        %s
        return -1;
      }
      """;

  /// As a person does, whom the browser stops when a field is not filled in well: one button after
  /// the other, until one is let through.
  private static final String PRESS =
      TRY.formatted(
          """
          for (; number < buttons.length; number++) {
            buttons[number].click();
            if (buttons[number].form.checkValidity()) return number + 1;
          }
          """);

  /// By a script, however the fields are filled in: as if one of the buttons had been pressed, or
  /// as no button does.
  private static final String SUBMIT =
      TRY.formatted(
          """
          if (buttons.length > 0) {
            const turn = number % (buttons.length + 1);
            const form = buttons[0].form;
            form.noValidate = true;
            if (turn < buttons.length) {
              form.requestSubmit(buttons[turn]);
            } else {
              form.submit();
            }
            return number;
          }
          """);

  private final Page page;
  private final UnaryOperator<String> guesses;
  private int pages;
  private int visits;
  private int sent;

  /// @param guesses what it types in where the code would be this
  Scanner(Page page, UnaryOperator<String> guesses) {
    this.page = page;
    this.guesses = guesses;
    page.onDOMContentLoaded(_ -> pages++);
  }

  /// How often a form was sent so far.
  int sent() {
    return sent;
  }

  /// Follows a link of a mail and whatever link comes behind it, presses each button, and then
  /// sends the form past the browser's checks, in one way after the other from visit to visit.
  void visit(Scene scene, LinkInMail link) {
    scene.api().send("HEAD", link.path(), Map.of(), "");
    scene.open(link);
    page.navigate(scene.url(link));
    followLinks();
    int button = 0;
    while (button >= 0) {
      button = send(PRESS, button, link);
    }
    send(SUBMIT, visits++, link);
  }

  private void followLinks() {
    String here = page.url();
    for (Object link : (List<?>) page.evaluate(LINKS)) {
      page.navigate((String) link);
      page.navigate(here);
    }
  }

  /// Sends what it guesses, if there is something to send; -1 if not.
  private int send(String way, int number, LinkInMail link) {
    int before = pages;
    List<String> typed = List.of(guesses.apply(link.code()), guesses.apply(link.code()));
    int outcome = (int) page.evaluate(way, List.of(number, typed));
    if (outcome >= 0) {
      page.waitForCondition(() -> pages > before);
      sent++;
    }
    return outcome;
  }
}
