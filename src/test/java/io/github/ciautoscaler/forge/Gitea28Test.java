package io.github.ciautoscaler.forge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.Runner;
import java.time.Instant;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.junit5.StartStop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The words of Gitea 28 and of builds between, and lists of another shape. */
@Timeout(60)
class Gitea28Test {

  @StartStop public final MockWebServer server = new MockWebServer();

  @ParameterizedTest
  @ValueSource(
      strings = {"waiting", "pending", "requested", "action_required", "completed", "on_the_moon"})
  void onlyWhatIsQueuedIsDemand(String word) {
    answerJobs(job(1, "queued", 0) + "," + job(2, word, 0), 2);

    assertThat(complete(forge().queued())).extracting(Job::id).containsExactly(1L);
  }

  @ParameterizedTest
  @CsvSource({"in_progress, true", "completed, false", "cancelling, true"})
  void whatIsNotDoneMayStillBeOnItsRunner(String word, boolean runs) {
    answerJobs(job(1, word, 7), 1);

    assertThat(complete(forge().running())).hasSize(runs ? 1 : 0);
  }

  @Test
  void theBlockedAreAskedForByAllTheirWordsAtOnce() throws Exception {
    answerJobs("", 12);

    assertThat(complete(forge().blocked())).isEqualTo(12);
    assertThat(server.takeRequest().getUrl().queryParameterValues("status"))
        .containsExactly("waiting", "pending", "requested", "action_required");
  }

  @ParameterizedTest
  @CsvSource({
    "online, false, true, false",
    "idle, false, true, false",
    "active, false, true, true",
    "active, true, true, true",
    "offline, false, false, false",
    "asleep, false, false, false"
  })
  void aRunnersWordTellsWhetherItIsThere(
      String word, boolean busy, boolean online, boolean isBusy) {
    answer(
        "{\"runners\":[{\"id\":1,\"name\":\"r\",\"status\":\"%s\",\"busy\":%s}],\"total_count\":1}"
            .formatted(word, busy));

    Runner runner = complete(forge().runners()).getFirst();

    assertThat(runner.online()).isEqualTo(online);
    assertThat(runner.busy()).isEqualTo(isBusy);
  }

  @Test
  void aListMayComeAsAnArrayWithItsTotalInAHeader() {
    ScriptedGitea.dispatch(
        server,
        asked ->
            counted(
                ScriptedGitea.json(
                    ScriptedGitea.page(asked) == 1
                        ? "[" + job(1, "queued", 0) + "," + job(2, "queued", 0) + "]"
                        : "[" + job(3, "queued", 0) + "]"),
                3));

    assertThat(complete(forge().queued())).extracting(Job::id).containsExactly(1L, 2L, 3L);
  }

  @Test
  void aJobSaysWhereItComesFromInEitherShapeOfTheList() {
    String job =
        """
        {"id":7,"name":"build","labels":["linux"],"status":"in_progress","runner_id":3,
         "url":"http://git.example.com/sub/api/v1/repos/ac%20me/shop/actions/jobs/7",
         "run_id":981,"run_attempt":2,
         "created_at":"2026-07-16T09:12:01Z","started_at":"2026-07-16T11:13:00+02:00"}
        """;
    Job.Run run =
        new Job.Run(
            "ac me/shop",
            981L,
            2,
            Instant.parse("2026-07-16T09:12:01Z"),
            Instant.parse("2026-07-16T09:13:00Z"));

    answerJobs(job, 1);
    assertThat(complete(forge().running())).extracting(Job::run).containsExactly(run);

    answer("[" + job + "]");
    assertThat(complete(forge().running())).extracting(Job::run).containsExactly(run);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"url\":\"/api/v1/jobs/7\",\"created_at\":\"soon\"",
        "\"url\":\"/repos/a%zz/b/actions/jobs/7\",\"started_at\":\"0001-01-01T00:00:00Z\"",
        "\"url\":null,\"created_at\":\"1970-01-01T01:00:00+01:00\",\"started_at\":null"
      })
  void whatItDoesNotSayIsUnknown(String fields) {
    answerJobs("{\"id\":7,\"labels\":[\"linux\"]," + fields + "}", 1);

    assertThat(complete(forge().queued())).extracting(Job::run).containsExactly(Job.Run.UNKNOWN);
  }

  @Test
  void aShortArrayIsTheWholeListAlsoWithoutATotal() {
    answer("[{\"id\":1,\"name\":\"r\",\"status\":\"idle\"}]");

    assertThat(complete(forge().runners())).extracting(Runner::id).containsExactly(1L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]"})
  void nothingIsAnEmptyListOnlyWhereATotalSaysSo(String body) {
    ScriptedGitea.dispatch(server, _ -> counted(ScriptedGitea.json(body), 0));
    assertThat(complete(forge().queued())).isEmpty();

    answer(body);
    assertThat(forge().queued()).isInstanceOf(Reading.Failed.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jobs", "runners"})
  void aNullListInAnObjectIsEmpty(String list) {
    answer("{\"" + list + "\":null,\"total_count\":0}");

    assertThat(list.equals("jobs") ? complete(forge().queued()) : complete(forge().runners()))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
        .isEmpty();
  }

  private void answerJobs(String rows, int total) {
    answer("{\"jobs\":[" + rows + "],\"total_count\":" + total + "}");
  }

  private void answer(String body) {
    ScriptedGitea.dispatch(server, _ -> ScriptedGitea.json(body));
  }

  private static MockResponse counted(MockResponse answer, int total) {
    return answer.newBuilder().addHeader("X-Total-Count", String.valueOf(total)).build();
  }

  private static String job(int id, String word, int runner) {
    return "{\"id\":%d,\"name\":\"j\",\"labels\":[\"linux\"],\"status\":\"%s\",\"runner_id\":%d}"
        .formatted(id, word, runner);
  }

  private GiteaForge forge() {
    return ScriptedGitea.forge(server);
  }

  private static <T> T complete(Reading<T> reading) {
    assertThat(reading).isInstanceOf(Reading.Complete.class);
    return ((Reading.Complete<T>) reading).value();
  }
}
