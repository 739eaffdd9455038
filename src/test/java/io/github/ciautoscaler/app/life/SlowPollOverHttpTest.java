package io.github.ciautoscaler.app.life;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.app.life.SteppedBackground.Death;
import io.github.ciautoscaler.app.loop.AutoscalerService;
import io.github.ciautoscaler.app.loop.Pace;
import io.github.ciautoscaler.app.loop.VirtualThreads;
import io.github.ciautoscaler.app.settings.LiveSettings;
import io.github.ciautoscaler.reconcile.Operator;
import io.github.ciautoscaler.reconcile.Operator.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** The production loop at the slowest poll that it takes. */
class SlowPollOverHttpTest {

  @Test
  void keeps_its_lease_between_passes_so_that_every_write_is_accepted() {
    SteppedBackground background = new SteppedBackground(Death.NEVER);
    try (Life life = new Life(2, null, background);
        VirtualThreads threads = new VirtualThreads()) {
      LiveSettings settings = LiveSettings.in(slowest(life), life::now);
      life.restart(settings, background);
      List<Integer> passes = new ArrayList<>();
      AutoscalerService loop =
          new AutoscalerService(
              life.reconciler(),
              List.of(report -> passes.add((int) report.pass().number())),
              threads,
              new Pace(() -> settings.get().limits().pollInterval()),
              true);
      loop.start();
      List<Answer> answers = new ArrayList<>();
      for (int second = 0; second < 900; second++) {
        loop.tick();
        if (second % 11 == 0) {
          answers.add(life.reconciler().operator().pause(Duration.ofSeconds(1), null, false));
        }
        life.move(Pace.TICK);
      }

      assertThat(answers).hasSize(82).allMatch(it -> it instanceof Operator.Accepted);
      assertThat(passes).containsExactly(1, 2, 3);
      assertThat(life.requests("kubernetes", "PUT", "/leases/")).hasSizeBetween(80, 92);
    }
  }

  private static StandardEnvironment slowest(Life life) {
    Map<String, Object> variables = new HashMap<>(life.sandbox().environment().variables());
    variables.put("POLL_INTERVAL_SECS", "300");
    variables.put("MAX_NODES", "2");
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().remove("systemProperties");
    environment
        .getPropertySources()
        .replace(
            "systemEnvironment",
            new SystemEnvironmentPropertySource("systemEnvironment", variables));
    return environment;
  }
}
