package io.github.ciautoscaler.reconcile;

import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.Server;
import io.github.ciautoscaler.fleet.Tracked;
import java.time.Duration;
import java.util.List;

/**
 * The paid hours belong to the cloud's clock: where it is not ours, servers are told to have been
 * created when it was that moment for us.
 */
final class PaidHoursClock {

  private final SharedClock clock;

  PaidHoursClock(SharedClock clock) {
    this.clock = clock;
  }

  Tracked<List<Server>> inOurTime(Tracked<List<Server>> servers) {
    Duration ahead = clock.cloudAhead();
    if (ahead.isZero() || servers.latest() == null) {
      return servers;
    }
    Reading.Complete<List<Server>> complete = servers.lastComplete();
    Reading.Complete<List<Server>> moved =
        complete == null
            ? null
            : new Reading.Complete<>(moved(complete.value(), ahead), complete.takenAt());
    Reading<List<Server>> latest =
        switch (servers.latest()) {
          case Reading.Complete<List<Server>> same -> moved == null ? same : moved;
          case Reading.Partial<List<Server>>(var some, var at, var problem) ->
              new Reading.Partial<>(moved(some, ahead), at, problem);
          case Reading.Failed<List<Server>> failed -> failed;
        };
    return new Tracked<>(latest, moved);
  }

  private static List<Server> moved(List<Server> servers, Duration ahead) {
    return servers.stream().map(it -> it.createdAt(it.created().minus(ahead))).toList();
  }
}
