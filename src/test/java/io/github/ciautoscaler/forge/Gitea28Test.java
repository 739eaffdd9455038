package io.github.ciautoscaler.forge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.Runner;
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
