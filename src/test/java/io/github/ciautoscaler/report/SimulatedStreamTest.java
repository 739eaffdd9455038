package io.github.ciautoscaler.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.OriginalState;
import io.github.ciautoscaler.plan.Action;
import io.github.ciautoscaler.reconcile.Ports;
import io.github.ciautoscaler.reconcile.ReconcileSettings;
import io.github.ciautoscaler.simulator.Autoscaler;
import io.github.ciautoscaler.simulator.EachPass;
import io.github.ciautoscaler.simulator.Scenario;
import io.github.ciautoscaler.simulator.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whole simulated lives, retold from their events alone. */
class SimulatedStreamTest {

  /** What a reader of one process's events knows. */
  private static final class Reader implements FleetListener {
    private final Map<String, OriginalState> machines = new HashMap<>();
    private final Set<Action> underWay = new HashSet<>();
    private final Set<String> lost = new HashSet<>();
    private boolean leads;
    private long lastId;

    @Override
    public void onUpdate(FleetUpdate update) {
      for (FleetEvent.Entry entry : update.events()) {
        assertThat(entry.id()).isEqualTo(++lastId);
        assertThat(entry.at()).isEqualTo(update.summary().at());
        read(entry.event());
      }
      Map<String, OriginalState> seen = new HashMap<>();
      update.summary().machines().forEach(one -> seen.put(one.name(), one.state()));
      assertThat(machines).isEqualTo(seen);
      assertThat(leads).isEqualTo(update.summary().leads());
      Set<String> troubled = new HashSet<>();
      update.report().sources().stream()
          .filter(source -> !source.ok())
          .forEach(source -> troubled.add(source.name()));
      assertThat(lost).isEqualTo(troubled);
    }

    private void read(FleetEvent event) {
      switch (event) {
        case MachineEvent.Appeared(var name, var pool, var state) ->
            assertThat(machines.put(name, state)).isNull();
        case MachineEvent.Changed(var name, var pool, var before, var now) ->
            assertThat(machines.put(name, now)).isEqualTo(before).isNotEqualTo(now);
        case MachineEvent.Gone(var name, var pool, var last) ->
            assertThat(machines.remove(name)).isEqualTo(last);
        case ActionEvent.Started(Action action) -> assertThat(underWay.add(action)).isTrue();
        case ActionEvent.Ended ended -> assertThat(underWay.remove(ended.action())).isTrue();
        case SourceEvent.Lost(var source, var problem) -> assertThat(lost.add(source)).isTrue();
        case SourceEvent.StillLost(var source, var problem, var failures) ->
            assertThat(lost).contains(source);
        case SourceEvent.Remarked(var source, var remark) ->
            assertThat(lost).doesNotContain(source);
        case SourceEvent.Back(var source, var failures) -> assertThat(lost.remove(source)).isTrue();
        case ProcessEvent.LeadershipGained _ -> leads = true;
        case ProcessEvent.LeadershipLost _ -> leads = false;
        case MachineEvent.Booted _,
            ProcessEvent _,
            DecisionEvent _,
            OfferingEvent _,
            WarningEvent _ -> {}
      }
    }
  }

  private final List<Reader> readers = new ArrayList<>();

  @Test
  void the_events_of_each_process_tell_what_its_fleet_is() {
    for (long seed = 31; seed <= 33; seed++) {
      Simulation.Result result =
          Simulation.run(Scenario.stormy("storm").lasting(Duration.ofHours(4)), seed, this::told);
      assertThat(result.violation()).as(result.report()).isEmpty();
    }
    assertThat(readers).hasSizeGreaterThan(3).allMatch(reader -> reader.lastId > 0);
  }

  private Autoscaler told(Ports ports, ReconcileSettings settings) {
    Autoscaler production = Autoscaler.production(ports, settings);
    Reader reader = new Reader();
    readers.add(reader);
    EventStream stream = new EventStream(List.of(reader));
    return EachPass.seenBy(production, stream::onPass);
  }
}
