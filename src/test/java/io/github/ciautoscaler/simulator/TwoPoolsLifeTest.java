package io.github.ciautoscaler.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.bootstrap.OwnBootstrap;
import io.github.ciautoscaler.fleet.Image;
import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.MachineBootstrap;
import io.github.ciautoscaler.fleet.MachineTemplate;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.Pools;
import io.github.ciautoscaler.fleet.Preference;
import io.github.ciautoscaler.fleet.Secret;
import io.github.ciautoscaler.plan.PlanSettings;
import io.github.ciautoscaler.plan.Reason;
import io.github.ciautoscaler.reconcile.PassReport;
import io.github.ciautoscaler.reconcile.Ports;
import io.github.ciautoscaler.reconcile.ReconcileSettings;
import io.github.ciautoscaler.reconcile.Reconciler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Two pools in one world, whose machines' runners declare different labels. */
class TwoPoolsLifeTest {

  private static final Set<String> SMALL = Set.of("linux");
  private static final Set<String> BIG = Set.of("linux", "big");

  private final Ports ports;
  private final ReconcileSettings settings;
  private final World world;
  private final Map<String, Integer> most = new HashMap<>();
  private String prefix = Labels.NAME_PREFIX;

  TwoPoolsLifeTest() {
    List<Ports> captured = new ArrayList<>();
    List<ReconcileSettings> given = new ArrayList<>();
    Simulation.run(
        Scenario.calm("two-pools").lasting(Duration.ofMinutes(1)),
        1,
        (its, theirs) -> {
          captured.add(its);
          given.add(theirs);
          return Autoscaler.production(its, theirs);
        });
    ports = captured.getFirst();
    settings = given.getFirst();
    world = (World) ports.clock().steady();
    // Whoever led before lets go.
    world.advance(Duration.ofMinutes(2));
    world.forge().labelRunners("small", SMALL);
    world.forge().labelRunners("big", BIG);
  }

  @Test
  void every_job_runs_on_a_machine_of_its_pool_within_each_maximum() {
    List<ForgeJob> small = submit(5, "linux");
    List<ForgeJob> big = submit(4, "linux", "big");

    live(new Reconciler(ports, with(bootstrap(), bootstrap())), Duration.ofMinutes(50));

    assertThat(small).allMatch(job -> "success".equals(job.conclusion()));
    assertThat(big).allMatch(job -> "success".equals(job.conclusion()));
    assertThat(most.get("small")).isBetween(1, 2);
    assertThat(most.get("big")).isBetween(1, 3);
    assertThat(most.get("all")).isLessThanOrEqualTo(4);
  }

  @Test
  void pools_that_name_their_machines_alike_are_known_apart_also_after_a_restart() {
    prefix = "workers-fsn1";
    List<ForgeJob> small = submit(2, "linux");
    List<ForgeJob> big = submit(2, "linux", "big");
    live(new Reconciler(ports, with(bootstrap(), bootstrap())), Duration.ofMinutes(3));

    PassReport report =
        live(new Reconciler(ports, with(bootstrap(), bootstrap())), Duration.ofMinutes(15));

    assertThat(report.fleet().machines())
        .isNotEmpty()
        .allMatch(machine -> machine.name().matches("workers-fsn1-[0-9a-f]{8}"));
    assertThat(small).allMatch(job -> "success".equals(job.conclusion()));
    assertThat(big).allMatch(job -> "success".equals(job.conclusion()));
    assertThat(most.get("small")).isEqualTo(2);
    assertThat(most.get("big")).isEqualTo(2);

    live(new Reconciler(ports, with(bootstrap(), bootstrap())), Duration.ofMinutes(60));
    assertThat(world.cloud().servers())
        .noneMatch(server -> server.name().startsWith("workers-fsn1-"));
    assertThat(world.cluster().nodes()).noneMatch(node -> node.name().startsWith("workers-fsn1-"));
  }

  @Test
  void a_pool_whose_machines_never_join_does_not_stop_the_other() {
    MachineBootstrap never = new OwnBootstrap(new Secret("#!/bin/sh\ntrue\n"));
    Reconciler loop = new Reconciler(ports, with(bootstrap(), never));
    List<ForgeJob> big = submit(2, "linux", "big");
    PassReport first = live(loop, Duration.ofMinutes(16));
    assertThat(first.fleet().seen().stored().health().pool("big").bootFailures().inARow())
        .isPositive();

    List<ForgeJob> small = submit(2, "linux");
    live(loop, Duration.ofMinutes(15));

    assertThat(small).allMatch(job -> "success".equals(job.conclusion()));
    assertThat(big).noneMatch(job -> "success".equals(job.conclusion()));
  }

  @Test
  void a_paused_pool_launches_nothing_until_it_is_resumed_also_after_a_restart() {
    Reconciler loop = new Reconciler(ports, with(bootstrap(), bootstrap()));
    live(loop, Duration.ofMinutes(1));
    loop.operator().pausePool("big", null, "bad image", false);
    List<ForgeJob> big = submit(2, "linux", "big");
    List<ForgeJob> small = submit(1, "linux");
    live(loop, Duration.ofMinutes(10));
    assertThat(most).doesNotContainKey("big");
    assertThat(small).allMatch(job -> "success".equals(job.conclusion()));

    Reconciler restarted = new Reconciler(ports, with(bootstrap(), bootstrap()));
    live(restarted, Duration.ofMinutes(10));
    assertThat(most).doesNotContainKey("big");

    restarted.operator().resumePool("big", false);
    live(restarted, Duration.ofMinutes(15));
    assertThat(big).allMatch(job -> "success".equals(job.conclusion()));
  }

  @Test
  void a_resume_ends_the_wait_after_failed_boots_at_once() {
    MachineBootstrap never = new OwnBootstrap(new Secret("#!/bin/sh\ntrue\n"));
    Reconciler loop = new Reconciler(ports, with(bootstrap(), never));
    submit(1, "linux", "big");
    PassReport report = live(loop, Duration.ofMinutes(10));
    while (!codes(report).contains(Reason.Code.BOOT_BACKOFF)) {
      report = live(loop, Duration.ofSeconds(5));
    }
    assertThat(failures(report)).isPositive();

    loop.operator().resumePool("big", false);
    PassReport next = live(loop, Duration.ZERO);

    assertThat(failures(next)).isZero();
    assertThat(codes(next)).doesNotContain(Reason.Code.BOOT_BACKOFF);
    assertThat(next.started()).anyMatch(action -> "big".equals(action.launchesFor()));
  }

  private static int failures(PassReport report) {
    return report.fleet().seen().stored().health().pool("big").bootFailures().inARow();
  }

  private static List<Reason.Code> codes(PassReport report) {
    return report.plan().decisions().stream().map(decision -> decision.reason().code()).toList();
  }

  private PassReport live(Reconciler loop, Duration length) {
    PassReport report = loop.pass();
    for (long second = 0; second < length.toSeconds(); second += 5) {
      world.advance(Duration.ofSeconds(5));
      loop.beat();
      report = loop.pass();
      count(report);
    }
    return report;
  }

  private void count(PassReport report) {
    Map<String, Integer> now = new HashMap<>();
    for (Machine machine : report.fleet().machines()) {
      if (machine.server() != null && List.of("small", "big").contains(machine.pool())) {
        now.merge(machine.pool(), 1, Integer::sum);
        now.merge("all", 1, Integer::sum);
      }
    }
    now.forEach((pool, count) -> most.merge(pool, count, Math::max));
  }

  private List<ForgeJob> submit(int jobs, String... labels) {
    List<JobSpec> specs = new ArrayList<>();
    for (int i = 0; i < jobs; i++) {
      specs.add(JobSpec.of("build", Duration.ofMinutes(5), labels));
    }
    return world.forge().submit(world.forge().repos().getFirst(), specs);
  }

  private MachineBootstrap bootstrap() {
    return Objects.requireNonNull(settings.plan().poolsByName().get(Pool.DEFAULT))
        .template()
        .bootstrap();
  }

  private ReconcileSettings with(MachineBootstrap ofSmall, MachineBootstrap ofBig) {
    PlanSettings one = settings.plan();
    MachineTemplate template = one.pools().getFirst().template();
    List<Pool> pools =
        List.of(
            Pools.of("big", 3, of(template, "ccx33", "debian-12", ofBig), BIG),
            Pools.of("small", 2, of(template, "cx23", "ubuntu-24.04", ofSmall), SMALL));
    return Planted.with(
        settings,
        new PlanSettings(
            pools, 4, one.times(), one.pace(), new PlanSettings.AsTheOriginal(false, false)));
  }

  private MachineTemplate of(
      MachineTemplate from, String type, String image, MachineBootstrap bootstrap) {
    return new MachineTemplate(
        List.of(new Offering(type, "nbg1")),
        new Image.Named(image),
        from.access(),
        bootstrap,
        new MachineTemplate.Options(Preference.LISTED, from.labels(), prefix, null, null));
  }
}
