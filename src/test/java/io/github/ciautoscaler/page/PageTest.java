package io.github.ciautoscaler.page;

import static io.github.ciautoscaler.reconcile.Machines.busy;
import static io.github.ciautoscaler.reconcile.Machines.idle;
import static io.github.ciautoscaler.reconcile.Machines.name;
import static org.assertj.core.api.Assertions.assertThat;

import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.github.ciautoscaler.api.Seat;
import io.github.ciautoscaler.fleet.ForeignServer;
import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.fleet.Pause;
import io.github.ciautoscaler.plan.Assignment;
import io.github.ciautoscaler.plan.Assignment.Standing;
import io.github.ciautoscaler.plan.Decision;
import io.github.ciautoscaler.plan.Reason;
import io.github.ciautoscaler.plan.Reason.Code;
import io.github.ciautoscaler.reconcile.Machines;
import io.github.ciautoscaler.reconcile.ReportBuilder;
import io.github.ciautoscaler.report.EventStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the page shows of a pass, and what it never lets through. */
class PageTest {

  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final String HOSTILE = "<script>alert(1)</script>\"'&";

  private static final Shell SHELL = new Shell("1.0.0", new Seat(Seat.Role.NOBODY, "", ""), false);

  private final TemplateEngine templates = new PageConfiguration().pageTemplates();

  private String shown(ReportBuilder report) {
    return shown(report, null);
  }

  private String shown(ReportBuilder report, @Nullable Pause pause) {
    LatestDecisions latest = new LatestDecisions();
    new EventStream(List.of(latest)).onPass(report.build());
    return html(latest.overview(pause, 5), true);
  }

  private String html(Overview overview, boolean live) {
    StringOutput html = new StringOutput();
    templates.render(
        "page.jte",
        Map.of("page", overview, "lanes", List.of(), "shell", SHELL, "live", live),
        html);
    return html.toString();
  }

  private static Job job(String name, @Nullable String url, @Nullable Long runner) {
    return new Job(
        7,
        new Job.Title(name, url),
        Machines.job(7, runner, "linux").requirements(),
        runner,
        new Job.Run("acme/shop", 1L, 1, NOW, NOW));
  }

  private static Assignment waiting(Job job, String why) {
    return new Assignment(job, Standing.WAITS, null, new Reason(Code.AT_MAX_NODES, why));
  }

  @Test
  void before_the_first_pass_it_says_that_nothing_is_known() {
    assertThat(html(new LatestDecisions().overview(null, 5), true))
        .contains("The first pass has not ended yet.");
  }

  @Test
  void each_machine_has_its_word_its_hour_its_cost_and_its_reason() {
    String html =
        shown(
            ReportBuilder.at(NOW)
                .machine(idle(2, NOW.minus(Duration.ofMinutes(45)), NOW.minusSeconds(90)))
                .removableFrom(name(2), NOW.plus(Duration.ofMinutes(10)))
                .reason(name(2), Code.PAID_UNTIL, "Idle; its hour is paid."));

    assertThat(html)
        .contains(name(2), "○", "Idle", "for 1 m 30 s", "15 m 0 s left", "Idle; its hour is paid.")
        .contains("75 percent of the paid hour are over", "x=\"91\"", "<code>PAID_UNTIL</code>");
  }

  @Test
  void a_queued_job_says_why_it_waits_and_leads_to_the_forge() {
    assertThat(
            shown(
                ReportBuilder.at(NOW)
                    .queued(waiting(job("build", "https://gitea.example.com/1", null), "Full."))))
        .contains(
            "<a href=\"https://gitea.example.com/1\" rel=\"noreferrer\">acme/shop / build</a>")
        .contains("Full. <code>AT_MAX_NODES</code>");
  }

  @Test
  void each_machine_and_each_job_leads_to_why_in_full() {
    assertThat(
            shown(
                ReportBuilder.at(NOW)
                    .machine(idle(2, NOW, NOW))
                    .queued(waiting(job("build", null, null), "Full."))))
        .contains("href=\"/machines/" + name(2) + "\"")
        .contains("href=\"/jobs/7\"")
        .contains("aria-label=\"Why in full: acme/shop / build\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", "a/b", "a?b", "<a>", "a b", "a%2e"})
  void a_name_that_no_page_is_asked_by_leads_nowhere(String name) {
    assertThat(Texts.why("machines", name)).isNull();
  }

  @Test
  void what_is_not_known_is_not_shown_as_nothing() {
    assertThat(shown(ReportBuilder.at(NOW).queueUnknown().runningUnknown().pricesUnknown()))
        .contains("<dt>running</dt><dd>unknown");
  }

  @Test
  void a_pause_stands_above_all() {
    assertThat(shown(ReportBuilder.at(NOW), new Pause(NOW, NOW.plusSeconds(1_800), "upgrade")))
        .contains("Paused until 10:30:00 UTC: upgrade.");
  }

  @Test
  void foreign_servers_are_shown_with_what_they_cost() {
    assertThat(
            shown(
                ReportBuilder.at(NOW)
                    .foreign(
                        new ForeignServer(Machines.server(9, NOW.minus(Duration.ofHours(3))), ""))))
        .contains("Servers that are not ours, and cost money", "3 h 0 m");
  }

  @Test
  void decisions_are_told_newest_first() {
    assertThat(
            shown(
                ReportBuilder.at(NOW)
                    .decided(
                        new Decision(
                            "default", null, new Reason(Code.AT_MAX_NODES, "It is full.")))))
        .contains("Last decisions", "It is full.", "not done");
  }

  @Test
  void hostile_names_are_text_wherever_they_stand() {
    Job running = job(HOSTILE, null, 1L);
    String html =
        shown(
            ReportBuilder.at(NOW)
                .machine(busy(1, NOW.minusSeconds(60), running))
                .queued(waiting(job(HOSTILE, null, null), HOSTILE))
                .warning("SETTING", HOSTILE)
                .decided(new Decision(HOSTILE, null, new Reason(Code.AT_MAX_NODES, HOSTILE))));

    assertThat(html).doesNotContain("<script>alert").contains("&lt;script&gt;alert(1)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"javascript:alert(1)", "data:text/html,x", "//evil.example", "JAVASCRIPT:1"})
  void an_address_that_is_no_page_is_no_link(String url) {
    assertThat(shown(ReportBuilder.at(NOW).queued(waiting(job("build", url, null), "Full."))))
        .doesNotContain("href=\"" + url)
        .contains("acme/shop / build");
  }

  @Test
  void a_long_queue_is_cut_and_says_where_the_rest_is() {
    ReportBuilder report = ReportBuilder.at(NOW);
    for (int i = 0; i < 150; i++) {
      report.queued(waiting(job("build", null, null), "Full."));
    }

    assertThat(shown(report)).contains("And 50 more");
  }

  @Test
  void it_holds_no_script_and_no_style_of_its_own() {
    String html = shown(ReportBuilder.at(NOW).machine(idle(2, NOW, NOW)));

    assertThat(html).doesNotContain("<style", " style=", "onclick", "javascript:");
    assertThat(html.split("<script", -1)).hasSize(3);
  }

  @Test
  void one_that_is_asked_to_stand_still_does_not_renew_itself() {
    assertThat(html(Overview.unknown(), false))
        .doesNotContain("hx-get")
        .contains("Renew by itself");
  }
}
