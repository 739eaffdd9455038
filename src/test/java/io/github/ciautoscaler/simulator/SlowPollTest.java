package io.github.ciautoscaler.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.reconcile.Background;
import io.github.ciautoscaler.reconcile.EffectChain;
import io.github.ciautoscaler.reconcile.Operator;
import io.github.ciautoscaler.reconcile.Operator.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Passes that are minutes apart: what must not wait for the next one. */
class SlowPollTest {

  private static final Duration ASK_EVERY = Duration.ofSeconds(7);

  private final List<Answer> answers = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(ints = {5, 44, 60, 300})
  void every_write_is_accepted_however_long_the_poll(int poll) {
    Simulation.run(
        Scenario.calm("slow").polling(Duration.ofSeconds(poll)).lasting(Duration.ofHours(1)),
        1,
        (ports, settings) -> {
          Autoscaler process = Autoscaler.production(ports, settings);
          World world = (World) ports.clock().steady();
          Instant end = world.now().plus(Duration.ofHours(1));
          world.after(ASK_EVERY, () -> askAgain(world, process.operator(), end));
          return process;
        });

    assertThat(answers).hasSizeGreaterThan(400).allMatch(it -> it instanceof Operator.Accepted);
  }

  @Test
  void a_pass_that_hangs_keeps_the_lease_for_three_minutes_at_most_and_the_next_one_has_it_again() {
    List<Operator> operator = new ArrayList<>();
    Simulation.run(
        Scenario.calm("hanging").polling(Duration.ofSeconds(60)).lasting(Duration.ofHours(1)),
        1,
        (ports, settings) -> {
          World world = (World) ports.clock().steady();
          Runnable meanwhile =
              () -> {
                write(operator.getFirst());
                world.advance(Duration.ofMinutes(3));
                write(operator.getFirst());
                world.after(Duration.ofMinutes(2), () -> write(operator.getFirst()));
              };
          Background hanging = new HangingOnce(ports.background(), 10, meanwhile);
          Autoscaler process = Autoscaler.production(Planted.with(ports, hanging), settings);
          operator.add(process.operator());
          return process;
        });

    assertThat(answers).hasSize(3);
    assertThat(answers.get(0)).isInstanceOf(Operator.Accepted.class);
    assertThat(answers.get(1))
        .isEqualTo(
            new Operator.Unavailable(
                "This replica's leadership is not confirmed at the moment; ask again in a few"
                    + " seconds."));
    assertThat(answers.get(2)).isInstanceOf(Operator.Accepted.class);
  }

  private void write(Operator operator) {
    answers.add(operator.pause(Duration.ofSeconds(1), null, false));
  }

  private void askAgain(World world, Operator operator, Instant end) {
    if (world.now().isBefore(end)) {
      answers.add(
          answers.size() % 2 == 0
              ? operator.pause(Duration.ofSeconds(1), "asked", false)
              : operator.resume(false));
      world.after(ASK_EVERY, () -> askAgain(world, operator, end));
    }
  }

  /** One wait of a pass hangs, whatever its limit says. */
  private static final class HangingOnce implements Background {
    private final Background real;
    private final Runnable meanwhile;
    private int waitsUntilIt;

    HangingOnce(Background real, int waitsUntilIt, Runnable meanwhile) {
      this.real = real;
      this.waitsUntilIt = waitsUntilIt;
      this.meanwhile = meanwhile;
    }

    @Override
    public <T> Pending<T> read(String source, Supplier<T> call) {
      return real.read(source, call);
    }

    @Override
    public void await(Collection<? extends Pending<?>> reads, Duration atMost) {
      real.await(reads, atMost);
      if (--waitsUntilIt == 0) {
        meanwhile.run();
      }
    }

    @Override
    public void run(EffectChain chain) {
      real.run(chain);
    }
  }
}
