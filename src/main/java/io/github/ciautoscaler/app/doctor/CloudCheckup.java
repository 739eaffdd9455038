package io.github.ciautoscaler.app.doctor;

import io.github.ciautoscaler.api.Doctor.Finding;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.PriceList;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.Reading.Trouble;
import io.github.ciautoscaler.fleet.Server;
import io.github.ciautoscaler.hetzner.PoolFlaw;
import io.github.ciautoscaler.reconcile.Outcome;
import io.github.ciautoscaler.reconcile.ServerCloud;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Whether Hetzner answers, the token may write, and what the pools ask for is sold. */
final class CloudCheckup {

  /** No server has it, so that to delete it changes nothing; only who may write is told so. */
  private static final long NO_SERVER = (1L << 53) - 1;

  private final ServerCloud cloud;
  private final Function<List<Pool>, Reading<List<PoolFlaw>>> flaws;
  private final List<Pool> pools;
  private final int maximum;

  CloudCheckup(
      ServerCloud cloud,
      Function<List<Pool>, Reading<List<PoolFlaw>>> flaws,
      List<Pool> pools,
      int maximum) {
    this.cloud = cloud;
    this.flaws = flaws;
    this.pools = pools;
    this.maximum = maximum;
  }

  List<Finding> examine() {
    Reading<List<Server>> servers = cloud.servers();
    List<Finding> found = new ArrayList<>();
    found.add(Read.of("hetzner", servers, this::servers, CloudCheckup::mend));
    if (servers instanceof Reading.Complete) {
      found.add(writable());
      found.add(Read.of("hetzner pools", flaws.apply(pools), this::sold, CloudCheckup::mend));
      prices(found);
    }
    return found;
  }

  private Finding servers(List<Server> servers) {
    return Finding.ok(
        "hetzner",
        "%d managed servers, MAX_NODES=%d; %d of %d requests are left."
            .formatted(
                servers.size(), maximum, cloud.budget().remaining(), cloud.budget().limit()));
  }

  private Finding writable() {
    return switch (cloud.delete(NO_SERVER)) {
      case Outcome.Gone _ -> Finding.ok("hetzner token", "It may write.");
      case Outcome.Failure failure ->
          Finding.fails(
              "hetzner token",
              failure.message(),
              "Make a token with Read & Write in the project, and set HETZNER_API_TOKEN.");
      default -> Finding.warns("hetzner token", "Its answer is not known to us.", "Ask again.");
    };
  }

  private Finding sold(List<PoolFlaw> found) {
    return found.isEmpty()
        ? Finding.ok(
            "hetzner pools",
            "All types, locations, images, networks, firewalls and keys of the pools are there.")
        : Finding.fails(
            "hetzner pools",
            String.join(
                "; ",
                found.stream()
                    .map(it -> "pool " + it.pool() + ": " + it.about().key() + " " + it.sentence())
                    .toList()),
            "Name what Hetzner and the project have, by name or id.");
  }

  private void prices(List<Finding> found) {
    if (cloud.prices() instanceof Reading.Complete<PriceList>(var list, _)) {
      pools.forEach(pool -> pool.offerings().forEach(one -> found.add(price(pool, one, list))));
    }
  }

  private static Finding price(Pool pool, Offering offering, PriceList list) {
    String check = "offering " + pool.name() + " " + offering;
    return list.perHour(offering, pool.template().access().publicIpv4())
        .map(
            price -> Finding.ok(check, price.toPlainString() + " " + list.currency() + " an hour."))
        .orElseGet(() ->
            Finding.warns(check, "It has no price.", "It may not be sold there: name another."));
  }

  private static String mend(Trouble trouble) {
    return switch (trouble) {
      case UNAUTHORIZED, FORBIDDEN -> "The token is wrong: set HETZNER_API_TOKEN.";
      case RATE_LIMITED -> "Wait: the project's requests of this hour are used up.";
      case TIMED_OUT, UNREACHABLE, GARBLED, UNSUPPORTED ->
          "Check HCLOUD_ENDPOINT, the network, proxies and certificates.";
    };
  }
}
