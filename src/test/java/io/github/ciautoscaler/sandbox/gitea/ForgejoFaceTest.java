package io.github.ciautoscaler.sandbox.gitea;

import static io.github.ciautoscaler.sandbox.wire.Asking.body;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.sandbox.wire.Asking;
import io.github.ciautoscaler.simulator.JobSpec;
import io.github.ciautoscaler.simulator.World;
import io.github.ciautoscaler.simulator.WorldSettings;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The simulated Forgejo answers as the real one does, version by version. */
class ForgejoFaceTest {

  private static final String OLD_JOBS = "/api/v1/admin/runners/jobs";
  private static final String JOBS = "/api/v1/admin/actions/runners/jobs";
  private static final String RUNNERS = "/api/v1/admin/actions/runners";

  private final World world = new World(WorldSettings.standard(1));

  private Asking forgejo(int major) {
    return new Asking(
        ForgeFace.of(world.forge(), major + ".0.1+gitea-1.22.0", "admin", "reader"), "admin");
  }

  private void push() {
    world
        .forge()
        .submit(
            world.forge().repos().getFirst(),
            List.of(
                new JobSpec("first", List.of("linux"), List.of(), Duration.ofMinutes(5)),
                new JobSpec("then", List.of("linux"), List.of("first"), Duration.ofMinutes(5)),
                new JobSpec("odd", List.of("linux", "gpu"), List.of(), Duration.ofMinutes(5)),
                new JobSpec("bare", List.of(), List.of(), Duration.ofMinutes(5))));
  }

  private void runner() {
    world.forge().addPermanentRunner("permanent-1", Set.of("linux", "x64"));
    world.advance(Duration.ofSeconds(30));
  }

  @Test
  void says_what_it_is_at_both_places() {
    assertThat(forgejo(15).get("/api/v1/version").body()).contains("15.0.1+gitea-1.22.0");
    assertThat(forgejo(15).get("/api/forgejo/v1/version").body()).contains("15.0.1");
  }

  @Test
  void lists_jobs_that_wait_or_run_the_newest_first_and_no_blocked_one() {
    push();

    JsonNode jobs = body(forgejo(15).get(JOBS));

    assertThat(jobs.isArray()).isTrue();
    assertThat(jobs.findValuesAsString("name")).containsExactly("bare", "odd", "first");
    JsonNode first = jobs.get(2);
    assertThat(first.get("status").asString()).isEqualTo("waiting");
    assertThat(first.get("task_id").asLong()).isZero();
    assertThat(first.get("attempt").asInt()).isEqualTo(1);
    assertThat(first.get("needs").isNull()).isTrue();
    assertThat(jobs.get(0).get("runs_on").isNull()).isTrue();
    assertThat(first.has("runner_id")).isFalse();
    assertThat(first.has("run_id")).isFalse();
  }

  @Test
  void a_job_that_runs_names_no_runner_and_keeps_its_attempt() {
    push();
    String before = handle();
    runner();

    JsonNode first = body(forgejo(16).get(JOBS)).get(2);

    assertThat(first.get("status").asString()).isEqualTo("running");
    assertThat(first.get("task_id").asLong()).isPositive();
    assertThat(first.get("attempt").asInt()).isEqualTo(1);
    assertThat(first.get("handle").asString()).isEqualTo(before);
    assertThat(first.has("run_id")).isTrue();
    assertThat(first.toString()).doesNotContain("runner");
  }

  private String handle() {
    return body(forgejo(15).get(JOBS)).get(2).get("handle").asString();
  }

  @ParameterizedTest
  @CsvSource({"11, null", "13, null", "14, bare odd first"})
  void until_13_no_label_means_no_job(int major, String names) {
    push();

    String body = forgejo(major).get(OLD_JOBS).body();

    if (names.equals("null")) {
      assertThat(body).isEqualTo("null");
    } else {
      assertThat(body).contains(names.split(" "));
    }
    assertThat(forgejo(major).get(OLD_JOBS + "?labels=linux,x64").body())
        .contains("first")
        .doesNotContain("odd", "bare", "attempt", "handle");
    assertThat(forgejo(major).get(OLD_JOBS + "?labels=nobody").body()).isEqualTo("null");
  }

  @Test
  void a_list_of_no_job_is_null() {
    assertThat(forgejo(15).get(JOBS).body()).isEqualTo("null");
    assertThat(forgejo(15).get(RUNNERS + "?page=1").body()).isEqualTo("[]");
  }

  @Test
  void a_runner_has_labels_as_words_and_neither_busy_nor_disabled() {
    runner();

    var answer = forgejo(15).get(RUNNERS + "?page=1&limit=50&visible=true");

    assertThat(answer.headers()).containsEntry("X-Total-Count", "1");
    JsonNode row = body(answer).get(0);
    assertThat(row.get("status").asString()).isEqualTo("idle");
    assertThat(row.get("labels").toString()).isEqualTo("[\"linux\",\"x64\"]");
    assertThat(row.has("busy")).isFalse();
    assertThat(row.has("disabled")).isFalse();
  }

  @Test
  void runners_are_neither_listed_nor_deleted_before_15_and_never_disabled() {
    runner();
    long id = world.forge().runners().iterator().next().id();

    assertThat(forgejo(14).get(RUNNERS).status()).isEqualTo(404);
    assertThat(forgejo(14).get(JOBS).status()).isEqualTo(404);
    assertThat(forgejo(15).ask("PATCH", RUNNERS + "/" + id, "{\"disabled\":true}").status())
        .isEqualTo(405);
    assertThat(forgejo(15).ask("DELETE", RUNNERS + "/" + id, "").status()).isEqualTo(204);
    assertThat(forgejo(15).ask("DELETE", RUNNERS + "/" + id, "").status()).isEqualTo(404);
  }
}
