package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.plan.Effect;
import io.github.ciautoscaler.reconcile.Background;
import io.github.ciautoscaler.reconcile.EffectChain;
import io.github.ciautoscaler.reconcile.Outcome;
import io.github.ciautoscaler.simulator.Answers.Asked;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs one process's calls on the world's schedule. Each effect is decided, takes place and is
 * answered at three different moments, between which anything may happen, also the process's end.
 */
final class SimBackground implements Background {

  /** Told of each effect, and asked whether the process lives on. */
  interface Watch {
    /** Whether the process dies at this moment, right before or after a step. */
    boolean diesHere();

    /** The stored state was read or written at this moment. */
    void touchedState();

    /** A moment between two steps at which the process may stand still. */
    void mayStandStill();

    /** An effect was sent and takes place after this time. */
    void sent(EffectChain chain, Effect effect, Duration onTheWay);

    /**
     * @param leader who held the Lease when the effect was decided
     */
    void tookPlace(EffectChain chain, Effect effect, Outcome outcome, String leader);

    /** The process was told how it ended. */
    void answered(EffectChain chain, Effect effect, Outcome outcome);
  }

  /** What a process had sent when it died arrives within this time, or never. */
  private static final Duration ON_THE_WAY = Duration.ofSeconds(10);

  private static final long SLOW_READ = 40_000;
  private static final long QUICK_WRITE = 300;
  private static final long SLOW_WRITE = 10_000;
  private static final long SLOW_CREATE = 40_000;

  private final World world;
  private final Faults faults;
  private final Watch watch;
  private final Answers answers;
  private @Nullable Asked lastGiven;
  private boolean dead;
  private Instant arrivesUntil = Instant.MAX;
  private Instant standsStillUntil = Instant.MIN;
  private Instant slowUntil = Instant.MIN;

  SimBackground(World world, Faults faults, Watch watch, Answers answers) {
    this.world = world;
    this.faults = faults;
    this.watch = watch;
    this.answers = answers;
  }

  /** The process is gone: what it sent may still take place, nobody hears of it. */
  void die() {
    dead = true;
    arrivesUntil = world.now().plus(ON_THE_WAY);
  }

  /** The process does nothing for a while: a stopped node, a long collection of garbage. */
  void standStillUntil(Instant then) {
    standsStillUntil = then;
  }

  boolean isDead() {
    return dead;
  }

  boolean standsStill() {
    return world.now().isBefore(standsStillUntil);
  }

  boolean awaitsAnswer() {
    return world.now().isBefore(slowUntil);
  }

  /**
   * One action under way.
   *
   * @param look what it saw so far
   */
  private record Sequence(EffectChain chain, Look look) {}

  private static final class Answer<T> implements Pending<T> {
    private final Instant sent;
    private @Nullable T value;
    private Instant due = Instant.MIN;

    Answer(Instant sent) {
      this.sent = sent;
    }

    @Override
    public Optional<T> result() {
      return Optional.ofNullable(value);
    }
  }

  @Override
  public <T> Pending<T> read(String source, Supplier<T> call) {
    Answer<T> answer = new Answer<>(world.now());
    if (!faults.strikes(Fault.READ_SLOW)) {
      answer.value = given(answer, call);
      if (source.equals("state")) {
        watch.touchedState();
      }
      return answer;
    }
    long delay = world.dice().between(500, SLOW_READ);
    answer.due = world.now().plusMillis(delay);
    if (answer.due.isAfter(slowUntil)) {
      slowUntil = answer.due;
    }
    if (world.dice().chance(0.5)) {
      T early = given(answer, call);
      Asked asked = lastGiven;
      answers.holdsBack(asked);
      world.afterMillis(
          delay,
          () -> {
            answer.value = early;
            answers.arrives(asked);
          });
    } else {
      world.afterMillis(delay, () -> answerLater(answer, call));
    }
    return answer;
  }

  /** Also inside the time that an effect takes, this is a pass's read and no look. */
  private <T> T given(Answer<T> answer, Supplier<T> call) {
    boolean before = answers.acting(false);
    Asked outer = answers.asks(null);
    Instant outerSent = answers.sentAt(answer.sent);
    try {
      return call.get();
    } finally {
      answers.sentAt(outerSent);
      lastGiven = answers.asks(outer);
      answers.acting(before);
    }
  }

  private <T> void answerLater(Answer<T> answer, Supplier<T> call) {
    if (dead) {
      return;
    }
    if (standsStill()) {
      world.after(Duration.between(world.now(), standsStillUntil), () -> answerLater(answer, call));
      return;
    }
    try {
      answer.value = given(answer, call);
    } catch (ProcessDied died) {
      // It is gone, and so is whoever waited.
      return;
    }
  }

  @Override
  public void await(Collection<? extends Pending<?>> reads, Duration atMost) {
    Instant until = world.now();
    for (Pending<?> read : reads) {
      if (read instanceof Answer<?> answer && answer.due.isAfter(until)) {
        until = answer.due;
      }
    }
    Instant limit = world.now().plus(atMost);
    if (until.isAfter(world.now())) {
      world.advanceTo(until.isBefore(limit) ? until : limit);
    }
    if (dead) {
      throw new ProcessDied();
    }
  }

  @Override
  public void run(EffectChain chain) {
    if (!chain.isFinished()) {
      Sequence sequence = new Sequence(chain, new Look());
      world.afterMillis(world.dice().between(0, 50), () -> begin(sequence));
    }
  }

  private void begin(Sequence sequence) {
    if (dead) {
      return;
    }
    if (standsStill()) {
      world.after(Duration.between(world.now(), standsStillUntil), () -> begin(sequence));
      return;
    }
    if (watch.diesHere()) {
      return;
    }
    EffectChain chain = sequence.chain();
    Effect effect = chain.next();
    Supplier<Outcome> call = chain.begin();
    String leader = SimLeases.holder(world);
    long delay = onTheWay(effect);
    sequence.look().sends(answers.jobsListed());
    watch.sent(chain, effect, Duration.ofMillis(delay));
    world.afterMillis(delay, () -> takesPlace(sequence, effect, call, leader));
  }

  private long onTheWay(Effect effect) {
    if (!faults.strikes(Fault.WRITE_SLOW)) {
      return world.dice().between(5, QUICK_WRITE);
    }
    return world
        .dice()
        .between(1_000, effect instanceof Effect.CreateServer ? SLOW_CREATE : SLOW_WRITE);
  }

  private void takesPlace(Sequence sequence, Effect effect, Supplier<Outcome> call, String leader) {
    if (dead && (world.now().isAfter(arrivesUntil) || world.dice().chance(0.5))) {
      return;
    }
    boolean before = answers.acting(true);
    Look outer = answers.looks(sequence.look());
    try {
      Outcome outcome = call.get();
      watch.tookPlace(sequence.chain(), effect, outcome, leader);
      world.afterMillis(
          world.dice().between(5, QUICK_WRITE), () -> isAnswered(sequence, effect, outcome));
    } catch (ProcessDied died) {
      // Between two calls of this effect: the second is never made.
      return;
    } finally {
      answers.looks(outer);
      answers.acting(before);
    }
  }

  private void isAnswered(Sequence sequence, Effect effect, Outcome outcome) {
    if (dead) {
      return;
    }
    if (standsStill()) {
      world.after(
          Duration.between(world.now(), standsStillUntil),
          () -> isAnswered(sequence, effect, outcome));
      return;
    }
    if (watch.diesHere()) {
      return;
    }
    EffectChain chain = sequence.chain();
    chain.complete(outcome);
    watch.answered(chain, effect, outcome);
    if (!chain.isFinished()) {
      watch.mayStandStill();
      begin(sequence);
    }
  }
}
