package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Conditions;
import io.github.ciautoscaler.fleet.ConditionsBuilder;
import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.StoredStates;
import io.github.ciautoscaler.fleet.Tracked;
import io.github.ciautoscaler.plan.Action.Kind;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Faces without their machine, servers of others, and machines to be adopted. */
class OrphansTest {

  private static final String NAME = Leaving.NAME;

  @Test
  void foreignServersAreNeverTouchedAndAreNamed() {
    Scene scene =
        new Scene()
            .server(
                NAME,
                Duration.ofHours(3),
                Map.of(Labels.MANAGED_BY, Labels.MANAGED_BY_US, Labels.INSTALLATION, "other"))
            .server(
                "ci-runner-00000002",
                Duration.ofHours(3),
                Map.of(Labels.MANAGED_BY, Labels.MANAGED_BY_US));

    assertThat(scene.plan().actions()).isEmpty();
    assertThat(scene.plan().warnings())
        .filteredOn(warning -> warning.code().equals("FOREIGN_SERVER"))
        .hasSize(2);
  }

  @Test
  void aServerOfTheOriginalWithANodeHereIsAdoptedWithAllItsLabels() {
    Scene scene =
        new Scene()
            .server(
                NAME,
                Duration.ofHours(3),
                Map.of(Labels.MANAGED_BY, Labels.MANAGED_BY_US, "team", "a"))
            .node(NAME, true, Map.of());

    assertThat(scene.actions(Kind.ADOPT).getFirst().effects())
        .singleElement()
        .isInstanceOfSatisfying(
            Effect.LabelServer.class,
            label ->
                assertThat(label.labels())
                    .containsEntry("team", "a")
                    .containsEntry(Labels.INSTALLATION, Scene.OURS));
  }

  @Test
  void anotherInstallationsNodeIsNoOrphanAlthoughItsServerIsForeign() {
    Scene scene =
        new Scene()
            .server(NAME, Duration.ofMinutes(20), somebodyElses())
            .node(NAME, false, Map.of("ci-autoscaler.io/runner-ids", "7"))
            .conditions(orphanFor(Duration.ofMinutes(2)));
    assertThat(scene.plan().actions()).isEmpty();

    Scene removing = new Scene().server(NAME, Duration.ofMinutes(56), somebodyElses());
    removing.node(NAME, true, Leaving.annotations("removing", Map.of("server-id", "5")));
    assertThat(removing.plan().actions()).isEmpty();
    assertThat(removing.fleet().machines()).isEmpty();
  }

  @Test
  void anOrphanNodeTakesTheRowsOfItsPodsWithIt() {
    Scene scene =
        new Scene()
            .node(NAME, false, Map.of())
            .runner(NAME, 7, false, false, "linux")
            .conditions(orphanFor(Duration.ofMinutes(10)));

    assertThat(scene.actions(Kind.REMOVE_ORPHAN_NODE).getFirst().effects())
        .containsExactly(
            new Effect.VerifyUnoccupied(Set.of(7L), Set.of(NAME, "pod-7"), false),
            new Effect.DeleteRunner(7),
            new Effect.DeleteNode(NAME, "uid-" + NAME));
  }

  @Test
  void aServerWhoseNodeIsGoneStaysWhileItIsNotKnownWhatTheForgeCanDo() {
    Scene scene = vanished();
    assertThat(scene.actions(Kind.REMOVE_VANISHED)).isNotEmpty();

    scene.seenAs(seen -> Seen.changed(seen, "ofForge.info", forge -> Tracked.never()));
    assertThat(scene.actions(Kind.REMOVE_VANISHED)).isEmpty();
  }

  @Test
  void withoutDisableAServerWhoseNodeIsGoneGoesAllTheSame() {
    Scene scene = vanished().withoutDisable();

    assertThat(scene.actions(Kind.REMOVE_VANISHED).getFirst().effects())
        .noneMatch(effect -> effect instanceof Effect.DisableRunner)
        .anyMatch(effect -> effect instanceof Effect.VerifyUnoccupied)
        .anyMatch(effect -> effect instanceof Effect.DeleteServer);
  }

  /** A server that served, whose Node is gone for long. */
  private static Scene vanished() {
    return new Scene()
        .server(NAME, Duration.ofMinutes(50))
        .runner(NAME, 7, true, false, "linux")
        .stored(n ->
            StoredStates.withRegistrations(
                n,
                all -> {
                  all.put(NAME, Set.of(7L));
                  return all;
                }))
        .conditions(vanishedFor(Duration.ofMinutes(12)));
  }

  private static Map<String, String> somebodyElses() {
    return Map.of(Labels.MANAGED_BY, Labels.MANAGED_BY_US, Labels.INSTALLATION, "installation-b");
  }

  private static Conditions orphanFor(Duration length) {
    return new ConditionsBuilder().orphanNodes(Map.of(NAME, Scene.NOON.minus(length))).build();
  }

  private static Conditions vanishedFor(Duration length) {
    return new ConditionsBuilder().vanishedNodes(Map.of(NAME, Scene.NOON.minus(length))).build();
  }
}
