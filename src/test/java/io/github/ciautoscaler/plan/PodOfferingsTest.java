package io.github.ciautoscaler.plan;

import static io.github.ciautoscaler.fleet.Workloads.GIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.CoolDown;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.StoredStates;
import io.github.ciautoscaler.fleet.Workload;
import io.github.ciautoscaler.fleet.Workloads;
import io.github.ciautoscaler.plan.Action.Kind;
import io.github.ciautoscaler.plan.Reason.Code;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which of a pool's server types and locations a pod gets: the first that it fits on. */
class PodOfferingsTest {

  private static final Offering SMALL = new Offering("cpx22", "fsn1");
  private static final Offering LARGE = new Offering("cpx42", "fsn1");

  private static Workloads web(String name, long milliCpu) {
    return Workloads.pod(name, Scene.NOON.minusSeconds(60)).asking(milliCpu, GIB);
  }

  private static Scene scene(Workload... pods) {
    Pool pool = PodScene.pool(PodScene.FOR_PODS, Pool.Limits.atMost(9), SMALL, LARGE);
    return PodScene.of(9, pods).with(Scene.settings(9, pool));
  }

  private static Scene refused(Scene scene, Offering offering) {
    CoolDown coolDown =
        new CoolDown(Scene.NOON.plusSeconds(60), CoolDown.Cause.SOLD_OUT, "sold out");
    return scene.stored(stored ->
        StoredStates.withCoolDowns(
            stored,
            all -> {
              all.put(offering, coolDown);
              return all;
            }));
  }

  private static List<Offering> launched(Scene scene) {
    return scene.actions(Kind.CREATE).stream()
        .flatMap(action -> action.effects().stream())
        .filter(Effect.CreateServer.class::isInstance)
        .map(effect -> ((Effect.CreateServer) effect).offering())
        .toList();
  }

  private static List<Reason> said(Scene scene, String subject) {
    return scene.plan().decisions().stream()
        .filter(decision -> decision.subject().equals(subject))
        .map(Decision::reason)
        .toList();
  }

  @Test
  void a_pod_that_is_too_large_for_the_first_gets_the_first_that_it_fits_on() {
    assertThat(launched(scene(web("a", 4000).waiting()))).containsExactly(LARGE);
    assertThat(launched(scene(web("a", 500).waiting()))).containsExactly(SMALL);
  }

  @Test
  void the_small_go_onto_the_machine_that_the_large_one_gets() {
    Scene scene = scene(web("a", 4000).waiting(), web("b", 500).waiting());

    assertThat(launched(scene)).containsExactly(LARGE);
  }

  @Test
  void a_pod_that_fits_on_a_refused_one_alone_is_told_so_and_gets_none_too_small() {
    Scene scene = refused(scene(web("a", 4000).waiting(), web("b", 500).waiting()), LARGE);

    assertThat(launched(scene)).containsExactly(SMALL);
    assertThat(said(scene, "pod/ci/a"))
        .singleElement()
        .satisfies(reason -> {
          assertThat(reason.code()).isEqualTo(Code.POD_FITS_NO_POOL);
          assertThat(reason.message())
              .contains("too little cpu", "cpx42@fsn1 would have room, and was refused");
        });
  }

  @Test
  void where_all_are_refused_the_pool_says_it() {
    Scene scene = refused(refused(scene(web("a", 4000).waiting()), LARGE), SMALL);

    assertThat(launched(scene)).isEmpty();
    assertThat(said(scene, "work"))
        .extracting(Reason::code)
        .containsExactly(Code.OFFERINGS_COOLING_DOWN);
  }
}
