package io.github.ciautoscaler.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The runner processes and their rows. */
final class RunnerPark {

  private final World world;
  private final JobBoard board;
  private final Runnable changed;
  private final TreeMap<Long, RunnerRow> rows = new TreeMap<>();
  private final List<RunnerProcess> processes = new ArrayList<>();
  private final Fetches fetches;
  private final List<Begun> begun = new ArrayList<>();
  private long lastRow;

  /** A job that a runner began. */
  record Begun(long job, RunnerRow row, Instant at) {}

  RunnerPark(World world, JobBoard board, Runnable changed) {
    this.world = world;
    this.board = board;
    this.changed = changed;
    this.fetches = new Fetches(world, board, this::work);
  }

  Collection<RunnerRow> rows() {
    return Collections.unmodifiableCollection(rows.values());
  }

  List<RunnerProcess> processes() {
    return Collections.unmodifiableList(processes);
  }

  /** Rows that were deleted while a job was being handed to them. */
  List<RunnerRow> lostToDeletion() {
    return fetches.lostToDeletion();
  }

  /** Every job that a runner began, oldest first. */
  List<Begun> begun() {
    return Collections.unmodifiableList(begun);
  }

  Optional<RunnerRow> row(long id) {
    return Optional.ofNullable(rows.get(id));
  }

  /** A runner program starts: it registers within seconds and then asks for jobs. */
  void start(RunnerProcess process) {
    processes.add(process);
    world.afterSeconds(1, 6, () -> register(process));
  }

  private void register(RunnerProcess process) {
    if (!process.isAlive() || process.isStopping()) {
      return;
    }
    RunnerRow row =
        new RunnerRow(
            ++lastRow, process.name(), process.labels(), process.ephemeral(), process, world.now());
    rows.put(row.id(), row);
    process.registeredAs(row);
    world.log(process.machine(), "runner " + row.id() + " registered as " + row.name());
    changed.run();
    world.afterMillis(
        world.dice().between(300, 1_500),
        () -> {
          row.declare(world.now());
          changed.run();
          addHands(process, row);
          row.hands().forEach(this::ask);
        });
  }

  private void addHands(RunnerProcess process, RunnerRow row) {
    while (row.hands().size() < process.hands()) {
      RunnerProcess hand =
          new RunnerProcess(process.name(), process.machine(), process.labels(), false);
      hand.registeredAs(row);
      row.addHand(hand);
      processes.add(hand);
    }
  }

  void retire(RunnerProcess process) {
    RunnerRow row = process.row();
    List<RunnerProcess> hands = row == null ? List.of(process) : List.copyOf(row.hands());
    for (RunnerProcess hand : hands) {
      hand.stopWhenIdle(() -> kill(hand));
      if (hand.job() == null) {
        kill(hand);
      }
    }
    if (row != null) {
      world.afterSeconds(300, 1_200, () -> delete(row.id()));
    }
  }

  void silence(RunnerProcess process, Duration length) {
    RunnerRow row = process.row();
    if (row == null || process.isSilent()) {
      return;
    }
    world.log(process.machine(), "runner " + row.id() + " is not heard of for a while");
    lastHeardOf(process, row);
    process.setSilent(true);
    world.afterMillis(ForgeWorld.OFFLINE_AFTER.toMillis() + 1, changed);
    world.after(
        length,
        () -> {
          process.setSilent(false);
          changed.run();
          ask(process);
        });
  }

  /** On a Forgejo it looks active for ten more seconds if it reported on a job until now. */
  private void lastHeardOf(RunnerProcess process, RunnerRow row) {
    if (world.forge().dialect().isForgejo() && process.reports(row)) {
      row.active(world.now());
      world.afterMillis(ForgeWorld.BUSY_LAG.toMillis() + 1, changed);
    } else {
      row.seen(world.now());
    }
  }

  void registerAgain(RunnerProcess process) {
    RunnerRow row = process.row();
    if (row != null && Fetches.mayFetch(process)) {
      world.log(process.machine(), "runner " + row.id() + " loses its registration");
      row.seen(world.now());
      world.afterMillis(ForgeWorld.OFFLINE_AFTER.toMillis() + 1, changed);
      restart(process);
      changed.run();
    }
  }

  /** Lets every idle runner ask: a job became claimable. */
  void askAll() {
    for (int i = 0; i < processes.size(); i++) {
      ask(processes.get(i));
    }
  }

  void ask(RunnerProcess process) {
    fetches.ask(process);
  }

  private void work(RunnerProcess process, RunnerRow row, ForgeJob job) {
    process.begin(job);
    begun.add(new Begun(job.id(), row, world.now()));
    int attempt = job.attempt();
    world.afterMillis(
        world.dice().between(1_000, 5_000),
        () -> {
          if (process.job() == job) {
            process.startReporting();
            changed.run();
          }
        });
    world.after(job.duration(), () -> finish(process, row, job, attempt));
  }

  private void finish(RunnerProcess process, RunnerRow row, ForgeJob job, int attempt) {
    if (process.job() != job || job.attempt() != attempt) {
      return;
    }
    if (process.isSilent()) {
      world.afterSeconds(5, 5, () -> finish(process, row, job, attempt));
      return;
    }
    if (!row.isDeleted() && job.is(ForgeJob.Status.IN_PROGRESS)) {
      world.log(process.machine(), "job " + job.id() + " succeeded");
      board.complete(job, "success");
    }
    release(process, row);
  }

  /** The process has its hands free again; its row looks busy for ten more seconds. */
  void release(RunnerProcess process, RunnerRow row) {
    row.active(world.now());
    process.end();
    changed.run();
    world.afterMillis(ForgeWorld.BUSY_LAG.toMillis() + 1, changed);
    if (row.ephemeral()) {
      removeRow(row);
      restart(process);
    } else if (row.isDeleted()) {
      restart(process);
    } else {
      ask(process);
    }
  }

  /** False: no such row. */
  boolean setDisabled(long id, boolean disabled) {
    RunnerRow row = rows.get(id);
    if (row == null) {
      return false;
    }
    if (row.disabled() != disabled) {
      if (disabled) {
        fetches.catchInFlight(row);
      }
      row.setDisabled(disabled, world.now());
      world.log(row.machine(), "runner " + id + (disabled ? " disabled" : " enabled"));
      changed.run();
      row.hands().forEach(this::ask);
    }
    return true;
  }

  /** False: no such row. */
  boolean delete(long id) {
    RunnerRow row = rows.get(id);
    if (row == null) {
      return false;
    }
    fetches.catchInFlight(row);
    world.log(row.machine(), "runner " + id + " deleted");
    removeRow(row);
    row.hands().forEach(hand -> loseRow(hand, row));
    return true;
  }

  private void loseRow(RunnerProcess process, RunnerRow row) {
    ForgeJob job = process.job();
    if (process.row() == row && process.isAlive()) {
      if (job == null) {
        restart(process);
      } else {
        board.lose(job, process.machine());
      }
    }
  }

  private void removeRow(RunnerRow row) {
    row.delete();
    rows.remove(row.id());
    changed.run();
  }

  /** A runner whose row is gone exits, is started again and registers anew, enabled. */
  private void restart(RunnerProcess process) {
    process.registeredAs(null);
    if (process.isAlive() && !process.isStopping()) {
      world.afterSeconds(5, 25, () -> register(process));
    }
  }

  /** The process dies with whatever it was doing. */
  void kill(RunnerProcess process) {
    if (!process.isAlive()) {
      return;
    }
    RunnerRow row = process.row();
    ForgeJob job = process.job();
    if (row != null && row.isDeclared()) {
      lastHeardOf(process, row);
    }
    process.die();
    processes.remove(process);
    if (row != null && row.isDeclared()) {
      world.afterMillis(ForgeWorld.OFFLINE_AFTER.toMillis() + 1, changed);
    }
    if (job != null) {
      process.end();
      if (job.is(ForgeJob.Status.IN_PROGRESS)) {
        board.lose(job, process.machine());
      }
    }
    changed.run();
  }
}
