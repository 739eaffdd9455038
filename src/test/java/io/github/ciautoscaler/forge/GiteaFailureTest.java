package io.github.ciautoscaler.forge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.Reading.Failed;
import io.github.ciautoscaler.fleet.Reading.Partial;
import io.github.ciautoscaler.fleet.Reading.Trouble;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import mockwebserver3.junit5.StartStop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads that go wrong: each is said, none is a zero. */
@Timeout(60)
class GiteaFailureTest {

  private static final Duration SOON = Duration.ofSeconds(1);

  @StartStop public final MockWebServer server = new MockWebServer();

  @ParameterizedTest
  @CsvSource({
    "error-400-comma-status, GARBLED, Invalid status queued",
    "error-400-empty-status, GARBLED, Invalid status",
    "error-400-unknown-status, GARBLED, Invalid status foo",
    "error-401-bad-token, UNAUTHORIZED, GITEA_ADMIN_TOKEN",
    "error-401-no-token, UNAUTHORIZED, token is required",
    "error-403-not-admin, FORBIDDEN, user should be the site admin",
    "error-403-scope, FORBIDDEN, read:admin",
    "error-404-runner-get, UNSUPPORTED, 1.25",
    "registration-token-old-path, UNSUPPORTED, 1.25",
    "error-405, GARBLED, 405"
  })
  void anErrorAnswerIsToldByTheReactionItNeeds(String name, Trouble trouble, String said) {
    Recorded recorded = Recorded.named(name);
    ScriptedGitea.dispatch(server, _ -> recorded.answer());
    GiteaForge forge = ScriptedGitea.forge(server);

    for (Reading<?> reading :
        List.of(forge.queued(), forge.running(), forge.blocked(), forge.runners())) {
      assertThat(failed(reading).trouble()).isEqualTo(trouble);
      assertThat(failed(reading).problem()).contains(said).contains("/api/v1/admin/actions/");
      assertThat(reading.takenAt()).isAfterOrEqualTo(ScriptedGitea.START);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"registration-token", "registration-token-again", "hook-create", "version"})
  void anotherCallsAnswerIsNotAnEmptyList(String name) {
    Recorded recorded = Recorded.named(name);
    ScriptedGitea.dispatch(server, _ -> recorded.answer());

    assertThat(failed(ScriptedGitea.forge(server).queued()).trouble()).isEqualTo(Trouble.GARBLED);
    assertThat(failed(ScriptedGitea.forge(server).blocked()).trouble()).isEqualTo(Trouble.GARBLED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "200; <html>login</html>; GARBLED",
        "200; ''; GARBLED",
        "200; null; GARBLED",
        "200; []; GARBLED",
        "200; {\"jobs\":[]}; GARBLED",
        "200; {\"jobs\":[],\"total_count\":-1}; GARBLED",
        "200; {\"jobs\":[{\"name\":\"x\"}],\"total_count\":1}; GARBLED",
        "200; {\"jobs\":[{\"id\":\"x\"}],\"total_count\":1}; GARBLED",
        "200; {\"jobs\":[; GARBLED",
        "429; slow down; RATE_LIMITED",
        "500; {\"message\":\"\"}; UNREACHABLE",
        "502; <html>Bad Gateway</html>; UNREACHABLE",
        "503; ''; UNREACHABLE",
        "504; ''; UNREACHABLE"
      })
  void anAnswerThatIsNotGiteasIsNoList(int status, String body, Trouble trouble) {
    ScriptedGitea.dispatch(server, _ -> ScriptedGitea.status(status, body));

    Failed<?> reading = failed(ScriptedGitea.forge(server).queued());

    assertThat(reading.trouble()).isEqualTo(trouble);
    assertThat(reading.problem()).doesNotContain("<html>");
  }

  @Test
  void aRedirectNamesTheServerToUse() {
    server.enqueue(
        new MockResponse.Builder()
            .code(301)
            .addHeader("Location", "https://me:hunter2@git.example.com/api/v1?token=hunter2")
            .build());

    assertThat(failed(ScriptedGitea.forge(server).queued()).problem())
        .contains("https://git.example.com/api/v1")
        .contains("GITEA_API_URL")
        .doesNotContain("hunter2");
  }

  @Test
  void aServerThatAlwaysFailsIsNoEmptyQueue() {
    ScriptedGitea.dispatch(server, _ -> ScriptedGitea.status(500, "{\"message\":\"\"}"));

    Failed<?> reading = failed(ScriptedGitea.forge(server).running());

    assertThat(reading.trouble()).isEqualTo(Trouble.UNREACHABLE);
    assertThat(reading.problem()).contains("500").contains("job row");
    assertThat(server.getRequestCount()).isEqualTo(6);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 23, 60, 120})
  void anOrphanJobRowCostsItsNeighboursAndNotTheWholeList(int orphan) {
    ScriptedGitea.dispatch(server, asked -> withOrphan(asked, orphan));

    Partial<List<Job>> reading = partial(ScriptedGitea.forge(server).queued());

    assertThat(reading.problem()).contains("500").contains("job row").contains("of 120");
    assertThat(reading.value()).hasSize(110).extracting(Job::id).doesNotContain((long) orphan);
    assertThat(server.getRequestCount()).isLessThan(12);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 23, 60, 120})
  void anOrphanJobRowThatGiteaNamesIsLeftOutAndNothingElse(int orphan) {
    ScriptedGitea.dispatch(server, asked -> withNamedOrphans(asked, 120, orphan));
    GiteaForge forge = ScriptedGitea.forge(server);

    assertThat(complete(forge.queued()))
        .extracting(Job::id)
        .hasSize(119)
        .doesNotHaveDuplicates()
        .doesNotContain((long) orphan);
    assertThat(complete(forge.running())).hasSize(119);
    assertThat(forge.remarks())
        .singleElement()
        .asString()
        .contains("Job " + orphan + " ")
        .contains("action_run_job");
    assertThat(server.getRequestCount()).isLessThan(2 * 25);
  }

  @Test
  void aQueueOfNothingButAnOrphanIsKnownToBeEmpty() {
    ScriptedGitea.dispatch(server, asked -> withNamedOrphans(asked, 1, 1));

    assertThat(complete(ScriptedGitea.forge(server).queued())).isEmpty();
  }

  @Test
  void manyOrphansAreNamedTogether() {
    ScriptedGitea.dispatch(server, asked -> withNamedOrphans(asked, 120, 2, 3, 77));
    GiteaForge forge = ScriptedGitea.forge(server);

    assertThat(complete(forge.queued())).hasSize(117);
    assertThat(forge.remarks()).singleElement().asString().startsWith("Jobs 2, 3, 77 have lost");
  }

  @Test
  void anOrphanThatIsGoneIsNotSpokenOfAnyMore() {
    ScriptedGitea.dispatch(server, asked -> withNamedOrphans(asked, 9, 4));
    GiteaForge forge = ScriptedGitea.forge(server);
    forge.queued();
    assertThat(forge.remarks()).hasSize(1);
    ScriptedGitea.dispatch(server, asked -> withNamedOrphans(asked, 9));

    assertThat(complete(forge.queued())).hasSize(9);
    assertThat(forge.remarks()).isEmpty();
  }

  @Test
  void theBlockedAreCountedAlsoWhereTheFirstOfThemIsAnOrphan() {
    ScriptedGitea.dispatch(server, asked -> withNamedOrphans(asked, 9, 1));

    assertThat(ScriptedGitea.forge(server).blocked())
        .isEqualTo(new Reading.Complete<>(9, ScriptedGitea.START));
  }

  @Test
  void whereOneRowSpoilsTheWholeListEachRepositoryIsAskedByItself() {
    ScriptedGitea.dispatch(server, asked -> spoilt(asked, true));
    GiteaForge forge = ScriptedGitea.forge(server);

    assertThat(complete(forge.queued()))
        .extracting(Job::id)
        .containsExactlyInAnyOrder(1L, 2L, 3L, 11L);
    assertThat(forge.remarks()).singleElement().asString().contains("Job 4711 ");
  }

  @Test
  void aTokenThatMayNotSeeRepositoriesSaysSoAndIsNoEmptyQueue() {
    ScriptedGitea.dispatch(server, asked -> spoilt(asked, false));

    assertThat(failed(ScriptedGitea.forge(server).queued()).problem())
        .contains("job 4711")
        .contains("read:repository");
  }

  private static MockResponse spoilt(RecordedRequest asked, boolean repositories) {
    return switch (asked.getUrl().encodedPath()) {
      case "/api/v1/repos/search" ->
          repositories
              ? ScriptedGitea.json(
                      "{\"ok\":true,\"data\":[{\"id\":1,\"full_name\":\"acme/shop\"},"
                          + "{\"id\":2,\"full_name\":\"acme/tools\"}]}")
                  .newBuilder()
                  .addHeader("X-Total-Count", "2")
                  .build()
              : ScriptedGitea.status(403, "{\"message\":\"required=[read:repository]\"}");
      case "/api/v1/repos/acme/shop/actions/jobs" ->
          ScriptedGitea.jobsOf(asked, ScriptedGitea.ids(1, 3), 50);
      case "/api/v1/repos/acme/tools/actions/jobs" ->
          ScriptedGitea.jobsOf(asked, ScriptedGitea.ids(11, 11), 50);
      default -> orphaned(4711);
    };
  }

  private static MockResponse withNamedOrphans(RecordedRequest asked, int all, int... orphans) {
    int limit = Integer.parseInt(String.valueOf(asked.getUrl().queryParameter("limit")));
    int page = ScriptedGitea.page(asked);
    return java.util.Arrays.stream(orphans)
        .filter(orphan -> (orphan - 1) / limit + 1 == page)
        .mapToObj(GiteaFailureTest::orphaned)
        .findFirst()
        .orElseGet(() -> ScriptedGitea.jobsOf(asked, ScriptedGitea.ids(1, all), limit));
  }

  private static MockResponse orphaned(int job) {
    return ScriptedGitea.status(
        500, "{\"message\":\"job " + job + " is missing its run or repository\"}");
  }

  private static <T> T complete(Reading<T> reading) {
    assertThat(reading).isInstanceOf(Reading.Complete.class);
    return ((Reading.Complete<T>) reading).value();
  }

  private static MockResponse withOrphan(RecordedRequest asked, int orphan) {
    int limit = Integer.parseInt(String.valueOf(asked.getUrl().queryParameter("limit")));
    boolean hit = (orphan - 1) / limit + 1 == ScriptedGitea.page(asked);
    return hit
        ? ScriptedGitea.status(500, "{\"message\":\"\"}")
        : ScriptedGitea.jobsOf(asked, ScriptedGitea.ids(1, 120), limit);
  }

  @Test
  void aServerThatNeverAnswersTimesOut() {
    server.enqueue(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());

    Failed<?> late = failed(ScriptedGitea.forge(server, SOON).queued());
    assertThat(late.trouble()).isEqualTo(Trouble.TIMED_OUT);
    assertThat(late.problem())
        .startsWith("GET /api/v1/admin/actions/jobs?status=queued: ")
        .endsWith("raise GITEA_TIMEOUT_SECS");
  }

  @Test
  void aLaterPageThatNeverAnswersLeavesWhatWasSeen() {
    ScriptedGitea.dispatch(
        server,
        asked ->
            ScriptedGitea.page(asked) == 2
                ? new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build()
                : ScriptedGitea.jobsOf(asked, ScriptedGitea.ids(1, 60), 50));

    assertThat(partial(ScriptedGitea.forge(server, SOON).queued()).value()).hasSize(50);
  }

  @Test
  void aBodyThatBreaksOffIsNoList() {
    server.enqueue(
        new MockResponse.Builder()
            .body(Recorded.named("jobs-queued").body())
            .onResponseBody(new SocketEffect.CloseSocket())
            .build());

    assertThat(failed(ScriptedGitea.forge(server).queued()).trouble())
        .isEqualTo(Trouble.UNREACHABLE);
  }

  @Test
  void aSlowAnswerIsWaitedFor() {
    server.enqueue(
        new MockResponse.Builder(ScriptedGitea.jobs(List.of(1L), 1))
            .headersDelay(300, TimeUnit.MILLISECONDS)
            .build());

    assertThat(ScriptedGitea.forge(server).queued()).isInstanceOf(Reading.Complete.class);
  }

  @Test
  void nobodyListeningIsUnreachable() throws Exception {
    int port;
    try (ServerSocket closed = new ServerSocket(0)) {
      port = closed.getLocalPort();
    }
    GiteaForge forge = ScriptedGitea.forge("http://127.0.0.1:" + port, SOON);

    assertThat(failed(forge.queued()).trouble()).isEqualTo(Trouble.UNREACHABLE);
    assertThat(failed(forge.blocked()).trouble()).isEqualTo(Trouble.UNREACHABLE);
    assertThat(failed(forge.describe()).trouble()).isEqualTo(Trouble.UNREACHABLE);
  }

  @Test
  void aServersSentenceIsCutAndCannotForgeALogLine() {
    server.enqueue(
        ScriptedGitea.status(
            503, "{\"message\":\"a\\nINFO all is well " + "x".repeat(5000) + "\"}"));

    assertThat(failed(ScriptedGitea.forge(server).queued()).problem())
        .contains("a INFO")
        .doesNotContain("\n")
        .hasSizeLessThan(700);
  }

  private static Failed<?> failed(Reading<?> reading) {
    assertThat(reading).isInstanceOf(Failed.class);
    return (Failed<?>) reading;
  }

  private static <T> Partial<T> partial(Reading<T> reading) {
    assertThat(reading).isInstanceOf(Partial.class);
    return (Partial<T>) reading;
  }
}
