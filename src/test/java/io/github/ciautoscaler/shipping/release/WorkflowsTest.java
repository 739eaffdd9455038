package io.github.ciautoscaler.shipping.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The workflows say nothing that Gitea would not know, and do nothing that a person could not. */
class WorkflowsTest {

  static List<Path> workflows() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(".gitea/workflows"))) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void every_word_is_known_and_every_job_has_its_limit(Path file) throws IOException {
    Workflow workflow = Workflow.parse(Files.readString(file));

    assertThat(workflow.jobs()).isNotEmpty();
    workflow.jobs().values().forEach(job -> assertThat(job.minutes()).isBetween(1, 90));
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void every_job_that_is_waited_for_exists(Path file) throws IOException {
    Workflow workflow = Workflow.parse(Files.readString(file));

    assertThat(workflow.jobs().values())
        .allSatisfy(job -> assertThat(workflow.jobs().keySet()).containsAll(job.needs()));
  }

  /** What a stranger names a branch would else be run. */
  @ParameterizedTest
  @MethodSource("workflows")
  void every_step_is_a_script_of_the_repository_but_the_one_that_fetches_it(Path file)
      throws IOException {
    Set<String> others = new HashSet<>();
    for (Workflow.Job job : Workflow.parse(Files.readString(file)).jobs().values()) {
      for (Workflow.Step step : job.steps()) {
        assertThat(step.run()).doesNotContain("${{");
        if (step.run().startsWith(".ci/")) {
          Path script = Path.of(step.run().strip().split(" ", -1)[0]);
          assertThat(Files.isExecutable(script)).as("%s", script).isTrue();
          assertThat(step.run().strip()).doesNotContain("\n");
        } else {
          others.add(step.run());
        }
      }
      assertThat(job.steps().getFirst().name()).isEqualTo("check out");
    }
    assertThat(others).hasSize(1);
    assertThat(others.iterator().next()).contains("fetch -q --depth=1 \"$REPOSITORY\" \"$COMMIT\"");
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void every_image_and_action_has_a_version(Path file) throws IOException {
    for (Workflow.Job job : Workflow.parse(Files.readString(file)).jobs().values()) {
      assertThat(job.image()).matches("|docker\\.io/.+:[^:]*\\d[^:]*(@sha256:[0-9a-f]{64})?");
      for (Workflow.Step step : job.steps()) {
        assertThat(step.uses()).matches("|.+@[0-9a-f]{40}");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{name: a, on: {push: {}}, jobs: {}, job: {}}",
        "{name: a, on: {pushed: {}}, jobs: {}}",
        "{name: a, on: {push: {}}, jobs: {b: {runs_on: c, timeout-minutes: 1, steps: []}}}",
        "{name: a, on: {push: {}}, jobs: {b: {runs-on: c, timeout-minutes: 1, steps: [{rum: d}]}}}"
      })
  void the_check_refuses_what_gitea_would_not_know(String broken) {
    assertThatThrownBy(() -> Workflow.parse(broken)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void what_a_release_needs_is_run_for_every_change_too() throws IOException {
    Map<String, Workflow.Job> verify =
        Workflow.parse(Files.readString(Path.of(".gitea/workflows/verify.yml"))).jobs();
    Map<String, Workflow.Job> release =
        Workflow.parse(Files.readString(Path.of(".gitea/workflows/release.yml"))).jobs();

    assertThat(verify.keySet()).containsAll(release.keySet());
    assertThat(Objects.requireNonNull(release.get("image")).needs()).containsExactly("test");
  }
}
