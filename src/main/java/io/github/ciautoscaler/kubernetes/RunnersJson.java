package io.github.ciautoscaler.kubernetes;

import static io.github.ciautoscaler.kubernetes.Given.list;
import static io.github.ciautoscaler.kubernetes.Given.map;
import static io.github.ciautoscaler.kubernetes.Given.needed;
import static io.github.ciautoscaler.kubernetes.Given.set;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.ciautoscaler.fleet.JobsLeft;
import io.github.ciautoscaler.fleet.RunnerOwnership;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Runners and their labels, as the document of the stored state has them. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record RunnersJson(
    @Nullable Map<String, Collection<List<String>>> shownLabels,
    @Nullable Map<String, Instant> rememberedSince,
    @Nullable Map<String, Instant> probes,
    @Nullable Collection<UnservableJson> unservable,
    @Nullable Map<String, Collection<Long>> registrations,
    @Nullable Map<String, Collection<String>> foreignRunners) {

  /**
   * @param jobs the ids of the jobs that a machine came for in vain
   */
  record UnservableJson(List<String> labels, Collection<Long> jobs) {}

  static RunnersJson of(RunnerOwnership runners) {
    Map<String, Collection<List<String>>> shown = new TreeMap<>();
    runners.shownLabels().forEach((pool, sets) -> shown.put(pool, inOrder(sets)));
    Map<String, Collection<Long>> rows = new TreeMap<>();
    runners.registrations().forEach((node, ids) -> rows.put(node, new TreeSet<>(ids)));
    Map<String, Collection<String>> foreign = new TreeMap<>();
    runners
        .foreignRunners()
        .forEach((id, owners) -> foreign.put(String.valueOf(id), new TreeSet<>(owners)));
    return new RunnersJson(
        shown,
        new TreeMap<>(runners.rememberedSince()),
        new TreeMap<>(runners.probes()),
        runners.unservable().entrySet().stream()
            .map(e -> new UnservableJson(sorted(e.getKey()), new TreeSet<>(e.getValue())))
            .sorted(Comparator.comparing(UnservableJson::toString))
            .toList(),
        rows,
        foreign);
  }

  private static List<List<String>> inOrder(Set<Set<String>> sets) {
    return sets.stream()
        .map(RunnersJson::sorted)
        .sorted(Comparator.comparing(List::toString))
        .toList();
  }

  private static List<String> sorted(Set<String> labels) {
    return labels.stream().sorted().toList();
  }

  RunnerOwnership read() {
    Map<String, Set<Set<String>>> shown = new HashMap<>();
    map(shownLabels)
        .forEach((pool, sets) ->
            shown.put(pool, list(sets).stream().map(Set::copyOf).collect(Collectors.toSet())));
    Map<String, Set<Long>> rows = new HashMap<>();
    map(registrations).forEach((node, ids) -> rows.put(node, set(ids)));
    return new RunnerOwnership(rows, shown, map(rememberedSince), map(probes), readJobsLeft());
  }

  private JobsLeft readJobsLeft() {
    Map<Long, Set<String>> foreign = new HashMap<>();
    map(foreignRunners).forEach((id, owners) -> foreign.put(Long.valueOf(id), set(owners)));
    return new JobsLeft(
        list(unservable).stream()
            .collect(
                Collectors.toMap(one -> Set.copyOf(needed(one.labels())), one -> set(one.jobs()))),
        foreign);
  }
}
