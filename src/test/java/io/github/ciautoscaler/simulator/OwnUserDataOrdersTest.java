package io.github.ciautoscaler.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.bootstrap.OwnBootstrap;
import io.github.ciautoscaler.fleet.MachineTemplate;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.Secret;
import io.github.ciautoscaler.plan.PlanSettings;
import io.github.ciautoscaler.reconcile.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Machines that boot with the owner's own user-data, which asks for no credential of ours. */
class OwnUserDataOrdersTest {

  private final List<World> worlds = new ArrayList<>();
  private final List<String> tokens = new ArrayList<>();

  @Test
  void no_join_token_is_made_that_nobody_uses() {
    Simulation.run(
        Scenario.calm("own").lasting(Duration.ofHours(2)),
        1,
        (ports, settings) -> {
          worlds.add((World) ports.clock().steady());
          var cluster =
              new Planted.PlantedCluster(ports) {
                @Override
                public Outcome createJoinToken(
                    String id, Secret secret, String server, Instant expires) {
                  tokens.add(id);
                  return super.createJoinToken(id, secret, server, expires);
                }
              };
          return Autoscaler.production(
              Planted.with(ports, cluster), Planted.with(settings, own(settings.plan())));
        });

    assertThat(worlds.getFirst().cloud().ledger().entries()).isNotEmpty();
    assertThat(tokens).isEmpty();
  }

  private static PlanSettings own(PlanSettings plan) {
    List<Pool> pools = plan.pools().stream().map(OwnUserDataOrdersTest::own).toList();
    return new PlanSettings(pools, plan.maxNodes(), plan.times(), plan.pace(), plan.original());
  }

  private static Pool own(Pool pool) {
    MachineTemplate old = pool.template();
    MachineTemplate template =
        new MachineTemplate(
            old.offerings(),
            old.image(),
            old.access(),
            new OwnBootstrap(new Secret("#!/bin/sh\ntrue\n")),
            old.options());
    return new Pool(pool.name(), template, pool.offer(), pool.limits(), pool.times());
  }
}
