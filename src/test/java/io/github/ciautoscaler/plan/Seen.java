package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Node;
import io.github.ciautoscaler.fleet.Observation;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.Runner;
import io.github.ciautoscaler.fleet.Server;
import io.github.ciautoscaler.fleet.Tracked;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The same observation with one thing read differently. */
final class Seen {

  private Seen() {}

  /** The list of servers is so old. */
  static UnaryOperator<Observation> serversAgo(Duration age) {
    return seen -> {
      Instant then = seen.now().minus(age);
      return with(
          seen,
          seen.runners(),
          Tracked.complete(seen.servers().known().orElse(List.of()), then),
          seen.nodes(),
          seen.entropy());
    };
  }

  /** The runners could not be read this time. */
  static Observation runnersFail(Observation seen) {
    return with(seen, failed(seen.runners(), seen), seen.servers(), seen.nodes(), seen.entropy());
  }

  /** Every runner says that it is busy. */
  static Observation runnersAreBusy(Observation seen) {
    return runners(seen, row -> runner(row, true, row.ephemeral()));
  }

  /** Every runner ends with its first job. */
  static Observation runnersAreEphemeral(Observation seen) {
    return runners(seen, row -> runner(row, row.busy(), true));
  }

  private static Runner runner(Runner row, boolean busy, boolean ephemeral) {
    return new Runner(
        row.id(),
        row.name(),
        new Runner.State(row.online(), busy, row.disabled()),
        ephemeral,
        row.labels());
  }

  private static Observation runners(Observation seen, UnaryOperator<Runner> change) {
    List<Runner> rows = seen.runners().known().orElse(List.of()).stream().map(change).toList();
    return with(
        seen, Tracked.complete(rows, seen.now()), seen.servers(), seen.nodes(), seen.entropy());
  }

  /** The Nodes were never read. */
  static Observation nodesNeverCame(Observation seen) {
    return with(seen, seen.runners(), seen.servers(), Tracked.never(), seen.entropy());
  }

  /** Another pass draws other random bits. */
  static UnaryOperator<Observation> entropy(long bits) {
    return seen -> with(seen, seen.runners(), seen.servers(), seen.nodes(), bits);
  }

  private static <T> Tracked<T> failed(Tracked<T> source, Observation seen) {
    return source.then(new Reading.Failed<>(Reading.Trouble.TIMED_OUT, "no answer", seen.now()));
  }

  /** One source of it, by its name, was read in another way. */
  @SuppressWarnings("unchecked")
  static <T> Observation changed(
      Observation seen, String source, UnaryOperator<Tracked<T>> change) {
    List<Object> parts = new ArrayList<>();
    List<Class<?>> types = new ArrayList<>();
    try {
      for (RecordComponent part : Observation.class.getRecordComponents()) {
        Object value = part.getAccessor().invoke(seen);
        parts.add(part.getName().equals(source) ? change.apply((Tracked<T>) value) : value);
        types.add(part.getType());
      }
      return Observation.class
          .getDeclaredConstructor(types.toArray(Class[]::new))
          .newInstance(parts.toArray());
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Observation with(
      Observation seen,
      Tracked<List<Runner>> runners,
      Tracked<List<Server>> servers,
      Tracked<List<Node>> nodes,
      long entropy) {
    return new Observation(
        seen.now(),
        seen.startedAt(),
        seen.process(),
        entropy,
        seen.installation(),
        seen.forge(),
        seen.queued(),
        seen.running(),
        seen.blocked(),
        runners,
        servers,
        seen.prices(),
        seen.budget(),
        seen.cluster(),
        nodes,
        seen.runnerPods(),
        seen.podsOn(),
        seen.stored(),
        seen.stateIsRecorded(),
        seen.inFlight());
  }
}
