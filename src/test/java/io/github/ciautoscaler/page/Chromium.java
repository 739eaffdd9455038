package io.github.ciautoscaler.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/**
 * Debian's browser. {@code .ci/run} installs it; on a person's machine without it the tests are
 * skipped and say why.
 */
final class Chromium implements AutoCloseable {

  private static final Path BINARY = Path.of("/usr/bin/chromium");

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  static Chromium open() {
    if (!Files.isExecutable(BINARY)) {
      if ("true".equals(System.getenv("CI"))) {
        throw new AssertionError(BINARY + " is missing although CI=true; .ci/run installs it");
      }
      Assumptions.abort("needs " + BINARY + "; apt-get install chromium lets this test run");
    }
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    return new Chromium(
        playwright,
        playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(BINARY)));
  }

  /** A person with this window, colour scheme and so on, and no cookies. */
  Visitor visitor(Browser.NewContextOptions as) {
    return new Visitor(browser.newContext(as));
  }

  @Override
  public void close() {
    playwright.close();
  }
}
