package io.github.ciautoscaler.api;

import static io.github.ciautoscaler.reconcile.Machines.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Pools;
import io.github.ciautoscaler.plan.Assignment;
import io.github.ciautoscaler.plan.PoolOutlook;
import io.github.ciautoscaler.plan.Reason;
import io.github.ciautoscaler.plan.Reason.Code;
import io.github.ciautoscaler.reconcile.ReportBuilder;
import io.github.ciautoscaler.report.EventStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The number that KEDA reads: a wrong zero would end runners. */
@ApiTest
class DemandTest {

  private static final Instant NOW = ApiTestApplication.NOW;

  private final Http http;
  private final EventStream passes;
  private final ApiTestApplication.Controls controls;

  @Autowired
  DemandTest(@LocalServerPort int port, EventStream passes, ApiTestApplication.Controls controls) {
    this.http = new Http(port);
    this.passes = passes;
    this.controls = controls;
  }

  @BeforeEach
  void onePass() {
    passes.onPass(
        waiting(waiting(ReportBuilder.at(NOW), 1, "linux"), 2, "linux", "arm64")
            .running(NOW, job(3, 1L, "linux"), job(4, 2L, "windows"))
            .queuedSince(Set.of("linux"), NOW.minusSeconds(90))
            .blocked(5)
            .pool(new PoolOutlook(Pools.ofDefault(5, new Offering("cx23", "nbg1")), 1, null, null))
            .build());
  }

  @AfterEach
  void setBack() {
    controls.realTime.set(NOW);
  }

  @ParameterizedTest(name = "a runner with [{0}]: {1} queued, {2} running")
  @CsvSource({
    "'', 2, 2, 90",
    "'linux', 1, 1, 90",
    "'linux,arm64', 2, 1, 90",
    "' windows , linux', 1, 2, 90",
    "'gpu', 0, 0, 0"
  })
  void only_jobs_count_that_a_runner_with_the_labels_fits(
      String labels, int queued, int running, int oldest) {
    JsonNode demand = ask(labels).json();

    assertThat(demand.path("total_count").intValue()).isEqualTo(queued + running);
    assertThat(demand.path("queued").intValue()).isEqualTo(queued);
    assertThat(demand.path("running").intValue()).isEqualTo(running);
    assertThat(demand.path("blocked").intValue()).isEqualTo(5);
    assertThat(demand.path("oldestSeconds").intValue()).isEqualTo(oldest);
  }

  @ParameterizedTest(name = "{0}: {1} queued")
  @CsvSource({"admin, 3", "org:globex, 1", "repo:acme/shop, 2", "repo:acme/x, 0", "org:b, 0"})
  void only_jobs_of_the_scope_count_that_is_asked_for(String scope, int queued) {
    passes.onPass(
        waiting(waiting(ReportBuilder.at(NOW), 1, "linux"), 2, "linux", "arm64")
            .queued(
                new Assignment(
                    of("globex/site", job(5, null, "linux")),
                    Assignment.Standing.WAITS,
                    null,
                    new Reason(Code.AT_MAX_NODES, "Full.")))
            .build());

    assertThat(http.get("/api/demand?scope=" + scope).json().path("queued").intValue())
        .isEqualTo(queued);
  }

  @ParameterizedTest
  @ValueSource(strings = {"acme", "org:", "repo:acme", "orgs:acme", "%20"})
  void what_is_no_scope_has_no_number(String scope) {
    Http.Answer answer = http.get("/api/demand?scope=" + scope);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("org:NAME");
  }

  @Test
  void a_pools_number_counts_the_jobs_that_its_machines_serve() {
    JsonNode demand = http.get("/api/demand?pool=default").json();

    assertThat(demand.path("queued").intValue()).isEqualTo(1);
    assertThat(demand.path("running").intValue()).isEqualTo(1);
  }

  @Test
  void a_pool_that_is_not_there_has_no_number() {
    Http.Answer answer = http.get("/api/demand?pool=defualt");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body()).contains("/api/pools");
  }

  @Test
  void while_the_jobs_are_not_known_there_is_no_number() {
    passes.onPass(ReportBuilder.at(NOW).queueUnknown().build());

    assertThat(ask("linux").status()).isEqualTo(503);
    assertThat(ask("linux").header("Retry-After")).contains("10");
  }

  @Test
  void a_pass_that_ended_long_ago_tells_no_number() {
    controls.realTime.set(NOW.plus(Duration.ofMinutes(3)));

    assertThat(ask("linux").status()).isEqualTo(503);
  }

  @ParameterizedTest
  @CsvSource({"scaledjob.yaml, 1", "scaledobject.yaml, 2", "statefulset.yaml, 2", "groups.yaml, 2"})
  void what_the_examples_make_keda_read_is_a_number(String file, int expected) throws IOException {
    Object example = new Yaml().load(Files.readString(Path.of("k8s/examples/keda/" + file)));
    JsonNode trigger = new JsonMapper().valueToTree(example).at("/spec/triggers/0/metadata");
    URI url = URI.create(trigger.path("url").stringValue());

    Http.Answer answer = http.get(url.getPath() + "?" + url.getQuery());

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path(trigger.path("valueLocation").stringValue()).intValue())
        .isEqualTo(expected);
  }

  private Http.Answer ask(String labels) {
    return http.get("/api/demand?labels=" + labels.replace(" ", "%20"));
  }

  private static Job of(String repository, Job job) {
    Job.Run run = new Job.Run(repository, 1L, 1, null, null);
    return new Job(job.id(), job.title(), job.requirements(), job.runnerId(), run);
  }

  private static ReportBuilder waiting(ReportBuilder report, long id, String... labels) {
    return report.queued(
        new Assignment(
            job(id, null, labels),
            Assignment.Standing.WAITS,
            null,
            new Reason(Code.AT_MAX_NODES, "Full.")));
  }
}
