package io.github.ciautoscaler.api;

import static io.github.ciautoscaler.api.ApiTestApplication.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Pause;
import io.github.ciautoscaler.reconcile.PassReport;
import io.github.ciautoscaler.reconcile.ReportBuilder;
import io.github.ciautoscaler.reconcile.SourceHealth;
import io.github.ciautoscaler.report.EventStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;

/** Each test has a server of its own, because what they show begins with its start. */
@SpringBootTest(
    classes = ApiTestApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = "own.server=true")
@DirtiesContext(classMode = DirtiesContext.ClassMode.AFTER_EACH_TEST_METHOD)
class HealthTest {

  private final Http http;
  private final EventStream passes;
  private final ScriptedOperator operator;
  private final ApiTestApplication.Controls controls;

  @Autowired
  HealthTest(
      @LocalServerPort int port,
      EventStream passes,
      ScriptedOperator operator,
      ApiTestApplication.Controls controls) {
    this.http = new Http(port);
    this.passes = passes;
    this.operator = operator;
    this.controls = controls;
  }

  @Test
  void it_is_ready_once_every_source_answered_or_timed_out_and_stays_so() {
    assertThat(readiness()).isEqualTo(503);
    passes.onPass(
        ReportBuilder.at(NOW)
            .failed(
                new SourceHealth("gitea", false, null, null, null),
                ReportBuilder.down("hetzner", null))
            .build());
    assertThat(readiness()).isEqualTo(503);

    passes.onPass(
        ReportBuilder.at(NOW)
            .failed(ReportBuilder.down("gitea", null), ReportBuilder.down("hetzner", null))
            .build());
    assertThat(readiness()).isEqualTo(200);

    passes.onPass(
        ReportBuilder.at(NOW).failed(new SourceHealth("gitea", false, null, null, null)).build());
    controls.realTime.set(NOW.plusSeconds(3600));
    assertThat(readiness()).isEqualTo(200);
  }

  @Test
  void it_is_alive_while_passes_come_and_also_while_paused() {
    assertThat(liveness()).isEqualTo(200);
    controls.realTime.set(NOW.plusSeconds(181));
    assertThat(liveness()).isEqualTo(503);

    operator.pause = new Pause(NOW, null, null);
    passes.onPass(ReportBuilder.at(NOW).mode(PassReport.Mode.PAUSED).build());
    assertThat(liveness()).isEqualTo(200);
    assertThat(http.get("/api/status").json().path("paused").booleanValue()).isTrue();
  }

  @Test
  void before_the_first_pass_the_api_says_that_nothing_is_known() {
    assertThat(http.get("/api/nodes").body())
        .isEqualTo("{\"observedAt\":null,\"paused\":false,\"nodes\":[]}");
    assertThat(http.get("/api/jobs").body())
        .isEqualTo("{\"observedAt\":null,\"total\":null,\"jobs\":[]}");
    assertThat(http.get("/api/decisions").body()).isEqualTo("{\"decisions\":[]}");
    Http.Answer status = http.get("/api/status");
    assertThat(status.json().path("version").stringValue()).isEqualTo("1.0.0");
    assertThat(status.json().path("lastPass").isNull()).isTrue();
  }

  @Test
  void health_tells_no_details_and_the_scrape_has_the_fleet_and_the_jvm() {
    assertThat(http.get("/actuator/health/liveness").body()).isEqualTo("{\"status\":\"UP\"}");
    Http.Answer scrape =
        http.get("/actuator/prometheus", "Accept", "application/openmetrics-text;q=1,*/*;q=0.1");

    assertThat(scrape.status()).isEqualTo(200);
    assertThat(scrape.header("Content-Type")).startsWith("text/plain;version=0.0.4");
    assertThat(scrape.body())
        .contains("\nautoscaler_nodes_created_total 0.0\n")
        .contains("autoscaler_provisioning_duration_seconds_bucket{le=\"600\"} 0\n")
        .contains("jvm_memory_used_bytes");
  }

  private int readiness() {
    return http.get("/actuator/health/readiness").status();
  }

  private int liveness() {
    return http.get("/actuator/health/liveness").status();
  }
}
