package io.github.ciautoscaler.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How runners ask for jobs, with the real timing of a fetch: the forge reads the row when a fetch
 * arrives, and may hand out a job a while later, whatever became of the row meanwhile.
 *
 * <p>An idle runner asks every two seconds. Only the asking that could matter is played: while a
 * job waits that fits it, and at the moment in which its row is disabled or deleted.
 */
final class Fetches {

  private static final long FETCH_INTERVAL = 2_000;
  private static final long QUICK_FETCH = 500;
  private static final long SLOW_FETCH = 5_000;
  private static final double SLOW_SHARE = 0.2;
  private static final double IN_FLIGHT_SHARE = 0.35;

  /** A job was handed out: the process begins it. */
  interface Beginning {
    void begin(RunnerProcess process, RunnerRow row, ForgeJob job);
  }

  private final World world;
  private final JobBoard board;
  private final Beginning beginning;
  private final List<RunnerRow> lostToDeletion = new ArrayList<>();

  Fetches(World world, JobBoard board, Beginning beginning) {
    this.world = world;
    this.board = board;
    this.beginning = beginning;
  }

  /** Rows that were deleted while a job was being handed to them. */
  List<RunnerRow> lostToDeletion() {
    return lostToDeletion;
  }

  void ask(RunnerProcess process) {
    if (mayFetch(process) && board.anyFor(process.labels())) {
      process.setFetching(true);
      world.afterMillis(
          world.dice().between(0, FETCH_INTERVAL), () -> arrives(process, process.row()));
    }
  }

  static boolean mayFetch(RunnerProcess process) {
    RunnerRow row = process.row();
    return process.isAlive()
        && !process.isStopping()
        && !process.isSilent()
        && process.hands() > 0
        && !process.isFetching()
        && process.job() == null
        && row != null
        && row.isDeclared()
        && !row.disabled()
        && !row.isDeleted();
  }

  /** It may be that the forge has read this row for a fetch and not yet answered it. */
  void catchInFlight(RunnerRow row) {
    RunnerProcess process = row.process();
    if (process.row() == row && mayFetch(process) && world.dice().chance(IN_FLIGHT_SHARE)) {
      process.setFetching(true);
      answerLater(process, row);
    }
  }

  private void arrives(RunnerProcess process, @Nullable RunnerRow row) {
    if (row == null || row.disabled() || row.isDeleted() || !process.isAlive()) {
      process.setFetching(false);
      return;
    }
    answerLater(process, row);
  }

  private void answerLater(RunnerProcess process, RunnerRow row) {
    long most = world.dice().chance(SLOW_SHARE) ? SLOW_FETCH : QUICK_FETCH;
    world.afterMillis(world.dice().between(10, most), () -> answered(process, row));
  }

  private void answered(RunnerProcess process, RunnerRow row) {
    process.setFetching(false);
    if (process.job() != null || process.row() != row) {
      return;
    }
    Optional<ForgeJob> claimed = board.claim(row);
    if (claimed.isEmpty()) {
      ask(process);
      return;
    }
    ForgeJob job = claimed.get();
    world.log(
        process.machine(),
        "runner "
            + row.id()
            + " took job "
            + job.id()
            + (row.disabled() ? " by a fetch from before its disable" : ""));
    if (!process.isAlive() || row.isDeleted() || process.isStopping()) {
      if (process.isAlive() && row.isDeleted()) {
        lostToDeletion.add(row);
      }
      board.lose(job, process.machine());
      return;
    }
    beginning.begin(process, row, job);
  }
}
