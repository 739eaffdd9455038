package io.github.ciautoscaler.page;

import static io.github.ciautoscaler.api.ApiTestApplication.NOW;
import static io.github.ciautoscaler.reconcile.Machines.busy;
import static io.github.ciautoscaler.reconcile.Machines.name;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.api.Http;
import io.github.ciautoscaler.api.SampleReports;
import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.plan.Assignment;
import io.github.ciautoscaler.plan.Assignment.Standing;
import io.github.ciautoscaler.plan.Reason;
import io.github.ciautoscaler.plan.Reason.Code;
import io.github.ciautoscaler.reconcile.Machines;
import io.github.ciautoscaler.reconcile.ReportBuilder;
import io.github.ciautoscaler.report.EventStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Why, as a page: of jobs, machines and pools. */
@SpringBootTest(classes = PageTestApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT)
class WhyPagesTest {

  private static final String HOSTILE = "<script>alert(1)</script>";

  private final Http http;
  private final EventStream stream;

  @Autowired
  WhyPagesTest(@LocalServerPort int port, EventStream stream) {
    this.http = new Http(port);
    this.stream = stream;
  }

  @BeforeEach
  void aFleetWithEverything() {
    stream.onPass(SampleReports.full().build());
  }

  private Http.Answer page(String path) {
    return http.get(path, "Accept", "text/html");
  }

  @Test
  void a_machine_says_which_rules_were_asked_what_is_next_and_what_became_of_it() {
    String page = page("/machines/" + name(2)).body();

    assertThat(page).contains("Machine " + name(2), "this one decides", "Its Node joined.");
    assertThat(page).contains("Next: Its termination may begin", "paidUntil");
  }

  @Test
  void one_that_is_gone_tells_its_story_still() {
    stream.onPass(ReportBuilder.at(NOW.plusSeconds(60)).build());

    assertThat(page("/machines/" + name(2)).body())
        .contains("It is gone: this is what became of it.", "Its server was created.");
  }

  @Test
  void a_job_says_why_it_waits_and_what_would_change_it() {
    String page = page("/jobs/22").body();

    assertThat(page)
        .contains("Job 22", "offer all of [windows].", "What would change it: ", "NOT_OFFERED")
        .contains("<a href=\"https://gitea.example/jobs/22\" rel=\"noreferrer\">");
  }

  @Test
  void a_pool_says_why_it_launches_nothing() {
    assertThat(page("/pools/default").body()).contains("Pool default", "Full.", "AT_MAX_NODES");
  }

  @Test
  void what_a_stranger_wrote_is_text_and_no_link() {
    Job plain = Machines.job(1, 1L, "linux");
    Job hostile =
        new Job(
            1,
            new Job.Title(HOSTILE, "javascript:alert(1)"),
            plain.requirements(),
            null,
            new Job.Run(HOSTILE, 1L, 1, NOW, NOW));
    stream.onPass(
        ReportBuilder.at(NOW)
            .machine(busy(1, NOW.minusSeconds(60), hostile))
            .queued(
                new Assignment(
                    hostile, Standing.WAITS, null, new Reason(Code.AT_MAX_NODES, HOSTILE)))
            .build());

    for (String path : new String[] {"/jobs/1", "/machines/" + name(1)}) {
      assertThat(page(path).body())
          .contains("&lt;script&gt;")
          .doesNotContain("<script>alert", "href=\"javascript");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/jobs/4711", "/jobs/x", "/machines/ci-runner-ffffffff", "/pools/%3Cb%3E"})
  void what_there_is_not_is_said_in_a_page(String path) {
    Http.Answer answer = page(path);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body()).contains("<h2>").doesNotContain("<b>");
  }
}
