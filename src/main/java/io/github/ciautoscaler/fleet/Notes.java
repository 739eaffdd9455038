package io.github.ciautoscaler.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a restart must not lose and no other place can hold: our own ConfigMap's content.
 *
 * @param pendingLaunches purchases under way by server name, from before the create call until the
 *     machine serves or is known to be lost
 * @param coolDowns offerings that are skipped, until when, and why
 * @param pools by pool, how launching goes for it alone; none where all is well
 * @param stop why nothing may be bought for now, whatever the pool; null while nothing stops it
 * @param pause an operator's pause; null while none
 * @param scaleRequests servers that operators asked for, by idempotency key
 * @param shownLabels by pool, the label sets that its registered runners showed last
 * @param rememberedSince by pool, since when no runner of it is there and its labels are only
 *     remembered; none while one shows them
 * @param probes by pool, when a machine was ordered to look whether remembered labels still hold
 * @param unservable by label set, the ids of the jobs for which a fresh machine came in vain: a
 *     later job with these labels is another matter
 * @param registrations by node name, the runner rows that belonged to it, so that they can be
 *     cleaned up when the Node is gone
 * @param unusedTokens ids of join tokens whose machine did not come, until they are deleted, and
 *     since when
 * @param removals how long the latest removals took, the oldest first
 */
public record Notes(
    Map<String, PendingLaunch> pendingLaunches,
    Map<Offering, CoolDown> coolDowns,
    Map<String, PoolHealth> pools,
    @Nullable Stop stop,
    @Nullable Pause pause,
    Map<String, ScaleRequest> scaleRequests,
    Map<String, Set<Set<String>>> shownLabels,
    Map<String, Instant> rememberedSince,
    Map<String, Instant> probes,
    Map<Set<String>, Set<Long>> unservable,
    Map<String, Set<Long>> registrations,
    Map<String, Instant> unusedTokens,
    List<Removal> removals) {

  public static final Notes EMPTY =
      new Notes(
          Map.of(), Map.of(), Map.of(), null, null, Map.of(), Map.of(), Map.of(), Map.of(),
          Map.of(), Map.of(), Map.of(), List.of());

  /**
   * A purchase under way.
   *
   * @param process which run of the autoscaler began it; another run looks the name up first
   * @param serverId null until the create call was answered or the name was found
   * @param callEndedAt when the create call's answer was known to be lost; null while it runs or
   *     was answered
   * @param joinToken the id of its bootstrap token; null where CLUSTER_SECRET is used
   * @param labels what the waiting job asked for; empty for an operator's purchase
   * @param request the key of the operator's request that it is for; null for a queued job
   */
  public record PendingLaunch(
      String pool,
      Offering offering,
      Instant startedAt,
      String process,
      @Nullable Long serverId,
      @Nullable Instant callEndedAt,
      @Nullable String joinToken,
      Set<String> labels,
      @Nullable String request) {

    public PendingLaunch {
      labels = Set.copyOf(labels);
    }

    public PendingLaunch found(long id) {
      return new PendingLaunch(
          pool, offering, startedAt, process, id, callEndedAt, joinToken, labels, request);
    }

    public PendingLaunch callEnded(Instant at) {
      return new PendingLaunch(
          pool, offering, startedAt, process, serverId, at, joinToken, labels, request);
    }
  }

  /** Boots that failed since the last one that served. */
  public record BootFailures(int inARow, @Nullable Instant last) {
    public static final BootFailures NONE = new BootFailures(0, null);

    public BootFailures oneMore(Instant at) {
      return new BootFailures(inARow + 1, at);
    }
  }

  /**
   * How launching goes for one pool.
   *
   * @param stop why nothing may be bought for it: the cloud takes no order made of its template
   */
  public record PoolHealth(BootFailures bootFailures, @Nullable Stop stop) {
    public static final PoolHealth GOOD = new PoolHealth(BootFailures.NONE, null);

    public PoolHealth with(BootFailures failures) {
      return new PoolHealth(failures, stop);
    }

    public PoolHealth with(Stop newStop) {
      return new PoolHealth(bootFailures, Stop.longer(stop, newStop));
    }
  }

  /**
   * An offering that is skipped for a while.
   *
   * @param message what the cloud said; empty where it is not known
   */
  public record CoolDown(Instant until, Cause cause, String message) {

    /** Why an offering is skipped. */
    public enum Cause {
      /** Sold out, or not sold there; also a server that was accepted and then lost. */
      SOLD_OUT,
      /** The type is refused at every location. */
      TYPE,
      /** A limit that may be its own, or the account's where every offering meets it. */
      LIMIT;

      public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
      }
    }

    public boolean holds(Instant now) {
      return now.isBefore(until);
    }
  }

  /** The cloud refuses to sell: an account limit, a bad token, too many requests. */
  public record Stop(Instant until, String code, String message) {

    public boolean holds(Instant now) {
      return now.isBefore(until);
    }

    /** Of several orders that were refused at the same time, the longest stop counts. */
    static Stop longer(@Nullable Stop before, Stop next) {
      return before != null && before.until().isAfter(next.until()) ? before : next;
    }
  }

  /** How long it took from the last look at a machine until its server was gone. */
  public record Removal(String machine, Duration took) {
    static final int KEPT = 8;
  }

  /** Starts nothing new until it ends. */
  public record Pause(Instant since, @Nullable Instant until, @Nullable String reason) {
    public boolean holds(Instant now) {
      return until == null || now.isBefore(until);
    }
  }

  /** An operator's wish for more servers. */
  public record ScaleRequest(int count, int bought, Instant at) {

    /** For so long a key is known again. */
    private static final Duration KEPT = Duration.ofHours(24);

    boolean isForgotten(Instant now) {
      return at.plus(KEPT).isBefore(now);
    }

    public ScaleRequest oneMore() {
      return new ScaleRequest(count, bought + 1, at);
    }

    /** A purchase that came to nothing is made again. */
    public ScaleRequest oneLess() {
      return new ScaleRequest(count, Math.max(0, bought - 1), at);
    }
  }

  public Notes {
    pendingLaunches = Map.copyOf(pendingLaunches);
    coolDowns = Map.copyOf(coolDowns);
    pools = Map.copyOf(pools);
    scaleRequests = Map.copyOf(scaleRequests);
    shownLabels = Map.copyOf(shownLabels);
    rememberedSince = Map.copyOf(rememberedSince);
    probes = Map.copyOf(probes);
    unservable = Map.copyOf(unservable);
    registrations = Map.copyOf(registrations);
    unusedTokens = Map.copyOf(unusedTokens);
    removals = List.copyOf(removals);
  }

  /** Whether a fresh machine came for this job, and did not take it. */
  public boolean cameInVainFor(Job job) {
    return !unservable.isEmpty()
        && unservable.getOrDefault(job.labels(), Set.of()).contains(job.id());
  }

  public Notes withIntents(UnaryOperator<Map<String, PendingLaunch>> edit) {
    return with(draft -> draft.pendingLaunches = edited(pendingLaunches, edit));
  }

  public Notes withCoolDowns(UnaryOperator<Map<Offering, CoolDown>> edit) {
    return with(draft -> draft.coolDowns = edited(coolDowns, edit));
  }

  /** Good, where nothing else is known. */
  public PoolHealth pool(String name) {
    return pools.getOrDefault(name, PoolHealth.GOOD);
  }

  public Notes withPool(String name, UnaryOperator<PoolHealth> edit) {
    PoolHealth next = edit.apply(pool(name));
    return with(draft ->
        draft.pools =
            edited(
                pools,
                all -> {
                  all.put(name, next);
                  all.values().removeIf(PoolHealth.GOOD::equals);
                  return all;
                }));
  }

  public Notes withBootFailures(String pool, BootFailures failures) {
    return withPool(pool, health -> health.with(failures));
  }

  public Notes withStop(@Nullable Stop newStop) {
    return with(draft -> draft.stop = newStop);
  }

  public Notes withPause(@Nullable Pause newPause) {
    return with(draft -> draft.pause = newPause);
  }

  public Notes withScaleRequests(UnaryOperator<Map<String, ScaleRequest>> edit) {
    return with(draft -> draft.scaleRequests = edited(scaleRequests, edit));
  }

  /** The runners of this pool show these. */
  public Notes withLabelsShown(String pool, Set<Set<String>> labels) {
    return with(draft -> {
      draft.shownLabels = with(shownLabels, pool, labels);
      draft.rememberedSince = new HashMap<>(rememberedSince);
      draft.rememberedSince.remove(pool);
    });
  }

  /** No runner of this pool shows any. */
  public Notes withLabelsRemembered(String pool, Instant since) {
    return rememberedSince.containsKey(pool)
        ? this
        : with(draft -> draft.rememberedSince = with(rememberedSince, pool, since));
  }

  private static <V> Map<String, V> with(Map<String, V> map, String key, V value) {
    Map<String, V> more = new HashMap<>(map);
    more.put(key, value);
    return more;
  }

  public Notes withProbes(UnaryOperator<Map<String, Instant>> edit) {
    return with(draft -> draft.probes = edited(probes, edit));
  }

  public Notes withUnservable(Map<Set<String>, Set<Long>> labelSets) {
    return with(draft -> draft.unservable = labelSets);
  }

  public Notes withRegistrations(UnaryOperator<Map<String, Set<Long>>> edit) {
    return with(draft -> draft.registrations = edited(registrations, edit));
  }

  public Notes withUnusedTokens(UnaryOperator<Map<String, Instant>> edit) {
    return with(draft -> draft.unusedTokens = edited(unusedTokens, edit));
  }

  /** Once for each machine, and of the latest machines only. */
  public Notes withRemoval(Removal removal) {
    if (removals.stream().anyMatch(it -> it.machine().equals(removal.machine()))) {
      return this;
    }
    List<Removal> latest = new ArrayList<>(removals);
    latest.add(removal);
    int dropped = Math.max(0, latest.size() - Removal.KEPT);
    return with(draft -> draft.removals = latest.subList(dropped, latest.size()));
  }

  /** A purchase that came to nothing: whoever has its token must not join with it. */
  public Notes withoutIntent(String name, Instant at) {
    PendingLaunch pendingLaunch = pendingLaunches.get(name);
    String token = pendingLaunch == null ? null : pendingLaunch.joinToken();
    Notes next =
        withIntents(all -> {
          all.remove(name);
          return all;
        });
    return token == null
        ? next
        : next.withUnusedTokens(all -> {
          all.put(token, at);
          return all;
        });
  }

  private Notes with(Consumer<NotesDraft> change) {
    NotesDraft draft = new NotesDraft(this);
    change.accept(draft);
    return draft.notes();
  }

  private static <K, V> Map<K, V> edited(Map<K, V> map, UnaryOperator<Map<K, V>> edit) {
    return edit.apply(new HashMap<>(map));
  }
}
