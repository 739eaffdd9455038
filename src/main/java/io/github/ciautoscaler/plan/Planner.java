package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Age;
import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.LastSeen;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Decides what to do next. A pure function: the same fleet gives the same plan, so that production,
 * simulator and replay share it.
 */
public final class Planner {

  /** While the original may still run beside us, the first moments after a start only observe. */
  public static final Duration ORIGINAL_GRACE = Duration.ofSeconds(45);

  /** What becomes of machines that are there, and of what is left of others; in this order. */
  private static final List<Proposer> MACHINES =
      List.of(
          new EachMachine(
              new FirstRunner(),
              new LostAnswers(),
              new UnfinishedServer(),
              new UsedTokenCollector(),
              new LaunchProgress()),
          new ScaleDown(),
          new EachMachine(
              new Adoption(), new LastUse(), new AnnotateNode(), new VanishedNodeCollector()),
          new OrphanNodeCollector(),
          new OrphanRunnerCollector(),
          new RegistrationCollector(),
          new ForeignServers(),
          new StrayNodes(),
          new UnusedTokenCollector());

  /** What is remembered for later passes, and what a person has to mend. */
  private static final List<Proposer> KNOWLEDGE =
      List.of(
          new LearntFacts(),
          new SpendOfTheDay(),
          new BillingWindowWarning(),
          new Taints(),
          new EndlessJobs(),
          new CrowdedRunners(),
          situation ->
              new ForeignRunners(situation.fleet())
                  .propose(situation.fresh(situation.seen().runners())),
          new UnknownSources());

  private final PlanSettings given;

  public Planner(PlanSettings settings) {
    this.given = settings;
  }

  /** Whether the original may still be running beside us, so that nothing may be touched yet. */
  public static boolean isObservingAfterStart(FleetState fleet) {
    return !Age.of(fleet.seen().startedAt(), fleet.seen().now()).reached(ORIGINAL_GRACE)
        && LastSeen.of(fleet.seen().servers())
            .anyMatch(server -> !server.labels().containsKey(Labels.INSTALLATION));
  }

  public Plan plan(FleetState fleet) {
    return planned(fleet).plan;
  }

  /** Of the same plan, for whoever wants to know why. It costs as much as a plan. */
  public Explainer explain(FleetState fleet) {
    Planned planned = planned(fleet);
    return new Explainer(planned.situation, planned.launches);
  }

  /** A plan, and what its rules were asked about. */
  private record Planned(Plan plan, Situation situation, Launches launches) {}

  private Planned planned(FleetState fleet) {
    PlanSettings settings = given.at(fleet.seen().now(), fleet.seen().priceList());
    Freshness freshness = Freshness.of(fleet, settings);
    Learning learning = new Learning(fleet, settings);
    Demand demand =
        new Demand(
            fleet, settings, new Offers(fleet.seen().stored(), fleet.seen().priceList()), learning);
    Launches launches = new Launches(fleet, settings, freshness, learning);
    Reserve reserve = Reserve.of(fleet, settings, demand, launches.total());
    Situation situation = Situation.of(fleet, settings, freshness, demand, reserve);

    Proposals proposals = new Proposals();
    MACHINES.forEach(part -> proposals.addAll(part.propose(situation)));
    ScaleUp scaleUp = new ScaleUp(fleet, settings, launches, proposals);
    scaleUp.launch(demand, situation.pods(), reserve);
    KNOWLEDGE.forEach(part -> proposals.addAll(part.propose(situation)));

    Map<String, Instant> removableFrom = situation.hourEnd().removableFrom(fleet);
    Plan plan =
        new Folding(fleet.seen().inFlight(), situation.isPaused())
            .plan(
                proposals.all(),
                removableFrom,
                demand.expected().all(),
                scaleUp.sizes(situation.pods()));
    return new Planned(plan, situation, launches);
  }
}
