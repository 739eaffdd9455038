package io.github.ciautoscaler.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.github.ciautoscaler.app.Application;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** What a newcomer does at the page of a sandbox, without touching a terminal. */
class SeatIT {

  /** Only to notice what never comes: a minute of the world is a second. */
  private static final double LIMIT_MILLIS = 60_000;

  private static ConfigurableApplicationContext sandbox() {
    return new SpringApplicationBuilder(Application.class)
        .profiles("sandbox")
        .run(
            "--server.port=0",
            // Not faster: on a crowded machine the Lease would be lost, and with it what is asked.
            "--autoscaler.sandbox-speed=60",
            "--autoscaler.sandbox-scenario=quiet");
  }

  /** Jobs that are longer than the test. */
  private static void push(String url) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      http.send(
          HttpRequest.newBuilder(URI.create(url + "/sandbox/jobs"))
              .POST(HttpRequest.BodyPublishers.ofString("{\"count\": 2, \"seconds\": 360000}"))
              .build(),
          HttpResponse.BodyHandlers.discarding());
    }
  }

  @Test
  void somebody_finds_out_why_pauses_resumes_drains_and_keeps_in_a_browser_alone()
      throws IOException, InterruptedException {
    try (Chromium chromium = Chromium.open();
        ConfigurableApplicationContext sandbox = sandbox();
        Visitor visitor = chromium.visitor(new NewContextOptions())) {
      String url = "http://127.0.0.1:" + sandbox.getEnvironment().getProperty("local.server.port");
      Page page = visitor.page();
      push(url);

      page.navigate(url + "/");
      appears(page.locator("td.busy").first());
      page.locator("a[id^=why-ci]").first().click();
      appears(page.getByText("this one decides"));

      page.navigate(url + "/");
      page.getByLabel("Pause for").selectOption("");
      page.getByText("Pause…").click();
      press(page, "Pause everything until somebody resumes it?", "Pause");
      page.navigate(url + "/");
      appears(page.getByText("Paused until somebody resumes it").first());
      page.getByText("Resume…").click();
      press(page, "Resume?", "Resume");

      page.navigate(url + "/");
      page.locator("a[id^=act-ci]").first().click();
      press(page, "Drain ci-", "Drain");
      page.navigate(url + "/");
      page.getByText("Keep").first().click();
      press(page, "Keep ci-", "Keep");

      page.navigate(url + "/api/audit");
      assertThat(page.content())
          .contains("pause for=until-resume", "resume", "drain node=", "take-back-drain node=")
          .contains("\"anyone\"");
      assertThat(visitor.complaints()).isEmpty();
    }
  }

  private static void press(Page page, String question, String button) {
    assertThat(page.locator("main h2")).containsText(question);
    page.getByText(button, new Page.GetByTextOptions().setExact(true)).click();
    assertThat(page.locator("main")).containsText("Accepted");
  }

  private static void appears(Locator locator) {
    assertThat(locator)
        .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(LIMIT_MILLIS));
  }
}
