package io.github.ciautoscaler.sandbox.gitea;

import static io.github.ciautoscaler.sandbox.wire.Asking.body;
import static io.github.ciautoscaler.sandbox.wire.Asking.fields;
import static io.github.ciautoscaler.sandbox.wire.Asking.recorded;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.sandbox.wire.Asking;
import io.github.ciautoscaler.sandbox.wire.Response;
import io.github.ciautoscaler.simulator.JobSpec;
import io.github.ciautoscaler.simulator.World;
import io.github.ciautoscaler.simulator.WorldSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class GiteaFaceTest {

  private static final String JOBS = "/api/v1/admin/actions/jobs";
  private static final String RUNNERS = "/api/v1/admin/actions/runners";

  private final World world = new World(WorldSettings.standard(1));
  private final Asking gitea =
      new Asking(new GiteaFace(world.forge(), "1.26.3", "admin", "reader"), "admin");

  private void push(int jobs) {
    List<JobSpec> specs = new ArrayList<>();
    for (int i = 0; i < jobs; i++) {
      specs.add(JobSpec.of("job " + i, Duration.ofMinutes(5), "linux"));
    }
    world.forge().submit(world.forge().repos().getFirst(), specs);
  }

  private long runner() {
    world.forge().addPermanentRunner("permanent-1", Set.of("linux"));
    world.advance(Duration.ofSeconds(30));
    return world.forge().runners().iterator().next().id();
  }

  @Test
  void answers_500_for_each_page_that_a_row_without_a_repository_is_on() {
    push(60);
    GiteaFace face = new GiteaFace(world.forge(), "1.26.3", "admin", "reader");
    Asking spoilt = new Asking(face, "admin");
    long orphan = face.orphanJob();

    assertThat(spoilt.get(JOBS + "?status=queued&page=1&limit=50").status()).isEqualTo(200);
    assertThat(spoilt.get(JOBS + "?status=queued&page=2&limit=50").body())
        .contains("job " + orphan + " is missing its run or repository");
    face.deleteOrphanJobs();
    assertThat(spoilt.get(JOBS + "?status=queued&page=2&limit=50").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"1.27.3, waiting, online", "28.0.0, pending, idle"})
  void speaks_the_words_of_its_version(String version, String blocked, String runner) {
    Asking asking = new Asking(new GiteaFace(world.forge(), version, "admin", "reader"), "admin");
    world
        .forge()
        .submit(
            world.forge().repos().getFirst(),
            List.of(
                new JobSpec("first", List.of("linux"), List.of(), Duration.ofMinutes(1)),
                new JobSpec("then", List.of("linux"), List.of("first"), Duration.ofMinutes(1))));
    assertThat(asking.get(JOBS + "?page=1").body()).contains("\"status\":\"" + blocked + "\"");
    runner();
    world.advance(Duration.ofHours(1));
    assertThat(asking.get(RUNNERS + "?page=1").body()).contains("\"status\":\"" + runner + "\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "error-400-empty-status.json",
        "error-400-comma-status.json",
        "error-404-runner-get.json",
        "error-405.json"
      })
  void words_its_errors_as_gitea_does(String recording) {
    sameError(recording, gitea);
  }

  @Test
  void tells_a_missing_a_wrong_and_a_weak_token_apart() {
    sameError("error-401-no-token.json", gitea.as(""));
    sameError("error-401-bad-token.json", gitea.as("guess"));
    sameError("error-403-patch-read-only.json", gitea.as("reader"));
    assertThat(gitea.as("reader").get(JOBS).status()).isEqualTo(200);
  }

  @Test
  void wants_a_patch_to_say_whether_the_runner_is_disabled() {
    assertThat(runner()).isEqualTo(1);
    sameError("error-422-patch-empty.json", gitea);
  }

  private static void sameError(String file, Asking asking) {
    JsonNode recording = recorded("gitea-1.26.3/" + file);
    Response answer = asking.repeat(recording);
    assertThat(answer.status()).isEqualTo(recording.at("/response/status").asInt());
    recording
        .at("/response/headers")
        .properties()
        .forEach(header ->
            assertThat(answer.headers())
                .containsEntry(header.getKey(), header.getValue().asString()));
    JsonNode body = recording.at("/response/body");
    if (body.isObject()) {
      assertThat(fields(body(answer))).isEqualTo(fields(body));
      assertThat(body(answer).path("message")).isEqualTo(body.path("message"));
    }
  }

  @Test
  void answers_an_unknown_path_in_plain_text() {
    JsonNode recording = recorded("gitea-1.26.3/registration-token-old-path.json");
    Response answer = gitea.repeat(recording);
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body()).isEqualTo(recording.at("/response/body").asString());
  }

  @Test
  void writes_a_job_with_the_fields_of_a_real_one() {
    push(9);
    JsonNode recording = recorded("gitea-1.26.3/jobs-limit-2-page-2.json");
    Response answer = gitea.repeat(recording);
    assertThat(fields(body(answer).at("/jobs/0")))
        .isEqualTo(fields(recording.at("/response/body/jobs/0")));
    assertThat(body(answer).at("/jobs/0/started_at").asString()).isEqualTo("1970-01-01T00:00:00Z");
    assertThat(body(answer).path("total_count").asInt()).isEqualTo(9);
    assertThat(answer.headers()).containsEntry("X-Total-Count", "9");
    assertThat(answer.headers().get("Link"))
        .isEqualTo(
            recording
                .at("/response/headers/Link")
                .asString()
                .replace("https://git.example.com", "http://127.0.0.1:1234"));
  }

  @Test
  void names_the_runner_of_a_running_job_and_leaves_it_out_before() {
    push(1);
    assertThat(fields(body(gitea.get(JOBS)).at("/jobs/0")))
        .doesNotContain("runner_id", "conclusion");
    runner();
    JsonNode running = body(gitea.get(JOBS + "?status=in_progress")).at("/jobs/0");
    assertThat(fields(running))
        .isEqualTo(
            fields(recorded("gitea-1.26.3/jobs-in_progress.json").at("/response/body/jobs/0")));
    assertThat(running.path("runner_id").asLong()).isEqualTo(1);
  }

  @Test
  void gives_30_jobs_unless_asked_and_never_more_than_50() {
    push(70);
    assertThat(body(gitea.get(JOBS)).path("jobs").size()).isEqualTo(30);
    assertThat(body(gitea.get(JOBS + "?limit=100")).path("jobs").size()).isEqualTo(50);
    assertThat(body(gitea.get(JOBS + "?limit=50&page=2")).path("jobs").size()).isEqualTo(20);
    JsonNode past = body(gitea.get(JOBS + "?limit=50&page=9"));
    assertThat(past.path("jobs").size()).isZero();
    assertThat(past.path("total_count").asInt()).isEqualTo(70);
  }

  @Test
  void calls_blocked_jobs_waiting_and_lets_the_status_be_repeated() {
    world
        .forge()
        .submit(
            world.forge().repos().getFirst(),
            List.of(
                JobSpec.of("a", Duration.ofMinutes(1), "linux"),
                JobSpec.of("b", Duration.ofMinutes(1), "linux").needs("a")));
    assertThat(body(gitea.get(JOBS + "?status=queued")).at("/jobs/0/name").asString())
        .isEqualTo("a");
    assertThat(body(gitea.get(JOBS + "?status=waiting")).at("/jobs/0/name").asString())
        .isEqualTo("b");
    assertThat(body(gitea.get(JOBS + "?status=queued&status=waiting")).path("total_count").asInt())
        .isEqualTo(2);
  }

  @Test
  void writes_disables_and_deletes_a_runner() {
    long id = runner();
    JsonNode listed = body(gitea.get(RUNNERS)).at("/runners/0");
    JsonNode real = recorded("gitea-1.26.3/runners-busy.json").at("/response/body/runners/0");
    assertThat(fields(listed)).isEqualTo(fields(real));
    assertThat(fields(listed.at("/labels/0"))).isEqualTo(fields(real.at("/labels/0")));
    JsonNode disabled = body(gitea.ask("PATCH", RUNNERS + "/" + id, "{\"disabled\": true}"));
    assertThat(disabled.path("disabled").asBoolean()).isTrue();
    assertThat(body(gitea.get(RUNNERS + "?disabled=false")).path("total_count").asInt()).isZero();
    assertThat(gitea.ask("DELETE", RUNNERS + "/" + id, "").status()).isEqualTo(204);
    assertThat(gitea.ask("DELETE", RUNNERS + "/" + id, "").status()).isEqualTo(404);
  }

  @Test
  void does_not_know_disable_before_1_26() {
    Asking old = new Asking(new GiteaFace(world.forge(), "1.25.4", "admin", "reader"), "admin");
    long id = runner();
    assertThat(old.ask("PATCH", RUNNERS + "/" + id, "{\"disabled\": true}").status())
        .isEqualTo(405);
    assertThat(fields(body(old.get(RUNNERS)).at("/runners/0"))).doesNotContain("disabled");
  }
}
