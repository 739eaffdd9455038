package io.github.ciautoscaler.forge;

import io.github.ciautoscaler.fleet.ForgeInfo;
import io.github.ciautoscaler.fleet.ForgeInfo.Capability;
import io.github.ciautoscaler.fleet.ForgeScope;
import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.Runner;
import io.github.ciautoscaler.reconcile.Forge;
import io.github.ciautoscaler.reconcile.Outcome;
import io.github.ciautoscaler.reconcile.ServerTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Several scopes of one forge as one: jobs and runners are joined by id, and a runner is changed
 * through the scope whose list showed it, with that scope's token.
 */
public final class JoinedForge implements Forge {

  private final List<Part> parts;
  private final Map<Long, Part> shownBy = new ConcurrentHashMap<>();

  /** One scope, and what reads it. */
  public record Part(ForgeScope scope, Forge forge) {}

  /**
   * @param parts at least one; of a runner that several show, the first changes it
   */
  public JoinedForge(List<Part> parts) {
    this.parts = List.copyOf(parts);
  }

  /** What each of them can; every runner is seen where one of them sees it. */
  @Override
  public Reading<ForgeInfo> describe() {
    List<Reading<ForgeInfo>> all = Parallel.map(parts, part -> part.forge().describe());
    List<ForgeInfo> known = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      switch (all.get(i)) {
        case Reading.Complete<ForgeInfo>(var info, var at) -> known.add(info);
        case Reading.Partial<ForgeInfo>(var info, var at, var problem) -> known.add(info);
        case Reading.Failed<ForgeInfo>(var trouble, var problem, var at) -> {
          return new Reading.Failed<>(trouble, parts.get(i).scope() + ": " + problem, at);
        }
      }
    }
    Set<Capability> can = EnumSet.allOf(Capability.class);
    known.forEach(info -> can.retainAll(info.capabilities()));
    if (known.stream().anyMatch(info -> info.can(Capability.EVERY_RUNNER))) {
      can.add(Capability.EVERY_RUNNER);
    }
    ForgeInfo first = known.getFirst();
    Instant takenAt = all.stream().map(Reading::takenAt).min(Instant::compareTo).orElseThrow();
    return new Reading.Complete<>(new ForgeInfo(first.flavour(), first.version(), can), takenAt);
  }

  @Override
  public Reading<List<Job>> queued() {
    return joined(Forge::queued, Job::id, (one, _) -> one);
  }

  @Override
  public Reading<List<Job>> running() {
    return joined(Forge::running, Job::id, (one, other) -> one.runnerId() == null ? other : one);
  }

  @Override
  public Reading<List<Runner>> runners() {
    List<Reading<List<Runner>>> all = Parallel.map(parts, part -> part.forge().runners());
    Join<Runner> join = new Join<>(Runner::id, JoinedForge::careful);
    Map<Long, Part> shown = new HashMap<>();
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      rows(all.get(i)).forEach(row -> shown.putIfAbsent(row.id(), part));
      join.add(part.scope(), all.get(i));
    }
    Reading<List<Runner>> whole = join.whole();
    shownBy.putAll(shown);
    if (whole instanceof Reading.Complete) {
      shownBy.keySet().retainAll(shown.keySet());
    }
    return whole;
  }

  private static Stream<Runner> rows(Reading<List<Runner>> reading) {
    return switch (reading) {
      case Reading.Complete<List<Runner>>(var rows, var at) -> rows.stream();
      case Reading.Partial<List<Runner>>(var rows, var at, var problem) -> rows.stream();
      case Reading.Failed<List<Runner>> failed -> Stream.empty();
    };
  }

  /** Two looks at one row differ by a moment: what may still take a job counts as one that may. */
  private static Runner careful(Runner one, Runner other) {
    Runner.State state =
        new Runner.State(
            one.online() || other.online(),
            one.busy() || other.busy(),
            one.disabled() && other.disabled());
    return new Runner(one.id(), one.name(), state, one.ephemeral(), one.labels());
  }

  private <T> Reading<List<T>> joined(
      Function<Forge, Reading<List<T>>> list, Function<T, Long> ids, BinaryOperator<T> both) {
    List<Reading<List<T>>> all = Parallel.map(parts, part -> list.apply(part.forge()));
    Join<T> join = new Join<>(ids, both);
    for (int i = 0; i < parts.size(); i++) {
      join.add(parts.get(i).scope(), all.get(i));
    }
    return join.whole();
  }

  /** The sum over those that are not part of another. */
  @Override
  public Reading<Integer> blocked() {
    List<Part> outermost = parts.stream().filter(this::isOutermost).toList();
    List<Reading<Integer>> all = Parallel.map(outermost, part -> part.forge().blocked());
    int sum = 0;
    for (int i = 0; i < all.size(); i++) {
      switch (all.get(i)) {
        case Reading.Complete<Integer>(var count, var at) -> sum += count;
        case Reading.Partial<Integer>(var count, var at, var problem) -> {
          return new Reading.Partial<>(count, at, outermost.get(i).scope() + ": " + problem);
        }
        case Reading.Failed<Integer>(var trouble, var problem, var at) -> {
          return new Reading.Failed<>(trouble, outermost.get(i).scope() + ": " + problem, at);
        }
      }
    }
    Instant takenAt = all.stream().map(Reading::takenAt).min(Instant::compareTo).orElseThrow();
    return new Reading.Complete<>(sum, takenAt);
  }

  private boolean isOutermost(Part part) {
    return parts.stream().noneMatch(other -> other != part && other.scope().includes(part.scope()));
  }

  @Override
  public Outcome disable(long runnerId) {
    return write(runnerId, forge -> forge.disable(runnerId));
  }

  @Override
  public Outcome enable(long runnerId) {
    return write(runnerId, forge -> forge.enable(runnerId));
  }

  @Override
  public Outcome delete(long runnerId) {
    return write(runnerId, forge -> forge.delete(runnerId));
  }

  /** One that no list showed yet is asked for in each: it is gone where none has it. */
  private Outcome write(long runnerId, Function<Forge, Outcome> call) {
    Part known = shownBy.get(runnerId);
    if (known != null) {
      return call.apply(known.forge());
    }
    Outcome worst = new Outcome.Gone();
    for (Part part : parts) {
      Outcome outcome = call.apply(part.forge());
      if (outcome instanceof Outcome.Done) {
        return outcome;
      }
      worst = worst instanceof Outcome.Gone ? outcome : worst;
    }
    return worst;
  }

  @Override
  public Optional<ServerTime> serverTime() {
    return parts.stream()
        .flatMap(part -> part.forge().serverTime().stream())
        .max(Comparator.comparing(ServerTime::heard));
  }

  @Override
  public List<String> remarks() {
    return parts.stream().flatMap(part -> part.forge().remarks().stream()).distinct().toList();
  }
}
