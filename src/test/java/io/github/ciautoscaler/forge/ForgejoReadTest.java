package io.github.ciautoscaler.forge;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.ForgeInfo;
import io.github.ciautoscaler.fleet.ForgeInfo.Capability;
import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.Reading.Trouble;
import io.github.ciautoscaler.fleet.Runner;
import io.github.ciautoscaler.reconcile.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.junit5.StartStop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Forgejo says is read as its versions 11 to 17 and their development builds write it. */
@Timeout(60)
class ForgejoReadTest {

  private static final String OLD_JOBS = "/api/v1/admin/runners/jobs";
  private static final String JOBS = "/api/v1/admin/actions/runners/jobs";
  private static final String RUNNERS = "/api/v1/admin/actions/runners";

  private static final String TWO_JOBS =
      """
      [ { "id": 394, "run_id": 891, "attempt": 2, "handle": "18e9cf40-c2f6-409f-b832-b945ea7dc79b",
          "repo_id": 1, "owner_id": 1, "name": "job_2", "needs": null, "runs_on": ["linux", "x64"],
          "task_id": 0, "status": "waiting", "html_url": "https://forge/a/b/actions/runs/1/jobs/2",
          "steps": [], "brand_new": {"deep": 1} },
        { "id": 393, "repo_id": 1, "owner_id": 1, "name": "job_1", "needs": ["x"],
          "runs_on": ["linux"], "task_id": 77, "status": "running" } ]
      """;

  private static final String ONE_RUNNER =
      """
      { "id": 5, "uuid": "33834eef-e758-48c4-a676-1745426747aa", "owner_id": 0, "repo_id": 0,
        "name": "as-1", "status": "%s", "version": "v12.3.0", "labels": %s, "description": "",
        "ephemeral": true }
      """;

  @StartStop public final MockWebServer server = new MockWebServer();

  private final Map<String, MockResponse> script = new TreeMap<>();
  private final List<RecordedRequest> asked = new CopyOnWriteArrayList<>();

  private void says(String version) {
    script.put("/api/v1/version", ScriptedGitea.json("{\"version\":\"" + version + "\"}"));
    script.put("/api/forgejo/v1/version", ScriptedGitea.json("{\"version\":\"" + version + "\"}"));
    ScriptedGitea.dispatch(
        server,
        request -> {
          asked.add(request);
          return script.getOrDefault(
              request.getUrl().encodedPath(), ScriptedGitea.status(404, "404 page not found\n"));
        });
  }

  private ForgejoForge forge(String... labels) {
    return ScriptedGitea.forgejo(server, labels);
  }

  private static <T> T complete(Reading<T> reading) {
    assertThat(reading).isInstanceOf(Reading.Complete.class);
    return ((Reading.Complete<T>) reading).value();
  }

  private static Trouble trouble(Reading<?> reading) {
    assertThat(reading).isInstanceOf(Reading.Failed.class);
    return ((Reading.Failed<?>) reading).trouble();
  }

  private @org.jspecify.annotations.Nullable String askedLabels(String path) {
    return asked.stream()
        .filter(request -> request.getUrl().encodedPath().equals(path))
        .toList()
        .getLast()
        .getUrl()
        .queryParameter("labels");
  }

  @ParameterizedTest
  @CsvSource({
    "11.0.15+gitea-1.22.0, false",
    "12.0.4+gitea-1.22.0, false",
    "14.0.5+gitea-1.22.0, false",
    "15.0.9+gitea-1.22.0, true",
    "15.0.9, true",
    "v16.0.0-rc1+gitea-1.22.0, true",
    "17.0.0-dev-411-d883bd8f12+gitea-1.22.0, true",
  })
  void a_version_tells_what_it_can(String version, boolean runners) {
    says(version);

    ForgeInfo info = complete(forge().describe());

    assertThat(info.flavour()).isEqualTo("forgejo");
    assertThat(info.version()).isEqualTo(version);
    assertThat(info.can(Capability.JOB_LIST)).isTrue();
    assertThat(info.can(Capability.RUNNER_LIST)).isEqualTo(runners);
    assertThat(info.can(Capability.EPHEMERAL_RUNNERS)).isEqualTo(runners);
    assertThat(info.can(Capability.DISABLE_RUNNER)).isFalse();
    assertThat(info.can(Capability.JOB_NAMES_RUNNER)).isFalse();
  }

  @Test
  void a_build_that_does_not_tell_is_asked_for_its_runners() {
    says("development");
    assertThat(complete(forge().describe()).can(Capability.RUNNER_LIST)).isFalse();

    script.put(RUNNERS, ScriptedGitea.json("[]"));
    assertThat(complete(forge().describe()).can(Capability.RUNNER_LIST)).isTrue();

    script.put(RUNNERS, ScriptedGitea.status(502, ""));
    assertThat(trouble(forge().describe())).isEqualTo(Trouble.UNREACHABLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"7.0.16+gitea-1.21.0", "10.0.3+gitea-1.22.0"})
  void what_is_too_old_says_which_version_is_needed(String version) {
    says(version);

    Reading<ForgeInfo> reading = forge().describe();

    assertThat(trouble(reading)).isEqualTo(Trouble.UNSUPPORTED);
    assertThat(reading.toString()).contains(version).contains("11 or newer").contains("15");
  }

  @Test
  void a_gitea_is_not_taken_for_a_forgejo() {
    says("1.26.3");
    script.remove("/api/forgejo/v1/version");

    assertThat(trouble(forge().describe())).isEqualTo(Trouble.UNSUPPORTED);
    assertThat(complete(ScriptedGitea.detected(server).describe()).flavour()).isEqualTo("gitea");
  }

  @Test
  void what_is_missing_is_said_with_what_is_done_instead() {
    says("11.0.15+gitea-1.22.0");
    ForgejoForge forge = forge();
    forge.describe();

    assertThat(forge.remarks())
        .allMatch(it -> it.startsWith("Forgejo 11.0.15+gitea-1.22.0 "))
        .anyMatch(it -> it.contains("cannot disable a runner") && it.contains("evicted"))
        .anyMatch(it -> it.contains("on which runner a job runs"))
        .anyMatch(it -> it.contains("each runner pod that runs counts as one"));
  }

  @Test
  void jobs_that_wait_are_demand_and_those_that_run_run_somewhere() {
    says("15.0.9+gitea-1.22.0");
    script.put(JOBS, ScriptedGitea.json(TWO_JOBS));

    Job waits = complete(forge().queued()).getFirst();
    Job runs = complete(forge().running()).getFirst();

    assertThat(waits.id()).isEqualTo(394);
    assertThat(waits.labels()).containsExactlyInAnyOrder("linux", "x64");
    assertThat(waits.run().attempt()).isEqualTo(2);
    assertThat(waits.url()).isEqualTo("https://forge/a/b/actions/runs/1/jobs/2");
    assertThat(runs.id()).isEqualTo(393);
    assertThat(runs.isSomewhere()).isTrue();
    assertThat(complete(forge().running())).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]", "{\"jobs\":null,\"total_count\":0}", "{\"jobs\":[]}"})
  void no_job_is_an_empty_list_however_it_is_written(String body) {
    says("15.0.9+gitea-1.22.0");
    script.put(JOBS, ScriptedGitea.json(body));

    assertThat(complete(forge().queued())).isEmpty();
    assertThat(complete(forge().running())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>login</html>", "\"null\"", "7", "{}", "[{\"name\":\"x\"}]"})
  void what_is_no_list_is_a_failure_and_never_an_empty_queue(String body) {
    says("15.0.9+gitea-1.22.0");
    script.put(JOBS, ScriptedGitea.json(body));

    assertThat(trouble(forge().queued())).isEqualTo(Trouble.GARBLED);
    assertThat(trouble(forge().running())).isEqualTo(Trouble.GARBLED);
  }

  @Test
  void a_list_in_an_object_reads_as_one_in_an_array() {
    says("15.0.9+gitea-1.22.0");
    script.put(JOBS, ScriptedGitea.json("{\"jobs\":" + TWO_JOBS + "}"));

    assertThat(complete(forge().queued())).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "waiting, 0, true, false",
    "running, 7, false, true",
    "running, 0, false, true",
    "success, 7, false, false",
    "cancelled, 7, false, false",
    "blocked, 0, false, false",
    "cancelling, 7, false, true",
    "held, 0, false, false"
  })
  void a_word_that_is_not_known_is_blocked(
      String word, long task, boolean isDemand, boolean mayRun) {
    says("17.0.0+gitea-1.22.0");
    script.put(
        JOBS,
        ScriptedGitea.json(
            "[{\"id\":1,\"runs_on\":[\"linux\"],\"task_id\":%d,\"status\":\"%s\"}]"
                .formatted(task, word)));

    assertThat(complete(forge().queued())).hasSize(isDemand ? 1 : 0);
    assertThat(complete(forge().running())).hasSize(mayRun ? 1 : 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]"})
  void a_job_without_runs_on_is_handed_to_nobody(String runsOn) {
    says("15.0.9+gitea-1.22.0");
    script.put(
        JOBS, ScriptedGitea.json("[{\"id\":1,\"runs_on\":" + runsOn + ",\"status\":\"waiting\"}]"));

    assertThat(complete(forge().queued())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"11.0.15+gitea-1.22.0", "13.0.5+gitea-1.22.0"})
  void until_13_jobs_are_asked_for_by_the_labels_of_all_pools(String version) {
    says(version);
    script.put(OLD_JOBS, ScriptedGitea.json(TWO_JOBS));

    assertThat(complete(forge("linux", "arm 64", "x64").queued())).hasSize(1);
    assertThat(askedLabels(OLD_JOBS)).isEqualTo("arm 64,linux,x64");
  }

  @Test
  void from_14_on_all_jobs_are_asked_for() {
    says("14.0.5+gitea-1.22.0");
    script.put(OLD_JOBS, ScriptedGitea.json(TWO_JOBS));

    assertThat(complete(forge("linux").queued())).hasSize(1);
    assertThat(askedLabels(OLD_JOBS)).isNull();
  }

  @ParameterizedTest
  @CsvSource({"idle, true, false", "active, true, true", "offline, false, false"})
  void a_runners_word_tells_whether_it_is_there_and_works(
      String word, boolean online, boolean busy) {
    says("15.0.9+gitea-1.22.0");
    script.put(RUNNERS, runners("[" + ONE_RUNNER.formatted(word, "[\"linux\",\"x64\"]") + "]", 1));

    assertThat(complete(forge().runners()))
        .containsExactly(
            new Runner(
                5, "as-1", new Runner.State(online, busy, false), true, Set.of("linux", "x64")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]"})
  void a_runner_that_did_not_declare_itself_has_no_label(String labels) {
    says("15.0.9+gitea-1.22.0");
    script.put(RUNNERS, runners("[" + ONE_RUNNER.formatted("offline", labels) + "]", 1));

    assertThat(complete(forge().runners()).getFirst().labels()).isEmpty();
  }

  @Test
  void runners_of_every_scope_are_asked_for_page_by_page() {
    says("15.0.9+gitea-1.22.0");
    script.put(RUNNERS, runners("[]", 0));

    assertThat(complete(forge().runners())).isEmpty();
    var url = asked.getLast().getUrl();
    assertThat(url.queryParameter("visible")).isEqualTo("true");
    assertThat(url.queryParameter("page")).isEqualTo("1");
    assertThat(url.queryParameter("limit")).isEqualTo("50");
  }

  @Test
  void a_development_build_may_put_its_runners_into_an_object() {
    says("16.0.0-dev-3-gabc+gitea-1.22.0");
    script.put(
        RUNNERS,
        ScriptedGitea.json(
            "{\"runners\":["
                + ONE_RUNNER.formatted("idle", "[\"linux\"]")
                + "],\"total_count\":1}"));

    assertThat(complete(forge().runners())).hasSize(1);
  }

  @Test
  void before_15_no_runner_is_listed_and_none_is_asked_for() {
    says("14.0.5+gitea-1.22.0");

    assertThat(complete(forge().runners())).isEmpty();
    assertThat(asked).noneMatch(it -> it.getUrl().encodedPath().equals(RUNNERS));
  }

  @Test
  void a_runner_is_deleted_and_one_that_is_gone_is_gone() {
    says("15.0.9+gitea-1.22.0");
    script.put(RUNNERS + "/5", ScriptedGitea.status(204, ""));
    script.put(
        RUNNERS + "/6", ScriptedGitea.status(404, "{\"message\":\"not found\",\"url\":\"\"}"));

    assertThat(forge().delete(5)).isInstanceOf(Outcome.Done.class);
    assertThat(forge().delete(6)).isInstanceOf(Outcome.Gone.class);
    assertThat(forge().disable(5)).isInstanceOf(Outcome.Unsupported.class);
  }

  @Test
  void nothing_is_read_while_the_version_is_not_known() {
    says("15.0.9+gitea-1.22.0");
    script.put("/api/v1/version", ScriptedGitea.status(502, ""));
    script.put(JOBS, ScriptedGitea.json("null"));

    assertThat(trouble(forge().queued())).isEqualTo(Trouble.UNREACHABLE);
    assertThat(trouble(ScriptedGitea.detected(server).running())).isEqualTo(Trouble.UNREACHABLE);
  }

  @Test
  void whichever_forge_answers_is_served() {
    says("15.0.9+gitea-1.22.0");
    script.put(JOBS, ScriptedGitea.json(TWO_JOBS));
    DetectedForge forge = ScriptedGitea.detected(server);

    assertThat(complete(forge.queued())).hasSize(1);
    assertThat(complete(forge.describe()).flavour()).isEqualTo("forgejo");
    assertThat(requireNonNull(forge.remarks())).isNotEmpty();
  }

  private static MockResponse runners(String body, int total) {
    return new MockResponse.Builder()
        .addHeader("Content-Type", "application/json;charset=utf-8")
        .addHeader("X-Total-Count", String.valueOf(total))
        .body(body)
        .build();
  }
}
