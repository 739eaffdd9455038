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
          seen.run().entropy());
    };
  }

  /** The runners could not be read this time. */
  static Observation runnersFail(Observation seen) {
    return with(
        seen, failed(seen.runners(), seen), seen.servers(), seen.nodes(), seen.run().entropy());
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
        seen,
        Tracked.complete(rows, seen.now()),
        seen.servers(),
        seen.nodes(),
        seen.run().entropy());
  }

  /** The Nodes were never read. */
  static Observation nodesNeverCame(Observation seen) {
    return with(seen, seen.runners(), seen.servers(), Tracked.never(), seen.run().entropy());
  }

  /** The servers were never read. */
  static Observation serversNeverCame(Observation seen) {
    return with(seen, seen.runners(), Tracked.never(), seen.nodes(), seen.run().entropy());
  }

  /** Another pass draws other random bits. */
  static UnaryOperator<Observation> entropy(long bits) {
    return seen -> with(seen, seen.runners(), seen.servers(), seen.nodes(), bits);
  }

  private static <T> Tracked<T> failed(Tracked<T> source, Observation seen) {
    return source.then(new Reading.Failed<>(Reading.Trouble.TIMED_OUT, "no answer", seen.now()));
  }

  /** One source of it, by its name as in {@code ofForge.queued}, was read in another way. */
  static <T> Observation changed(
      Observation seen, String source, UnaryOperator<Tracked<T>> change) {
    return changed(Observation.class, seen, source, change);
  }

  @SuppressWarnings("unchecked")
  private static <T, R extends Record> R changed(
      Class<R> type, R record, String path, UnaryOperator<Tracked<T>> change) {
    String[] names = path.split("\\.", 2);
    List<Object> parts = new ArrayList<>();
    List<Class<?>> types = new ArrayList<>();
    try {
      for (RecordComponent part : type.getRecordComponents()) {
        Object value = part.getAccessor().invoke(record);
        if (part.getName().equals(names[0])) {
          value =
              names.length == 1
                  ? change.apply((Tracked<T>) value)
                  : changed((Class<Record>) part.getType(), (Record) value, names[1], change);
        }
        parts.add(value);
        types.add(part.getType());
      }
      return type.getDeclaredConstructor(types.toArray(Class[]::new)).newInstance(parts.toArray());
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
        new Observation.Run(
            seen.now(), seen.startedAt(), seen.process(), entropy, seen.installation()),
        new Observation.OfForge(
            seen.forge(), seen.queued(), seen.running(), seen.blocked(), runners),
        new Observation.OfCloud(servers, seen.prices(), seen.budget()),
        new Observation.OfCluster(seen.cluster(), nodes, seen.runnerPods(), seen.podsOn()),
        seen.memory());
  }
}
