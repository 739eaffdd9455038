package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.ForgeScope;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A runner program on some machine: registers itself, fetches jobs, works on one at a time. */
final class RunnerProcess {

  private final String name;
  private final String machine;
  private final Set<String> labels;
  private final boolean ephemeral;
  private boolean alive = true;
  private boolean stopping;
  private @Nullable RunnerRow row;
  private @Nullable ForgeJob job;
  private boolean reporting;
  private boolean fetching;
  private boolean silent;
  private int hands = 1;
  private ForgeScope scope = ForgeScope.ADMIN;
  private @Nullable Runnable whenIdle;

  RunnerProcess(String name, String machine, Set<String> labels, boolean ephemeral) {
    this.name = name;
    this.machine = machine;
    this.labels = Set.copyOf(labels);
    this.ephemeral = ephemeral;
  }

  /** Where it registers, and so whose jobs it is given. */
  ForgeScope scope() {
    return scope;
  }

  RunnerProcess at(ForgeScope where) {
    scope = where;
    return this;
  }

  String name() {
    return name;
  }

  String machine() {
    return machine;
  }

  Set<String> labels() {
    return labels;
  }

  boolean ephemeral() {
    return ephemeral;
  }

  boolean isAlive() {
    return alive;
  }

  /** Asked to end: takes nothing new and ends with its job. */
  boolean isStopping() {
    return stopping;
  }

  void stopWhenIdle(Runnable then) {
    stopping = true;
    whenIdle = then;
  }

  void die() {
    alive = false;
  }

  @Nullable RunnerRow row() {
    return row;
  }

  void registeredAs(@Nullable RunnerRow newRow) {
    row = newRow;
  }

  @Nullable ForgeJob job() {
    return job;
  }

  void begin(ForgeJob newJob) {
    job = newJob;
    reporting = false;
  }

  void startReporting() {
    reporting = true;
  }

  /** The job is over; ends too if it was asked to. */
  void end() {
    job = null;
    reporting = false;
    if (whenIdle != null) {
      whenIdle.run();
    }
  }

  /** Nobody hears of it. */
  boolean isSilent() {
    return silent;
  }

  void setSilent(boolean value) {
    silent = value;
  }

  /** How many jobs its row may work on at once; 0: none ever. */
  int hands() {
    return hands;
  }

  void setHands(int value) {
    hands = value;
  }

  boolean isFetching() {
    return fetching;
  }

  void setFetching(boolean value) {
    fetching = value;
  }

  boolean beats(RunnerRow asRow) {
    return alive && !silent && row == asRow;
  }

  boolean reports(RunnerRow asRow) {
    return beats(asRow) && job != null && reporting;
  }
}
