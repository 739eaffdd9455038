package io.github.ciautoscaler.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.StoredState;
import io.github.ciautoscaler.fleet.StoredStates;
import io.github.ciautoscaler.plan.Action;
import io.github.ciautoscaler.reconcile.LeaseStore;
import io.github.ciautoscaler.reconcile.Outcome;
import io.github.ciautoscaler.reconcile.PassReport;
import io.github.ciautoscaler.reconcile.Ports;
import io.github.ciautoscaler.reconcile.Reconciler;
import io.github.ciautoscaler.reconcile.StateStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the loop learns from its own actions and conditions is not lost between passes. */
class StateOfALoopTest {

  private static final Duration POLL = Duration.ofSeconds(5);

  private final Ports ports;
  private final World world;
  private final Reconciler loop;

  StateOfALoopTest() {
    List<Ports> captured = new ArrayList<>();
    List<Reconciler> made = new ArrayList<>();
    Simulation.run(
        Scenario.calm("state").lasting(Duration.ofMinutes(1)),
        1,
        (its, settings) -> {
          if (captured.isEmpty()) {
            captured.add(its);
            made.add(new Reconciler(its, settings));
          }
          return Autoscaler.production(its, settings);
        });
    ports = captured.getFirst();
    loop = made.getFirst();
    world = (World) ports.clock().steady();
    // Whoever led before lets go.
    world.advance(Duration.ofMinutes(2));
  }

  @Test
  void what_was_refused_is_recorded_although_it_could_not_be_recorded_at_first() {
    loop.pass();
    sellNothing();
    submit();
    pass();
    recordAsAnother();
    assertThat(pass().started()).noneMatch(it -> it.kind() == Action.Kind.CREATE);
    pass();

    assertThat(pass().fleet().seen().stored().health().coolDowns()).isNotEmpty();
    assertThat(SimStateStore.truth(world).health().coolDowns()).isNotEmpty();
  }

  @Test
  void a_launch_that_was_answered_is_not_looked_up() {
    loop.pass();
    for (int i = 0; i < 6; i++) {
      submit();
    }
    List<Action.Kind> kinds = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      pass().started().forEach(it -> kinds.add(it.kind()));
    }

    assertThat(kinds).contains(Action.Kind.CREATE).doesNotContain(Action.Kind.RESOLVE_LAUNCH);
  }

  @Test
  void who_leads_again_goes_on_with_what_another_leader_recorded() {
    loop.pass();
    submit();
    pass();
    pass();
    anotherLeads();
    pass();
    recordAsAnother();
    world.advance(Duration.ofMinutes(3));
    loop.pass();

    assertThat(pass().fleet().seen().stored().runners().shownLabels()).containsKey("another");
  }

  @Test
  void who_does_not_lead_sees_since_when_a_job_waits() {
    submit();
    anotherLeads();
    PassReport first = loop.pass();
    Map<Set<String>, Instant> since = first.fleet().conditions().jobs().queuedSince();

    assertThat(first.mode()).isEqualTo(PassReport.Mode.NOT_LEADER);
    assertThat(since).isNotEmpty();
    assertThat(pass().fleet().conditions().jobs().queuedSince()).containsAllEntriesOf(since);
  }

  private void anotherLeads() {
    Instant now = world.now();
    LeaseStore.Lease free =
        ((Reading.Complete<Optional<LeaseStore.Lease>>) ports.leases().read())
            .value()
            .orElseThrow();
    LeaseStore.Lease taken =
        new LeaseStore.Lease(
            "another", new LeaseStore.Term(now, now, Duration.ofMinutes(1)), 7, free.version());
    assertThat(ports.leases().write(taken)).isInstanceOf(Outcome.Done.class);
  }

  private void sellNothing() {
    world.cloud().stock().setSoldOut("ccx33", "nbg1", true);
    world.cloud().stock().setSoldOut("ccx33", "fsn1", true);
  }

  private void submit() {
    world
        .forge()
        .submit(
            world.forge().repos().getFirst(),
            List.of(JobSpec.of("build", Duration.ofMinutes(5), "linux")));
  }

  private PassReport pass() {
    world.advance(POLL);
    return loop.pass();
  }

  /** Another replica was faster: what is written on top of the old version is refused. */
  private void recordAsAnother() {
    world.advance(Duration.ofSeconds(2));
    Reading<Optional<StateStore.Stored>> loaded = ports.state().load();
    assertThat(loaded).isInstanceOf(Reading.Complete.class);
    StoredState now = SimStateStore.truth(world);
    StateStore.Stored stored =
        ((Reading.Complete<Optional<StateStore.Stored>>) loaded).value().orElseThrow();
    StoredState changed = StoredStates.withLabelsShown(now, "another", Set.of(Set.of("x")));
    assertThat(ports.state().save(changed, stored.version())).isInstanceOf(StateStore.Saved.class);
  }
}
