package io.github.ciautoscaler.replay;

import io.github.ciautoscaler.bootstrap.K3sBootstrap;
import io.github.ciautoscaler.bootstrap.Setup;
import io.github.ciautoscaler.fleet.MachineTemplate;
import io.github.ciautoscaler.fleet.Patience;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.Secret;
import io.github.ciautoscaler.fleet.ServerAccess;
import io.github.ciautoscaler.plan.PlanSettings;
import io.github.ciautoscaler.simulator.WorldSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The settings of somebody who sets nothing but the maximum: every documented default. */
final class UsualPlan {

  static final String AGENT_ARGS =
      "--node-label=managed-by=gitea-ci-autoscaler --node-label=node-role=ci-runner";

  private static final Pool.Times TIMES =
      new Pool.Times(
          Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofMinutes(10), Patience.BOOT);
  private static final PlanSettings.Pace PACE =
      new PlanSettings.Pace(Duration.ofSeconds(5), Duration.ofMinutes(5), Duration.ofSeconds(10));

  private UsualPlan() {}

  static PlanSettings of(Surroundings surroundings) {
    return new PlanSettings(
        List.of(pool(surroundings)),
        surroundings.maxNodes(),
        TIMES,
        PACE,
        new PlanSettings.AsTheOriginal(false, false));
  }

  private static Pool pool(Surroundings surroundings) {
    Secret secret = new Secret(WorldSettings.standard(0).clusterSecret());
    MachineTemplate template =
        new MachineTemplate(
            List.of(surroundings.offering()),
            "ubuntu-24.04",
            ServerAccess.PUBLIC,
            Map.of(),
            new K3sBootstrap(secret, null, AGENT_ARGS, Setup.PLAIN));
    return new Pool(
        Pool.DEFAULT,
        template,
        new Pool.Offer(1, null),
        Pool.Limits.atMost(surroundings.maxNodes()),
        null);
  }
}
