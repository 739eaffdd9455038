package io.github.ciautoscaler.forge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.fleet.Jobs;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.Requirements;
import io.github.ciautoscaler.fleet.Runner;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.junit5.StartStop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What a real Gitea answered, and what we make of it. */
@Timeout(60)
class GiteaReadTest {

  @StartStop public final MockWebServer server = new MockWebServer();

  @Test
  void queuedJobsAreWhatCouldRunNow() throws Exception {
    Recorded recorded = replay("jobs-queued");

    List<Job> jobs = complete(forge().queued());

    assertThat(asked()).isEqualTo(recorded.requestLine());
    assertThat(jobs).extracting(Job::id).containsExactly(1L, 2L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
    assertThat(jobs.get(1))
        .isEqualTo(
            new Job(
                2,
                new Job.Title("b", "https://git.example.com/acme/demo/actions/runs/1/jobs/2"),
                new Requirements(Set.of("linux", "x64")),
                null,
                new Job.Run("acme/demo", 1L, 0, Instant.parse("2026-11-22T11:36:07Z"), null)));
    assertThat(jobs.getLast().labels()).isEmpty();
  }

  @Test
  void waitingMeansBlockedAndIsOnlyCounted() throws Exception {
    replay("jobs-waiting-means-blocked");

    assertThat(complete(forge().blocked())).isEqualTo(2);
    assertThat(asked())
        .isEqualTo(
            "GET /api/v1/admin/actions/jobs?status=waiting&status=pending&status=requested"
                + "&status=action_required&page=1&limit=1");
  }

  @Test
  void blockedIsTheTotalAndNotThePage() {
    replay("jobs-with-read-admin");

    assertThat(complete(forge().blocked())).isEqualTo(9);
  }

  @ParameterizedTest
  @CsvSource({
    "jobs-in_progress, 1, 1",
    "jobs-in_progress-of-deleted-runner, 2, 3",
  })
  void aRunningJobIsOnItsRunnerEvenWhenTheRowIsGone(String name, long job, long runner)
      throws Exception {
    Recorded recorded = replay(name);

    List<Job> jobs = complete(forge().running());

    assertThat(asked()).isEqualTo(recorded.requestLine());
    assertThat(jobs).extracting(Job::id).containsExactly(job);
    assertThat(jobs).extracting(Job::runnerId).containsExactly(runner);
  }

  @Test
  void nothingRunningIsAWholeEmptyList() {
    replay("jobs-none-in_progress");

    assertThat(complete(forge().running())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"jobs-all", "jobs-after-needs-met", "jobs-queued-and-in_progress"})
  void aJobWithoutARunnerDoesNotRunOnOne(String name) {
    replay(name);

    assertThat(complete(forge().running())).isEmpty();
  }

  @Test
  void aFinishedJobStillShowsItsRunnerAndIsNeitherDemandNorRunning() {
    Recorded recorded = replay("jobs-failed");

    assertThat(recorded.body()).contains("\"runner_id\":3").contains("\"completed\"");
    assertThat(complete(forge().queued())).isEmpty();
    replay("jobs-failed");
    assertThat(complete(forge().running())).isEmpty();
  }

  @Test
  void aLabelThatCouldNotBeEvaluatedIsKeptSoThatNothingServesIt() {
    server.enqueue(ScriptedGitea.json(queued(Recorded.named("jobs-after-needs-met").body())));

    assertThat(complete(forge().queued()))
        .filteredOn(job -> job.id() == 11)
        .extracting(Job::labels)
        .containsExactly(Set.of(""));
  }

  @Test
  void nullsOddTimesAndFieldsOfTomorrowAreTaken() {
    server.enqueue(
        ScriptedGitea.json(
            """
            {"jobs":[
              {"id":1,"labels":null,"name":null,"html_url":null,"runner_id":null,
               "started_at":"1970-01-01T01:00:00+01:00","completed_at":"0001-01-01T00:00:00Z"},
              {"id":2,"labels":["a",null,"a"],"html_url":"javascript:alert(1)","new":{"x":[1]}},
              null],
             "total_count":2,"more":true}
            """));

    assertThat(complete(forge().queued()))
        .containsExactly(
            Jobs.titled(1, new Job.Title("", null), Set.of(), null),
            Jobs.titled(2, new Job.Title("", null), Set.of("a"), null));
  }

  @Test
  void callersAndCancellingJobsOccupyNoRunner() {
    server.enqueue(
        ScriptedGitea.json(
            """
            {"jobs":[{"id":1,"labels":[]},{"id":2,"runner_id":0},{"id":3,"runner_id":34}],
             "total_count":3}
            """));

    assertThat(complete(forge().running())).extracting(Job::id).containsExactly(3L);
  }

  @ParameterizedTest
  @CsvSource({
    "runners-busy, true, true, false",
    "runners-declared-idle, true, false, false",
    "runners-just-claimed, true, false, false",
    "runners-just-done-still-busy, true, true, false",
    "runners-disabled-filter, true, true, true",
    "runners-offline, false, false, false",
    "runners-registered-not-declared, false, false, false",
    "runners-ephemeral-gone, true, false, false"
  })
  void aRunnerIsAsItsRowShows(String name, boolean online, boolean busy, boolean disabled) {
    replay(name);

    assertThat(complete(forge().runners()))
        .containsExactly(
            new Runner(
                1,
                "as-default-1",
                new Runner.State(online, busy, disabled),
                false,
                Set.of("linux")));
  }

  @Test
  void anEphemeralRunnerIsKnownAsOne() throws Exception {
    replay("runners-ephemeral-running");

    assertThat(complete(forge().runners()))
        .extracting(Runner::name, Runner::ephemeral)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("as-eph-1", true),
            org.assertj.core.groups.Tuple.tuple("as-default-1", false));
    assertThat(asked()).isEqualTo("GET /api/v1/admin/actions/runners?page=1&limit=50");
  }

  @ParameterizedTest
  @ValueSource(strings = {"runners-none", "runners-enabled-filter"})
  void noRunnerIsAWholeEmptyList(String name) {
    replay(name);

    assertThat(complete(forge().runners())).isEmpty();
  }

  @Test
  void aRunnerRowOfBefore126HasNoDisabled() {
    server.enqueue(
        ScriptedGitea.json(
            """
            {"runners":[{"id":5,"name":"old","status":"online","labels":null},
                        {"id":6,"name":null,"labels":[null,{"id":0},{"name":"x"}]}],
             "total_count":2}
            """));

    assertThat(complete(forge().runners()))
        .containsExactly(
            new Runner(5, "old", new Runner.State(true, false, false), false, Set.of()),
            new Runner(6, "", new Runner.State(false, false, false), false, Set.of("x")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"queued", "in_progress", "completed"})
  void aWebhookCarriesTheSameJobObject(String action) {
    String job =
        JsonMapper.shared()
            .readTree(Recorded.text("webhook-workflow_job-" + action))
            .findValue("workflow_job")
            .toString();
    server.enqueue(ScriptedGitea.json("{\"jobs\":[" + queued(job) + "],\"total_count\":1}"));

    assertThat(complete(forge().queued()))
        .singleElement()
        .satisfies(it -> assertThat(it.labels()).isNotEmpty())
        .satisfies(it -> assertThat(it.url()).startsWith("https://git.example.com/"));
  }

  @Test
  void aPathInTheBaseUrlIsKept() throws Exception {
    replay("runners-none");

    ScriptedGitea.forge(server.url("/git/").toString(), java.time.Duration.ofSeconds(20)).runners();

    assertThat(asked()).startsWith("GET /git/api/v1/admin/actions/runners?");
  }

  /** The same rows, as they were while they waited for a runner. */
  private static String queued(String rows) {
    return rows.replaceAll("\"status\": ?\"[a-z_]+\"", "\"status\":\"queued\"");
  }

  private GiteaForge forge() {
    return ScriptedGitea.forge(server);
  }

  private Recorded replay(String name) {
    Recorded recorded = Recorded.named(name);
    server.enqueue(recorded.answer());
    return recorded;
  }

  private String asked() throws InterruptedException {
    RecordedRequest request = server.takeRequest();
    return request.getMethod() + " " + request.getTarget();
  }

  private static <T> T complete(Reading<T> reading) {
    assertThat(reading)
        .asInstanceOf(type(Reading.Complete.class))
        .extracting(Reading.Complete::takenAt)
        .isNotNull();
    return ((Reading.Complete<T>) reading).value();
  }
}
