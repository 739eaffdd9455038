package io.github.ciautoscaler.app.life;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.app.life.SteppedBackground.Death;
import io.github.ciautoscaler.app.life.SteppedBackground.Killed;
import io.github.ciautoscaler.fleet.Image;
import io.github.ciautoscaler.fleet.MachineTemplate;
import io.github.ciautoscaler.fleet.Preference;
import io.github.ciautoscaler.fleet.ServerAccess;
import io.github.ciautoscaler.plan.Effect;
import io.github.ciautoscaler.simulator.CloudServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A snapshot by its labels, a subnet, a placement group and a name, over the real wire format. */
class ShapedLifeTest {

  private static final int MANY_PASSES = 60;

  @Test
  void a_machine_is_made_as_its_pool_says() {
    SteppedBackground background = new SteppedBackground(Death.NEVER);
    try (Life life = life(background)) {
      life.push(Duration.ofMinutes(1), "linux");
      untilDone(life);

      CloudServer server = life.sandbox().ask(world -> only(world.cloud().servers()));
      assertThat(server.name()).matches("workers-fsn1-[0-9a-f]{8}");
      assertThat(server.image().id()).isEqualTo(239871002);
      assertThat(server.networks()).containsExactly(456L);
      assertThat(server.request().placementGroup()).isEqualTo(897);
      assertThat(background.effects())
          .hasAtLeastOneElementOfType(Effect.AttachServer.class)
          .hasAtLeastOneElementOfType(Effect.PowerOnServer.class);
    }
  }

  @ParameterizedTest(name = "killed before it is attached: {0}")
  @ValueSource(booleans = {true, false})
  void what_a_killed_process_left_is_finished_by_the_next_one(boolean before) {
    int attachment = effectsUntilAttached();
    try (Life life = life(new SteppedBackground(new Death(attachment, before)))) {
      life.push(Duration.ofMinutes(1), "linux");
      untilDone(life);
      assertThat(life.mostServers()).isEqualTo(1);
    }
  }

  /** Its number among the effects of a life. */
  private static int effectsUntilAttached() {
    SteppedBackground background = new SteppedBackground(Death.NEVER);
    try (Life life = life(background)) {
      life.push(Duration.ofMinutes(1), "linux");
      while (background.effects().stream().noneMatch(Effect.AttachServer.class::isInstance)) {
        life.pass();
      }
    }
    return background.effects().size() - 1;
  }

  private static void untilDone(Life life) {
    for (int i = 0; i < MANY_PASSES; i++) {
      try {
        life.pass();
      } catch (Killed killed) {
        life.move(Duration.ofSeconds(2));
        life.restart(new SteppedBackground(Death.NEVER));
      }
      if (life.jobs().stream().allMatch(job -> "success".equals(job.conclusion()))) {
        return;
      }
    }
    throw new AssertionError("the job has not run");
  }

  private static Life life(SteppedBackground background) {
    return new Life(LifeSettings.of(1).shaped(ShapedLifeTest::shaped), background);
  }

  private static MachineTemplate shaped(MachineTemplate usual) {
    return new MachineTemplate(
        usual.offerings(),
        new Image.Newest("os=talos"),
        new ServerAccess(List.of("k8s"), List.of(), List.of(), true, true),
        usual.bootstrap(),
        new MachineTemplate.Options(
            Preference.LISTED, Map.of(), "workers-fsn1", "ci-spread", "10.0.0.0/16"));
  }

  private static <T> T only(Iterable<T> all) {
    return all.iterator().next();
  }
}
