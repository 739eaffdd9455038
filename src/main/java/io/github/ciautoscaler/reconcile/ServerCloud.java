package io.github.ciautoscaler.reconcile;

import io.github.ciautoscaler.fleet.MachineSize;
import io.github.ciautoscaler.fleet.MachineTemplate;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.PriceList;
import io.github.ciautoscaler.fleet.RateLimit;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.Secret;
import io.github.ciautoscaler.fleet.Server;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where servers come from. Every call is bounded in time and never throws. */
public interface ServerCloud {

  /** Every server with the original's managed-by label, whoever's it is. */
  Reading<List<Server>> servers();

  /** By id; complete and empty means that it is gone. */
  Reading<Optional<Server>> find(long id);

  /** By name; a list, so it may lag behind a create by some seconds. */
  Reading<Optional<Server>> find(String name);

  Reading<PriceList> prices();

  /** How large each server type is; asked seldom, and only where machines are for pods. */
  Reading<List<MachineSize>> sizes();

  /** As the last answer said; costs no request. */
  RateLimit budget();

  /** What it said of the time when it last answered quickly; empty until then. No request. */
  Optional<ServerTime> serverTime();

  /** {@link Outcome.Created}, or a failure by reaction. Never retried inside. */
  Outcome create(Order order);

  /** Accepted is {@link Outcome.Done}; 404 is {@link Outcome.Gone}. */
  Outcome delete(long id);

  /** Puts it into the template's subnet; one that is there already is {@link Outcome.Done}. */
  Outcome attach(long id, MachineTemplate template);

  Outcome powerOn(long id);

  /** Replaces the whole label map. */
  Outcome relabel(long id, Map<String, String> labels);

  /**
   * What is ordered.
   *
   * @param template whatever else its pool's servers have in common
   * @param offering one of the template's
   * @param labels all that the server carries
   */
  record Order(
      String name,
      MachineTemplate template,
      Offering offering,
      Map<String, String> labels,
      Secret userData) {
    public Order {
      labels = Map.copyOf(labels);
    }
  }
}
