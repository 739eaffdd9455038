package io.github.ciautoscaler.kubernetes;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.ciautoscaler.fleet.BackOff;
import io.github.ciautoscaler.fleet.BootFailures;
import io.github.ciautoscaler.fleet.CoolDown;
import io.github.ciautoscaler.fleet.MeasuredTermination;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Pause;
import io.github.ciautoscaler.fleet.PendingLaunch;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.PoolHealth;
import io.github.ciautoscaler.fleet.ScaleRequest;
import io.github.ciautoscaler.fleet.StoredState;
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
record StateDocument(
    @JsonProperty("intents") @Nullable Map<String, LaunchJson> pendingLaunches,
    @Nullable List<CoolDownJson> coolDowns,
    @Nullable BootsJson bootFailures,
    @Nullable Map<String, PoolJson> pools,
    @Nullable BackOff stop,
    @Nullable Pause pause,
    @Nullable Map<String, RequestJson> scaleRequests,
    @Nullable Map<String, Collection<List<String>>> shownLabels,
    @Nullable Map<String, Instant> rememberedSince,
    @Nullable Map<String, Instant> probes,
    @Nullable Collection<Unservable> unservable,
    @Nullable Map<String, Collection<Long>> registrations,
    @Nullable Map<String, Instant> unusedTokens,
    @Nullable Map<String, Collection<String>> foreignRunners,
    @Nullable List<TerminationJson> removals) {

  record TerminationJson(String machine, long millis) {}

  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record LaunchJson(
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

    static LaunchJson of(PendingLaunch pendingLaunch) {
      return new LaunchJson(
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

    PendingLaunch toIntent() {
      return new PendingLaunch(
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
  record CoolDownJson(
      String serverType,
      String location,
      Instant until,
      @Nullable String cause,
      @Nullable String message) {

    static CoolDownJson of(Offering offering, CoolDown one) {
      boolean soldOut = one.cause() == CoolDown.Cause.SOLD_OUT;
      return new CoolDownJson(
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
    CoolDown toCoolDown() {
      CoolDown.Cause known =
          Stream.of(CoolDown.Cause.values())
              .filter(it -> it.name().equals(cause))
              .findFirst()
              .orElse(CoolDown.Cause.SOLD_OUT);
      return new CoolDown(needed(until), known, message == null ? "" : message);
    }
  }

  /** Beside a pool's health they are the default pool's, as when there was no other. */
  record BootsJson(int inARow, @Nullable Instant last) {

    static @Nullable BootsJson of(BootFailures boots) {
      return boots.inARow() == 0 ? null : new BootsJson(boots.inARow(), boots.last());
    }

    static BootFailures back(@Nullable BootsJson written) {
      return written == null
          ? BootFailures.NONE
          : new BootFailures(written.inARow(), written.last());
    }
  }

  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record PoolJson(@Nullable BootsJson bootFailures, @Nullable BackOff stop) {}

  record RequestJson(int count, int bought, Instant at) {}

  /**
   * @param jobs the ids of the jobs that a machine came for in vain
   */
  record Unservable(List<String> labels, Collection<Long> jobs) {}

  static StateDocument of(StoredState stored) {
    Map<String, LaunchJson> pendingLaunches = new TreeMap<>();
    stored
        .pendingLaunches()
        .forEach((name, pendingLaunch) -> pendingLaunches.put(name, LaunchJson.of(pendingLaunch)));
    Map<String, RequestJson> requests = new TreeMap<>();
    stored
        .scaleRequests()
        .forEach((key, r) -> requests.put(key, new RequestJson(r.count(), r.bought(), r.at())));
    return new StateDocument(
        pendingLaunches,
        coolDowns(stored),
        BootsJson.of(stored.pool(Pool.DEFAULT).bootFailures()),
        pools(stored),
        stored.stop(),
        stored.pause(),
        requests,
        shown(stored),
        new TreeMap<>(stored.rememberedSince()),
        new TreeMap<>(stored.probes()),
        stored.unservable().entrySet().stream()
            .map(e -> new Unservable(inOrder(e.getKey()), new TreeSet<>(e.getValue())))
            .sorted(Comparator.comparing(Unservable::toString))
            .toList(),
        sorted(stored.registrations()),
        new TreeMap<>(stored.unusedTokens()),
        foreign(stored),
        stored.removals().stream()
            .map(it -> new TerminationJson(it.machine(), it.took().toMillis()))
            .toList());
  }

  private static Map<String, Collection<String>> foreign(StoredState stored) {
    Map<String, Collection<String>> foreign = new TreeMap<>();
    stored
        .foreignRunners()
        .forEach((id, owners) -> foreign.put(String.valueOf(id), new TreeSet<>(owners)));
    return foreign;
  }

  private Map<Long, Set<String>> foreign() {
    Map<Long, Set<String>> foreign = new HashMap<>();
    map(foreignRunners).forEach((id, owners) -> foreign.put(Long.valueOf(id), set(owners)));
    return foreign;
  }

  private static Map<String, PoolJson> pools(StoredState stored) {
    Map<String, PoolJson> pools = new TreeMap<>();
    stored
        .pools()
        .forEach((name, health) -> {
          BootFailures own = name.equals(Pool.DEFAULT) ? BootFailures.NONE : health.bootFailures();
          if (own.inARow() > 0 || health.stop() != null) {
            pools.put(name, new PoolJson(BootsJson.of(own), health.stop()));
          }
        });
    return pools;
  }

  private Map<String, PoolHealth> health() {
    Map<String, PoolHealth> health = new HashMap<>();
    map(pools)
        .forEach((name, one) ->
            health.put(
                name, new PoolHealth(BootsJson.back(one.bootFailures()), checked(one.stop()))));
    if (bootFailures != null) {
      PoolHealth known = health.getOrDefault(Pool.DEFAULT, PoolHealth.GOOD);
      health.put(Pool.DEFAULT, known.with(BootsJson.back(bootFailures)));
    }
    return health;
  }

  private static Map<String, Collection<List<String>>> shown(StoredState stored) {
    Map<String, Collection<List<String>>> shown = new TreeMap<>();
    stored
        .shownLabels()
        .forEach((pool, sets) ->
            shown.put(
                pool,
                sets.stream()
                    .map(StateDocument::inOrder)
                    .sorted(Comparator.comparing(List::toString))
                    .toList()));
    return shown;
  }

  private static List<String> inOrder(Set<String> labels) {
    return labels.stream().sorted().toList();
  }

  private static List<CoolDownJson> coolDowns(StoredState stored) {
    return stored.coolDowns().entrySet().stream()
        .map(e -> CoolDownJson.of(e.getKey(), e.getValue()))
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
  StoredState toState() {
    Map<String, PendingLaunch> back = new HashMap<>();
    map(pendingLaunches)
        .forEach((name, pendingLaunch) -> back.put(name, needed(pendingLaunch).toIntent()));
    Map<Offering, CoolDown> cooled = new HashMap<>();
    list(coolDowns).forEach(c -> cooled.put(c.offering(), c.toCoolDown()));
    Map<String, ScaleRequest> requests = new HashMap<>();
    map(scaleRequests)
        .forEach(
            (key, r) -> requests.put(key, new ScaleRequest(r.count(), r.bought(), needed(r.at()))));
    return new StoredState(
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
        foreign(),
        list(removals).stream()
            .map(it ->
                new MeasuredTermination(
                    needed(it.machine()), Duration.ofMillis(Math.max(0, it.millis()))))
            .toList());
  }

  private static @Nullable BackOff checked(@Nullable BackOff stop) {
    return stop == null
        ? null
        : new BackOff(needed(stop.until()), needed(stop.code()), needed(stop.message()));
  }

  private static @Nullable Pause checked(@Nullable Pause pause) {
    return pause == null ? null : new Pause(needed(pause.since()), pause.until(), pause.reason());
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
