package io.github.ciautoscaler.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.ClusterInfo;
import io.github.ciautoscaler.fleet.JoiningMachine;
import io.github.ciautoscaler.fleet.MachineBootstrap;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.Pools;
import io.github.ciautoscaler.fleet.Secret;
import io.github.ciautoscaler.fleet.ServerAccess;
import io.github.ciautoscaler.fleet.StoredStates;
import io.github.ciautoscaler.plan.Plan.Warning;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the pools' ways to join warn of. */
class JoinWarningsTest {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  /** Warns always, and until a machine has joined. */
  private record Doubting() implements MachineBootstrap {
    @Override
    public Credential credential(ClusterInfo cluster) {
      return Credential.NONE;
    }

    @Override
    public Boot boot(JoiningMachine machine, @Nullable Secret token) {
      return new Boot.Refused("never");
    }

    @Override
    public String ifItDoesNotJoin() {
      return "";
    }

    @Override
    public List<Warning> warnings(
        @Nullable ClusterInfo cluster, ServerAccess access, boolean hasJoined) {
      Warning always = new Warning("SETTING", "Always.");
      return hasJoined ? List.of(always) : List.of(always, new Warning("SETTING", "Until then."));
    }
  }

  @Test
  void each_is_said_once_though_several_pools_join_alike() {
    assertThat(about(ReportBuilder.at(NOON), pool("big"), pool("small")))
        .containsExactly("Always.", "Until then.");
  }

  @Test
  void what_a_machine_that_joined_settles_is_no_longer_said() {
    ReportBuilder joined =
        ReportBuilder.at(NOON)
            .stored(stored -> StoredStates.withLabelsShown(stored, "big", Set.of(Set.of("linux"))));

    assertThat(about(joined, pool("big"))).containsExactly("Always.");
  }

  private static List<String> about(ReportBuilder report, Pool... pools) {
    return JoinWarnings.about(report.build().fleet(), List.of(pools)).stream()
        .map(Warning::message)
        .toList();
  }

  private static Pool pool(String name) {
    return Pools.of(name, 1, Pools.template(new Doubting(), new Offering("ccx33", "nbg1")), null);
  }
}
