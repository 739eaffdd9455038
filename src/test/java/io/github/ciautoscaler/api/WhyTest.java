package io.github.ciautoscaler.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.report.EventStream;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** What people read who ask why. */
@ApiTest
class WhyTest {

  private final Http http;
  private final EventStream passes;

  @Autowired
  WhyTest(@LocalServerPort int port, EventStream passes) {
    this.http = new Http(port);
    this.passes = passes;
  }

  @BeforeEach
  void onePass() {
    passes.onPass(SampleReports.full().build());
  }

  @Test
  void a_machine_says_what_holds_what_is_known_and_what_happens_next() {
    JsonNode why = http.get("/api/machines/ci-runner-00000002/why").json();

    assertThat(facts(why))
        .contains("state=Idle", "pool=default", "paidUntil=2026-11-23T10:30:00Z")
        .contains("server=1002, ccx33 at nbg1, running");
    assertThat(why.at("/next/at").asString()).isEqualTo("2026-11-23T10:29:00Z");
  }

  @Test
  void a_node_is_the_machine_with_its_name() {
    assertThat(http.get("/api/nodes/ci-runner-00000001/why").json())
        .isEqualTo(http.get("/api/machines/ci-runner-00000001/why").json());
  }

  @Test
  void a_busy_machine_waits_for_its_job_and_names_it() {
    JsonNode why = http.get("/api/machines/ci-runner-00000001/why").json();

    assertThat(why.at("/reason/code").asString()).isEqualTo("RUNNING_JOB");
    assertThat(facts(why)).anyMatch(fact -> fact.startsWith("job=7, build 7"));
    assertThat(why.at("/next/what").asString()).isEqualTo("It is idle when its last job ends.");
  }

  @Test
  void a_pool_says_which_rules_stand_against_a_launch() {
    JsonNode why = http.get("/api/pools/default/why").json();

    assertThat(why.at("/reason/change").asString()).contains("MAX_NODES");
    assertThat(facts(why)).contains("max=5", "slotsIdle=1", "jobsWithoutSlot=2");
    assertThat(facts(why)).anyMatch(fact -> fact.startsWith("offering=ccx33 at nbg1, 0.1008"));
    assertThat(why.at("/rules").size()).isGreaterThan(15);
  }

  @Test
  void a_job_that_nobody_serves_says_which_pools_lack_its_labels() {
    JsonNode why = http.get("/api/jobs/22/why").json();

    assertThat(why.at("/reason/code").asString()).isEqualTo("NOT_OFFERED");
    assertThat(why.at("/rules/0/question").asString())
        .isEqualTo("Pool default: Does it offer the job's labels?");
    assertThat(why.at("/rules/0/answer").asString()).isEqualTo("no");
  }

  @Test
  void a_job_that_runs_says_where() {
    assertThat(facts(http.get("/api/jobs/7/why").json())).contains("machine=ci-runner-00000001");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/jobs/99/why",
        "/api/jobs/x/why",
        "/api/machines/gone/why",
        "/api/pools/gone/why"
      })
  void what_is_not_there_is_not_found(String path) {
    assertThat(http.get(path).problem()).isEqualTo("not-found");
  }

  private static List<String> facts(JsonNode why) {
    return why.at("/facts").valueStream().map(WhyTest::fact).toList();
  }

  private static String fact(JsonNode fact) {
    return fact.path("name").asString() + "=" + fact.path("value").asString();
  }
}
