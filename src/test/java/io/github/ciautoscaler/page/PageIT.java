package io.github.ciautoscaler.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.github.ciautoscaler.api.ApiTestApplication.NOW;
import static io.github.ciautoscaler.api.ApiTestApplication.TOKEN;
import static io.github.ciautoscaler.reconcile.Machines.busy;
import static io.github.ciautoscaler.reconcile.Machines.idle;
import static io.github.ciautoscaler.reconcile.Machines.name;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import io.github.ciautoscaler.api.SampleReports;
import io.github.ciautoscaler.fleet.ForeignServer;
import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.plan.Assignment;
import io.github.ciautoscaler.plan.Assignment.Standing;
import io.github.ciautoscaler.plan.Decision;
import io.github.ciautoscaler.plan.Reason;
import io.github.ciautoscaler.plan.Reason.Code;
import io.github.ciautoscaler.reconcile.Machines;
import io.github.ciautoscaler.reconcile.ReportBuilder;
import io.github.ciautoscaler.report.EventStream;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The page in a real browser, which must have nothing to complain about. */
@SpringBootTest(classes = PageTestApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT)
class PageIT {

  private static final String HOSTILE = "<img src=x onerror=alert(1)>'\"${7*7}&lt;</td></table>";
  private static final String LONG = "a-name-without-an-end".repeat(12);

  private static @Nullable Chromium chromium;

  private final EventStream stream;
  private final String url;
  private @Nullable Visitor visitor;

  @Autowired
  PageIT(EventStream stream, @LocalServerPort int port) {
    this.stream = stream;
    this.url = "http://127.0.0.1:" + port + "/";
  }

  @BeforeAll
  static void open() {
    chromium = Chromium.open();
  }

  @AfterAll
  static void close() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @BeforeEach
  void aFleetWithEverything() {
    stream.onPass(SampleReports.full().build());
  }

  @AfterEach
  void leave() {
    if (visitor != null) {
      visitor.close();
    }
  }

  private Visitor visit(NewContextOptions as, String path) {
    Visitor fresh = Objects.requireNonNull(chromium).visitor(as);
    visitor = fresh;
    fresh.page().navigate(url + path);
    return fresh;
  }

  /** The page renews itself when the test says that its seconds have passed. */
  private Visitor visitLive() {
    Visitor fresh = Objects.requireNonNull(chromium).visitor(anybody());
    visitor = fresh;
    fresh.page().clock().install();
    fresh.page().navigate(url);
    return fresh;
  }

  private static void renew(Visitor visitor) {
    visitor.page().clock().runFor(5_500);
  }

  private static NewContextOptions anybody() {
    return new NewContextOptions();
  }

  private static Job hostile(long id) {
    Job plain = Machines.job(id, null, HOSTILE);
    return new Job(
        id,
        new Job.Title(HOSTILE, "javascript:alert(2)"),
        plain.requirements(),
        null,
        new Job.Run(HOSTILE, 1L, 1, NOW, NOW));
  }

  private static ReportBuilder hostile() {
    return ReportBuilder.at(NOW)
        .machine(busy(1, NOW.minusSeconds(60), hostile(1)))
        .reason(name(1), Code.RUNNING_JOB, HOSTILE)
        .queued(
            new Assignment(
                hostile(2), Standing.WAITS, null, new Reason(Code.AT_MAX_NODES, HOSTILE)))
        .queued(
            new Assignment(
                new Job(
                    3,
                    new Job.Title(LONG, "https://example.com/" + LONG),
                    hostile(3).requirements(),
                    null,
                    new Job.Run(LONG, 1L, 1, NOW, NOW)),
                Standing.WAITS,
                null,
                new Reason(Code.AT_MAX_NODES, LONG)))
        .foreign(new ForeignServer(Machines.server(9, NOW.minusSeconds(3_700)), HOSTILE))
        .decided(new Decision(HOSTILE, null, new Reason(Code.AT_MAX_NODES, HOSTILE)))
        .warning("SETTING", HOSTILE);
  }

  @Test
  void what_a_later_pass_saw_appears_without_a_reload() {
    Visitor visitor = visitLive();
    assertThat(visitor.page().locator("#machines")).hasText("Machines");
    assertThat(visitor.page().getByText(name(5))).hasCount(0);

    stream.onPass(ReportBuilder.at(NOW.plusSeconds(30)).machine(idle(5, NOW, NOW)).build());
    renew(visitor);

    assertThat(visitor.page().getByText(name(5)).first()).isVisible();
    assertThat(visitor.page().locator("time").first()).hasAttribute("title", "10:00:30 UTC");
    assertThat(visitor.complaints()).isEmpty();
  }

  @Test
  void one_that_is_not_renewed_says_that_it_is_old_and_is_new_again_later() {
    Visitor visitor = visitLive();
    visitor.page().route("**/*", Route::abort);
    renew(visitor);
    assertThat(visitor.page().locator("#as-of")).containsText("Not renewed");
    assertThat(visitor.page().locator("body")).hasClass("old");

    visitor.page().unroute("**/*");
    renew(visitor);
    assertThat(visitor.page().locator("#as-of")).containsText("As of");
    assertThat(visitor.page().locator("body")).not().hasClass("old");
  }

  @Test
  void a_person_signs_in_by_keyboard_and_out() {
    Visitor visitor = visit(anybody(), "sign-in");
    visitor.isAccessible();
    visitor.page().getByLabel("Token").focus();
    visitor.page().keyboard().type(TOKEN);
    visitor.page().keyboard().press("Tab");
    visitor.page().keyboard().type("alice");
    visitor.page().keyboard().press("Enter");

    assertThat(visitor.page().locator("header")).containsText("Signed in as operator alice");
    visitor.isAccessible();
    visitor.page().getByText("Sign out").click();
    assertThat(visitor.page().locator("header")).containsText("Sign in");
    assertThat(visitor.complaints()).isEmpty();
  }

  @Test
  void a_person_pauses_launches_and_drains_and_is_asked_before_each() {
    Visitor visitor = signedIn(anybody());
    visitor.page().getByText("Pause…").click();
    assertThat(visitor.page().locator("h2")).hasText("Pause everything for 30 m 0 s?");
    visitor.isAccessible();
    visitor.page().getByText("Pause", new Page.GetByTextOptions().setExact(true)).click();
    assertThat(visitor.page().locator("[role=status]")).hasText("Done.");

    visitor.page().navigate(url + "?still");
    visitor.page().locator("#act-" + name(2)).click();
    assertThat(visitor.page().locator("h2")).hasText("Drain " + name(2) + "?");
    visitor.page().getByText("Back, and do nothing").click();
    assertThat(visitor.page()).hasURL(url);
    assertThat(visitor.complaints()).isEmpty();
  }

  @Test
  void a_click_on_a_job_a_machine_or_a_pool_leads_to_why() {
    Visitor visitor = visit(anybody().setViewportSize(320, 640), "?still");
    for (String link : List.of("#why-" + name(2), "#why-default", "#why-job-22")) {
      visitor.page().locator(link).click();
      assertThat(visitor.page().locator("#facts")).hasText("What is known");
      assertThat(visitor.overhang()).isZero();
      visitor.isAccessible();
      visitor.page().goBack();
    }
    assertThat(visitor.complaints()).isEmpty();
  }

  @Test
  void the_buttons_fit_a_small_window_need_no_javascript_and_are_reached_by_keyboard() {
    Visitor visitor = signedIn(anybody().setViewportSize(320, 640).setJavaScriptEnabled(false));
    visitor.page().navigate(url);
    assertThat(visitor.overhang()).isZero();
    visitor.page().getByText("Launch…").click();
    visitor.page().getByText("Launch", new Page.GetByTextOptions().setExact(true)).click();
    assertThat(visitor.page().locator("[role=status]")).hasText("Done.");
    leave();

    Visitor keyboard = signedIn(anybody());
    keyboard.page().navigate(url + "?still");
    assertThat(keyboard.reachedByTab()).isEqualTo(keyboard.reachedByMouse());
    keyboard.isAccessible();
  }

  private Visitor signedIn(NewContextOptions as) {
    Visitor visitor = visit(as, "sign-in");
    visitor.page().getByLabel("Token").fill(TOKEN);
    visitor.page().locator("main button").click();
    return visitor;
  }

  @Test
  void names_that_a_stranger_wrote_are_text_and_do_nothing() {
    stream.onPass(hostile().build());
    Visitor visitor = visitLive();

    assertThat(visitor.page().locator("#live")).containsText(HOSTILE + " / " + HOSTILE);
    assertThat(visitor.page().locator("img")).hasCount(0);
    assertThat(visitor.page().locator("a[href^='javascript']")).hasCount(0);
    renew(visitor);
    assertThat(visitor.complaints()).isEmpty();
  }

  @Test
  void it_fits_a_window_of_320_pixels_whatever_the_names_are() {
    NewContextOptions small = anybody().setViewportSize(320, 640);
    assertThat(visit(small, "").overhang()).isZero();
    leave();

    stream.onPass(hostile().build());
    assertThat(visit(small, "").overhang()).isZero();
  }

  @Test
  void the_keyboard_reaches_whatever_a_mouse_could_press() {
    Visitor visitor = visit(anybody(), "?still");

    assertThat(visitor.reachedByTab()).isEqualTo(visitor.reachedByMouse()).hasSizeGreaterThan(5);
  }

  @Test
  void without_javascript_it_is_a_page_that_one_reloads() {
    Visitor visitor = visit(anybody().setJavaScriptEnabled(false), "");

    assertThat(visitor.page().locator("time").first()).hasText("10:00:00 UTC");
    assertThat(visitor.page().getByText(name(2)).first()).isVisible();
    assertThat(visitor.complaints()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void it_shuts_nobody_out_in_either_theme(ColorScheme theme) {
    Visitor visitor = visit(anybody().setColorScheme(theme), "?still");
    boolean dark =
        visitor
            .page()
            .evaluate("() => getComputedStyle(document.body).backgroundColor")
            .equals("rgb(22, 27, 34)");

    assertThat(dark).isEqualTo(theme == ColorScheme.DARK);
    visitor.isAccessible();
    visitor.page().setViewportSize(320, 640);
    visitor.isAccessible();
    assertThat(visitor.complaints()).isEmpty();
  }

  @Test
  void five_hundred_machines_and_ten_thousand_jobs_do_not_stall_it() {
    ReportBuilder many = ReportBuilder.at(NOW);
    for (int i = 1; i <= 500; i++) {
      many.machine(idle(i, NOW.minusSeconds(60), NOW)).reason(name(i), Code.PAID_UNTIL, "Paid.");
    }
    for (int i = 1; i <= 10_000; i++) {
      many.queued(
          new Assignment(
              Machines.job(i, null, "linux"),
              Standing.WAITS,
              null,
              new Reason(Code.AT_MAX_NODES, "Full.")));
    }
    stream.onPass(many.build());
    Visitor visitor = visit(anybody(), "?still");

    assertThat(visitor.page().locator("#live")).containsText("And 9900 more");
    double took =
        ((Number)
                visitor
                    .page()
                    .evaluate("() => performance.getEntriesByType('navigation')[0].domComplete"))
            .doubleValue();
    System.out.println("A page of 500 machines and 10,000 jobs is there after " + took + " ms");
    assertThat(took).isLessThan(5_000);
  }
}
