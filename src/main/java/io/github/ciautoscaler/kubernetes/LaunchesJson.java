package io.github.ciautoscaler.kubernetes;

import static io.github.ciautoscaler.kubernetes.Given.map;
import static io.github.ciautoscaler.kubernetes.Given.needed;
import static io.github.ciautoscaler.kubernetes.Given.set;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.ciautoscaler.fleet.LaunchOrder;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.PendingLaunch;
import io.github.ciautoscaler.fleet.PendingLaunches;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Machines on their way, as the document of the stored state has them.
 *
 * @param intents pending launches by server name, as they were called once
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record LaunchesJson(
    @Nullable Map<String, LaunchJson> intents, @Nullable Map<String, Instant> unusedTokens) {

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

    static LaunchJson of(PendingLaunch launch) {
      LaunchOrder order = launch.order();
      return new LaunchJson(
          order.pool(),
          order.offering().serverType(),
          order.offering().location(),
          launch.startedAt(),
          launch.process(),
          launch.serverId(),
          launch.callEndedAt(),
          order.joinToken(),
          new TreeSet<>(order.labels()),
          order.request());
    }

    PendingLaunch read() {
      Offering offering = new Offering(needed(serverType), needed(location));
      return new PendingLaunch(
          new LaunchOrder(needed(pool), offering, set(labels), request, joinToken),
          needed(startedAt),
          needed(process),
          serverId,
          callEndedAt);
    }
  }

  static LaunchesJson of(PendingLaunches launches) {
    Map<String, LaunchJson> pending = new TreeMap<>();
    launches.pending().forEach((name, launch) -> pending.put(name, LaunchJson.of(launch)));
    return new LaunchesJson(pending, new TreeMap<>(launches.unusedTokens()));
  }

  PendingLaunches read() {
    Map<String, PendingLaunch> pending = new HashMap<>();
    map(intents).forEach((name, launch) -> pending.put(name, needed(launch).read()));
    return new PendingLaunches(pending, map(unusedTokens));
  }
}
