package io.github.ciautoscaler.app.jar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of the sandbox in a real Chromium, as a person has it open. */
class PageIT {

  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path PICTURES = Path.of("target/pictures");
  private static final Duration SOON = Duration.ofSeconds(120);

  @TempDir static Path directory;

  private static Playwright playwright;
  private static Browser browser;
  private static JarProcess process;

  @BeforeAll
  static void open() {
    assumeTrue(Files.isExecutable(CHROMIUM), "needs the Debian package chromium");
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new LaunchOptions()
                    .setExecutablePath(CHROMIUM)
                    .setArgs(List.of("--no-sandbox", "--disable-background-networking")));
    process =
        JarProcess.start(
                directory.resolve("page.log"),
                Map.of("SPRING_PROFILES_ACTIVE", "sandbox", "SANDBOX_SPEED", "120"))
            .awaitFirstPass();
  }

  @AfterAll
  static void close() {
    if (process != null) {
      process.close();
    }
    if (playwright != null) {
      playwright.close();
    }
  }

  private static NewContextOptions wide() {
    return new NewContextOptions().setViewportSize(1200, 900);
  }

  private static void within(NewContextOptions options, java.util.function.Consumer<Page> look) {
    try (BrowserContext context = browser.newContext(options)) {
      Page page = context.newPage();
      List<String> complaints = new ArrayList<>();
      page.onConsoleMessage(message -> {
        if (message.type().equals("error")) {
          complaints.add(message.text());
        }
      });
      page.onPageError(complaints::add);
      page.navigate(process.address());
      look.accept(page);
      assertThat(complaints).as("what the browser complains about").isEmpty();
    }
  }

  @Test
  void a_machine_is_seen_coming_and_working_without_a_reload() {
    within(
        wide(),
        page -> {
          page.evaluate("window.stayed = true");
          process.until(
              "a busy machine on the page",
              SOON,
              () -> page.locator("#live").innerText().contains("Busy"));
          assertThat(page.evaluate("window.stayed")).isEqualTo(true);
          assertThat(page.locator("svg.hour").count()).isPositive();
          page.screenshot(
              new Page.ScreenshotOptions().setPath(PICTURES.resolve("page.png")).setFullPage(true));
        });
  }

  @Test
  void without_javascript_it_is_a_page_that_one_reloads() {
    within(
        wide().setJavaScriptEnabled(false),
        page ->
            assertThat(page.locator("h2").allInnerTexts()).contains("Machines", "Queue", "Pools"));
  }

  @Test
  void at_320_pixels_nothing_has_to_be_scrolled_sideways() {
    within(
        new NewContextOptions().setViewportSize(320, 800),
        page -> assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(320));
  }

  @Test
  void the_keyboard_reaches_every_link_in_order() {
    within(
        wide(),
        page -> {
          page.keyboard().press("Tab");
          assertThat(page.evaluate("document.activeElement.textContent"))
              .isEqualTo("Stop renewing");
          page.keyboard().press("Enter");
          page.waitForURL("**/?still");
          assertThat(page.locator("header a").first().innerText()).isEqualTo("Renew by itself");
        });
  }

  @Test
  void the_checker_of_accessibility_finds_nothing_serious_in_both_themes() {
    for (ColorScheme theme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      within(
          wide().setColorScheme(theme).setBypassCSP(true),
          page ->
              assertThat(new AxeBuilder(page).analyze().getViolations())
                  .as("%s", theme)
                  .filteredOn(it -> List.of("serious", "critical").contains(it.getImpact()))
                  .isEmpty());
    }
  }
}
