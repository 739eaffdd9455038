package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.fleet.Jobs;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.plan.Rest;
import io.github.ciautoscaler.reconcile.HookNotice;
import io.github.ciautoscaler.reconcile.HookStatus;
import io.github.ciautoscaler.reconcile.Operator;
import io.github.ciautoscaler.reconcile.PassReport;
import io.github.ciautoscaler.reconcile.Ports;
import io.github.ciautoscaler.reconcile.ReconcileSettings;
import io.github.ciautoscaler.simulator.Planted.PlantedForge;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bugs in what deliveries of the webhook may do: each is caught. */
class PlantedHookBugsTest {

  private static final Scenario HOOKED =
      PlantedBug.CALM
          .in(Surrounding.WEBHOOK)
          .with(Fault.HOOK_LOST, 0.05)
          .with(Fault.HOOK_FORGED, 0.05);

  static Stream<PlantedBug> bugs() {
    return Stream.of(
        new PlantedBug(
            "a slowed poll that never goes back",
            "H",
            5,
            HOOKED,
            (ports, settings) -> new Paced(ports, settings, Paced::neverBack)),
        new PlantedBug(
            "a slowed poll over an hour's end",
            "H2",
            5,
            HOOKED,
            (ports, settings) -> new Paced(ports, settings, Paced::overTheHour)),
        new PlantedBug(
            "trusts a webhook that lost a job",
            "H1",
            20,
            HOOKED.with(Fault.HOOK_LOST, 0.3),
            (ports, settings) -> new Paced(ports, settings, Paced::trusting)),
        new PlantedBug(
            "waits for deliveries alone",
            "L1",
            20,
            HOOKED,
            (ports, settings) -> new Paced(ports, settings, Paced::deliveriesAlone)),
        new PlantedBug(
            "takes a delivery for the truth",
            "P1",
            5,
            HOOKED.with(Fault.HOOK_FORGED, 0.3),
            Believing::new));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bugs")
  void is_caught(PlantedBug bug) {
    bug.mustBeCaught();
  }

  /** Chooses when the next pass is. */
  private static class Paced implements Autoscaler {

    /** How long until the next pass. */
    private interface Choice {
      Duration after(Paced process, PassReport report, Duration right);
    }

    private static final Duration SLOW = Duration.ofSeconds(30);
    private final Autoscaler real;
    private final ReconcileSettings settings;
    private final Choice choice;
    private @Nullable PassReport latest;
    private boolean wasSlow;

    Paced(Ports ports, ReconcileSettings settings, Choice choice) {
      this.real = Autoscaler.production(ports, settings);
      this.settings = settings;
      this.choice = choice;
    }

    Duration neverBack(PassReport report, Duration right) {
      wasSlow |= right.equals(SLOW);
      return wasSlow ? SLOW : right;
    }

    Duration overTheHour(PassReport report, Duration right) {
      return report.standing().hook().trusted() ? SLOW : right;
    }

    Duration trusting(PassReport report, Duration right) {
      boolean rests = new Rest(settings.plan(), SLOW).isAllowed(report.fleet(), report.plan());
      return report.standing().hook().counts().taken() > 3 && rests ? SLOW : right;
    }

    Duration deliveriesAlone(PassReport report, Duration right) {
      boolean works = report.standing().hook().state() == HookStatus.State.WORKING;
      return works ? Duration.ofHours(2) : right;
    }

    @Override
    public Duration interval() {
      return choice.after(this, Objects.requireNonNull(latest), real.interval());
    }

    @Override
    public PassReport pass() {
      latest = real.pass();
      return latest;
    }

    @Override
    public boolean beat() {
      return real.beat();
    }

    @Override
    public Operator operator() {
      return real.operator();
    }

    @Override
    public void hear(HookNotice notice) {
      real.hear(notice);
    }

    @Override
    public void follow(ReconcileSettings next) {
      real.follow(next);
    }
  }

  /** Takes what deliveries say for queued jobs. */
  private static final class Believing extends Paced {

    private final List<Long> told;

    Believing(Ports ports, ReconcileSettings settings) {
      this(ports, settings, new ArrayList<>());
    }

    private Believing(Ports ports, ReconcileSettings settings, List<Long> told) {
      super(
          Planted.with(
              ports,
              new PlantedForge(ports) {
                @Override
                public Reading<List<Job>> queued() {
                  if (!(real.queued() instanceof Reading.Complete<List<Job>>(var jobs, var at))) {
                    return real.queued();
                  }
                  List<Job> all = new ArrayList<>(jobs);
                  told.forEach(job -> all.add(Jobs.queued(job, Set.of("linux"))));
                  return new Reading.Complete<>(all, at);
                }
              }),
          settings,
          (process, report, right) -> right);
      this.told = told;
    }

    @Override
    public void hear(HookNotice notice) {
      notice.queuedJob().filter(job -> job < 0).ifPresent(told::add);
      super.hear(notice);
    }
  }
}
