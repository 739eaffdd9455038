package io.github.ciautoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Observation;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.Pools;
import io.github.ciautoscaler.fleet.PriceList;
import io.github.ciautoscaler.fleet.Tracked;
import io.github.ciautoscaler.plan.Assignment.Standing;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** From which pools machines are launched, where several fit and each may have few. */
class LaunchChoiceTest {

  private static final Offering SMALL = new Offering("cx23", "fsn1");
  private static final Offering LARGE = new Offering("cx33", "fsn1");
  private static final Map<Offering, BigDecimal> PRICES =
      Map.of(SMALL, new BigDecimal("0.02"), LARGE, new BigDecimal("0.03"));
  private static final Set<Standing> SERVED = EnumSet.of(Standing.FREE_RUNNER, Standing.LAUNCHED);
  private static final List<String> WORDS = List.of("a", "b", "c");

  /** A pool of a small world. */
  private record Shape(Set<String> labels, int slots, int max, Offering offering) {
    Shape(Set<String> labels, int slots, int max) {
      this(labels, slots, max, SMALL);
    }
  }

  /** What all pools together may have; null: no limit. */
  private record Most(int machines, @Nullable Integer jobs, @Nullable BigDecimal perHour) {
    static final Most ANY = new Most(20, null, null);
  }

  /** What a choice comes to. */
  private record Outcome(int served, int machines, BigDecimal price) {
    boolean isBetterThan(Outcome other) {
      if (served != other.served) {
        return served > other.served;
      }
      return machines != other.machines
          ? machines < other.machines
          : price.compareTo(other.price) < 0;
    }
  }

  private static final Set<String> B = Set.of("b");

  /** The job with a choice of pools would take the last machine that the other could have. */
  @Test
  void whom_one_pool_fits_alone_comes_before_who_has_a_choice() {
    List<Shape> pools =
        List.of(new Shape(Set.of("a", "b"), 1, 1), new Shape(Set.of("b", "c"), 1, 1));

    assertThat(outcome(scene(pools, Most.ANY).queued(1, "b").queued(1, "a")).served).isEqualTo(2);
  }

  @Test
  void one_machine_of_two_slots_is_launched_instead_of_two_of_one() {
    List<Shape> pools = List.of(new Shape(B, 1, 5), new Shape(Set.of("b", "c"), 2, 5, LARGE));

    assertThat(pools(scene(pools, Most.ANY).queued(2, "b"))).containsExactly("p1");
    assertThat(pools(scene(pools, Most.ANY).queued(3, "b"))).containsExactlyInAnyOrder("p0", "p1");
  }

  @Test
  void of_as_few_machines_those_that_cost_least() {
    List<Shape> pools = List.of(new Shape(B, 2, 5, LARGE), new Shape(Set.of("b", "c"), 1, 5));

    assertThat(pools(scene(pools, Most.ANY).queued(1, "b"))).containsExactly("p1");
    assertThat(pools(scene(pools, Most.ANY).queued(2, "b"))).containsExactly("p0");
  }

  /** The runner that is free fits both; only for the one of them no machine can be launched. */
  @Test
  void a_job_leaves_its_slot_to_one_that_no_new_machine_fits() {
    Scene scene =
        scene(List.of(new Shape(Set.of("a", "b"), 1, 1), new Shape(Set.of("c"), 1, 0)), Most.ANY)
            .permanentRunner(1, true, false, "a", "b", "c")
            .queued(1, "a", "b")
            .queued(1, "c");
    List<Assignment> jobs = scene.plan().jobs();

    assertThat(jobs)
        .extracting(Assignment::standing)
        .containsExactlyInAnyOrder(Standing.FREE_RUNNER, Standing.LAUNCHED);
    assertThat(jobs)
        .filteredOn(it -> it.standing() == Standing.FREE_RUNNER)
        .singleElement()
        .satisfies(it -> assertThat(it.job().labels()).containsExactly("c"));
  }

  @Test
  void a_pool_of_higher_priority_goes_first_though_it_takes_more_machines() {
    Pool few = Pools.withSlots(Pools.of("few", 5, B, LARGE), 2);
    Pool many = Pools.chosen(Pools.of("many", 5, B, SMALL), 1);

    assertThat(pools(new Scene().with(Scene.settings(20, few, many)).queued(2, "b")))
        .containsExactly("many", "many");
  }

  @Test
  void nobody_can_do_better_in_3000_small_worlds() {
    for (int seed = 1; seed <= 3000; seed++) {
      Random dice = new Random(seed);
      List<Shape> pools = new ArrayList<>();
      for (int i = 1 + dice.nextInt(4); i > 0; i--) {
        Offering offering = dice.nextBoolean() ? SMALL : LARGE;
        pools.add(new Shape(labels(dice, 2), 1 + dice.nextInt(3), 1 + dice.nextInt(2), offering));
      }
      Most most =
          new Most(
              dice.nextInt(4) == 0 ? 1 + dice.nextInt(3) : 20,
              dice.nextInt(4) == 0 ? 1 + dice.nextInt(6) : null,
              dice.nextInt(4) == 0
                  ? new BigDecimal("0.01").multiply(of(2 + dice.nextInt(8)))
                  : null);
      Scene scene = scene(pools, most);
      List<Set<String>> runners = new ArrayList<>();
      for (int i = dice.nextInt(4); i > 0; i--) {
        runners.add(labels(dice, 1));
        scene.permanentRunner(10 + i, true, false, runners.getLast().toArray(String[]::new));
      }
      List<Set<String>> jobs = new ArrayList<>();
      for (int i = 1 + dice.nextInt(6); i > 0; i--) {
        jobs.add(labels(dice, 1));
        scene.queued(1, jobs.getLast().toArray(String[]::new));
      }

      Outcome best = best(pools, most, runners, jobs, new int[pools.size()], 0);
      Outcome found = outcome(scene);
      assertThat(best.isBetterThan(found) || found.isBetterThan(best))
          .as(
              "seed %d: %s for %s beside %s, %s: %s is best, %s",
              seed, pools, jobs, runners, most, best, found)
          .isFalse();
    }
  }

  /** The oracle tries every number of machines of each pool. */
  private static Outcome best(
      List<Shape> pools,
      Most most,
      List<Set<String>> runners,
      List<Set<String>> jobs,
      int[] machines,
      int next) {
    if (next == pools.size()) {
      return outcome(pools, runners, jobs, machines);
    }
    Outcome best = best(pools, most, runners, jobs, machines, next + 1);
    for (int i = 1; i <= pools.get(next).max; i++) {
      machines[next] = i;
      if (isAllowed(pools, most, machines)) {
        Outcome other = best(pools, most, runners, jobs, machines, next + 1);
        best = other.isBetterThan(best) ? other : best;
      }
    }
    machines[next] = 0;
    return best;
  }

  private static boolean isAllowed(List<Shape> pools, Most most, int[] machines) {
    int total = 0;
    int slots = 0;
    BigDecimal price = BigDecimal.ZERO;
    for (int i = 0; i < machines.length; i++) {
      total += machines[i];
      slots += machines[i] * pools.get(i).slots;
      price = price.add(price(pools.get(i).offering).multiply(of(machines[i])));
    }
    return total <= most.machines
        && (most.jobs == null || slots <= most.jobs)
        && (most.perHour == null || price.compareTo(most.perHour) <= 0);
  }

  private static Outcome outcome(
      List<Shape> pools, List<Set<String>> runners, List<Set<String>> jobs, int[] machines) {
    List<Set<String>> slots = new ArrayList<>(runners);
    int total = 0;
    BigDecimal price = BigDecimal.ZERO;
    for (int i = 0; i < machines.length; i++) {
      total += machines[i];
      price = price.add(price(pools.get(i).offering).multiply(of(machines[i])));
      for (int slot = 0; slot < machines[i] * pools.get(i).slots; slot++) {
        slots.add(pools.get(i).labels);
      }
    }
    return new Outcome(most(slots, jobs), total, price);
  }

  /** How many jobs can have a slot: each tries to move those before it (Kuhn's algorithm). */
  private static int most(List<Set<String>> slots, List<Set<String>> jobs) {
    Integer[] takers = new Integer[slots.size()];
    int served = 0;
    for (int job = 0; job < jobs.size(); job++) {
      served += takes(job, jobs, slots, takers, new boolean[slots.size()]) ? 1 : 0;
    }
    return served;
  }

  private static boolean takes(
      int job, List<Set<String>> jobs, List<Set<String>> slots, Integer[] takers, boolean[] asked) {
    for (int slot = 0; slot < slots.size(); slot++) {
      if (!asked[slot] && slots.get(slot).containsAll(jobs.get(job))) {
        asked[slot] = true;
        if (takers[slot] == null || takes(takers[slot], jobs, slots, takers, asked)) {
          takers[slot] = job;
          return true;
        }
      }
    }
    return false;
  }

  private static Set<String> labels(Random dice, int least) {
    Set<String> labels = new TreeSet<>();
    for (int i = least + dice.nextInt(2); i > 0; i--) {
      labels.add(WORDS.get(dice.nextInt(WORDS.size())));
    }
    return labels;
  }

  private static BigDecimal price(Offering offering) {
    return PRICES.getOrDefault(offering, BigDecimal.ZERO);
  }

  private static BigDecimal of(int number) {
    return BigDecimal.valueOf(number);
  }

  private static Outcome outcome(Scene scene) {
    Plan plan = scene.plan();
    assertThat(plan.jobs()).extracting(it -> it.job().id()).doesNotHaveDuplicates();
    List<Effect.CreateServer> orders = orders(plan);
    BigDecimal price =
        orders.stream()
            .map(order -> price(order.offering()))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    long served = plan.jobs().stream().filter(job -> SERVED.contains(job.standing())).count();
    return new Outcome((int) served, orders.size(), price);
  }

  private static List<String> pools(Scene scene) {
    return orders(scene.plan()).stream().map(order -> order.pool().name()).toList();
  }

  private static List<Effect.CreateServer> orders(Plan plan) {
    return plan.actions().stream()
        .flatMap(action -> action.effects().stream())
        .filter(Effect.CreateServer.class::isInstance)
        .map(Effect.CreateServer.class::cast)
        .toList();
  }

  private static Scene scene(List<Shape> shapes, Most most) {
    List<Pool> pools = new ArrayList<>();
    for (Shape shape : shapes) {
      Pool pool = Pools.of("p" + pools.size(), shape.max, shape.labels, shape.offering);
      pools.add(Pools.withSlots(pool, shape.slots));
    }
    PlanSettings given = Scene.settings(20, pools.toArray(Pool[]::new));
    PlanSettings.Caps caps =
        new PlanSettings.Caps(most.machines, most.jobs, new PlanSettings.Spend(most.perHour, null));
    return new Scene()
        .with(new PlanSettings(pools, caps, given.times(), given.pace(), given.original()))
        .seenAs(LaunchChoiceTest::priced);
  }

  private static Observation priced(Observation seen) {
    PriceList prices = new PriceList("EUR", PRICES, Map.of("fsn1", BigDecimal.ZERO));
    return new Observation(
        new Observation.Run(seen.now(), seen.startedAt(), seen.process(), 42, seen.installation()),
        seen.ofForge(),
        new Observation.OfCloud(
            seen.servers(), Tracked.complete(prices, seen.now()), seen.budget()),
        seen.ofCluster(),
        seen.memory());
  }
}
