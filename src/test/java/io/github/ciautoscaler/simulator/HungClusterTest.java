package io.github.ciautoscaler.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.plan.Action;
import io.github.ciautoscaler.reconcile.Background;
import io.github.ciautoscaler.reconcile.EffectChain;
import io.github.ciautoscaler.reconcile.PassReport;
import io.github.ciautoscaler.reconcile.PassReport.Mode;
import io.github.ciautoscaler.reconcile.Ports;
import io.github.ciautoscaler.reconcile.Reconciler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** An API server that accepts every connection and never answers. */
class HungClusterTest {

  private static final Set<String> OF_THE_CLUSTER = Set.of("kubernetes", "lease", "state");
  private static final Duration POLL = Duration.ofSeconds(5);

  private final List<Ports> captured = new ArrayList<>();
  private final Hanging background;
  private final World world;
  private final Reconciler loop;

  HungClusterTest() {
    List<Reconciler> made = new ArrayList<>();
    List<Hanging> hanging = new ArrayList<>();
    Simulation.run(
        Scenario.calm("hung").lasting(Duration.ofMinutes(1)),
        1,
        (ports, settings) -> {
          if (made.isEmpty()) {
            captured.add(ports);
            hanging.add(new Hanging(ports.background()));
            made.add(new Reconciler(Planted.with(ports, hanging.getFirst()), settings));
          }
          return Autoscaler.production(ports, settings);
        });
    loop = made.getFirst();
    background = hanging.getFirst();
    world = (World) captured.getFirst().clock().steady();
    // Whoever led before lets go.
    world.advance(Duration.ofMinutes(2));
  }

  @Test
  void costs_its_own_freshness_and_one_wait() {
    background.hangs = true;

    PassReport first = loop.pass();
    assertThat(background.vainWaits).isPositive();
    int before = background.vainWaits;
    for (int i = 0; i < 20; i++) {
      world.advance(POLL);
      PassReport next = loop.pass();
      assertThat(next.fleet().seen().queued().fresh(world.now(), POLL)).isPresent();
      assertThat(next.fleet().seen().servers().fresh(world.now(), POLL)).isPresent();
      assertThat(next.started()).isEmpty();
    }
    assertThat(background.vainWaits).isEqualTo(before);
    assertThat(first.mode()).isEqualTo(Mode.NOT_LEADER);
  }

  @Test
  void launches_nothing_that_it_does_not_record() {
    lead();
    background.hangs = true;
    world.forge().submit(world.forge().repos().getFirst(), List.of(job(), job()));

    for (int i = 0; i < 5; i++) {
      world.advance(POLL);
      assertThat(loop.pass().started()).noneMatch(it -> it.kind() == Action.Kind.CREATE);
    }
    background.hangs = false;
    background.answer();
    world.advance(POLL);
    loop.pass();
    world.advance(POLL);
    assertThat(loop.pass().fleet().seen().stored().launches().pending()).isNotEmpty();
  }

  private void lead() {
    loop.pass();
    world.advance(POLL);
    assertThat(loop.pass().mode()).isEqualTo(Mode.ACTING);
  }

  private static JobSpec job() {
    return JobSpec.of("build", Duration.ofMinutes(5), "linux");
  }

  /** Passes everything on, but for what goes to the cluster while that hangs. */
  private static final class Hanging implements Background {
    private final Background real;
    private final List<Runnable> unanswered = new ArrayList<>();
    private boolean hangs;
    private int vainWaits;

    Hanging(Background real) {
      this.real = real;
    }

    private static final class Never<T> implements Pending<T> {
      private Optional<T> value = Optional.empty();

      @Override
      public Optional<T> result() {
        return value;
      }
    }

    @Override
    public <T> Pending<T> read(String source, Supplier<T> call) {
      if (!hangs || !OF_THE_CLUSTER.contains(source)) {
        return real.read(source, call);
      }
      Never<T> never = new Never<>();
      unanswered.add(() -> never.value = Optional.of(call.get()));
      return never;
    }

    void answer() {
      unanswered.forEach(Runnable::run);
      unanswered.clear();
    }

    @Override
    public void await(Collection<? extends Pending<?>> reads, Duration atMost) {
      if (reads.stream().anyMatch(read -> read instanceof Never<?> && read.result().isEmpty())) {
        vainWaits++;
      }
      real.await(reads.stream().filter(read -> !(read instanceof Never<?>)).toList(), atMost);
    }

    @Override
    public void run(EffectChain chain) {
      real.run(chain);
    }
  }
}
