package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Conditions;
import io.github.ciautoscaler.fleet.ConditionsBuilder;
import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.fleet.RunnerConditions.Ignored;
import io.github.ciautoscaler.fleet.RunnerConditions.RunnerAndLabels;
import io.github.ciautoscaler.fleet.StateChange.RunnersForeign;
import io.github.ciautoscaler.fleet.StoredStates;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A free runner whose labels fit, and to which the forge hands no job, is remembered as such. */
class ForeignRunnersTest {

  private static final String NAME = "ci-runner-0a1b2c3d";
  private static final Set<String> LINUX = Set.of("linux");

  /** Nobody says whose the jobs of these scenes are. */
  private static final Map<Long, Set<String>> OFFICE = Map.of(3L, Set.of(""));

  @ParameterizedTest
  @CsvSource({"60, true", "59, false"})
  void who_left_a_job_for_a_minute_that_another_takes_is_remembered(long seconds, boolean is) {
    Scene scene = office().runs(7, "linux");
    long job = scene.fleet().seen().running().known().orElseThrow().getFirst().id();

    assertThat(remembered(scene.conditions(ignored(seconds, job))).equals(List.of(OFFICE)))
        .isEqualTo(is);
  }

  @Test
  void who_takes_the_job_itself_is_not() {
    Scene scene = office().runs(3, "linux");
    long job = scene.fleet().seen().running().known().orElseThrow().getFirst().id();

    assertThat(remembered(scene.conditions(ignored(90, job)))).isEmpty();
  }

  @Test
  void the_next_such_job_is_launched_for_at_once_and_others_are_not() {
    Scene known = new Scene().permanentRunner(3, true, false, "linux");
    known.stored(it ->
        StoredStates.withLabelsShown(
            StoredStates.withForeignRunners(it, OFFICE), "default", Set.of(LINUX)));
    assertThat(known.queued(1, "linux").actions(Action.Kind.CREATE)).hasSize(1);

    Scene other = new Scene().permanentRunner(3, true, false, "linux");
    other.stored(it ->
        StoredStates.withLabelsShown(
            StoredStates.withForeignRunners(it, Map.of(3L, Set.of("somebody"))),
            "default",
            Set.of(LINUX)));
    assertThat(other.queued(1, "linux").actions(Action.Kind.CREATE)).isEmpty();
  }

  @Test
  void it_is_named_with_the_mend_while_it_is_there() {
    Scene scene =
        office()
            .stored(it -> StoredStates.withForeignRunners(it, Map.of(3L, Set.of("acme", "zoo"))));

    assertThat(scene.plan().warnings())
        .filteredOn(warning -> warning.code().equals("FOREIGN_RUNNER"))
        .extracting(Plan.Warning::message)
        .containsExactly(
            "Runner permanent-3 was free and left jobs of acme, zoo to others though its labels"
                + " fit: it belongs to another owner or repository, and is counted for no such job"
                + " until it takes one. Register it for the whole instance, or give it a label of"
                + " its own.");
  }

  @Test
  void it_is_forgotten_when_it_takes_such_a_job_or_is_gone() {
    Scene took =
        office().stored(it -> StoredStates.withForeignRunners(it, OFFICE)).runs(3, "linux");
    assertThat(remembered(took)).containsExactly(Map.of());

    Scene gone = new Scene().stored(it -> StoredStates.withForeignRunners(it, OFFICE));
    assertThat(remembered(gone)).containsExactly(Map.of());

    assertThat(remembered(office().stored(it -> StoredStates.withForeignRunners(it, OFFICE))))
        .isEmpty();
  }

  @Test
  void a_hundred_are_remembered_at_most() {
    Map<Long, Set<String>> many = new TreeMap<>();
    Scene scene = office().runs(7, "linux");
    for (long id = 1000; id < 1000 + ForeignRunners.MOST; id++) {
      many.put(id, Set.of("acme"));
      scene.permanentRunner(id, true, false, "linux");
    }
    scene.stored(it -> StoredStates.withForeignRunners(it, many));
    long job = scene.fleet().seen().running().known().orElseThrow().getFirst().id();

    assertThat(remembered(scene.conditions(ignored(90, job)))).isEmpty();
  }

  @Test
  void whose_a_job_is_is_the_first_part_of_its_repository() {
    Job.Run run = new Job.Run("acme/shop", null, 1, null, null);
    Job job = io.github.ciautoscaler.fleet.Jobs.queued(1, LINUX);

    assertThat(new Job(1, job.title(), job.requirements(), null, run).owner()).isEqualTo("acme");
    assertThat(job.owner()).isEmpty();
  }

  /** A runner of somebody's, and a machine of ours. */
  private static Scene office() {
    return new Scene()
        .permanentRunner(3, true, false, "linux")
        .server(NAME, Duration.ofMinutes(10))
        .node(NAME, true, Map.of())
        .runner(NAME, 7, true, false, "linux");
  }

  private static Conditions ignored(long seconds, long job) {
    Ignored ignored = new Ignored(Scene.NOON.minusSeconds(seconds), Set.of(job));
    return new ConditionsBuilder().ignored(Map.of(new RunnerAndLabels(3, LINUX), ignored)).build();
  }

  private static List<Map<Long, Set<String>>> remembered(Scene scene) {
    return scene.plan().changes().stream()
        .filter(RunnersForeign.class::isInstance)
        .map(change -> ((RunnersForeign) change).owners())
        .toList();
  }
}
