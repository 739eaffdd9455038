package io.github.ciautoscaler.api;

import static io.github.ciautoscaler.api.ApiTestApplication.NOW;
import static io.github.ciautoscaler.reconcile.Machines.busy;
import static io.github.ciautoscaler.reconcile.Machines.idle;
import static io.github.ciautoscaler.reconcile.Machines.job;
import static io.github.ciautoscaler.reconcile.Machines.name;
import static io.github.ciautoscaler.reconcile.Machines.server;

import io.github.ciautoscaler.fleet.BackOff;
import io.github.ciautoscaler.fleet.BootFailures;
import io.github.ciautoscaler.fleet.ClusterInfo;
import io.github.ciautoscaler.fleet.ClusterInfo.Permission;
import io.github.ciautoscaler.fleet.CoolDown;
import io.github.ciautoscaler.fleet.ForeignServer;
import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.Pools;
import io.github.ciautoscaler.fleet.Repositories;
import io.github.ciautoscaler.fleet.StoredState;
import io.github.ciautoscaler.fleet.StoredStates;
import io.github.ciautoscaler.fleet.WarmCapacity;
import io.github.ciautoscaler.plan.Action;
import io.github.ciautoscaler.plan.Assignment;
import io.github.ciautoscaler.plan.Assignment.Standing;
import io.github.ciautoscaler.plan.Decision;
import io.github.ciautoscaler.plan.PodsWaiting;
import io.github.ciautoscaler.plan.PoolOutlook;
import io.github.ciautoscaler.plan.Reason;
import io.github.ciautoscaler.plan.Reason.Code;
import io.github.ciautoscaler.reconcile.ReportBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A report with something in every place. */
public final class SampleReports {

  private SampleReports() {}

  private static final Offering OFFERING = new Offering("ccx33", "nbg1");
  private static final Pool POOL =
      new Pool(
          Pool.DEFAULT,
          Pools.template(Pools.K3S, OFFERING),
          new Pool.Service(
              new Pool.Offer(1, Set.of("linux", "x64"), 20),
              new Pool.Choice(3, new Repositories(Set.of("acme/*")))),
          new Pool.Size(
              new Pool.Limits(1, 5, new Pool.LaunchRate(4, Duration.ofMinutes(5))),
              new WarmCapacity(
                  List.of(
                      new WarmCapacity.Entry(
                          List.of(SampleReports::isMorning),
                          2,
                          new WarmCapacity.Scaling(0.5, 4),
                          null)))),
          null);

  /** From an hour ago until in half an hour. */
  private static boolean isMorning(Instant now) {
    return !now.isBefore(NOW.minusSeconds(3600)) && now.isBefore(NOW.plusSeconds(1800));
  }

  private static StoredState heldUp(StoredState stored) {
    CoolDown soldOut = new CoolDown(NOW.plusSeconds(300), CoolDown.Cause.SOLD_OUT, "sold out");
    BackOff stop = new BackOff(NOW.plusSeconds(90), "invalid", "no such image");
    StoredState cool = StoredStates.withCoolDowns(stored, all -> Map.of(OFFERING, soldOut));
    StoredState failed =
        StoredStates.withBootFailures(cool, Pool.DEFAULT, new BootFailures(2, NOW));
    return StoredStates.withPool(failed, Pool.DEFAULT, health -> health.refused(stop));
  }

  public static ReportBuilder full() {
    return fullAt(NOW);
  }

  static ReportBuilder fullAt(Instant now) {
    Job running = job(7, 1L, "linux");
    return ReportBuilder.at(now)
        .number(12)
        .unguarded()
        .failed(
            ReportBuilder.down("gitea", now.minusSeconds(60)), ReportBuilder.down("hetzner", null))
        .machine(busy(1, now.minusSeconds(3600), running))
        .machine(idle(2, now.minusSeconds(1800), now.minusSeconds(60)))
        .running(now, running)
        .blocked(3)
        .desired(3)
        .pool(
            new PoolOutlook(
                POOL,
                2,
                now.plusSeconds(60),
                new Reason(Code.AT_MAX_NODES, "Full."),
                new PodsWaiting(4, 3)))
        .stored(SampleReports::heldUp)
        .budget(3600, 3511)
        .removableFrom(name(2), now.plusSeconds(1740))
        .reason(name(1), Code.RUNNING_JOB, "It runs build 7.")
        .queued(
            new Assignment(
                job(21, null, "x64", "linux"),
                Standing.FREE_RUNNER,
                name(2),
                new Reason(Code.CAPACITY_SUFFICES, "An idle machine fits it.")))
        .queued(
            new Assignment(
                job(22, null, "windows"),
                Standing.UNSERVABLE,
                null,
                new Reason(Code.NOT_OFFERED, "No pool's runners offer all of [windows].")))
        .started(
            new Action(
                name(3),
                Action.Kind.CREATE,
                new Reason(Code.QUEUE_EXCEEDS_CAPACITY, "One job waits."),
                List.of()))
        .decided(new Decision("default", null, new Reason(Code.AT_MAX_NODES, "Full.")))
        .foreign(new ForeignServer(server(9, now.minusSeconds(3 * 3600 + 60)), ""))
        .cluster(
            new ClusterInfo(
                "v1.34.2+k3s1", null, Set.of(), Map.of(Permission.LEASES, "rules: [leases]")))
        .warning("AT_MAX_NODES", "Full.");
  }
}
