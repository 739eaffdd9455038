package io.github.ciautoscaler.kubernetes;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.ciautoscaler.fleet.Notes;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Pool;
import java.time.Duration;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The notes as they are written: sorted, without what is empty, so that equal notes are equal text.
 * What a newer version added is ignored, what an older one lacks is empty.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record NotesDocument(
    @JsonProperty("intents") @Nullable Map<String, PendingLaunch> pendingLaunches,
    @Nullable List<CoolDown> coolDowns,
    @Nullable BootFailures bootFailures,
    @Nullable Map<String, PoolHealth> pools,
    Notes.@Nullable Stop stop,
    Notes.@Nullable Pause pause,
    @Nullable Map<String, ScaleRequest> scaleRequests,
    @Nullable Map<String, Collection<List<String>>> shownLabels,
    @Nullable Map<String, Instant> rememberedSince,
    @Nullable Map<String, Instant> probes,
    @Nullable Collection<Unservable> unservable,
    @Nullable Map<String, Collection<Long>> registrations,
    @Nullable Map<String, Instant> unusedTokens,
    @Nullable List<Removal> removals) {

  record Removal(String machine, long millis) {}

  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record PendingLaunch(
      String pool,
      String serverType,
      String location,
      Instant startedAt,
      String process,
      @Nullable Long serverId,
      @Nullable Instant callEndedAt,
      @Nullable String joinToken,
      @Nullable Collection<String> labels,
      @Nullable String request) {

    static PendingLaunch of(Notes.PendingLaunch pendingLaunch) {
      return new PendingLaunch(
          pendingLaunch.pool(),
          pendingLaunch.offering().serverType(),
          pendingLaunch.offering().location(),
          pendingLaunch.startedAt(),
          pendingLaunch.process(),
          pendingLaunch.serverId(),
          pendingLaunch.callEndedAt(),
          pendingLaunch.joinToken(),
          new TreeSet<>(pendingLaunch.labels()),
          pendingLaunch.request());
    }

    Notes.PendingLaunch toIntent() {
      return new Notes.PendingLaunch(
          needed(pool),
          new Offering(needed(serverType), needed(location)),
          needed(startedAt),
          needed(process),
          serverId,
          callEndedAt,
          joinToken,
          set(labels),
          request);
    }
  }

  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record CoolDown(
      String serverType,
      String location,
      Instant until,
      @Nullable String cause,
      @Nullable String message) {

    static CoolDown of(Offering offering, Notes.CoolDown one) {
      boolean soldOut = one.cause() == Notes.CoolDown.Cause.SOLD_OUT;
      return new CoolDown(
          offering.serverType(),
          offering.location(),
          one.until(),
          soldOut ? null : one.cause().name(),
          one.message());
    }

    Offering offering() {
      return new Offering(needed(serverType), needed(location));
    }

    /** A cause that a newer version wrote is none of ours: the offering is skipped all the same. */
    Notes.CoolDown toCoolDown() {
      Notes.CoolDown.Cause known =
          Stream.of(Notes.CoolDown.Cause.values())
              .filter(it -> it.name().equals(cause))
              .findFirst()
              .orElse(Notes.CoolDown.Cause.SOLD_OUT);
      return new Notes.CoolDown(needed(until), known, message == null ? "" : message);
    }
  }

  /** Beside a pool's health they are the default pool's, as when there was no other. */
  record BootFailures(int inARow, @Nullable Instant last) {

    static @Nullable BootFailures of(Notes.BootFailures boots) {
      return boots.inARow() == 0 ? null : new BootFailures(boots.inARow(), boots.last());
    }

    static Notes.BootFailures back(@Nullable BootFailures written) {
      return written == null
          ? Notes.BootFailures.NONE
          : new Notes.BootFailures(written.inARow(), written.last());
    }
  }

  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record PoolHealth(@Nullable BootFailures bootFailures, Notes.@Nullable Stop stop) {}

  record ScaleRequest(int count, int bought, Instant at) {}

  /**
   * @param jobs the ids of the jobs that a machine came for in vain
   */
  record Unservable(List<String> labels, Collection<Long> jobs) {}

  static NotesDocument of(Notes notes) {
    Map<String, PendingLaunch> pendingLaunches = new TreeMap<>();
    notes
        .pendingLaunches()
        .forEach(
            (name, pendingLaunch) -> pendingLaunches.put(name, PendingLaunch.of(pendingLaunch)));
    Map<String, ScaleRequest> requests = new TreeMap<>();
    notes
        .scaleRequests()
        .forEach((key, r) -> requests.put(key, new ScaleRequest(r.count(), r.bought(), r.at())));
    return new NotesDocument(
        pendingLaunches,
        coolDowns(notes),
        BootFailures.of(notes.pool(Pool.DEFAULT).bootFailures()),
        pools(notes),
        notes.stop(),
        notes.pause(),
        requests,
        shown(notes),
        new TreeMap<>(notes.rememberedSince()),
        new TreeMap<>(notes.probes()),
        notes.unservable().entrySet().stream()
            .map(e -> new Unservable(inOrder(e.getKey()), new TreeSet<>(e.getValue())))
            .sorted(Comparator.comparing(Unservable::toString))
            .toList(),
        sorted(notes.registrations()),
        new TreeMap<>(notes.unusedTokens()),
        notes.removals().stream()
            .map(it -> new Removal(it.machine(), it.took().toMillis()))
            .toList());
  }

  private static Map<String, PoolHealth> pools(Notes notes) {
    Map<String, PoolHealth> pools = new TreeMap<>();
    notes
        .pools()
        .forEach((name, health) -> {
          Notes.BootFailures own =
              name.equals(Pool.DEFAULT) ? Notes.BootFailures.NONE : health.bootFailures();
          if (own.inARow() > 0 || health.stop() != null) {
            pools.put(name, new PoolHealth(BootFailures.of(own), health.stop()));
          }
        });
    return pools;
  }

  private Map<String, Notes.PoolHealth> health() {
    Map<String, Notes.PoolHealth> health = new HashMap<>();
    map(pools)
        .forEach((name, one) ->
            health.put(
                name,
                new Notes.PoolHealth(BootFailures.back(one.bootFailures()), checked(one.stop()))));
    if (bootFailures != null) {
      Notes.PoolHealth known = health.getOrDefault(Pool.DEFAULT, Notes.PoolHealth.GOOD);
      health.put(Pool.DEFAULT, known.with(BootFailures.back(bootFailures)));
    }
    return health;
  }

  private static Map<String, Collection<List<String>>> shown(Notes notes) {
    Map<String, Collection<List<String>>> shown = new TreeMap<>();
    notes
        .shownLabels()
        .forEach((pool, sets) ->
            shown.put(
                pool,
                sets.stream()
                    .map(NotesDocument::inOrder)
                    .sorted(Comparator.comparing(List::toString))
                    .toList()));
    return shown;
  }

  private static List<String> inOrder(Set<String> labels) {
    return labels.stream().sorted().toList();
  }

  private static List<CoolDown> coolDowns(Notes notes) {
    return notes.coolDowns().entrySet().stream()
        .map(e -> CoolDown.of(e.getKey(), e.getValue()))
        .sorted((a, b) -> a.offering().toString().compareTo(b.offering().toString()))
        .toList();
  }

  private static <T extends Comparable<T>> Map<String, Collection<T>> sorted(
      Map<String, Set<T>> map) {
    Map<String, Collection<T>> sorted = new TreeMap<>();
    map.forEach((key, values) -> sorted.put(key, new TreeSet<>(values)));
    return sorted;
  }

  /** Fails where what a note cannot do without is missing. */
  Notes toNotes() {
    Map<String, Notes.PendingLaunch> back = new HashMap<>();
    map(pendingLaunches)
        .forEach((name, pendingLaunch) -> back.put(name, needed(pendingLaunch).toIntent()));
    Map<Offering, Notes.CoolDown> cooled = new HashMap<>();
    list(coolDowns).forEach(c -> cooled.put(c.offering(), c.toCoolDown()));
    Map<String, Notes.ScaleRequest> requests = new HashMap<>();
    map(scaleRequests)
        .forEach((key, r) ->
            requests.put(key, new Notes.ScaleRequest(r.count(), r.bought(), needed(r.at()))));
    return new Notes(
        back,
        cooled,
        health(),
        checked(stop),
        checked(pause),
        requests,
        labelSets(),
        map(rememberedSince),
        map(probes),
        list(unservable).stream()
            .collect(Collectors.toMap(u -> Set.copyOf(needed(u.labels())), u -> set(u.jobs()))),
        sets(registrations),
        map(unusedTokens),
        list(removals).stream()
            .map(it ->
                new Notes.Removal(
                    needed(it.machine()), Duration.ofMillis(Math.max(0, it.millis()))))
            .toList());
  }

  private static Notes.@Nullable Stop checked(Notes.@Nullable Stop stop) {
    return stop == null
        ? null
        : new Notes.Stop(needed(stop.until()), needed(stop.code()), needed(stop.message()));
  }

  private static Notes.@Nullable Pause checked(Notes.@Nullable Pause pause) {
    return pause == null
        ? null
        : new Notes.Pause(needed(pause.since()), pause.until(), pause.reason());
  }

  private Map<String, Set<Set<String>>> labelSets() {
    Map<String, Set<Set<String>>> shown = new HashMap<>();
    map(shownLabels)
        .forEach((pool, sets) ->
            shown.put(pool, list(sets).stream().map(Set::copyOf).collect(Collectors.toSet())));
    return shown;
  }

  private static <T> Map<String, Set<T>> sets(@Nullable Map<String, Collection<T>> map) {
    Map<String, Set<T>> sets = new HashMap<>();
    map(map).forEach((key, values) -> sets.put(key, set(values)));
    return sets;
  }

  private static <T> Set<T> set(@Nullable Collection<T> values) {
    return values == null ? Set.of() : Set.copyOf(values);
  }

  private static <T> Map<String, T> map(@Nullable Map<String, T> map) {
    return map == null ? Map.of() : map;
  }

  private static <T> Collection<T> list(@Nullable Collection<T> list) {
    return list == null ? List.of() : list;
  }

  /** A document from outside can lack anything, whatever the types say. */
  private static <T> T needed(@Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException("a note lacks what it cannot do without");
    }
    return value;
  }
}
