package dev.hallpass.local.browser;

import com.microsoft.playwright.Browser;

/// What somebody looks at pages with.
enum Visitor {
  PHONE(390, 844, true, true),
  DESKTOP(1280, 900, false, true),
  PHONE_WITHOUT_SCRIPTS(390, 844, true, false),
  DESKTOP_WITHOUT_SCRIPTS(1280, 900, false, false);

  private final int width;
  private final int height;
  private final boolean touches;
  private final boolean runsScripts;

  Visitor(int width, int height, boolean touches, boolean runsScripts) {
    this.width = width;
    this.height = height;
    this.touches = touches;
    this.runsScripts = runsScripts;
  }

  /// Whether it is used with fingers, and has no mouse.
  boolean touches() {
    return touches;
  }

  /// How the browser has to be opened.
  Browser.NewContextOptions options() {
    return new Browser.NewContextOptions()
        .setViewportSize(width, height)
        .setDeviceScaleFactor(touches ? 2 : 1)
        .setHasTouch(touches)
        .setIsMobile(touches)
        .setJavaScriptEnabled(runsScripts)
        .setLocale("en-GB");
  }
}
