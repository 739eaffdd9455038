package io.github.ciautoscaler.api;

import static io.github.ciautoscaler.api.ApiTestApplication.NOW;
import static io.github.ciautoscaler.reconcile.Machines.name;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.reconcile.Machines;
import io.github.ciautoscaler.reconcile.ReportBuilder;
import io.github.ciautoscaler.report.EventStream;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@ApiTest
class ReadsTest {

  private final Http http;
  private final EventStream passes;
  private final ScriptedOperator operator;
  private final ApiTestApplication.Controls controls;

  @Autowired
  ReadsTest(
      @LocalServerPort int port,
      EventStream passes,
      ScriptedOperator operator,
      ApiTestApplication.Controls controls) {
    this.http = new Http(port);
    this.passes = passes;
    this.operator = operator;
    this.controls = controls;
  }

  @BeforeEach
  void onePass() {
    operator.pause = null;
    operator.poolPause = null;
    controls.configuration.set(ApiTestApplication.ALL_IN_USE);
    passes.onPass(SampleReports.full().build());
  }

  @Test
  void times_have_at_most_milliseconds() {
    Instant exact = NOW.plusNanos(123_456_789);
    passes.onPass(SampleReports.fullAt(exact).build());
    for (String path :
        List.of("/api/status", "/api/nodes", "/api/pools", "/api/jobs", "/api/decisions")) {
      assertThat(http.get(path).body())
          .as(path)
          .contains(".123Z\"")
          .doesNotContainPattern("\\.\\d{4,}Z\"");
    }
  }

  @Test
  void nodes_are_exactly_as_promised() {
    assertThat(http.get("/api/nodes").json())
        .isEqualTo(
            json(
                """
                {"observedAt": "2026-11-23T10:00:00Z", "paused": false, "nodes": [
                  {"name": "ci-runner-00000001", "pool": "default", "state": "Busy",
                   "since": "2026-11-23T09:01:30Z",
                   "jobs": [{"id": 7, "name": "build 7", "url": "https://gitea.example/jobs/7"}],
                   "server": {"id": 1001, "type": "ccx33", "location": "nbg1"},
                   "billing": {"currency": "EUR", "pricePerHour": "0.1008",
                               "costSoFar": "0.2016", "paidUntil": "2026-11-23T11:00:00Z",
                               "removableFrom": null},
                   "reason": {"code": "RUNNING_JOB", "message": "It runs build 7.",
                              "change": "The job ends."}},
                  {"name": "ci-runner-00000002", "pool": "default", "state": "Idle",
                   "since": "2026-11-23T09:59:00Z", "jobs": [],
                   "server": {"id": 1002, "type": "ccx33", "location": "nbg1"},
                   "billing": {"currency": "EUR", "pricePerHour": "0.1008",
                               "costSoFar": "0.1008", "paidUntil": "2026-11-23T10:30:00Z",
                               "removableFrom": "2026-11-23T10:29:00Z"},
                   "reason": null}
                ]}
                """));
  }

  @Test
  void pools_are_exactly_as_promised() {
    operator.poolPause =
        new io.github.ciautoscaler.fleet.Pause(NOW, NOW.plusSeconds(1800), "bad image");

    assertThat(http.get("/api/pools").json())
        .isEqualTo(
            json(
                """
                {"observedAt": "2026-11-23T10:00:00Z", "pools": [
                  {"name": "default", "configured": true, "labels": ["linux", "x64"],
                   "choice": {"priority": 3, "repositories": ["acme/*"]},
                   "capacity": {"idleCount": 2, "scaleFactor": 0.5, "scaleFactorLimit": 4,
                                "since": "2026-11-23T09:00:00Z",
                                "nextChange": "2026-11-23T10:30:00Z"},
                   "limits": {"min": 1, "max": 5, "slots": 1, "maxUses": 20,
                              "launchRate": {"machines": 4, "seconds": 300}},
                   "machines": {"Provisioning": 0, "Busy": 1, "Idle": 1, "Deregistering": 0,
                                "Draining": 0, "Removing": 0},
                   "slots": {"busy": 1, "idle": 1, "coming": 0, "wanted": 2},
                   "pods": {"waiting": 4, "withoutRoom": 3},
                   "offerings": [
                     {"type": "ccx33", "location": "nbg1", "currency": "EUR",
                      "pricePerHour": "0.1008",
                      "coolDown": {"until": "2026-11-23T10:05:00Z", "cause": "sold-out",
                                   "message": "sold out"}}],
                   "health": {"bootFailures": 2, "bootBackOffUntil": "2026-11-23T10:01:00Z",
                              "stop": {"until": "2026-11-23T10:01:30Z", "code": "invalid",
                                       "message": "no such image"},
                              "pause": {"since": "2026-11-23T10:00:00Z",
                                        "until": "2026-11-23T10:30:00Z",
                                        "reason": "bad image"}},
                   "reason": {"code": "AT_MAX_NODES", "message": "Full.",
                              "change": "A machine goes, or MAX_NODES or the pool's max is raised."}}]}
                """));
    operator.poolPause = null;
  }

  @Test
  void a_pool_of_which_only_machines_are_left_says_so() {
    passes.onPass(
        ReportBuilder.at(NOW)
            .machine(Machines.draining(3, NOW.minusSeconds(3400), NOW.minusSeconds(20)))
            .build());

    JsonNode pool = http.get("/api/pools").json().at("/pools/0");
    assertThat(pool.path("configured").booleanValue()).isFalse();
    assertThat(pool.path("limits").isNull()).isTrue();
    assertThat(pool.path("choice").isNull()).isTrue();
    assertThat(pool.path("capacity").isNull()).isTrue();
    assertThat(pool.at("/machines/Draining").intValue()).isEqualTo(1);
    assertThat(pool.at("/reason/code").stringValue()).isEqualTo("POOL_REMOVED");
  }

  @Test
  void what_is_not_known_is_null() {
    passes.onPass(SampleReports.full().pricesUnknown().queueUnknown().build());

    JsonNode billing = http.get("/api/nodes").json().at("/nodes/0/billing");
    assertThat(billing.path("pricePerHour").isNull()).isTrue();
    assertThat(billing.path("costSoFar").isNull()).isTrue();
    assertThat(billing.path("paidUntil").stringValue()).isEqualTo("2026-11-23T11:00:00Z");
    JsonNode status = http.get("/api/status").json();
    assertThat(status.at("/jobs/queued").isNull()).isTrue();
    assertThat(status.at("/jobs/running").intValue()).isEqualTo(1);
    assertThat(status.at("/cost/perHour").isNull()).isTrue();
    assertThat(http.get("/api/jobs").json().path("total").isNull()).isTrue();
  }

  @Test
  void a_started_termination_shows_when_it_started() {
    passes.onPass(
        ReportBuilder.at(NOW)
            .machine(Machines.draining(3, NOW.minusSeconds(3400), NOW.minusSeconds(20)))
            .removableFrom(name(3), NOW.minusSeconds(20))
            .build());

    JsonNode node = http.get("/api/nodes").json().at("/nodes/0");
    assertThat(node.path("state").stringValue()).isEqualTo("Draining");
    assertThat(node.at("/billing/removableFrom").stringValue()).isEqualTo("2026-11-23T09:59:40Z");
  }

  @Test
  void a_machine_on_its_way_out_says_so_and_shows_its_last_job() {
    passes.onPass(
        ReportBuilder.at(NOW)
            .machine(
                Machines.draining(
                    3, NOW.minusSeconds(3400), NOW.minusSeconds(20), Machines.job(7, 3L, "linux")))
            .build());

    JsonNode node = http.get("/api/nodes").json().at("/nodes/0");
    assertThat(node.path("state").stringValue()).isEqualTo("Draining");
    assertThat(node.at("/jobs/0/id").intValue()).isEqualTo(7);
    JsonNode counts = http.get("/api/status").json().at("/nodes/byState");
    assertThat(counts.path("Draining").intValue()).isEqualTo(1);
    assertThat(counts.path("Busy").intValue()).isZero();
  }

  @Test
  void status_says_all_at_a_glance() {
    operator.pause =
        new io.github.ciautoscaler.fleet.Pause(NOW, NOW.plusSeconds(1800), "kernel bug");

    JsonNode status = http.get("/api/status").json();
    ((ObjectNode) status.path("cost")).remove("today"); // adds up over the tests
    assertThat(status)
        .isEqualTo(
            json(
                """
                {"version": "1.0.0", "observedAt": "2026-11-23T10:00:00Z",
                 "startedAt": "2026-11-23T09:50:00Z", "installation": "installation",
                 "mode": "ACTING", "leader": true, "singleReplicaOnly": true, "dryRun": false,
                 "paused": true,
                 "pause": {"since": "2026-11-23T10:00:00Z", "until": "2026-11-23T10:30:00Z",
                           "reason": "kernel bug"},
                 "lastPass": {"number": 12, "startedAt": "2026-11-23T10:00:00Z",
                   "tookSeconds": 0.12, "succeeded": false, "sources": [
                     {"name": "gitea", "ok": false, "asOf": "2026-11-23T09:59:00Z",
                      "ageSeconds": 60.12, "tookSeconds": 5.0,
                      "problem": "no answer within 5 s"},
                     {"name": "hetzner", "ok": false, "asOf": null, "ageSeconds": null,
                      "tookSeconds": 5.0, "problem": "no answer within 5 s"}]},
                 "jobs": {"queued": 2, "blocked": 3, "running": 1, "unservable": 1},
                 "nodes": {"total": 2, "desired": 3, "maximum": 5,
                   "slots": 2, "maxJobs": null, "byState":
                   {"Provisioning": 0, "Busy": 1, "Idle": 1, "Deregistering": 0,
                    "Draining": 0, "Removing": 0}},
                 "cost": {"currency": "EUR", "perHour": "0.2016", "maxPerHour": null,
                   "maxPerDay": null},
                 "hetznerRequests": {"remaining": 3511, "limit": 3600},
                 "removal": {"measured": 0, "longestSeconds": null, "spareSeconds": 30.0},
                 "learnt": {"jobNames": 0, "jobs": 0, "bootSeconds": {}},
                 "webhook": {"state": "OFF", "announcesJobs": false, "lastDelivery": null,
                   "deliveries": 0, "refused": 0, "missedJobs": 0, "missing": null},
                 "configuration": {"files": ["/config/pools.yaml"],
                   "loadedAt": "2026-11-23T10:00:00Z", "refusedSince": null, "problems": [],
                   "restartNeeded": [], "notSold": []},
                 "foreignServers": [{"id": 1009, "name": "ci-runner-00000009", "type": "ccx33",
                   "location": "nbg1", "installation": null, "created": "2026-11-23T06:59:00Z",
                   "ageSeconds": 10860, "currency": "EUR", "costSoFar": "0.4032",
                   "advice": "It has no owner mark and no node here. Set ADOPT_UNOWNED=true if it is yours, or delete it in the Hetzner console; until then it is billed and never touched."}],
                 "missingPermissions": [{"permission": "LEASES", "grant": "rules: [leases]"}],
                 "warnings": [{"code": "AT_MAX_NODES", "message": "Full."}]}
                """));
  }

  @Test
  void each_queued_job_has_a_machine_or_a_reason() {
    JsonNode jobs = http.get("/api/jobs").json();

    assertThat(jobs.path("total").intValue()).isEqualTo(2);
    assertThat(jobs.at("/jobs/0"))
        .isEqualTo(
            json(
                """
                {"id": 21, "name": "build 21", "url": "https://gitea.example/jobs/21",
                 "repository": "acme/shop", "runId": 9, "attempt": 1,
                 "labels": ["linux", "x64"], "serving": "FREE_RUNNER",
                 "machine": "ci-runner-00000002",
                 "reason": {"code": "CAPACITY_SUFFICES", "message": "An idle machine fits it.",
                            "change": "The machine goes or serves another job; then the job is given a slot anew."}}
                """));
    assertThat(jobs.at("/jobs/1/machine").isNull()).isTrue();
    assertThat(jobs.at("/jobs/1/reason/code").stringValue()).isEqualTo("NOT_OFFERED");
    assertThat(http.get("/api/jobs?limit=1").json().path("jobs").size()).isEqualTo(1);
    assertThat(http.get("/api/jobs?limit=1").json().path("total").intValue()).isEqualTo(2);
  }

  @Test
  void decisions_come_newest_first_with_how_they_ended() {
    JsonNode newest = http.get("/api/decisions?limit=1").json().at("/decisions/0");

    assertThat(newest.path("subject").stringValue()).isEqualTo("default");
    assertThat(newest.path("done").booleanValue()).isFalse();
    assertThat(newest.path("action").isNull()).isTrue();
    assertThat(newest.at("/reason/code").stringValue()).isEqualTo("AT_MAX_NODES");
    assertThat(http.get("/api/decisions").body()).contains(name(3)).contains("\"create\"");
  }

  @Test
  void answers_are_kept_by_nobody_and_taken_for_nothing_else() {
    Http.Answer answer = http.get("/api/nodes");

    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("Content-Security-Policy")).contains("default-src 'none'");
  }

  private static JsonNode json(String text) {
    return new JsonMapper().readTree(text);
  }
}
