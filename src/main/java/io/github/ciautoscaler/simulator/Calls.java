package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.Reading.Trouble;
import io.github.ciautoscaler.reconcile.Outcome;
import io.github.ciautoscaler.reconcile.ServerTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What can befall any call on its way, whichever system it goes to. */
final class Calls {

  private static final long SHORTEST = 10;
  private static final long LONGEST = 3_000;

  private static final List<Trouble> TROUBLES =
      List.of(
          Trouble.UNREACHABLE,
          Trouble.UNAUTHORIZED,
          Trouble.FORBIDDEN,
          Trouble.RATE_LIMITED,
          Trouble.GARBLED);

  private final World world;
  private final Faults faults;
  private final Faults.Part part;
  private final Lifeline lifeline;
  private final InstantSource clock;
  private Optional<ServerTime> told = Optional.empty();
  private boolean answered;

  /** Whether the process that calls lives on; each method throws where it does not. */
  interface Lifeline {
    /** A moment inside a pass at which it may die. */
    void mayDie();

    /** A moment inside a call at which it may stand still. */
    void mayStandStill();

    /** It may have died, or stood still, while a call was on its way. */
    void goesOn();
  }

  /**
   * @param part the system that is called
   * @param clock the process's, with which it stamps what it reads
   */
  Calls(World world, Faults faults, Faults.Part part, Lifeline lifeline, InstantSource clock) {
    this.world = world;
    this.faults = faults;
    this.part = part;
    this.lifeline = lifeline;
    this.clock = clock;
  }

  /** A moment inside a pass at which the process may die. */
  void mayDie() {
    lifeline.mayDie();
  }

  /** A moment inside a call at which the process may stand still. */
  void mayStandStill() {
    lifeline.mayStandStill();
  }

  World world() {
    return world;
  }

  Faults faults() {
    return faults;
  }

  <T> Reading<T> read(Supplier<T> value) {
    takeTime();
    if (faults.isDown(part)) {
      return failed(Trouble.UNREACHABLE);
    }
    if (faults.strikes(Fault.READ_ERROR)) {
      return failed(world.dice().oneOf(TROUBLES));
    }
    if (faults.strikes(Fault.READ_TIMEOUT)) {
      return failed(Trouble.TIMED_OUT);
    }
    answered = true;
    return new Reading.Complete<>(value.get(), clock.instant());
  }

  /** A list that comes page by page. */
  <T> Reading<List<T>> list(Supplier<List<T>> value) {
    Reading<List<T>> reading = read(value);
    return reading instanceof Reading.Complete<List<T>>(List<T> all, var at)
            && !all.isEmpty()
            && faults.strikes(Fault.READ_PARTIAL)
        ? new Reading.Partial<>(
            List.copyOf(all.subList(0, (int) world.dice().between(0, all.size() - 1))),
            at,
            "a page failed")
        : reading;
  }

  <T> Reading<T> failed(Trouble trouble) {
    return new Reading.Failed<>(trouble, "simulated " + trouble, clock.instant());
  }

  /**
   * What the system said of the time since it was asked last, if it answered.
   *
   * @param now by its clock
   */
  Optional<ServerTime> serverTime(Instant now) {
    if (answered) {
      answered = false;
      Instant said = Instant.ofEpochSecond(now.getEpochSecond());
      told = Optional.of(new ServerTime(said, clock.instant()));
    }
    return told;
  }

  /** What others do meanwhile comes before this call. */
  void takeTime() {
    if (faults.strikes(Fault.CALL_TAKES_TIME)) {
      world.advance(Duration.ofMillis(world.dice().between(SHORTEST, LONGEST)));
      lifeline.goesOn();
    }
  }

  /** Makes a call that changes something. */
  Outcome write(Supplier<Outcome> effect) {
    takeTime();
    if (faults.isDown(part) || faults.strikes(Fault.WRITE_REFUSED)) {
      return new Outcome.Transient("simulated 503");
    }
    if (faults.strikes(Fault.UNAUTHORIZED)) {
      return new Outcome.Unauthorized("simulated 401");
    }
    if (faults.strikes(Fault.RATE_LIMITED)) {
      return new Outcome.RateLimited("simulated 429", Duration.ofSeconds(2));
    }
    if (faults.strikes(Fault.TIMEOUT_BEFORE_EFFECT)) {
      return new Outcome.Unknown("simulated time-out, nothing happened");
    }
    Outcome outcome = effect.get();
    if (faults.strikes(Fault.TIMEOUT_AFTER_EFFECT)) {
      return new Outcome.Unknown("simulated time-out after " + outcome.getClass().getSimpleName());
    }
    return outcome;
  }
}
